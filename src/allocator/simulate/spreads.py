"""How far handling times and days scatter, from what a scenario's and a plan's files hold."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.forecast.counts.quantiles import count_quantile

DEFAULT_HANDLING_CV = 1.0
"""Where the records cannot tell; measured ones lie between 0.7 and 1.5 (docs/simulation.md)."""

WEEK_SHARE = 0.8
"""Share of the variance of a day's busyness that the days of a week have in common.

A forecast made a week ahead misses most by the week's level. Errors of days and of weeks give the
share ρ by ``var(week) / var(day) = ρ + (1 − ρ) / days``: 0.71 at a large bank (4.51% of days'
totals, 3.96% of weeks', docs/forecast.md), 0.7 at the bank of 1999 (21% and 18%) and 0.95 at the
made-up harbour (5% and 4.9%) by their own ranges of days and weeks; their mean.
"""

ROWS_MIN = 50
"""Fewest rows of a queue's history from which the scatter of handling times is taken."""

_LEAST_CV, _MOST_CV = 0.3, 3.0

_BUSIEST_INTERVALS = 40
"""Intervals of a queue that are looked at: whole numbers hide the spread of small counts."""

_DAY_SPREADS = np.arange(0.0, 1.001, 0.02)
"""Spreads that are tried, as the forecast's own backtest tries them."""


def handling_cv(scenario: Scenario) -> dict[str, float]:
    """Coefficient of variation of a single handling time, by queue.

    The mean of *n* handling times scatters by the CV over √n, so that means by interval with
    their counts give the CV back: ``Σ n·(mean − overall)² / (rows − 1)`` is the variance of a
    single one. What differs between hours and people is in it, as it should be. A queue whose
    history has too few rows, or means that hardly differ (a typical week typed in by hand), gets
    :data:`DEFAULT_HANDLING_CV`.
    """
    rows: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in scenario.history:
        answered = row.contacts - (row.abandoned or 0.0)
        if row.aht_s is not None and answered >= 1:
            rows[row.queue].append((answered, row.aht_s))
    return {queue.id: _cv_of_means(np.array(rows[queue.id])) for queue in scenario.settings.queues}


def _cv_of_means(rows: Floats) -> float:
    if len(rows) < ROWS_MIN:
        return DEFAULT_HANDLING_CV
    count, mean_s = rows.T
    overall_s = float((count * mean_s).sum() / count.sum())
    variance = float((count * (mean_s - overall_s) ** 2).sum()) / (len(rows) - 1)
    found = round(variance**0.5 / overall_s, 2)
    return min(found, _MOST_CV) if found >= _LEAST_CV else DEFAULT_HANDLING_CV


def day_cv(requirements: tuple[Requirement, ...]) -> float:
    """Coefficient of variation of a day's busyness, from the forecast's own ranges.

    The range from p10 to p90 is that of a count about a rate which itself varies by a share of
    the mean. For each queue the share is found again as the one whose ranges are together as
    wide as those of the plan in the queue's busiest intervals; the day's is their mean, weighted
    by contacts, as whole numbers hide the spread of a small queue. All of it is taken to be of
    the day, :data:`WEEK_SHARE` of it of the whole week, and none of the single interval, and to be
    one for all queues: at the bank, forecasts of past weeks missed a day's contacts by 20% beyond
    Poisson, and the ranges give 20%.
    """
    groups: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in requirements:
        width = row.forecast_p90 - row.forecast_p10
        groups[row.queue].append((row.forecast_contacts, width))
    tables = [np.array(rows) for rows in groups.values()]
    contacts = [float(table[:, 0].sum()) for table in tables]
    if not sum(contacts):
        return 0.0
    spreads = [_spread_of(table) for table in tables]
    total = sum(spread * count for spread, count in zip(spreads, contacts, strict=True))
    return round(total / sum(contacts), 2)


def week_cvs(scenario: Scenario, requirements: tuple[Requirement, ...]) -> tuple[float, ...]:
    """:func:`day_cv` of each week of a plan, by its own ranges: they widen with the weeks ahead."""
    index, bounds = scenario.grid.index, scenario.grid.day_bounds
    ends = [bounds[min(last, len(bounds) - 1)] for last in range(7, len(bounds) + 6, 7)]
    weeks: list[list[Requirement]] = [[] for _ in ends]
    for row in requirements:
        weeks[bisect_right(ends, index(row.interval_start))].append(row)
    return tuple(day_cv(tuple(rows)) for rows in weeks)


def _spread_of(rows: Floats) -> float:
    """Spread whose ranges come nearest; the least of those that come equally near."""
    busiest = np.argsort(-rows[:, 0], kind="stable")[:_BUSIEST_INTERVALS]
    mean, width = rows[busiest].T
    spread = _DAY_SPREADS[:, np.newaxis]
    low, high = (count_quantile(mean[np.newaxis, :], spread, p) for p in (0.1, 0.9))
    miss = np.abs((high - low).sum(axis=1) - width.sum())
    return round(float(_DAY_SPREADS[miss.argmin()]), 2)
