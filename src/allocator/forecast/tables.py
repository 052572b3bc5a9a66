"""A forecast and its backtest as rows and CSV texts."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.grid import TimeGrid
from allocator.forecast.backtest.backtest import TOGETHER, Backtest
from allocator.forecast.backtest.counted import with_sum
from allocator.forecast.backtest.handling_range import handling_table
from allocator.forecast.backtest.horizon import HorizonAccuracy
from allocator.forecast.counts.quantiles import count_quantile
from allocator.forecast.forecast import Forecast

_BASELINES = ("last_week_contacts", "weekday_mean_contacts")
_RANGE = ("forecast_contacts", "forecast_p10", "forecast_p50", "forecast_p90")


def forecast_csv(made: Forecast, grid: TimeGrid) -> str:
    """Text of ``forecast.csv``: a row for every open interval of the history's length and queue."""
    aht_s = np.broadcast_to(
        handling_table(made.handling, made.slots, len(made.queues)), made.expected.shape
    )
    around = [
        week.handling_ranges.around(aht_s[week.place], made.expected[week.place])
        for week in made.weeks
    ]
    aht_low_s, aht_high_s = (np.concatenate([one[end] for one in around]) for end in (0, 1))
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
    weighted = made.expected * _doubt(made)
    doubt = np.divide(
        with_sum(weighted.sum(axis=1)), total, out=np.zeros(total.shape), where=total > 0
    )
    learned = [
        np.repeat(week.ranges.day.spread_share[:1], len(week.days), axis=0) for week in made.weeks
    ]
    spread = np.hypot(np.concatenate(learned), doubt)
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


@dataclass(frozen=True)
class SpanTotal:
    """Contacts of all queues together over a week, or over the whole plan.

    Parameters
    ----------
    low, high
        p10 and p90; ``None`` where no range was learned.
    """

    contacts: float
    low: float | None
    high: float | None


def week_totals(made: Forecast) -> list[SpanTotal]:
    """Contacts of each week of the plan with their range, all queues together.

    A week's range is learned from weeks' totals, as a day's is from days'.
    """
    learned = bool(made.backtest.weeks_learned_from)
    return [_span_total(*parts, learned) for parts in _week_parts(made)]


def plan_total(made: Forecast) -> SpanTotal:
    """Contacts of all planned days with their range, all queues together.

    The weeks of a plan are forecast from one history, so their errors are taken to go together:
    what was too little for one was too little for all. The range is no narrower than that makes
    it.
    """
    parts = _week_parts(made)
    whole = math.fsum(contacts for contacts, _ in parts)
    spread = math.fsum(contacts * share for contacts, share in parts) / whole if whole else 0.0
    return _span_total(whole, spread, bool(made.backtest.weeks_learned_from))


def _week_parts(made: Forecast) -> list[tuple[float, float]]:
    """Contacts of each week, and the spread of their rate as a share of them."""
    doubt = _doubt(made)
    parts: list[tuple[float, float]] = []
    for week in made.weeks:
        expected = made.expected[week.place]
        whole = float(expected.sum())
        own = float((expected * doubt[week.place]).sum()) / whole if whole else 0.0
        parts.append((whole, math.hypot(float(week.ranges.week.spread_share[0, -1]), own)))
    return parts


def _span_total(contacts: float, spread_share: float, learned: bool) -> SpanTotal:
    if not learned:
        return SpanTotal(contacts, None, None)
    mean, spread = np.array([contacts]), np.array([spread_share])
    low, high = (float(count_quantile(mean, spread, p)[0]) for p in (0.1, 0.9))
    return SpanTotal(contacts, low, high)


def _doubt(made: Forecast) -> Floats:
    """Spread of single days beyond what past weeks showed, shape (D, B, Q)."""
    extra = np.maximum(made.spread_share**2 - made.learned_spread_share**2, 0.0)
    return np.sqrt(extra)


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
