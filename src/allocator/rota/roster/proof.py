"""Raising the bound to the best roster: all rosters up to a cost, a little more each time."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

import numpy as np

from allocator.rota.roster.flow_program import kept_arcs_of, solve_flow
from allocator.rota.roster.graph import Graph
from allocator.rota.roster.problem import OFF, Floats, Roster, RosterProblem

_ARCS_AT_ONCE = 18_000
_PARTS = 16


def prove(
    problem: RosterProblem,
    graphs: Sequence[Graph],
    prices: Floats,
    bound: float,
    *,
    best: Callable[[], float],
    found: Callable[[Roster | None, float], None],
    deadline: float,
) -> None:
    """Search all rosters up to a cost that is raised step by step, until the best is reached.

    A roster that costs no more than the bound and some slack uses only arcs whose cheapest row
    is within the slack, see :func:`~allocator.rota.roster.flow_program.kept_arcs_of`. An integer
    program over these arcs alone therefore settles whether there is one.

    Parameters
    ----------
    prices, bound
        Prices of cover and the bound that they prove.
    best
        Cost of the best roster known at the moment, here or elsewhere.
    found
        Told of each roster found (or ``None``) and of the bound proven.
    """
    through = [
        graph.arc_costs(graph.choice_prices(own - problem.by_kind(prices)))
        for graph, own in zip(graphs, problem.prices, strict=True)
    ]
    over = np.concatenate([costs - least for costs, least in through])
    over = np.sort(over[np.isfinite(over)])
    proven = problem.up_to_grain(bound)
    while not problem.is_best(best(), proven) and time.perf_counter() < deadline:
        reach = bound + float(over[min(_ARCS_AT_ONCE, len(over)) - 1])
        most = best() - problem.step
        if problem.grain:
            reach = math.floor(reach / problem.grain) * problem.grain
        elif reach <= proven:
            reach = proven + (most - proven) / _PARTS
        target = max(proven, min(most, reach))
        slack = target - bound
        kept = {
            person: graphs[person].with_arcs(
                kept_arcs_of(problem, graphs[person], person, prices, slack)
            )
            for person in range(len(graphs))
        }
        nobody = np.full((len(problem.people), problem.day_count), OFF, dtype=np.int16)
        result = solve_flow(problem, kept, nobody, deadline=deadline)
        settled = problem.up_to_grain(min(result.bound, target + problem.grain))
        if math.isfinite(settled):
            proven = max(proven, settled)
        found(result.roster, proven)
        if time.perf_counter() >= deadline:
            return
