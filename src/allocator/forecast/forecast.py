"""Forecast of the planned days, from the history before them alone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.demand.deferred_plan import plan_deferred
from allocator.domain.demand import HistoryRow, Requirement
from allocator.domain.scenario import Scenario
from allocator.forecast.backtest.accuracy import Accuracy, accuracy, baselines
from allocator.forecast.backtest.backtest import Backtest
from allocator.forecast.counts.quantiles import count_quantile
from allocator.forecast.durations.handling_time import (
    HandlingTime,
    fit_handling_time,
    with_borrowed_times,
)
from allocator.forecast.durations.patience import Patience, patience_by_queue
from allocator.forecast.findings_text import known_sentences
from allocator.forecast.history.arranged import history_table, open_slots
from allocator.forecast.history.lead import lead_days
from allocator.forecast.history.table import Gap, HistoryTable
from allocator.forecast.unusual.day_marks import DayMarks
from allocator.forecast.unusual.known_effects import AppliedEffect
from allocator.forecast.unusual.outliers import Outlier
from allocator.forecast.unusual.sibling import Borrowing, blended
from allocator.forecast.weeks_ahead import PlannedWeek, planned_weeks


@dataclass(frozen=True)
class Forecast:
    """What the planned days are expected to bring.

    Parameters
    ----------
    requirements
        One row per open interval and queue, by time and then in the scenario's order of
        queues.
    weeks
        The planned days seven at a time, with how the method did on past weeks as far ahead.
    patience
        Mean patience by queue and where it comes from.
    ignored_contacts
        Contacts of the history outside the opening hours, left out.
    unrecorded_intervals
        Intervals of the history taken as not recorded.
    days, slots, is_open
        Planned operating dates, and the history's intervals in them (see
        :class:`~allocator.forecast.history.table.HistoryTable`).
    expected, p10, p50, p90, last_week, weekday_mean
        At the history's interval, shape (D, B, Q): the forecast, its range and the two
        baselines that it is held against.
    spread_share
        Spread of the rate about ``expected``, as a share of it, shape (D, B, Q).
    handling
        Handling times by part of the day and queue.
    effects
        What is known of planned days that are not like others.
    gaps, outliers
        What is missing in the history, and what in it was odd.
    borrowings
        New queues that take the profile of another.
    """

    requirements: tuple[Requirement, ...]
    weeks: tuple[PlannedWeek, ...]
    patience: dict[str, Patience]
    ignored_contacts: float
    unrecorded_intervals: int
    queues: tuple[str, ...]
    days: tuple[dt.date, ...]
    slots: tuple[int, ...]
    is_open: Booleans
    expected: Floats
    p10: Floats
    p50: Floats
    p90: Floats
    last_week: Floats
    weekday_mean: Floats
    spread_share: Floats
    handling: HandlingTime
    effects: tuple[AppliedEffect, ...] = ()
    gaps: tuple[Gap, ...] = ()
    outliers: tuple[Outlier, ...] = ()
    borrowings: tuple[Borrowing, ...] = ()

    @property
    def backtest(self) -> Backtest:
        """How the method did on past weeks with the lead of the first planned one."""
        return self.weeks[0].tested

    @property
    def learned_spread_share(self) -> Floats:
        """Spread that past weeks showed, without what is doubted of single days, (D, B, Q)."""
        return np.concatenate([week.spread_share for week in self.weeks])

    @property
    def known(self) -> dict[str, list[str]]:
        """What was known and what was found, by heading, a sentence each."""
        return known_sentences(
            len(self.queues), self.effects, self.borrowings, self.gaps, self.outliers
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader should know of the history behind the forecast, in plain words."""
        lines: list[str] = []
        if self.ignored_contacts:
            lines.append(f"{self.ignored_contacts:.0f} contacts outside opening hours left out.")
        if self.unrecorded_intervals:
            lines.append(
                f"{self.unrecorded_intervals} intervals taken as not recorded: next to nothing "
                "was counted where much was to be expected."
            )
        lines.extend(
            f"{day:%a} {day.day} {day:%b}: no history of such a day in the last weeks, so no "
            "contacts are expected."
            for day in self.days_without_history
        )
        if not self.backtest.weeks:
            lines.append("The history is too short to test the forecast on past weeks.")
        elif untested := [week.days[0] for week in self.weeks if not week.is_tested]:
            first = untested[0]
            lines.append(
                f"The history is too short to test forecasts as far ahead as those from {first:%a} "
                f"{first.day} {first:%b} on: their ranges are those of the week before, and may "
                "be too narrow."
            )
        return tuple(lines)

    @property
    def days_without_history(self) -> tuple[dt.date, ...]:
        """Open planned days for which the history's last weeks hold nothing to go by."""
        nothing = (self.expected.sum(axis=(1, 2)) == 0) & (self.is_open.sum(axis=1) > 0)
        return tuple(day for day, empty in zip(self.days, nothing, strict=True) if empty)


def forecast(scenario: Scenario) -> tuple[Requirement, ...]:
    """Return the demand of every open interval and queue (see :func:`forecast_week`)."""
    return forecast_week(scenario).requirements


