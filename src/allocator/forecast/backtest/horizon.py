"""How the error grows with the days ahead: forecasts made anew every day of the tested weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.forecast.backtest.accuracy import Accuracy
from allocator.forecast.backtest.backtest import Backtest, counted_rows, total_rows
from allocator.forecast.backtest.counted import Counts, cells, totals
from allocator.forecast.backtest.rolling_origin import PastWeek
from allocator.forecast.backtest.trials import TestedWeek
from allocator.forecast.history.table import HistoryTable


@dataclass(frozen=True)
class HorizonAccuracy:
    """Accuracy of forecasts for a day so many days after the last known one.

    Parameters
    ----------
    days_ahead
        1 for the day after the last known one.
    days
        Days forecast.
    rows, day_rows
        By interval, and of the day's total (see
        :class:`~allocator.forecast.backtest.backtest.Backtest`).
    """

    days_ahead: int
    days: int
    rows: tuple[Accuracy, ...]
    day_rows: tuple[Accuracy, ...]


def horizon_accuracy(
    history: HistoryTable, tested: Backtest, *, horizon_days: int = 7
) -> tuple[HorizonAccuracy, ...]:
    """Forecast from every day of the tested weeks, with what was in use in each.

    Every number of days ahead meets every weekday, so that the numbers compare. Models are fitted
    anew each day; which ones and the ranges stay those of the week.

    Parameters
    ----------
    history
        What came.
    tested
        Backtest of it.
    horizon_days
        Farthest day ahead.
    """
    ahead: list[list[tuple[TestedWeek, Counts, Counts]]] = [[] for _ in range(horizon_days)]
    for one in tested.tested:
        for shift in range(7):
            origin = one.week.origin + dt.timedelta(days=shift)
            past = _past(history, origin, horizon_days)
            if past is None:
                continue
            expected = past.expected(one.chosen.fit(past.known))
            for h in range(len(past.actual.days)):
                day = past.day(h)
                if day.recorded.any():
                    part = expected[h : h + 1]
                    ahead[h].append((one, cells(day, part), totals(day, part, by_day=True)))
    return tuple(
        HorizonAccuracy(
            days_ahead=h + 1,
            days=len(found),
            rows=counted_rows(history.queues, [(c, one.ranges.interval) for one, c, _ in found]),
            day_rows=total_rows(history.queues, [(t, one.ranges.day) for one, _, t in found]),
        )
        for h, found in enumerate(ahead)
        if found
    )


def _past(history: HistoryTable, origin: dt.date, horizon_days: int) -> PastWeek | None:
    """Return what was known on a day and came after; ``None`` where nothing is recorded after."""
    after = history.between(origin, origin + dt.timedelta(days=horizon_days))
    if not after.days or not after.recorded_days.any():
        return None
    return PastWeek.of(history, origin, days=horizon_days)
