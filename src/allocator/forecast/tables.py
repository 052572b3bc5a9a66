"""A forecast and its backtest as rows and CSV texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.grid import TimeGrid
from allocator.forecast.backtest import TOGETHER, Backtest
from allocator.forecast.count_range import count_quantile
from allocator.forecast.counted import with_sum
from allocator.forecast.forecast import Forecast
from allocator.forecast.handling_range import handling_table
from allocator.forecast.horizon import HorizonAccuracy

_BASELINES = ("last_week_contacts", "weekday_mean_contacts")
_RANGE = ("forecast_contacts", "forecast_p10", "forecast_p50", "forecast_p90")


def forecast_csv(made: Forecast, grid: TimeGrid) -> str:
    """Text of ``forecast.csv``: a row for every open interval of the history's length and queue."""
    aht_s = np.broadcast_to(
        handling_table(made.handling, made.slots, len(made.queues)), made.expected.shape
    )
    aht_low_s, aht_high_s = made.backtest.handling.ranges.around(aht_s, made.expected)
    columns: tuple[Floats, ...] = (made.expected, made.p10, made.p50, made.p90, aht_s)
    columns = (*columns, aht_low_s, aht_high_s, made.last_week, made.weekday_mean)
    return _csv(
        ("interval_start", "queue", *_RANGE, "aht_s", "aht_p10_s", "aht_p90_s", *_BASELINES),
        (
            (
                grid.at(day, made.slots[b]).isoformat(),
                queue,
                *(_rounded(column[d, b, q]) for column in columns),
            )
            for d, day in enumerate(made.days)
            for b in np.flatnonzero(made.is_open[d]).tolist()
            for q, queue in enumerate(made.queues)
        ),
    )


def day_rows(made: Forecast) -> list[dict[str, Any]]:
    """Forecast totals of the planned days by queue, and of all queues together.

    A day's range is learned from days' totals: the sums of the intervals' own ends would be far
    too wide.
    """
    total = with_sum(made.expected.sum(axis=1))
    # What is doubted beyond what past weeks showed goes through the day as it is.
    extra = np.maximum(made.spread_share**2 - made.backtest.spread_share**2, 0.0)
    weighted = made.expected * np.sqrt(extra)
    doubt = np.divide(
        with_sum(weighted.sum(axis=1)), total, out=np.zeros(total.shape), where=total > 0
    )
    spread = np.hypot(made.backtest.ranges.day.spread_share[0], doubt)
    low, median, high = (count_quantile(total, spread, p) for p in (0.1, 0.5, 0.9))
    columns = (
        total,
        low,
        median,
        high,
        with_sum(made.last_week.sum(axis=1)),
        with_sum(made.weekday_mean.sum(axis=1)),
    )
    return [
        {
            "day": day.isoformat(),
            "queue": queue,
            **{
                name: _rounded(column[d, q])
                for name, column in zip((*_RANGE, *_BASELINES), columns, strict=True)
            },
        }
        for d, day in enumerate(made.days)
        for q, queue in enumerate((*made.queues, TOGETHER))
    ]


def week_range(made: Forecast) -> tuple[float, float] | None:
    """Return p10 and p90 of the whole week, all queues together; ``None`` where none was learned.

    A week's range is learned from weeks' totals, as a day's is from days'.
    """
    if not made.backtest.weeks_learned_from:
        return None
    total = made.expected.sum(axis=(0, 1))
    extra = np.maximum(made.spread_share**2 - made.backtest.spread_share**2, 0.0)
    whole = float(total.sum())
    doubt = float((made.expected * np.sqrt(extra)).sum()) / whole if whole else 0.0
    spread = np.hypot(made.backtest.ranges.week.spread_share[0, -1:], doubt)
    low, high = (float(count_quantile(np.array([whole]), spread, p)[0]) for p in (0.1, 0.9))
    return low, high


def days_csv(made: Forecast) -> str:
    """Text of ``forecast_days.csv``: a row for every planned day and queue, and all together."""
    rows = day_rows(made)
    return _csv(tuple(rows[0]), (row.values() for row in rows))


def backtest_csv(tested: Backtest, grid: TimeGrid) -> str:
    """Text of ``backtest.csv``: what came in every tested interval, beside its forecast then."""
    rows: list[tuple[Any, ...]] = []
    for one in tested.tested:
        actual, place = one.week.actual, np.arange(len(one.week.actual.slots))
        low, median, high = (
            one.ranges.interval.quantile(one.expected, place, p) for p in (0.1, 0.5, 0.9)
        )
        columns = (actual.contacts, one.expected, low, median, high)
        columns = (*columns, one.week.last_week, one.week.weekday_mean)
        for d, b, q in np.argwhere(~np.isnan(actual.contacts)).tolist():
            start = grid.at(actual.days[d], actual.slots[b]).isoformat()
            values = (_rounded(column[d, b, q]) for column in columns)
            rows.append(
                (one.week.origin.isoformat(), one.chosen.id, start, actual.queues[q], *values)
            )
    return _csv(
        ("origin", "model", "interval_start", "queue", "contacts", *_RANGE, *_BASELINES), rows
    )


def accuracy_csv(tested: Backtest, by_horizon: Sequence[HorizonAccuracy]) -> str:
    """Text of ``accuracy.csv``: every figure of a backtest, by what it is of."""
    blocks = [("interval", None, tested.rows), ("day", None, tested.day_rows)]
    blocks.append(("week", None, tested.week_rows))
    for one in by_horizon:
        blocks += [("interval", one.days_ahead, one.rows), ("day", one.days_ahead, one.day_rows)]
    rows = [
        {"of": of, "days_ahead": ahead, **asdict(row)}
        for of, ahead, block in blocks
        for row in block
    ]
    names = tuple(rows[0]) if rows else ("of", "days_ahead", "queue")
    return _csv(
        names,
        (
            [_rounded(value, 6) if isinstance(value, float) else value for value in row.values()]
            for row in rows
        ),
    )


def _rounded(value: float, places: int = 4) -> float:
    return round(float(value), places)


def _csv(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
