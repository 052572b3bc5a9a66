"""The whole search: bound by prices, rosters by diving, neighbourhoods beside the proof."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from allocator.rota.roster.descent import Descent
from allocator.rota.roster.generation import RowPool
from allocator.rota.roster.graph import graphs_of
from allocator.rota.roster.neighbourhood import Neighbourhoods, dive
from allocator.rota.roster.problem import OFF, Roster, RosterProblem
from allocator.rota.roster.prover import Prover

_ARCS_OF_ALL = 2e9
"""Most arcs looked at for all limits together, of which about one in twenty leads somewhere."""
_ARCS_OF_ALL_BY_STEPS = 4e8
_ARCS_OF_ONE = 5e7
_CELLS_MAX, _PEOPLE_MAX = 600, 120
"""Most cells of cover, and most people, for linear programs."""
_MIX_SHARE = 0.5
_DIVE_SHARE = 0.15


@dataclass(frozen=True)
class RosterResult:
    """What the search came to.

    Parameters
    ----------
    roster
        The best roster, or ``None`` where none was found.
    cost
        Its cost.
    bound
        No roster costs less; endless where there is none.
    """

    roster: Roster | None
    cost: float
    bound: float


def solve(problem: RosterProblem, *, seconds: float, seed: int = 1) -> RosterResult:
    """Find a good roster and a bound.

    Parameters
    ----------
    seconds
        Wall-clock limit.
    seed
        Of every random choice.
    """
    deadline = time.perf_counter() + seconds
    rng = np.random.default_rng(seed)
    limits = {person.limits for person in problem.people}
    arcs_max = min(_ARCS_OF_ONE, _ARCS_OF_ALL / max(1, len(limits)))
    cells = int(((problem.under_price > 0) | (problem.over_price > 0)).sum())
    if cells <= _CELLS_MAX and len(problem.people) <= _PEOPLE_MAX:
        return _search_and_prove(problem, rng, arcs_max, seconds, deadline)
    return _search_beside_steps(problem, rng, len(limits), deadline)


def _search_and_prove(
    problem: RosterProblem,
    rng: np.random.Generator,
    arcs_max: float,
    seconds: float,
    deadline: float,
) -> RosterResult:
    """Linear programs over rows, and integer programs.

    People whose lawful rows cannot be listed are held at rows that were searched for, but for
    the bound, to which rows that keep most of their limits are enough.
    """
    begun = time.perf_counter()
    graphs = graphs_of(problem, arcs_max)
    people = list(range(len(problem.people)))
    nobody = np.full((len(people), problem.day_count), OFF, dtype=np.int16)
    listed = {
        person.limits: graph
        for person, graph in zip(problem.people, graphs, strict=True)
        if graph.is_exact
    }
    free = [number for number in people if problem.people[number].limits in listed]
    others = [number for number in people if number not in set(free)]
    descent = Descent(problem, listed)
    best = descent.first_roster(rng)
    if best is None and not others:  # somebody has no lawful row
        return RosterResult(None, math.inf, math.inf)
    cost = math.inf
    if best is not None:
        best = descent.improve(best, rng, begun + 0.1 * seconds)
        cost = problem.cost(best)
    pool = RowPool(problem, graphs)
    mix = pool.generate(people, nobody, deadline=min(deadline, begun + _MIX_SHARE * seconds))
    if mix is None:
        return RosterResult(best, cost, -math.inf)
    bound = problem.up_to_grain(mix.bound)
    if best is None:
        return RosterResult(None, cost, bound)
    if problem.is_best(cost, bound):
        return RosterResult(best, cost, min(bound, cost))
    until = min(deadline, time.perf_counter() + _DIVE_SHARE * seconds)
    held = best.copy()
    held[free] = OFF
    dived = dive(pool, free, held, rng, prices=mix.prices, deadline=until)
    if dived is not None and problem.cost(dived) < cost:
        best, cost = dived, problem.cost(dived)
    if problem.is_best(cost, bound):
        return RosterResult(best, cost, min(bound, cost))
    prover = Prover(problem, arcs_max, (mix.prices, mix.bound), deadline)
    search = Neighbourhoods(pool, rng, free)

    def hears_news() -> bool:
        """Take in what the prover found; whether there was any."""
        nonlocal best, cost, bound
        heard = False
        prover.tell(cost)
        for roster, proven in prover.news():
            bound, heard = max(bound, proven), True
            if roster is not None and not others and problem.cost(roster) < cost:
                best, cost = roster, problem.cost(roster)
        return heard

    try:
        while not problem.is_best(cost, bound) and time.perf_counter() < deadline:
            began = time.perf_counter()
            best, cost = search.improve(best, cost, deadline)
            if others:
                best = descent.renewed(best, others, rng)
                cost = problem.cost(best)
            # As long again by another way, which is the quicker one far from the best.
            until = min(deadline, 2 * time.perf_counter() - began)
            if not hears_news():
                best = descent.shake(best, rng, until, stop=prover.has_news)
                cost = problem.cost(best)
                hears_news()
    finally:
        prover.end()
    return RosterResult(best, cost, min(bound, cost))


def _search_beside_steps(
    problem: RosterProblem, rng: np.random.Generator, limits: int, deadline: float
) -> RosterResult:
    """Where there are too many rows: good ones here, a bound by steps of prices beside."""
    descent = Descent(problem, {})
    prover = Prover(problem, min(_ARCS_OF_ONE, _ARCS_OF_ALL_BY_STEPS / limits), None, deadline)
    bound, best, cost = -math.inf, None, math.inf

    def is_proven() -> bool:
        nonlocal bound
        prover.tell(cost)
        for _, proven in prover.news():
            bound = max(bound, problem.up_to_grain(proven))
        return problem.is_best(cost, bound)

    try:
        best = descent.first_roster(rng)
        if best is not None:
            cost = problem.cost(best)
            prover.tell(cost)
            best = descent.improve(best, rng, deadline)
            cost = problem.cost(best)
            best = descent.shake(best, rng, deadline, stop=is_proven)
            cost = problem.cost(best)
        while not np.isfinite(bound) and time.perf_counter() < deadline and not is_proven():
            time.sleep(0.05)
        is_proven()
    finally:
        prover.end()
    return RosterResult(best, cost, min(bound, cost))
