"""The evenest way between two bounds: a string pulled tight."""

from __future__ import annotations

import numpy as np

from allocator.demand.arrays import Floats


def taut_string(least: Floats, most: Floats, weights: Floats) -> Floats:
    """Amounts by step whose running sum stays between two bounds, as even as can be.

    Even means: of all ways that keep to the bounds this one has the least
    ``Σ weight · φ(amount / weight)`` for every convex φ at once, since the running sum, drawn over
    the running weight, is the shortest line between the bounds. So it exceeds no multiple of the
    weights by more, in sum, than it must.

    Parameters
    ----------
    least, most
        Bounds on the running sum after 1, 2, …, n steps, never falling, ``least ≤ most``, equal
        after the last; shape (n,).
    weights
        Above zero, shape (n,).

    Returns
    -------
    numpy.ndarray
        Shape (n,), none below zero.

    Source
    ------
    P. L. Davies and A. Kovac, "Local extremes, runs, strings and multiresolution", Annals of
    Statistics 29(1), 2001, section 2; that one string serves every convex function: A. F. Veinott
    "Least d-majorized network flows", Management Science 17(9), 1971.
    """
    steps = len(weights)
    low, high = np.concatenate([[0.0], least]).tolist(), np.concatenate([[0.0], most]).tolist()
    at = np.concatenate([[0.0], np.cumsum(weights)]).tolist()
    amounts = np.zeros(steps)
    here, sum_here = 0, 0.0
    while here < steps:
        end, slope = _straight(low, high, at, here, sum_here)
        amounts[here:end] = slope * weights[here:end]
        sum_here += slope * (at[end] - at[here])
        here = end
    return np.maximum(amounts, 0.0)


def _straight(
    low: list[float], high: list[float], at: list[float], here: int, sum_here: float
) -> tuple[int, float]:
    """How far the string runs straight from a point, and its slope there."""
    steepest_low, flattest_high = -float("inf"), float("inf")
    low_at, high_at = here, here
    for step in range(here + 1, len(at)):
        run = at[step] - at[here]
        to_low, to_high = (low[step] - sum_here) / run, (high[step] - sum_here) / run
        if to_low > flattest_high:
            return high_at, flattest_high
        if to_high < steepest_low:
            return low_at, steepest_low
        if to_low >= steepest_low:
            steepest_low, low_at = to_low, step
        if to_high <= flattest_high:
            flattest_high, high_at = to_high, step
    return len(at) - 1, steepest_low
