"""A bound where there are too many states, or too many cells of cover, for linear programs.

Prices of cover, and a price of each person's paid time, are moved step by step towards those
that prove most. Every step proves a bound, whatever the prices are.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from allocator.rota.roster.graph import Graph
from allocator.rota.roster.problem import Floats, RosterProblem

_GRAIN = 2.0**20
_NEW_SHARE = 0.15
"""How much of each step's excess and lack goes into the direction of the next."""
_LESS_AFTER = 8


@dataclass(frozen=True)
class Prices:
    """Prices of cover, day × column, and of a unit of each person's paid time."""

    cover: Floats
    of_time: Floats


@dataclass(frozen=True)
class _Step:
    bound: float
    prices: Prices
    missing: Prices
    """What the rows leave missing of cover, and how far paid time lies beyond its limits."""


def bound_by_steps(
    problem: RosterProblem,
    graphs: Sequence[Graph],
    *,
    cost: Callable[[], float],
    found: Callable[[float], None],
    deadline: float,
) -> float:
    """Prove bounds until the deadline; the best.

    Parameters
    ----------
    cost
        Cost of the best roster known at the moment, to which the length of steps is measured.
    found
        Told of each better bound.

    Source
    ------
    F. Barahona and R. Anbil, "The volume algorithm: producing primal solutions with a
    subgradient method", 2000.
    """
    unit = max(1.0, float(max(problem.kind_minutes)))
    minutes = np.array(problem.kind_minutes, dtype=float) / unit
    start = Prices(np.zeros(problem.wanted.shape), np.zeros(len(problem.people)))
    best = _step(problem, graphs, start, minutes, unit)
    found(best.bound)
    towards = best.missing
    boldness, since = 0.3, 0
    while time.perf_counter() < deadline and np.isfinite(best.bound):
        length = float((towards.cover**2).sum() + (towards.of_time**2).sum())
        if length < 1e-12 or boldness < 1e-5:
            break
        goal = cost() if np.isfinite(cost()) else best.bound + 0.1 * abs(best.bound) + 1
        stride = boldness * max(goal - best.bound, 1e-6 * abs(goal)) / length
        # Prices of cover are of no use beyond what one more or one less can cost.
        cover = np.clip(
            _grained(best.prices.cover + stride * towards.cover),
            -problem.over_price,
            problem.under_price,
        )
        of_time = _grained(best.prices.of_time + stride * towards.of_time)
        step = _step(problem, graphs, Prices(cover, of_time), minutes, unit)
        agree = float(
            (towards.cover * step.missing.cover).sum()
            + (towards.of_time * step.missing.of_time).sum()
        )
        towards = Prices(
            _NEW_SHARE * step.missing.cover + (1 - _NEW_SHARE) * towards.cover,
            _NEW_SHARE * step.missing.of_time + (1 - _NEW_SHARE) * towards.of_time,
        )
        since += 1
        if step.bound > best.bound:
            best, since = step, 0
            found(best.bound)
            if agree > 0:
                boldness = min(2.0, 1.2 * boldness)
        elif since >= _LESS_AFTER:
            boldness, since = boldness * 0.66, 0
    return best.bound


def _step(
    problem: RosterProblem, graphs: Sequence[Graph], prices: Prices, minutes: Floats, unit: float
) -> _Step:
    """Bound that prices prove, and what the cheapest rows under them leave missing."""
    by_kind = problem.by_kind(prices.cover)
    bound = problem.fixed_cost + float((prices.cover * problem.wanted).sum())
    cover = np.zeros(problem.wanted.size)
    beyond = np.zeros(len(problem.people))
    for number, (person, own) in enumerate(zip(problem.people, problem.prices, strict=True)):
        price = prices.of_time[number]
        rows = graphs[number].rows(own - by_kind + price * minutes, 1)
        if not rows:
            return _Step(np.inf, prices, prices)
        least, row = rows[0]
        limits = person.limits
        limit = (limits.minutes_max if price > 0 else limits.minutes_min) / unit
        bound += least - price * limit
        np.add.at(cover, problem.cells(row), 1)
        paid = float(minutes[row[row >= 0]].sum())
        if price == 0:  # within the limits there is nothing to gain either way
            limit = min(max(paid, limits.minutes_min / unit), limits.minutes_max / unit)
        beyond[number] = paid - limit
    missing = problem.wanted - cover.reshape(problem.wanted.shape)
    return _Step(bound, prices, Prices(missing, beyond))


def _grained(prices: Floats) -> Floats:
    """Prices on a grain on which their sums, times whole numbers, are exact."""
    return np.round(prices * _GRAIN) / _GRAIN
