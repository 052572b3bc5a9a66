"""Whether contacts take longer today than they were expected to."""

from __future__ import annotations

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.counts.two_way import ratio
from allocator.forecast.history.table import HistoryTable

_SINGLE_VARIANCE = 1.0
"""Variance of one contact's handling time over the square of its mean: about 1 in most centres."""

_OWN_VARIANCE = 0.05**2
"""How far one queue's factor is thought to lie from that of all, as a variance."""

_LEAST_VARIANCE = 0.02**2


def handling_day_variance(history: HistoryTable) -> float:
    """Variance of a day's mean handling time about the usual, chance taken off, as a share.

    Measured on the days of the last stretch, each queue against its own mean.
    """
    stretch = history.latest_stretch()
    count = stretch.answered.sum(axis=1)
    mean = ratio(stretch.work_s.sum(axis=1), count)
    usual = ratio(stretch.work_s.sum(axis=(0, 1)), stretch.answered.sum(axis=(0, 1)))
    judged = (count >= 20) & (mean > 0)
    if judged.sum() < 5:
        return _OWN_VARIANCE
    away = np.log(mean[judged] / np.broadcast_to(usual, mean.shape)[judged])
    return max(_LEAST_VARIANCE, float((away**2 - _SINGLE_VARIANCE / count[judged]).mean()))


def handling_factor(
    handled: Floats, work_s: Floats, expected_work_s: Floats, day_variance: float
) -> Floats:
    """Factor on the handling times expected for the rest of the day, by queue, shape (Q,).

    Parameters
    ----------
    handled
        Contacts handled so far whose times are recorded, by queue.
    work_s
        Seconds that they took.
    expected_work_s
        Seconds that as many contacts were expected to take.
    day_variance
        How far days differ, see :func:`handling_day_variance`.

    Source
    ------
    A. Gelman et al., "Bayesian data analysis", 3rd ed., 2013, section 2.5 (normal mean).
    """
    seen = (handled > 0) & (work_s > 0) & (expected_work_s > 0)
    if not seen.any():
        return np.ones(len(handled))
    away = np.zeros(len(handled))
    away[seen] = np.log(work_s[seen] / expected_work_s[seen])
    noise = _SINGLE_VARIANCE / np.maximum(handled, 1e-9) + _OWN_VARIANCE
    precision = np.where(seen, 1.0 / noise, 0.0)
    together = (away * precision).sum() / (precision.sum() + 1.0 / day_variance)
    own_precision = np.where(seen, handled / _SINGLE_VARIANCE, 0.0)
    own = (away * own_precision + together / _OWN_VARIANCE) / (own_precision + 1 / _OWN_VARIANCE)
    return np.exp(own)
