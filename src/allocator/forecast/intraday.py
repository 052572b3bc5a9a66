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
from allocator.forecast.busyness import Busyness, BusynessPrior, busyness
from allocator.forecast.count_range import count_quantile
from allocator.forecast.forecast import Forecast
from allocator.forecast.handling_today import handling_factor
from allocator.forecast.two_way import ratio

_SILENCE_CHANCE = 1e-3
"""Intervals without a row whose silence is less likely than this are taken as not recorded."""

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

    @property
    def sentence(self) -> str:
        """The result in words."""
        if self.counted_until is None:
            return "No interval of the day is over and recorded yet: the forecast stands."
        came, due = float(self.came.sum()), float(self.expected_by_then.sum())
        if not len(self.starts):
            return f"The day is over: {came:.0f} contacts came, where {due:.0f} were expected."
        planned, expected = float(self.rest_planned[-1]), float(self.rest_expected[-1])
        change = expected / planned - 1.0 if planned else 0.0
        heard = f"By {self.counted_until:%H:%M}, {came:.0f} contacts came where {due:.0f} were "
        heard += "expected"
        if due:
            heard += f" ({came / due - 1.0:+.0%})"
        rest = f"{expected:.0f} are expected in the rest of the day"
        if abs(change) < _MUCH:
            rest += ", as planned"
        else:
            word = "more" if change > 0 else "fewer"
            rest += f", {abs(change):.0%} {word} than planned ({planned:.0f})"
        return f"{heard}; {rest}, between {self.rest_p10[-1]:.0f} and {self.rest_p90[-1]:.0f}."


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
    seen = _Seen.of(scenario, made, d, so_far, clock)
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
    )


@dataclass(frozen=True)
class _Seen:
    """What the rows say of the intervals that are over.

    Parameters
    ----------
    over, counted
        Intervals that are over, and those of them that are recorded, shape (B,).
    queues
        Queues with a row, shape (Q,).
    """

    over: Booleans
    counted: Booleans
    queues: Booleans
    came: Floats
    handled: Floats
    work_s: Floats
    until: dt.datetime | None
    passed_over: int

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        made: Forecast,
        d: int,
        rows: Iterable[HistoryRow],
        clock: dt.datetime,
    ) -> _Seen:
        step = dt.timedelta(minutes=scenario.settings.history_interval_minutes)
        midnight = dt.datetime.combine(made.days[d], dt.time())
        starts = [midnight + dt.timedelta(minutes=slot) for slot in made.slots]
        slot_at = {start: b for b, start in enumerate(starts)}
        queue_at = {queue: q for q, queue in enumerate(made.queues)}
        over = made.is_open[d] & np.array([start + step <= clock for start in starts])
        came, handled, work_s = (np.zeros(made.expected.shape[1:]) for _ in range(3))
        has_row = np.zeros(made.expected.shape[1:], dtype=bool)
        passed_over = 0
        for row in rows:
            b = slot_at.get(row.interval_start)
            if b is None or not over[b]:
                passed_over += 1
                continue
            place = b, queue_at[row.queue]
            came[place] += row.contacts
            has_row[place] = True
            if row.aht_s is not None:
                answered = row.contacts - (row.abandoned or 0.0)
                handled[place] += answered
                work_s[place] += answered * row.aht_s
        queues, slots = has_row.sum(axis=0) > 0, has_row.sum(axis=1) > 0
        counted = _recorded(over, slots, made.expected[d][:, queues].sum(axis=1))
        until = starts[int(np.flatnonzero(counted)[-1])] + step if counted.any() else None
        came = np.where(counted[:, None], came, 0.0).sum(axis=0)
        return cls(over, counted, queues, came, handled, work_s, until, passed_over)


def _recorded(over: Booleans, has_row: Booleans, expected: Floats) -> Booleans:
    """Intervals that are recorded: with a row, or before the last with one and credibly silent.

    Parameters
    ----------
    over, has_row
        Open intervals that are over, and those with a row, shape (B,).
    expected
        Contacts expected of the queues that have rows, shape (B,).
    """
    counted = over & has_row
    if not counted.any():
        return counted
    silent: list[int] = []
    for b in np.flatnonzero(over & (np.arange(len(over)) <= np.flatnonzero(counted)[-1])).tolist():
        if not has_row[b]:
            silent.append(b)
            continue
        # Half of what was expected, so that a quiet morning is not taken for missing records.
        if np.exp(-0.5 * expected[silent].sum()) >= _SILENCE_CHANCE:
            counted[silent] = True
        silent = []
    return counted


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
