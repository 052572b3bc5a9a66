"""Ranges of contacts that held past weeks: how wide p10 to p90 must be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats, Integers
from allocator.forecast.counts.quantiles import count_at_most, count_quantile

HELD_SHARE = 0.8
"""Part of the outcomes that p10 to p90 is to hold."""

UNTESTED_SPREAD_SHARE = 0.25
"""Spread where no past week could be forecast: wide."""

_PART_MINUTES = 120
"""Parts of the day that may scatter differently."""

_PART_PRIOR_COUNTS = 30.0
"""A part of the day with fewer counts than this takes more of its queue's spread than its own."""

_USUAL_ERRORS = 2.5
_USUAL_SQUARE = 1.03
"""Errors are cut at so many standard deviations; what that takes from a normal one's square."""

_FACTOR_PRIOR_COUNTS = 100.0
"""A part of the day with fewer counts than this takes more of its queue's factor than its own."""

_FACTOR_PRIOR_WEEKS = 2.0
"""Weight, in weeks, of the assumption that the spread needs no widening or narrowing."""

_FACTORS = (0.5, 2.0)
"""Least and most by which the spread may be narrowed or widened."""

_HALVINGS = 7


@dataclass(frozen=True)
class CountRanges:
    """How counts scatter about their forecast.

    Parameters
    ----------
    spread_share
        Standard deviation of the rate over its forecast, by place (an interval of the day; one
        place only for totals) and queue, shape (B, Q). Counts are Poisson about that rate.
    """

    spread_share: Floats

    def quantile(self, mean: Floats, place: Integers, probability: float) -> Floats:
        """Return a quantile of the counts to come.

        Parameters
        ----------
        mean
            Forecasts, shape (..., Q).
        place
            Index of the place of each, broadcast to the leading axes of ``mean``.
        probability
            For which quantile.
        """
        return count_quantile(mean, self.spread_share[place], probability)


def untested_ranges(places: int, queues: int) -> CountRanges:
    """Ranges where there is nothing to learn them from."""
    return CountRanges(np.full((places, queues), UNTESTED_SPREAD_SHARE))


def fit_ranges(
    mean: Floats,
    came: Floats,
    place: Integers,
    places: int,
    weeks: int,
    slots: tuple[int, ...] | None = None,
) -> CountRanges:
    """Learn from forecasts of past weeks how far counts lie from them.

    The spread beyond Poisson comes from the squared errors, by queue and part of the day. Then
    it is widened or narrowed, by queue and part of the day, by the least factor with which p10 to
    p90 would have held eight in ten.

    Parameters
    ----------
    mean, came
        Forecasts and counts, shape (N, Q); NaN where not recorded.
    place
        Index of each one's place, shape (N,).
    places
        Number of places.
    weeks
        Past weeks they come from.
    slots
        Clock minutes at which each place begins; without, all places scatter alike.

    Source
    ------
    V. Vovk, A. Gammerman and G. Shafer, *Algorithmic Learning in a Random World*, 2005; in the
    form of nested sets C. Gupta, A. Kuchibhotla and A. Ramdas, "Nested conformal prediction and
    quantile out-of-bag ensemble methods", 2022: a count's score is the least factor whose range
    holds it, and the factor is the scores' 80% quantile. The theory wants exchangeable errors;
    weeks are not, so the coverage is measured on later weeks (the backtest) and not proven.
    """
    queues = mean.shape[1]
    part_of_place = np.zeros(places, dtype=int)
    if slots is not None:
        part_of_place = (np.array(slots) - slots[0]) // _PART_MINUTES
    spread = np.zeros((places, queues))
    for q in range(queues):
        known = ~np.isnan(came[:, q]) & (mean[:, q] > 0)
        if not known.any():
            spread[:, q] = UNTESTED_SPREAD_SHARE
            continue
        m, n, part = mean[known, q], came[known, q], part_of_place[place[known]]
        whole = _excess_variance(m, n)
        parts = np.unique(part_of_place)
        for p in parts:
            own = part == p
            count = float(own.sum())
            variance = _excess_variance(m[own], n[own]) if count else 0.0
            blended = (count * variance + _PART_PRIOR_COUNTS * whole) / (count + _PART_PRIOR_COUNTS)
            spread[part_of_place == p, q] = blended**0.5
        s = spread[place[known], q]
        of_all = _factor_that_holds(m, n, s)
        for p in parts:
            own = part == p
            count = float(own.sum())
            if count and len(parts) > 1:
                of_part = _factor_that_holds(m[own], n[own], s[own])
                trust = count / (count + _FACTOR_PRIOR_COUNTS)
                factor = of_part**trust * of_all ** (1.0 - trust)
            else:
                factor = of_all
            spread[part_of_place == p, q] *= factor ** (weeks / (weeks + _FACTOR_PRIOR_WEEKS))
    return CountRanges(spread)


def _factor_that_holds(mean: Floats, came: Floats, spread_share: Floats) -> float:
    """Return the least factor on the spread with which enough counts lie in p10 to p90."""
    # One more than there are: the count to come ranks among the past ones.
    wanted = min(1.0, HELD_SHARE * (1.0 + 1.0 / len(came)))
    low, high = _FACTORS
    for _ in range(_HALVINGS):
        middle = (low * high) ** 0.5
        wide = middle * spread_share
        above_low = count_at_most(came, mean, wide) >= 0.1
        below_high = count_at_most(came - 1.0, mean, wide) < 0.9
        if float((above_low & below_high).mean()) >= wanted:
            high = middle
        else:
            low = middle
    return high


def _excess_variance(mean: Floats, came: Floats) -> float:
    """Variance of the rate over its forecast squared, odd counts cut off; zero if none.

    Weighted so that every count tells as much as it can: the square's own variance grows with the
    fourth power of the standard deviation.
    """
    excess = 0.02
    for _ in range(8):
        variance = mean + excess * mean**2
        square = np.minimum((came - mean) ** 2, _USUAL_ERRORS**2 * variance) * _USUAL_SQUARE
        weight = (mean / variance) ** 2
        excess = max(float((weight * (square - mean)).sum() / (weight * mean**2).sum()), 0.0)
    return excess
