"""Regression of counts that scatter more than chance, with effects held near nought."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats

_ROUNDS = 6
_USUAL_ERRORS = 2.5
"""Errors beyond this many of their standard deviations lose weight in proportion (Huber)."""

_MEDIAN_CHI_SQUARE = 0.455
"""Median of a squared standard normal deviate."""


@dataclass(frozen=True)
class CountRegression:
    """Effects of terms on the logarithm of a rate.

    Parameters
    ----------
    level
        Logarithm of the rate where all terms are nought.
    effects
        One a term, shape (P,).
    variance_share
        Variance of the rate about its expectation, over the expectation squared.
    """

    level: float
    effects: Floats
    variance_share: float


def fit_counts(
    counts: Floats, exposure: Floats, terms: Floats, sd: Floats, weight: Floats, offset: Floats
) -> CountRegression | None:
    """Fit ``counts ≈ exposure · exp(offset + level + terms · effects)``.

    By Fisher scoring of the negative binomial likelihood with a normal prior on each effect
    (ridge), and Huber weights; the excess variance comes from the median squared error, so that
    single odd days do not widen it.

    Parameters
    ----------
    counts, exposure, weight, offset
        Shape (D,); days without exposure do not count.
    terms
        Shape (D, P).
    sd
        Standard deviation of each effect's prior, shape (P,).

    Returns
    -------
    CountRegression or None
        ``None`` where nothing was counted.

    Source
    ------
    P. McCullagh and J. A. Nelder, *Generalized Linear Models*, 1989, chapters 2 and 9;
    P. J. Huber, "Robust estimation of a location parameter", 1964.
    """
    seen = exposure > 0
    n, e, w, off = counts[seen], exposure[seen], weight[seen], offset[seen]
    if not n.sum():
        return None
    design = np.column_stack([np.ones(len(n)), terms[seen]])
    penalty = np.concatenate([[0.0], 1.0 / sd**2])
    found = np.zeros(design.shape[1])
    found[0] = np.log((w @ n) / (w @ (e * np.exp(off))))
    variance = 0.05
    for _ in range(_ROUNDS):
        mean = e * np.exp(np.clip(design @ found + off, -20.0, 20.0))
        error = (n - mean) / mean
        information = mean / (1.0 + variance * mean)
        usual = np.minimum(
            1.0, _USUAL_ERRORS / np.maximum(np.sqrt(information) * np.abs(error), 1e-9)
        )
        weighted = w * information * usual
        slope = design.T @ (weighted * error) - penalty * found
        curvature = (design.T * weighted) @ design + np.diag(penalty + 1e-9)
        found = found + np.clip(np.linalg.solve(curvature, slope), -2.0, 2.0)
        if len(n) >= 10:
            excess = ((n - mean) ** 2 / _MEDIAN_CHI_SQUARE - mean) / mean**2
            variance = max(float(np.median(excess)), 1e-4)
    return CountRegression(float(found[0]), found[1:], variance)
