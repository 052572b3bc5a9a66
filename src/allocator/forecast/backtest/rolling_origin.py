"""Past weeks, each with what was known before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.forecast.backtest.accuracy import baselines
from allocator.forecast.history.table import HistoryTable
from allocator.forecast.models.volume_model import VolumeModel


@dataclass(frozen=True)
class PastWeek:
    """Some past days, a week as a rule, and what was known when they were to be forecast.

    Parameters
    ----------
    origin
        First day that was to be forecast.
    known
        What was known then, less the lead, made fit to learn from.
    actual
        What came.
    effect
        Factor known on the days to come, shape (D, B, Q): holidays and events are in the
        calendar, and how large their effect is comes from ``known`` alone.
    last_week, weekday_mean
        The two baselines, shape (D, B, Q), from the records as they came.
    """

    origin: dt.date
    known: HistoryTable
    actual: HistoryTable
    effect: Floats
    last_week: Floats
    weekday_mean: Floats

    @classmethod
    def of(
        cls, history: HistoryTable, origin: dt.date, lead_days: int = 0, days: int = 7
    ) -> PastWeek:
        """Cut the days from an origin on, and what was known so many days before it."""
        end = origin - dt.timedelta(days=lead_days)
        known = history.until(end)
        actual = history.between(origin, origin + dt.timedelta(days=days))
        last_week, weekday_mean = baselines(history.between(history.days[0], end), actual.days)
        return cls(
            origin=origin,
            known=known,
            actual=actual,
            effect=known.effect_on(actual.days),
            last_week=last_week,
            weekday_mean=weekday_mean,
        )

    @property
    def recorded(self) -> Booleans:
        """Whether anything is recorded of an interval, shape (D, B)."""
        return (~np.isnan(self.actual.contacts)).sum(axis=2) > 0

    def day(self, number: int) -> PastWeek:
        """Return one of its days alone."""
        date = self.actual.days[number]
        part = slice(number, number + 1)
        return replace(
            self,
            actual=self.actual.between(date, date + dt.timedelta(days=1)),
            effect=self.effect[part],
            last_week=self.last_week[part],
            weekday_mean=self.weekday_mean[part],
        )

    def expected(self, model: VolumeModel) -> Floats:
        """Return the forecast by a model fitted to what was known, shape (D, B, Q)."""
        return model.expected(self.actual.days, self.actual.is_open) * self.effect

    def wape(self, expected: Floats) -> float:
        """Sum of the absolute errors over the contacts."""
        came = self.actual.contacts
        return float(np.nansum(np.abs(expected - came)) / max(np.nansum(came), 1.0))


def past_weeks(
    history: HistoryTable,
    planned_from: dt.date | None = None,
    *,
    lead_days: int = 0,
    horizon_days: int = 7,
    most: int = 20,
) -> list[PastWeek]:
    """Past weeks that can be forecast, oldest first.

    They begin on the same weekday as the planned one. A week counts if more than half of its
    open days are recorded, and each of their weekdays was recorded before it without a long gap.

    Parameters
    ----------
    planned_from
        First planned day; by default the day after the history.
    lead_days
        Days between the last known day and the first forecast.
    horizon_days
        Days forecast from each origin.
    most
        Most of them; the newest are kept.

    Source
    ------
    L. J. Tashman, "Out-of-sample tests of forecasting accuracy", 2000 (rolling origins).
    """
    weeks: list[PastWeek] = []
    origin = planned_from or history.days[-1] + dt.timedelta(days=1)
    lead = dt.timedelta(days=lead_days)
    while origin - lead > history.days[0] and len(weeks) < most:
        known = history.between(history.days[0], origin - lead)
        actual = history.between(origin, origin + dt.timedelta(days=horizon_days))
        long_enough = len(actual.days) > 0.5 * horizon_days
        if long_enough and _can_be_forecast(known, actual):
            weeks.append(PastWeek.of(history, origin, lead_days, horizon_days))
        origin -= dt.timedelta(days=7)
    return weeks[::-1]


def weeks_over(weeks: Sequence[PastWeek], number: int) -> int:
    """How many of the first weeks were over and known when the one of a number was forecast.

    With a lead, or with more than seven days from each origin, the weeks just before it were not:
    what came in them may teach nothing.

    Parameters
    ----------
    weeks
        Oldest first.
    """
    last_known = weeks[number].known.days[-1]
    end = number
    while end and weeks[end - 1].actual.days[-1] > last_known:
        end -= 1
    return end


def _can_be_forecast(known: HistoryTable, week: HistoryTable) -> bool:
    """Whether a week is recorded, and its weekdays were in the days just before it."""
    open_days = int((week.is_open.sum(axis=1) > 0).sum())
    fresh = bool(known.recorded_days[-7:].any())
    if not fresh or week.recorded_days.sum() <= 0.5 * open_days:
        return False
    return _weekdays(week) <= _weekdays(known.latest_stretch())


def _weekdays(table: HistoryTable) -> set[int]:
    """Weekdays with a record, Monday 0."""
    days = zip(table.days, table.recorded_days, strict=True)
    return {day.weekday() for day, recorded in days if recorded}
