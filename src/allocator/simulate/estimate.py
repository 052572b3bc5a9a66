"""What replications say of a figure, and how sure they are of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from allocator.demand.arrays import Floats

RARE = 10
"""Contacts below which a share of them is taken to be nearly all or nearly none."""

_NORMAL_95 = 1.959964


@dataclass(frozen=True)
class Estimate:
    """A share or a mean with its 95% confidence interval; arrays of one shape.

    Parameters
    ----------
    value
        NaN where there was nothing to take it of.
    half_width
        Half of the interval's width; NaN with one replication.
    """

    value: Floats
    half_width: Floats

    def at(self, place: tuple[int, ...]) -> tuple[float, float]:
        """Value and half-width at one place of the arrays."""
        return float(self.value[place]), float(self.half_width[place])


@cache
def _student_95(degrees: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.975))


def ratio(part: Floats, whole: Floats) -> Estimate:
    """Estimate a ratio of two expectations from replications, the first axis.

    The ratio is that of the sums; its interval is Student's about the residuals
    ``part − ratio·whole``, so that busy replications count by what they hold and one without
    any contact does no harm.

    Source
    ------
    A. M. Law, "Simulation modeling and analysis", 5th ed. 2015, section 9.5 (ratio estimators).
    """
    replications = len(part)
    total = whole.sum(axis=0)
    nothing = total == 0
    value = np.where(nothing, np.nan, part.sum(axis=0) / np.where(nothing, 1.0, total))
    if replications < 2:
        return Estimate(value, np.full(value.shape, np.nan))
    residual = part - np.where(nothing, 0.0, value) * whole
    deviation = residual.std(axis=0, ddof=1)
    mean = np.where(nothing, np.nan, total) / replications
    half_width = _student_95(replications - 1) * deviation / (np.sqrt(replications) * mean)
    return Estimate(value, half_width)


def share_of(part: Floats, whole: Floats) -> Estimate:
    """Estimate the share of contacts of which something holds, from counts by replication.

    A :func:`ratio`; but where all that is not so, or is so, comes to fewer than
    :data:`RARE` contacts, Student's interval is too short, and nothing at all where there is none.
    There the interval is at least Wilson's, the longer of its two sides.

    Source
    ------
    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal
    of the American Statistical Association 22 (1927) 209-212.
    """
    found = ratio(part, whole)
    count, n = part.sum(axis=0), whole.sum(axis=0)
    is_rare = (np.minimum(count, n - count) < RARE) & (n > 0) & (len(part) >= 2)
    n = np.where(n > 0, n, 1.0)
    p, z2 = count / n, _NORMAL_95**2
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    reach = np.sqrt(z2 * p * (1 - p) / n + (z2 / (2 * n)) ** 2) / (1 + z2 / n)
    wilson = np.abs(middle - p) + reach
    half_width = np.where(is_rare, np.maximum(found.half_width, wilson), found.half_width)
    return Estimate(found.value, half_width)


def mean(values: Floats) -> Estimate:
    """Estimate an expectation from replications, the first axis."""
    return ratio(values, np.ones_like(values))
