"""How unequal shares are: range, Gini and Jain. Shown, and never optimised.

Source: C. Gini, Variabilità e mutabilità (1912); R. Jain, D. Chiu and W. Hawe, A quantitative
measure of fairness and discrimination, DEC Research Report TR-301 (1984).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """Measures of some people's shares.

    Parameters
    ----------
    range_share
        Largest share less the smallest.
    gini
        Mean difference of two people over twice the mean: 0 where all are alike.
    jain
        1 / (1 + CV²): 1 where all are alike, 1/n where one has all.
    """

    range_share: float
    gini: float
    jain: float


def spread_of(shares: Sequence[float]) -> Spread | None:
    """Measure some shares; ``None`` where nobody has anything, or there is nobody."""
    total = math.fsum(shares)
    if not shares or total <= 0:
        return None
    count = len(shares)
    ranked = sorted(shares)
    # Σ over pairs of |x - y| is twice Σ (2 rank - n - 1) x, ranks from 1 for the smallest.
    weighted = math.fsum((2 * rank - count - 1) * x for rank, x in enumerate(ranked, start=1))
    return Spread(
        range_share=ranked[-1] - ranked[0],
        gini=weighted / (count * total),
        jain=total**2 / (count * math.fsum(x * x for x in shares)),
    )
