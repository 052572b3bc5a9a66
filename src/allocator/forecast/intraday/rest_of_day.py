"""The rest of a running day, forecast again from what came so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.errors import InputError
from allocator.forecast.counts.quantiles import count_quantile
from allocator.forecast.counts.two_way import ratio
from allocator.forecast.forecast import Forecast
from allocator.forecast.intraday.busyness import Busyness, BusynessPrior, busyness
from allocator.forecast.intraday.handling_today import handling_factor
from allocator.forecast.intraday.seen_so_far import SeenSoFar

_MUCH = 0.02
"""A change of the rest of the day by less than this is told as none."""


@dataclass(frozen=True)
class RestOfDay:
    """What came of a day so far, and what is now expected of its rest.

    Parameters
    ----------
    counted_until
        End of the last interval that is over and recorded, a clock reading of the site.
    came, expected_by_then
        Contacts so far and as planned, by queue, shape (Q,).
    factor
        Contacts of the rest of the day over those planned, by queue, shape (Q,).
    handling_factor
        The same of handling time.
    starts
        Clock readings at which the intervals of the rest of the day begin, length R.
    planned, expected, p10, p90
        Contacts of each, shape (R, Q): as planned and as now expected, with the range that has
        eight chances in ten to hold what comes.
    aht_s
        Handling times now expected, shape (R, Q).
    rest_planned, rest_expected, rest_p10, rest_p90
        The same over the whole rest of the day: by queue and last in all, shape (Q + 1,).
    passed_over
        Rows of other days, or of intervals that were not over, which were not used.
    silent_until
        End of the last interval that is over, where none is recorded after ``counted_until``.
    has_rows
        Whether anything was recorded of a queue, shape (Q,).
    days_of_rows
        Dates that the rows are of, in order.
    """

    day: dt.date
    now: dt.datetime
    counted_until: dt.datetime | None
    queues: tuple[str, ...]
    came: Floats
    expected_by_then: Floats
    factor: Floats
    handling_factor: Floats
    starts: tuple[dt.datetime, ...]
    planned: Floats
    expected: Floats
    p10: Floats
    p90: Floats
    aht_s: Floats
    rest_planned: Floats
    rest_expected: Floats
    rest_p10: Floats
    rest_p90: Floats
    passed_over: int
    silent_until: dt.datetime | None
    has_rows: Booleans
    days_of_rows: tuple[dt.date, ...]

    @property
    def sentence(self) -> str:
        """The result in words."""
        if self.counted_until is None:
            if self.days_of_rows and self.day not in self.days_of_rows:
                dates = " and ".join(_date(day) for day in self._ends_of_rows)
                return (
                    f"The rows are of {dates} and --now is on {_date(self.day)}: nothing is "
                    "recorded of that day, and its forecast stands."
                )
            return "No interval of the day is over and recorded yet: the forecast stands."
        came, due = float(self.came.sum()), float(self.expected_by_then.sum())
        until = f"{self.counted_until:%H:%M}"
        if self.silent_until is not None:
            heard = (
                f"Records end at {until}: {came:.0f} contacts came by then, {due:.0f} expected; "
                f"nothing recorded {until}–{self.silent_until:%H:%M}"
            )
            return f"{heard}." if not len(self.starts) else f"{heard}; {self._rest_words}"
        if not len(self.starts):
            return f"The day is over: {came:.0f} contacts came, where {due:.0f} were expected."
        heard = f"By {until}, {came:.0f} contacts came where {due:.0f} were expected"
        if due:
            heard += f" ({came / due - 1.0:+.0%})"
        return f"{heard}; {self._rest_words}"

    @property
    def _ends_of_rows(self) -> tuple[dt.date, ...]:
        """First and last date of the rows."""
        return tuple(dict.fromkeys((self.days_of_rows[0], self.days_of_rows[-1])))

    @property
    def _rest_words(self) -> str:
        planned, expected = float(self.rest_planned[-1]), float(self.rest_expected[-1])
        change = expected / planned - 1.0 if planned else 0.0
        rest = f"{expected:.0f} are expected in the rest of the day"
        if abs(change) < _MUCH:
            rest += ", as planned"
        else:
            word = "more" if change > 0 else "fewer"
            rest += f", {abs(change):.0%} {word} than planned ({planned:.0f})"
        return f"{rest}, between {self.rest_p10[-1]:.0f} and {self.rest_p90[-1]:.0f}."


def reforecast_day(
    scenario: Scenario,
    made: Forecast,
    so_far: Iterable[HistoryRow],
    now: dt.datetime,
    prior: BusynessPrior,
    handling_variance: float,
) -> RestOfDay:
    """Update the forecast of the day that runs by what came until a moment.

    Only rows of intervals of that day that are over at ``now`` are read. Up to the last interval
    with a row, open intervals without any brought no contacts, unless so many were to be expected
    that this cannot be; after it nothing is recorded yet. Of a queue without a row nothing is.

    Parameters
    ----------
    made
        Forecast of the planned days.
    so_far
        Rows with the columns of ``history.csv``.
    now
        Aware moment.
    prior, handling_variance
        How days differ from their forecasts in contacts and in handling time.

    Raises
    ------
    InputError
        If ``now`` lies outside the planned days.
    """
    clock = now.astimezone(scenario.grid.zone).replace(tzinfo=None)
    day = scenario.grid.operating_date(now)
    if day not in made.days:
        raise InputError.of(
            "--now",
            "is in none of the planned days",
            f"Give a moment from {made.days[0]} to {made.days[-1]}, in local time of the site.",
            clock.isoformat(timespec="minutes"),
        )
    d = made.days.index(day)
    seen = SeenSoFar.of(scenario, made, d, so_far, clock)
    planned = made.expected[d]
    due = np.where(seen.counted[:, None] & seen.queues, planned, 0.0).sum(axis=0)
    found = busyness(seen.came, due, prior)
    aht_s = np.array(
        [[made.handling.at(slot, q) for q in range(len(made.queues))] for slot in made.slots]
    )
    expected_work_s = (seen.handled * aht_s).sum(axis=0)
    slower = handling_factor(
        seen.handled.sum(axis=0), seen.work_s.sum(axis=0), expected_work_s, handling_variance
    )
    rest = made.is_open[d] & ~seen.counted & ~seen.over
    rest_planned, expected = planned[rest], planned[rest] * found.factor
    # The part of the spread that the day's own factor makes is now known better.
    chance = np.maximum(made.spread_share[d][rest] ** 2 - prior.variance, 0.0)
    spread = np.sqrt(chance + found.sd_share**2)
    low, high = (count_quantile(expected, spread, p) for p in (0.1, 0.9))
    total_low, total_high = total_range(expected, found, prior)
    midnight = dt.datetime.combine(day, dt.time())
    slots = np.array(made.slots)[rest].tolist()
    return RestOfDay(
        day=day,
        now=clock,
        counted_until=seen.until,
        queues=made.queues,
        came=seen.came,
        expected_by_then=due,
        factor=found.factor,
        handling_factor=slower,
        starts=tuple(midnight + dt.timedelta(minutes=slot) for slot in slots),
        planned=rest_planned,
        expected=expected,
        p10=low,
        p90=high,
        aht_s=aht_s[rest] * slower,
        rest_planned=_with_total(rest_planned.sum(axis=0)),
        rest_expected=_with_total(expected.sum(axis=0)),
        rest_p10=total_low,
        rest_p90=total_high,
        passed_over=seen.passed_over,
        silent_until=seen.silent_until,
        has_rows=seen.queues,
        days_of_rows=seen.days,
    )


def _date(day: dt.date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def _with_total(by_queue: Floats) -> Floats:
    return np.append(by_queue, by_queue.sum())


def total_range(expected: Floats, found: Busyness, prior: BusynessPrior) -> tuple[Floats, Floats]:
    """Return p10 and p90 of the whole rest of a day, by queue and in all, each of shape (Q + 1,).

    Parameters
    ----------
    expected
        Contacts now expected by interval, shape (R, Q).
    """
    mean = expected.sum(axis=0)
    total = float(mean.sum())
    # Beside the factors, half a day scatters by so much more than chance.
    beyond = ratio(prior.dispersion - 1.0, mean)
    of_all = 0.0
    if total > 0:
        of_all = float(mean @ found.covariance @ mean) / total**2
        of_all += (prior.together_dispersion - 1.0) / total
    spread = np.sqrt(np.append(found.sd_share**2 + beyond, of_all))
    means = np.append(mean, total)
    return count_quantile(means, spread, 0.1), count_quantile(means, spread, 0.9)
