"""How much busier one day is than forecast, and how surely its morning tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.counts.two_way import ratio

_PRIOR_SD = 0.1
_PRIOR_DAYS = 21.0
"""Spread of days that is taken while few have been seen, and how many days it counts for: three
weeks, since the days of a week share the error of its level."""

_PRIOR_HALF_SD = 0.05
_PRIOR_HALVES = 7.0
"""How far the halves of a day are taken to err apart, each by so much, while few have been seen,
and how many days that counts for: a week, since each day shows it anew."""

_LEAST_SD = 0.02


@dataclass(frozen=True, slots=True)
class PastDay:
    """A past day, forecast from what was known before its week.

    Parameters
    ----------
    came, expected
        Contacts by interval and queue, shape (B, Q); both zero where nothing was recorded.
    """

    came: Floats
    expected: Floats


@dataclass(frozen=True)
class BusynessPrior:
    """How days differ from their forecasts.

    Parameters
    ----------
    together_sd
        Standard deviation of a factor that all queues of a day share.
    own_sd
        The same of each queue's own factor on top, shape (Q,).
    dispersion
        Variance of half a day's contacts about forecast times factors, over their mean, shape
        (Q,): 1 where chance alone moves them.
    together_dispersion
        The same of all queues together: larger, where their mornings err alike.
    days
        Days that it was measured on.
    """

    together_sd: float
    own_sd: Floats
    dispersion: Floats
    together_dispersion: float
    days: int

    @property
    def variance(self) -> Floats:
        """Variance of the whole factor by queue, shape (Q,)."""
        return self.together_sd**2 + self.own_sd**2


def busyness_prior(past: Sequence[PastDay], queues: int) -> BusynessPrior:
    """Measure how far whole days lie from their forecasts, beyond chance.

    A day is cut where half of its contacts were expected. What both halves have in common is the
    day's own busyness, which a morning foretells; what they have not is not, however large. The
    common factor of the queues is what different queues share in the same way.

    Parameters
    ----------
    past
        Forecasts of days that were not known when they were made.
    queues
        Number of queues, Q.
    """
    early_off, late_off, early, late = (np.zeros((len(past), queues)) for _ in range(4))
    for n, day in enumerate(past):
        total = np.cumsum(day.expected.sum(axis=1))
        cut = int(np.searchsorted(total, 0.5 * total[-1])) + 1 if len(total) else 0
        early[n], late[n] = day.expected[:cut].sum(axis=0), day.expected[cut:].sum(axis=0)
        early_off[n] = day.came[:cut].sum(axis=0) - early[n]
        late_off[n] = day.came[cut:].sum(axis=0) - late[n]
    both = (early_off * late_off).sum(axis=0)
    whole_variance = _towards_prior(both, (early * late).sum(axis=0), len(past))
    if queues > 1:
        crossed = (early_off.sum(axis=1) * late_off.sum(axis=1)).sum() - both.sum()
        weight = (early.sum(axis=1) * late.sum(axis=1)).sum() - (early * late).sum()
        together = float(_towards_prior(np.array([crossed]), np.array([weight]), len(past))[0])
    else:
        together = float(whole_variance[0])
    own = np.maximum(whole_variance - together, _LEAST_SD**2)
    if queues == 1:
        own = np.array([_LEAST_SD**2])
    together_halves = (
        half.sum(axis=1, keepdims=True) for half in (early_off, late_off, early, late)
    )
    return BusynessPrior(
        together_sd=together**0.5,
        own_sd=np.sqrt(own),
        dispersion=_dispersion(early_off, late_off, early, late),
        together_dispersion=float(_dispersion(*together_halves)[0]),
        days=len(past),
    )


def _dispersion(early_off: Floats, late_off: Floats, early: Floats, late: Floats) -> Floats:
    """Variance of half-days over their mean, by queue; at least 1.

    From how far the two halves of a day err apart, which the day's own factor does not touch.

    Parameters
    ----------
    early_off, late_off, early, late
        Contacts above those expected, and those expected, of either half, shape (days, Q).
    """
    both = (early > 0) & (late > 0)
    apart = ratio(early_off, early) - ratio(late_off, late)
    weight = ratio(early * late, early + late) * both  # over the variance of one contact's chance
    found = np.maximum(1.0, ratio((apart**2 * weight**2).sum(axis=0), weight.sum(axis=0)))
    half = 2.0 * ratio(weight.sum(axis=0), both.sum(axis=0))
    trust = len(early) / (len(early) + _PRIOR_HALVES)
    return trust * found + (1.0 - trust) * (1.0 + _PRIOR_HALF_SD**2 * half)


def _towards_prior(products: Floats, weights: Floats, days: int) -> Floats:
    """Variance of a factor, drawn towards what is taken while few days have been seen."""
    measured = np.maximum(ratio(products, weights), _LEAST_SD**2)
    trust = days / (days + _PRIOR_DAYS)
    seen = weights > 0
    return np.where(seen, trust * measured + (1.0 - trust) * _PRIOR_SD**2, _PRIOR_SD**2)


@dataclass(frozen=True)
class Busyness:
    """How much busier than forecast the rest of a day is expected to be.

    Parameters
    ----------
    factor
        By queue, shape (Q,).
    covariance
        Of the factors' errors, each as a share of its factor, shape (Q, Q).
    """

    factor: Floats
    covariance: Floats

    @property
    def sd_share(self) -> Floats:
        """Standard deviation of each queue's factor, as a share of it, shape (Q,)."""
        return np.sqrt(np.diag(self.covariance))


_LEAST_FACTOR = 0.05


def busyness(came: Floats, expected: Floats, prior: BusynessPrior) -> Busyness:
    """Update the factors of a day by what came so far.

    A queue's contacts so far over those expected are one, plus what the queues of the day share,
    plus what is the queue's own, plus what is the morning's alone and the afternoon will not
    repeat, plus chance. The first two go on. Their best linear estimate is, for one queue whose
    days differ by a gamma factor and whose contacts are Poisson, the exact Bayesian one.

    Parameters
    ----------
    came, expected
        Contacts so far and those expected by now, by queue, shape (Q,).

    Source
    ------
    W. S. Jewell, "Credible means are exact Bayesian for exponential families", 1974; J. Weinberg,
    L. D. Brown and J. R. Stroud, "Bayesian forecasting of an inhomogeneous Poisson process with
    applications to call center data", 2007 (a day's own factor updated within the day).
    """
    count = len(expected)
    before = np.full((count, count), prior.together_sd**2) + np.diag(prior.own_sd**2)
    seen = expected > 0
    if not seen.any():
        return Busyness(np.ones(count), before)
    due = expected[seen]
    total = float(due.sum())
    # What the queues' mornings have in common beyond the whole day, and what chance adds to each.
    share = due / total
    unequal = max(1.0 - float((share**2).sum()), 0.05)  # none, where one queue is all there is
    common = prior.together_dispersion - float((prior.dispersion[seen] * share).sum())
    excess = min(max(0.0, common) / unequal, prior.together_dispersion - 1.0)
    alone = np.maximum(1.0, prior.dispersion[seen] - excess * share)
    noise = excess / total + np.diag(alone / due)
    gain = before[:, seen] @ np.linalg.inv(before[np.ix_(seen, seen)] + noise)
    factor = np.maximum(_LEAST_FACTOR, 1.0 + gain @ (came[seen] / due - 1.0))
    left = before - gain @ before[seen]
    # Stated at a factor of one; of gamma factors the variance grows as the factor does.
    return Busyness(factor, left / np.sqrt(np.outer(factor, factor)))
