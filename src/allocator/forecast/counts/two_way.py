"""Counts in a table as a row's size times a column's share, where cells may be missing."""

from __future__ import annotations

import numpy as np

from allocator.demand.arrays import Floats


def two_way(counts: Floats, exposure: Floats, rounds: int = 60) -> tuple[Floats, Floats]:
    """Fit ``counts ≈ exposure · size · share`` by maximum Poisson likelihood.

    A row whose cells are partly missing gets the size that it would have had in full, and a
    column is judged against the rows in which it was seen.

    Parameters
    ----------
    counts
        Shape (R, C); zero where the exposure is zero.
    exposure
        Part of each cell that was recorded, 0 to 1, shape (R, C).
    rounds
        Alternations between rows and columns; the likelihood rises with each.

    Returns
    -------
    size
        Shape (R,): the row's total had it been recorded in full.
    share
        Shape (C,): sums to one; zero for a column never seen.

    Source
    ------
    W. E. Deming and F. F. Stephan, "On a least squares adjustment of a sampled frequency
    table", 1940 (iterative proportional fitting).
    """
    share = np.full(counts.shape[1], 1.0 / counts.shape[1])
    size = np.zeros(counts.shape[0])
    for _ in range(rounds):
        size = ratio(counts.sum(axis=1), exposure @ share)
        share = ratio(counts.sum(axis=0), size @ exposure)
        total = share.sum()
        if total == 0:
            break
        share = share / total
        size = size * total
    return size, share


def ratio(over: Floats, under: Floats) -> Floats:
    """Quotient, zero where there is nothing to divide by."""
    return np.divide(over, under, out=np.zeros(np.shape(over)), where=np.asarray(under) > 0)
