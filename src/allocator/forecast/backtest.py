"""Forecasts of past weeks from what was known before each: which method, and how wide a range."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.accuracy import Accuracy, accuracy, baselines
from allocator.forecast.count_range import count_quantile
from allocator.forecast.history_table import HistoryTable
from allocator.forecast.level import Smoothing
from allocator.forecast.volume_model import VolumeModel

CANDIDATES = tuple(
    Smoothing(newest_weight, trend_kept)
    for trend_kept in (0.0, 0.5, 0.8)
    for newest_weight in (1.0, 0.7, 0.5)
)
"""Ways to carry the weeks forward, plainest first: last week's level, smoothed, with a trend."""

_ORIGINS_MAX = 12
"""Most past weeks that are forecast: a quarter of a year says enough of the method."""

_SPREADS = np.arange(0.0, 1.001, 0.02)
"""Spreads of the rate that are tried, as shares of the mean."""


@dataclass(frozen=True)
class Backtest:
    """What forecasting past weeks showed.

    Parameters
    ----------
    weeks
        First day of each week forecast, oldest first.
    wape_by_candidate
        Mean error over those weeks of each way of carrying the level.
    chosen
        The plainest way whose error lies within one standard error of the least.
    spread_share
        Spread of the rate about its forecast, by queue, shape (Q,): with it, p10 to p90 held
        at least eight in ten of the counts.
    rows
        Accuracy of the chosen way over all those weeks; empty without any.
    """

    weeks: tuple[dt.date, ...]
    wape_by_candidate: dict[Smoothing, float]
    chosen: Smoothing
    spread_share: Floats
    rows: tuple[Accuracy, ...]


def backtest(history: HistoryTable) -> Backtest:
    """Forecast each past week from the days before it and choose how to go on.

    The weeks end where the history ends and go back seven days at a time. A week counts if more
    than half of its open days are recorded, and each of their weekdays was recorded before it
    without a long gap.

    Source
    ------
    L. J. Tashman, "Out-of-sample tests of forecasting accuracy", 2000 (rolling origins);
    L. Breiman et al., "Classification and regression trees", 1984 (the one-standard-error
    rule: with few weeks to judge by, the least error is mostly luck).
    """
    origins = _origins(history)
    if not origins:
        spread = np.full(len(history.queues), 0.25)  # nothing to learn it from: wide
        return Backtest((), {}, CANDIDATES[0], spread, ())
    weeks = [_Week.of(history, origin) for origin in origins]
    expected = {way: [week.expected(way) for week in weeks] for way in CANDIDATES}
    errors = np.array(
        [[w.wape(e) for w, e in zip(weeks, expected[way], strict=True)] for way in CANDIDATES]
    )
    chosen = CANDIDATES[_plainest_of_the_best(errors)]
    came = np.concatenate([week.came for week in weeks])
    forecast = np.concatenate(expected[chosen])
    spread = np.array(
        [_spread_that_holds(forecast[:, q], came[:, q]) for q in range(came.shape[1])]
    )
    low, high = (count_quantile(forecast, spread, p) for p in (0.1, 0.9))
    return Backtest(
        weeks=tuple(origins),
        wape_by_candidate=dict(zip(CANDIDATES, errors.mean(axis=1).tolist(), strict=True)),
        chosen=chosen,
        spread_share=spread,
        rows=accuracy(
            history.queues,
            came,
            forecast,
            np.concatenate([week.last_week for week in weeks]),
            np.concatenate([week.weekday_mean for week in weeks]),
            (came >= low) & (came <= high),
        ),
    )


@dataclass(frozen=True)
class _Week:
    """A past week: what was known before it, and what came, in its recorded intervals."""

    known: HistoryTable
    actual: HistoryTable
    came: Floats
    last_week: Floats
    weekday_mean: Floats

    @classmethod
    def of(cls, history: HistoryTable, origin: dt.date) -> _Week:
        known = history.until(origin)
        actual = history.between(origin, origin + dt.timedelta(days=7))
        recorded = actual.recorded
        last_week, weekday_mean = baselines(known, actual.days)
        return cls(
            known,
            actual,
            actual.contacts[recorded],
            last_week[recorded],
            weekday_mean[recorded],
        )

    def expected(self, way: Smoothing) -> Floats:
        model = VolumeModel.fit(self.known, way)
        return model.expected(self.actual.days, self.actual.is_open)[self.actual.recorded]

    def wape(self, expected: Floats) -> float:
        return float(np.abs(expected - self.came).sum() / max(self.came.sum(), 1.0))


def _origins(history: HistoryTable) -> list[dt.date]:
    """First days of the past weeks that can be forecast, oldest first."""
    origins: list[dt.date] = []
    origin = history.days[-1] - dt.timedelta(days=6)
    while origin > history.days[0] and len(origins) < _ORIGINS_MAX:
        if _can_be_forecast(
            history.until(origin), history.between(origin, origin + dt.timedelta(days=7))
        ):
            origins.append(origin)
        origin -= dt.timedelta(days=7)
    return origins[::-1]


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


def _plainest_of_the_best(errors: Floats) -> int:
    """First row whose mean lies within one standard error of the least mean.

    The standard error is that of the difference from the best row, week by week.
    """
    best = int(errors.mean(axis=1).argmin())
    for row, error in enumerate(errors):
        difference = error - errors[best]
        weeks = len(difference)
        noise = float(difference.std(ddof=1)) / weeks**0.5 if weeks > 1 else 0.0
        if float(difference.mean()) <= noise:
            return row
    return best


def _spread_that_holds(mean: Floats, came: Floats, wanted_share: float = 0.8) -> float:
    """Return the least spread at which the counts lie in p10 to p90 as often as wanted."""
    for spread in _SPREADS.tolist():
        low, high = (count_quantile(mean, spread, p) for p in (0.1, 0.9))
        if float(((came >= low) & (came <= high)).mean()) >= wanted_share:
            return spread
    return float(_SPREADS[-1])
