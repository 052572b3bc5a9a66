"""Forecasts of past weeks from what was known before each: which method, and how wide a range."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.backtest.accuracy import PINBALL_PROBABILITIES, Accuracy, accuracy
from allocator.forecast.backtest.choice import Choice
from allocator.forecast.backtest.counted import Counts, cells, totals
from allocator.forecast.backtest.handling_range import HandlingTest, tested_handling
from allocator.forecast.backtest.ranges import CountRanges
from allocator.forecast.backtest.rolling_origin import past_weeks
from allocator.forecast.backtest.trials import (
    WEEKS_LEARNED_FROM,
    RangesBySpan,
    TestedWeek,
    Trials,
    untested_by_span,
)
from allocator.forecast.history.table import HistoryTable
from allocator.forecast.models.candidates import CANDIDATES, Candidate, candidates_for

TOGETHER = "together"
"""Name of the row that holds all queues added up: their errors may cancel out, as they do where
the same people serve them."""

ORIGINS = 12
"""Past weeks that are reported: a quarter of a year."""

_WARM_UP_WEEKS = 8
_WARM_UP_WEEKS_MIN = 4
"""Weeks before those reported, from which alone the first of them is forecast: as many as there
are up to eight, four at least, or half of all where there are fewer."""


@dataclass(frozen=True)
class Backtest:
    """What forecasting past weeks showed.

    Parameters
    ----------
    wape_by_candidate
        Mean error over the weeks learned from of each model.
    weeks_learned_from
        First day of each of those weeks, oldest first.
    chosen
        The models in use: those whose error lies within one standard error of the least.
    ranges
        How far counts lie from its forecasts.
    tested
        The weeks reported, oldest first. Each was forecast as it would have been then: model and
        ranges chosen from weeks that were over by then.
    rows, day_rows, week_rows
        Accuracy over those weeks by interval, and of the totals of days and of weeks; empty
        without any. Totals have one row more, :data:`TOGETHER`.
    handling
        The same for handling times.
    """

    wape_by_candidate: dict[Candidate, float]
    weeks_learned_from: tuple[dt.date, ...]
    chosen: Choice
    ranges: RangesBySpan
    tested: tuple[TestedWeek, ...]
    rows: tuple[Accuracy, ...]
    day_rows: tuple[Accuracy, ...]
    week_rows: tuple[Accuracy, ...]
    handling: HandlingTest

    @property
    def spread_share(self) -> Floats:
        """Spread of the rate about its forecast, by interval of the day and queue, (B, Q)."""
        return self.ranges.interval.spread_share

    @property
    def weeks(self) -> tuple[dt.date, ...]:
        """First day of each week reported, oldest first."""
        return tuple(tested.week.origin for tested in self.tested)


def backtest(
    history: HistoryTable,
    planned_from: dt.date | None = None,
    *,
    lead_days: int = 0,
    origins: int = ORIGINS,
    horizon_days: int = 7,
) -> Backtest:
    """Forecast each past week from the days before it and choose how to go on.

    Parameters
    ----------
    history
        What came; each origin makes its own part of it fit to learn from.
    planned_from
        First planned day, for the weekday that past weeks begin on; by default the day after the
        history.
    lead_days
        Days between the last known day and the first forecast.
    origins
        Most weeks to report.
    horizon_days
        Days forecast from each origin.
    """
    weeks = past_weeks(
        history,
        planned_from,
        lead_days=lead_days,
        horizon_days=horizon_days,
        most=origins + _WARM_UP_WEEKS,
    )
    if not weeks:
        return _untested(history)
    trials = Trials(history.slots, weeks, candidates_for(history))
    warm_up = max(min(_WARM_UP_WEEKS_MIN, len(weeks) // 2), len(weeks) - origins)
    tested = tuple(trials.test(number) for number in range(warm_up, len(weeks)))
    chosen = trials.choose(len(weeks))
    means = trials.errors[:, -WEEKS_LEARNED_FROM:].mean(axis=1).tolist()
    return Backtest(
        wape_by_candidate=dict(zip(trials.candidates, means, strict=True)),
        weeks_learned_from=tuple(week.origin for week in weeks[-WEEKS_LEARNED_FROM:]),
        chosen=chosen,
        ranges=trials.ranges(chosen, len(weeks)),
        tested=tested,
        rows=counted_rows(
            history.queues,
            [(cells(one.week, one.expected), one.ranges.interval) for one in tested],
        ),
        day_rows=total_rows(
            history.queues,
            [(totals(one.week, one.expected, by_day=True), one.ranges.day) for one in tested],
        ),
        week_rows=total_rows(
            history.queues,
            [(totals(one.week, one.expected, by_day=False), one.ranges.week) for one in tested],
        ),
        handling=tested_handling(history.queues, weeks, warm_up),
    )


def _untested(history: HistoryTable) -> Backtest:
    ranges = untested_by_span(len(history.slots), len(history.queues))
    return Backtest(
        wape_by_candidate={},
        weeks_learned_from=(),
        chosen=Choice(CANDIDATES[0], CANDIDATES[:1]),
        ranges=ranges,
        tested=(),
        rows=(),
        day_rows=(),
        week_rows=(),
        handling=tested_handling(history.queues, (), 0),
    )


def total_rows(
    queues: tuple[str, ...], parts: list[tuple[Counts, CountRanges]]
) -> tuple[Accuracy, ...]:
    """Accuracy by queue, of all, and of all queues added up."""
    together = slice(len(queues), None)
    return (
        *counted_rows(queues, parts, slice(len(queues))),
        *counted_rows((TOGETHER,), parts, together)[:1],
    )


def counted_rows(
    queues: tuple[str, ...],
    parts: list[tuple[Counts, CountRanges]],
    columns: slice = slice(None),
) -> tuple[Accuracy, ...]:
    """Accuracy over some weeks, each with the ranges it was forecast with."""
    low, median, high = (
        np.concatenate([ranges.quantile(part.expected, part.place, p) for part, ranges in parts])
        for p in PINBALL_PROBABILITIES
    )
    return accuracy(
        queues,
        np.concatenate([part.came for part, _ in parts])[:, columns],
        np.concatenate([part.expected for part, _ in parts])[:, columns],
        np.concatenate([part.last_week for part, _ in parts])[:, columns],
        np.concatenate([part.weekday_mean for part, _ in parts])[:, columns],
        (low[:, columns], median[:, columns], high[:, columns]),
    )
