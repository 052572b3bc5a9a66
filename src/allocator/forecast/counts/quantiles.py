"""Quantiles of counts that scatter more than chance alone would have them."""

from __future__ import annotations

import numpy as np

from allocator.demand.arrays import Floats


def count_quantile(
    mean: Floats, spread_share: Floats | float, probability: Floats | float
) -> Floats:
    """Smallest whole count reached with at least some probability.

    The count is Poisson about a rate that itself varies by ``spread_share`` of the mean
    (gamma), which is the negative binomial distribution; with no spread it is Poisson.

    Parameters
    ----------
    mean
        Expected counts, zero or more, any shape.
    spread_share
        Standard deviation of the rate over the mean, broadcast to ``mean``.
    probability
        Between 0 and 1, broadcast to ``mean``.

    Returns
    -------
    numpy.ndarray
        Whole numbers, the shape of ``mean``.
    """
    mean, spread, wanted = np.broadcast_arrays(mean, spread_share, probability)
    deviation = np.sqrt(mean + (spread * mean) ** 2)
    low = np.full(mean.shape, -1.0)
    high = np.ceil(mean + 10.0 * deviation + 10.0)
    while (high - low > 1).any():
        middle = np.floor((low + high) / 2.0)
        reached = count_at_most(middle, mean, spread) >= wanted
        high = np.where(reached & (high - low > 1), middle, high)
        low = np.where(~reached & (high - low > 1), middle, low)
    return high


def count_at_most(count: Floats, mean: Floats, spread_share: Floats | float) -> Floats:
    """Chance that no more than so many come, of the counts of :func:`count_quantile`."""
    from scipy.special import betainc, pdtr

    size = 1.0 / np.maximum(spread_share, 1e-6) ** 2
    whole = np.maximum(count, 0.0)
    varied = betainc(size, whole + 1.0, size / (size + mean))
    chance = np.where(np.asarray(spread_share) > 1e-6, varied, pdtr(whole, mean))
    return np.where(count < 0, 0.0, chance)