def forecast_week(scenario: Scenario) -> Forecast:
    """Forecast the planned days, with the figures that say how far to trust it.

    Several weeks are forecast from the same history, each by the models that did best so far
    ahead.

    Only history rows before the first planned operating day are read. The same history always
    gives the same forecast.

    Raises
    ------
    InputError
        If the history holds no contacts in the opening hours.
    """
    history = history_table(scenario)
    days = scenario.grid.days
    opened = [open_slots(scenario, day) for day in days]
    is_open = np.array([[slot in day_slots for slot in history.slots] for day_slots in opened])
    weeks = planned_weeks(history, days, lead_days(scenario, history))
    learned = history.learned()
    lesson = learned.lesson
    borrowings = lesson.borrowings if lesson else ()
    run_like = [DayMarks(scenario).weekday(day) for day in days]
    plain = np.concatenate(
        [
            week.tested.chosen.fit(learned).expected(
                week.days, is_open[week.place], run_like[week.place]
            )
            for week in weeks
        ]
    )
    expected = blended(plain, learned.queues, borrowings) * learned.effect_on(days)
    # What is known of a day is known only so well: its range is wider by that.
    doubt = lesson.sd_share(days) if lesson else np.zeros(expected.shape)
    spread_share = np.hypot(np.concatenate([week.spread_share for week in weeks]), doubt)
    handling = with_borrowed_times(
        fit_handling_time(history), history.queues, borrowings, history.answered
    )
    last_week, weekday_mean = baselines(history, days)
    patience = patience_by_queue(scenario)
    requirements = _requirements(scenario, history, expected, spread_share, handling, patience)
    return Forecast(
        requirements=plan_deferred(scenario, requirements),
        weeks=weeks,
        patience=patience,
        ignored_contacts=history.ignored_contacts,
        unrecorded_intervals=history.unrecorded,
        queues=history.queues,
        days=days,
        slots=history.slots,
        is_open=is_open,
        expected=expected,
        p10=count_quantile(expected, spread_share, 0.1),
        p50=count_quantile(expected, spread_share, 0.5),
        p90=count_quantile(expected, spread_share, 0.9),
        last_week=last_week,
        weekday_mean=weekday_mean,
        spread_share=spread_share,
        handling=handling,
        effects=lesson.effects.applied(days) if lesson else (),
        gaps=history.gaps,
        outliers=lesson.outliers if lesson else (),
        borrowings=borrowings,
    )


def _requirements(
    scenario: Scenario,
    history: HistoryTable,
    expected: Floats,
    spread_share: Floats,
    handling: HandlingTime,
    patience: dict[str, Patience],
) -> tuple[Requirement, ...]:
    """Split each interval of the history evenly over the open intervals of the plan in it."""
    grid = scenario.grid
    slot_at = {slot: number for number, slot in enumerate(history.slots)}
    places = [_place(scenario, index) for index in scenario.open_intervals]
    # The hour that the clocks repeat in autumn brings its contacts each time.
    hours = [grid.moment(index).utcoffset() for index in scenario.open_intervals]
    sharing = Counter(zip(places, hours, strict=True))
    contacts = np.array(
        [
            expected[place[0], slot_at[place[1]]] / sharing[place, hour]
            for place, hour in zip(places, hours, strict=True)
        ]
    )
    contacts = contacts.round(4)
    spread = np.array([spread_share[day, slot_at[slot]] for day, slot in places])
    low, high = (count_quantile(contacts, spread, p) for p in (0.1, 0.9))
    return tuple(
        Requirement(
            interval_start=grid.moment(index),
            pool=scenario.pool_of_queue[queue],
            queue=queue,
            forecast_contacts=float(contacts[row, q]),
            forecast_p10=float(low[row, q]),
            forecast_p90=float(high[row, q]),
            aht_s=round(handling.at(places[row][1], q), 1),
            patience_s=patience[queue].patience_s,
        )
        for row, index in enumerate(scenario.open_intervals)
        for q, queue in enumerate(history.queues)
    )


def _place(scenario: Scenario, index: int) -> tuple[int, int]:
    """Day number and history slot that hold an interval of the plan."""
    grid, step = scenario.grid, scenario.settings.history_interval_minutes
    moment = grid.moment(index)
    day = grid.operating_date(moment)
    since_midnight = moment.replace(tzinfo=None) - dt.datetime.combine(day, dt.time())
    slot = int(since_midnight.total_seconds()) // 60 // step * step
    return (day - grid.first_day).days, slot


def forecast_accuracy(
    scenario: Scenario, made: Forecast, actual_rows: Iterable[HistoryRow]
) -> tuple[Accuracy, ...]:
    """Hold a forecast against what the planned week brought, at the history's interval.

    Parameters
    ----------
    made
        The forecast, as :func:`forecast_week` gave it.
    actual_rows
        Contacts of the planned week; rows outside the opening hours or the week are left out,
        an open interval without a row brought none, and a day without any row does not count.

    Returns
    -------
    tuple of Accuracy
        One row a queue, and the last for all queues.
    """
    table = history_table(scenario, actual_rows, for_learning=False)
    day_at = {day: d for d, day in enumerate(table.days)}
    slot_at = [table.slots.index(slot) if slot in table.slots else -1 for slot in made.slots]
    actual = np.full(made.expected.shape, np.nan)
    for d, day in enumerate(made.days):
        if day in day_at:
            row = table.contacts[day_at[day]]
            for b, slot in enumerate(slot_at):
                actual[d, b] = row[slot] if slot >= 0 else np.nan
    known = made.is_open & ~np.isnan(actual[:, :, 0])
    came = actual[known]
    return accuracy(
        made.queues,
        came,
        made.expected[known],
        made.last_week[known],
        made.weekday_mean[known],
        (made.p10[known], made.p50[known], made.p90[known]),
    )
