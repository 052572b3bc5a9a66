"""What came beside what was forecast: intervals, or totals of days and weeks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats, Integers
from allocator.forecast.backtest.rolling_origin import PastWeek


@dataclass(frozen=True)
class Counts:
    """Counts beside their forecasts, each of shape (N, Q), and their places in the day (N,).

    Totals have one more column, of all queues added up: people are planned for them together.
    """

    place: Integers
    came: Floats
    expected: Floats
    last_week: Floats
    weekday_mean: Floats


def cells(week: PastWeek, expected: Floats) -> Counts:
    """Return the recorded intervals of a week."""
    kept = week.recorded
    place = np.broadcast_to(np.arange(kept.shape[1]), kept.shape)[kept]
    arrays = (week.actual.contacts, expected, week.last_week, week.weekday_mean)
    return Counts(place, *(array[kept] for array in arrays))


def totals(week: PastWeek, expected: Floats, *, by_day: bool) -> Counts:
    """Return the totals of a week's recorded intervals, by day or in all."""
    known = ~np.isnan(week.actual.contacts)
    days = week.recorded.any(axis=1)

    def total(array: Floats) -> Floats:
        by_date = with_sum(np.where(known, array, 0.0).sum(axis=1)[days])
        return by_date if by_day else by_date.sum(axis=0, keepdims=True)

    arrays = (week.actual.contacts, expected, week.last_week, week.weekday_mean)
    summed = [total(array) for array in arrays]
    return Counts(np.zeros(len(summed[0]), dtype=int), *summed)


def with_sum(by_queue: Floats) -> Floats:
    """Append the sum over the queues as a last column, shape (N, Q + 1)."""
    return np.column_stack([by_queue, by_queue.sum(axis=1)])
