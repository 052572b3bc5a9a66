"""How far mean handling times lie from their forecast, learned from past weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.backtest.accuracy import ALL_QUEUES
from allocator.forecast.backtest.rolling_origin import PastWeek, weeks_over
from allocator.forecast.counts.two_way import ratio
from allocator.forecast.durations.handling_time import HandlingTime, fit_handling_time

_UNTESTED_DRIFT_SHARE = 0.1
_UNTESTED_CV = 1.0
"""Where no past week could be forecast."""

_USUAL_ERRORS = 3.0
"""Errors are cut at so many standard deviations when their variance is taken."""

_QUANTILES = (0.1, 0.9)
_NORMAL_QUANTILE = 1.2816
_PRIOR_VALUES = 20.0
"""Weight of the normal distribution's own quantiles, in intervals."""


@dataclass(frozen=True)
class HandlingRanges:
    """How a mean handling time scatters about its forecast, each of shape (Q,).

    The logarithm of the mean of n handling times over its forecast has a variance of
    ``drift_share² + cv²/n``; its p10 and p90 lie so many standard deviations from the forecast.

    Parameters
    ----------
    drift_share
        What all handling times of an interval share.
    cv
        Coefficient of variation of a single handling time.
    low, high
        p10 and p90 of the errors over their standard deviation.
    """

    drift_share: Floats
    cv: Floats
    low: Floats
    high: Floats

    def around(self, aht_s: Floats, contacts: Floats) -> tuple[Floats, Floats]:
        """Return p10 and p90 of the mean over so many contacts, in seconds.

        Parameters
        ----------
        aht_s, contacts
            Expected handling time in seconds and contacts handled, shape (..., Q).
        """
        scatter = np.sqrt(self.drift_share**2 + self.cv**2 / np.maximum(contacts, 1.0))
        return aht_s * np.exp(self.low * scatter), aht_s * np.exp(self.high * scatter)


@dataclass(frozen=True, slots=True)
class HandlingAccuracy:
    """Errors of the forecast handling time, of one queue or of all.

    Parameters
    ----------
    handled
        Contacts whose handling time is recorded.
    wape_share
        Distance of the intervals' means from their forecasts, weighted by contacts, over the mean.
    bias_share
        Forecast workload of the contacts handled less the recorded, over the recorded.
    range_share
        Part of the intervals whose mean lay within p10 to p90.
    """

    queue: str
    handled: float
    wape_share: float
    bias_share: float
    range_share: float


@dataclass(frozen=True)
class HandlingTest:
    """What forecasting the handling times of past weeks showed."""

    ranges: HandlingRanges
    rows: tuple[HandlingAccuracy, ...]


@dataclass(frozen=True)
class _Means:
    """Means of intervals beside their forecasts, each of shape (N, Q); 0 contacts for none."""

    handled: Floats
    work_s: Floats
    expected_s: Floats


def handling_table(handling: HandlingTime, slots: Sequence[int], queues: int) -> Floats:
    """Return expected handling times by interval of the day and queue, in s, shape (B, Q)."""
    return np.array([[handling.at(slot, q) for q in range(queues)] for slot in slots])


def tested_handling(
    queues: tuple[str, ...], weeks: Sequence[PastWeek], warm_up: int
) -> HandlingTest:
    """Forecast the handling times of past weeks from what was known before each.

    Parameters
    ----------
    weeks
        Oldest first.
    warm_up
        So many of the first are learned from and not reported; each later one is held against
        ranges learned from the weeks that were over when it was forecast.
    """
    means = [_of_week(week) for week in weeks]
    rows = [
        (means[n], _learn(means[: weeks_over(weeks, n)], len(queues)))
        for n in range(warm_up, len(weeks))
    ]
    return HandlingTest(_learn(means, len(queues)), _rows(queues, rows) if rows else ())


def _of_week(week: PastWeek) -> _Means:
    actual = week.actual
    fitted = fit_handling_time(week.known)
    table = handling_table(fitted, actual.slots, len(actual.queues))
    handled = actual.answered.reshape(-1, len(actual.queues))
    expected = np.broadcast_to(table, actual.answered.shape).reshape(handled.shape)
    return _Means(handled, actual.work_s.reshape(handled.shape), expected)


def _learn(means: Sequence[_Means], queues: int) -> HandlingRanges:
    """Scatter of past means, by queue."""
    drift, cv = np.full(queues, _UNTESTED_DRIFT_SHARE), np.full(queues, _UNTESTED_CV)
    low, high = np.full(queues, -_NORMAL_QUANTILE), np.full(queues, _NORMAL_QUANTILE)
    for q in range(queues if means else 0):
        handled = np.concatenate([part.handled[:, q] for part in means])
        seen = handled >= 1
        if seen.sum() < 10:
            continue
        n = handled[seen]
        mean_s = np.concatenate([part.work_s[:, q] for part in means])[seen] / n
        expected_s = np.concatenate([part.expected_s[:, q] for part in means])[seen]
        error = np.log(np.maximum(mean_s, 1.0) / expected_s)
        drift[q], cv[q] = _scatter(error, n)
        units = error / np.sqrt(drift[q] ** 2 + cv[q] ** 2 / n)
        trust = len(n) / (len(n) + _PRIOR_VALUES)
        found = np.quantile(units, _QUANTILES)
        low[q] = trust * found[0] - (1.0 - trust) * _NORMAL_QUANTILE
        high[q] = trust * found[1] + (1.0 - trust) * _NORMAL_QUANTILE
    return HandlingRanges(drift, cv, low, high)


def _scatter(error: Floats, contacts: Floats) -> tuple[float, float]:
    """Fit ``error² ≈ drift² + cv²/n`` with both at least nought, odd errors cut off."""
    from scipy.optimize import nnls

    drift, single = 0.01, 1.0
    for _ in range(6):
        variance = drift + single / contacts
        square = np.minimum(error**2, _USUAL_ERRORS**2 * variance)
        terms = np.column_stack([np.ones(len(error)), 1.0 / contacts])
        (drift, single), _ = nnls(terms / variance[:, None], square / variance)
        drift, single = max(float(drift), 1e-6), max(float(single), 1e-4)
    return drift**0.5, single**0.5


def _rows(
    queues: tuple[str, ...], parts: Sequence[tuple[_Means, HandlingRanges]]
) -> tuple[HandlingAccuracy, ...]:
    """Accuracy by queue and of all."""
    handled = np.concatenate([means.handled for means, _ in parts])
    work_s = np.concatenate([means.work_s for means, _ in parts])
    expected_s = np.concatenate([means.expected_s for means, _ in parts])
    ranges = [learned.around(means.expected_s, means.handled) for means, learned in parts]
    low_s, high_s = (np.concatenate([one[end] for one in ranges]) for end in (0, 1))
    mean_s = ratio(work_s, handled)
    inside = (mean_s >= low_s) & (mean_s <= high_s)

    def row(name: str, columns: list[int]) -> HandlingAccuracy | None:
        there = handled[:, columns] >= 1
        if not there.any():
            return None
        n, work = handled[:, columns][there], work_s[:, columns][there]
        expected_work_s = n * expected_s[:, columns][there]
        return HandlingAccuracy(
            queue=name,
            handled=float(n.sum()),
            wape_share=float(np.abs(expected_work_s - work).sum() / work.sum()),
            bias_share=float(expected_work_s.sum() / work.sum() - 1.0),
            range_share=float(inside[:, columns][there].mean()),
        )

    found = [row(queue, [q]) for q, queue in enumerate(queues)]
    return tuple(one for one in (*found, row(ALL_QUEUES, list(range(len(queues))))) if one)
