"""Erlang A's late share for many queues and all numbers of agents at once, in closed form.

Same model as :class:`allocator.demand.erlang_a.ErlangA`, which sums over the states of one queue
and serves as the oracle in the tests. The planner needs hundreds of thousands of these values,
so here the sums are incomplete gamma functions. With a = Nμ/θ, c = λ/θ, c' = c·e^(−θT) and E the
time with free agents relative to the state of N − 1 contacts (1/B(N − 1)), the density of the
offered wait integrates to::

    P(wait)            = (c/a)·S(a, c) / (E + (c/a)·S(a, c))
    answered late/lost = [(c/a)·S(a, c) − (c/(a+1))·(S(a+1, c) − e^(h)·S(a+1, c'))] / (same)

with S(a, c) = Σ_j c^j/((a+1)…(a+j)) = P(a, c)/d(a, c), P the regularised lower incomplete gamma
function, d(a, c) = e^(−c)·c^a/Γ(a + 1) and h = c − c' − (a + 1)θT. Under overload S grows beyond
all bounds while P stays below one, so there everything is multiplied by d.
"""

from __future__ import annotations

import numpy as np

from allocator.demand.arrays import Floats

_SMALL_DENSITY = 1e-200
"""Below this density P/d would lose digits to underflow, and the series is short instead."""

_SHORT_SERIES = 0.6
"""Below this load per agent (c/a) the series takes under 80 terms and keeps every digit."""


def late_shares(
    arrivals_per_s: Floats, aht_s: Floats, patience_s: Floats, agents_max: int, target_s: float
) -> Floats:
    """Share of contacts not answered within the target, over those offered, by Erlang A.

    Parameters
    ----------
    arrivals_per_s, aht_s, patience_s
        One value a queue, shape (M,). A queue without arrivals has no late contacts as soon as
        there is an agent.
    agents_max
        Largest number of agents, N.
    target_s
        Target time, zero or more.

    Returns
    -------
    numpy.ndarray
        Shape (M, N + 1): the share with 0, 1, …, N agents; 1 with none.

    Source
    ------
    A. Mandelbaum and S. Zeltyn, "Service engineering in action: the Palm/Erlang-A queue", 2007,
    section on the density of the offered wait, integrated over [0, T] and [0, ∞).
    """
    shares = np.zeros((len(arrivals_per_s), agents_max + 1))
    shares[:, 0] = 1.0
    busy = arrivals_per_s > 0
    if agents_max and busy.any():
        agents = np.arange(1, agents_max + 1, dtype=float)
        arrivals, aht, patience = (x[busy, None] for x in (arrivals_per_s, aht_s, patience_s))
        free = _free_weight(arrivals * aht, agents_max)
        shares[busy, 1:] = late_given_free(
            agents * patience / aht, arrivals * patience, free, target_s / patience
        )
    return shares


def _free_weight(load: Floats, agents_max: int) -> Floats:
    """E(N) = Σ_{k<N} π(k)/π(N−1) for N = 1…agents_max, shape (M, agents_max)."""
    weights = np.ones((len(load), agents_max))
    with np.errstate(over="ignore"):  # beyond 1e308 nobody waits
        for n in range(1, agents_max):
            weights[:, n] = 1.0 + weights[:, n - 1] * n / load[:, 0]
    return weights


def late_given_free(a: Floats, c: Floats, free: Floats, target: Floats) -> Floats:
    """Late share of the module's formula, in arrays of one shape or such as stretch to it.

    Parameters
    ----------
    a, c, free
        As in the module's text: a is the rate at which work is done while contacts wait, and
        ``free`` the time without anybody waiting, relative to that of its last state.
    target
        θT.
    """
    a, c, target = np.broadcast_arrays(a, c, target)
    shares = np.empty(a.shape)
    over = c >= a
    shares[over] = _late_overloaded(a[over], c[over], free[over], target[over])
    under = ~over & np.isfinite(free)
    shares[under] = _late_underloaded(a[under], c[under], free[under], target[under])
    shares[~over & ~under] = 0.0
    # More agents never answer fewer: rounding in the last digits may not say so.
    return np.minimum.accumulate(np.clip(shares, 0.0, 1.0), axis=1)


def _late_overloaded(a: Floats, c: Floats, free: Floats, target: Floats) -> Floats:
    from scipy.special import gammainc

    waiting = c / a * gammainc(a, c)
    answered = gammainc(a + 1.0, c) - gammainc(a + 1.0, c * np.exp(-target))
    return (waiting - answered) / (free * _density(a, c) + waiting)


def _late_underloaded(a: Floats, c: Floats, free: Floats, target: Floats) -> Floats:
    left = c * np.exp(-target)
    weight = c / (a + 1.0)
    waiting = c / a * _tail_sum(a, c)
    still_late = weight * np.exp(-c * np.expm1(-target) - (a + 1.0) * target)
    answered = weight * _tail_sum(a + 1.0, c) - still_late * _tail_sum(a + 1.0, left)
    return (waiting - answered) / (free + waiting)


def _tail_sum(a: Floats, c: Floats) -> Floats:
    """S(a, c) = Σ_j c^j/((a+1)…(a+j)) for c ≤ a + 1."""
    from scipy.special import gammainc

    near = c > _SHORT_SERIES * a
    density = _density(a[near], c[near])
    near[near] = density > _SMALL_DENSITY
    sums = np.empty(a.shape)
    sums[near] = gammainc(a[near], c[near]) / density[density > _SMALL_DENSITY]
    sums[~near] = _tail_series(a[~near], c[~near])
    return sums


def _tail_series(a: Floats, c: Floats) -> Floats:
    total, term, j = np.ones(a.shape), np.ones(a.shape), 0
    while term.size and float(np.max(term / total)) > 1e-17:
        j += 1
        term = term * c / (a + j)
        total = total + term
    return total


def _density(a: Floats, c: Floats) -> Floats:
    """d(a, c) = e^(−c)·c^a/Γ(a + 1) without the cancellation of the plain formula.

    Source
    ------
    C. Loader, "Fast and accurate computation of binomial probabilities", 2000: the exponent is
    split into the error of Stirling's formula and a·D(c/a − 1), D(x) = x − log(1 + x).
    """
    exponent = -a * _deviance((c - a) / a) - _stirling_error(a)
    return np.exp(exponent) / np.sqrt(2.0 * np.pi * a)


def _deviance(x: Floats) -> Floats:
    """D(x) = x − log(1 + x) for x > −1, to full precision near zero."""
    plain = x - np.log1p(x)
    # log(1 + x) = 2·atanh(r) with r = x/(2 + x), hence x − log(1 + x) = x·r − 2·Σ r^(2k+1)/(2k+1)
    r = x / (2.0 + x)
    square, power, series = r * r, r * r * r, np.zeros_like(r)
    for k in range(1, 12):
        series = series + power / (2 * k + 1)
        power = power * square
    return np.where(np.abs(x) < 0.3, x * r - 2.0 * series, plain)


def _stirling_error(a: Floats) -> Floats:
    """Error of Stirling's formula: log Γ(a + 1) − [(a + ½)·log a − a + ½·log 2π]."""
    from scipy.special import gammaln

    small = gammaln(a + 1.0) - (a + 0.5) * np.log(a) + a - 0.5 * np.log(2.0 * np.pi)
    s = 1.0 / (a * a)
    series = (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / a
    return np.where(a < 15.0, small, series)
