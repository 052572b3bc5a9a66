"""How much an event or a holiday changes the contacts, from the few times it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.forecast.unusual.ordinary_days import deviation

_OCCASION_SPREAD = 0.1
"""How far one occasion of an event differs from the next beyond what ordinary days do. A judgement:
few centres have enough of them to measure it."""

_QUEUE_SPREAD = 0.15
"""How far the queues' effects are thought to differ from one another before they are seen."""

P90 = 1.2816
"""Standard deviations above the mean that nine in ten of a normal quantity lie below."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What came and what was to be expected on one occasion, by queue, shape (Q,)."""

    came: Floats
    expected: Floats


@dataclass(frozen=True, slots=True)
class Belief:
    """What is thought of the logarithm of a factor: mean and variance."""

    mean: float
    variance: float


@dataclass(frozen=True, slots=True)
class EffectSize:
    """Factor on the contacts of each queue.

    Parameters
    ----------
    factor, sd_share
        By queue, shape (Q,); the factor is 1 for queues that are not touched. ``sd_share`` is the
        standard deviation of the factor's logarithm.
    together
        What is thought of all touched queues together.
    seen_factor
        What came over what was to be expected, not shrunk; ``None`` where nothing was seen.
    occasions
        How many times it was seen.
    """

    factor: Floats
    sd_share: Floats
    together: Belief
    seen_factor: float | None
    occasions: int

    @property
    def range(self) -> tuple[float, float]:
        """Factor of all touched queues that has eight chances in ten to hold the true one."""
        half = P90 * self.together.variance**0.5
        return float(np.exp(self.together.mean - half)), float(np.exp(self.together.mean + half))


def effect_size(
    occasions: Sequence[Occasion], touched: Booleans, spread_share: Floats, prior: Belief
) -> EffectSize:
    """Estimate a factor from what was seen, drawn towards what was thought before.

    All touched queues together first, then each queue drawn towards that: by how much each differs
    from the prior against how far days scatter anyway. With one occasion and a prior that allows
    for 15%, a busy queue keeps about half of what was seen.

    Parameters
    ----------
    touched
        Queues that the effect is on, shape (Q,).
    spread_share
        Spread of ordinary days by queue, and last of all queues, shape (Q + 1,).
    prior
        Mean and variance of the logarithm before anything is seen.

    Source
    ------
    A. Gelman et al., "Bayesian data analysis", 3rd ed., 2013, ch. 5 (partial pooling, normal).
    """
    came = np.array([one.came[touched] for one in occasions])
    expected = np.array([one.expected[touched] for one in occasions])
    count = int(touched.sum())
    factor, sd = np.ones(len(touched)), np.zeros(len(touched))
    if not len(occasions) or not expected.sum() > 0:
        factor[touched] = np.exp(prior.mean)
        sd[touched] = (prior.variance + _QUEUE_SPREAD**2) ** 0.5
        return EffectSize(factor, sd, prior, None, 0)
    total_came, total_expected = came.sum(axis=1), expected.sum(axis=1)
    together = _posterior(
        deviation(total_came, total_expected)[:, None],
        (spread_share[-1:] ** 2 + _OCCASION_SPREAD**2 + 1.0 / (total_expected + 0.5)[:, None]),
        np.array([prior.mean]),
        prior.variance,
    )
    belief = Belief(float(together[0][0]), float(together[1][0]))
    seen = float(total_came.sum() / total_expected.sum())
    if count == 1:  # nothing further to be learned of it apart from itself
        factor[touched], sd[touched] = np.exp(belief.mean), belief.variance**0.5
        return EffectSize(factor, sd, belief, seen, len(occasions))
    mean, variance = _posterior(
        deviation(came, expected),
        np.where(
            expected > 0,
            spread_share[:-1][touched] ** 2 + _OCCASION_SPREAD**2 + 1.0 / (expected + 0.5),
            np.inf,  # an occasion that was not on the queue says nothing of it
        ),
        np.full(count, belief.mean),
        _QUEUE_SPREAD**2,
    )
    own_weight = 1.0 - variance / _QUEUE_SPREAD**2
    factor[touched] = np.exp(mean)
    sd[touched] = np.sqrt(variance + (1.0 - own_weight) ** 2 * belief.variance)
    return EffectSize(factor, sd, belief, seen, len(occasions))


def _posterior(
    values: Floats, variances: Floats, prior_mean: Floats, prior_variance: float
) -> tuple[Floats, Floats]:
    """Return mean and variance by column, after rows of normal values of known variance."""
    precision = 1.0 / np.broadcast_to(variances, values.shape)
    variance = 1.0 / (precision.sum(axis=0) + 1.0 / prior_variance)
    mean = variance * ((values * precision).sum(axis=0) + prior_mean / prior_variance)
    return mean, variance
