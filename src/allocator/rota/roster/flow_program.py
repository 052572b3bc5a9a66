"""The integer program of some people's graphs together: one unit each, from day to day."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocator.rota.roster.graph import Graph
from allocator.rota.roster.problem import OFF, Roster, RosterProblem


@dataclass(frozen=True)
class FlowResult:
    """What the integer program gave.

    Parameters
    ----------
    roster
        The best roster found, or ``None``.
    bound
        No roster along the arcs given costs less; ``inf`` where there is none.
    """

    roster: Roster | None
    bound: float


def kept_arcs_of(
    problem: RosterProblem, graph: Graph, person: int, prices: NDArray[np.float64], slack: float
) -> NDArray[np.bool_]:
    """Mark the arcs on rows that cost no more than ``slack`` above the person's cheapest.

    Under prices of cover that prove a bound, a roster whose row goes through another arc costs
    more than the bound and the slack.
    """
    through, least = graph.arc_costs(
        graph.choice_prices(problem.prices[person] - problem.by_kind(prices))
    )
    return through - least <= slack + 1e-7


def solve_flow(
    problem: RosterProblem,
    graphs: dict[int, Graph],
    held: Roster,
    *,
    deadline: float,
) -> FlowResult:
    """Find the best roster along the arcs given.

    Parameters
    ----------
    graphs
        By number of the person, for whom a row is to be found.
    held
        Roster of the others, in which these are off.
    deadline
        Reading of :func:`time.perf_counter` to stop at.
    """
    import scipy.sparse as sp
    from scipy.optimize import Bounds, LinearConstraint, milp

    left = deadline - time.perf_counter()
    if left <= 0:
        return FlowResult(None, -np.inf)
    columns_count = problem.wanted.shape[1]
    cells_count = problem.wanted.size
    lines: list[NDArray[np.int64]] = []
    columns: list[NDArray[np.int64]] = []
    values: list[NDArray[np.float64]] = []
    costs: list[NDArray[np.float64]] = []
    right: list[NDArray[np.float64]] = []
    pieces: list[tuple[int, NDArray[np.int64], NDArray[np.int64], int]] = []
    first_line, first_column = cells_count, 0
    for person, each in graphs.items():
        graph = each.merged()
        days, picked, tail, head = _spread(graph, problem.people[person].may)
        mine = first_column + np.arange(len(days))
        work = np.flatnonzero(picked >= 0)
        column = np.where(picked >= 0, problem.cell_of_kind[picked], -1)
        counted = np.flatnonzero(column >= 0)
        price = np.zeros(len(days))
        price[work] = problem.people[person].price[days[work], picked[work]]
        lines += [
            first_line + tail,
            first_line + head,
            days[counted] * columns_count + column[counted],
        ]
        columns += [mine, mine, mine[counted]]
        values += [np.ones(len(days)), -np.ones(len(days)), np.ones(len(counted))]
        costs.append(price)
        balance = np.zeros(graph.node_count)
        balance[graph.first] += 1
        balance[0] -= 1
        right.append(balance)
        pieces.append((person, days, picked, first_column))
        first_line += graph.node_count
        first_column += len(days)
    wanted = (problem.wanted - problem.cover(held)).ravel().astype(float)
    cells = np.arange(cells_count)
    lines += [cells, cells]
    columns += [first_column + cells, first_column + cells_count + cells]
    values += [np.ones(cells_count), -np.ones(cells_count)]
    costs += [problem.under_price.ravel(), problem.over_price.ravel()]
    size = first_column + 2 * cells_count
    matrix = sp.csr_matrix(
        (np.concatenate(values), (np.concatenate(lines), np.concatenate(columns))),
        shape=(first_line, size),
    )
    sides = np.concatenate([wanted, *right])
    equal: Any = LinearConstraint  # its types know of single numbers only
    solved = milp(
        np.concatenate(costs),
        constraints=equal(matrix, sides, sides),
        integrality=np.concatenate([np.ones(first_column), np.zeros(2 * cells_count)]),
        bounds=Bounds(0, np.inf),
        options={"time_limit": max(0.1, left), "mip_rel_gap": 0.0},
    )
    taken = set(graphs)
    base = problem.fixed_cost + sum(
        problem.row_price(p, row) for p, row in enumerate(held) if p not in taken
    )
    if solved.status == 2:  # infeasible
        return FlowResult(None, np.inf)
    bound = -np.inf if solved.mip_dual_bound is None else base + float(solved.mip_dual_bound)
    if solved.x is None:
        return FlowResult(None, bound)
    roster = held.copy()
    for person, days, picked, begin in pieces:
        on = np.flatnonzero(solved.x[begin : begin + len(days)] > 0.5)
        roster[person] = OFF
        roster[person, days[on]] = picked[on]
    return FlowResult(roster, bound)


def _spread(
    graph: Graph, may: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Arcs with one for each kind of a group that the person may have on the day.

    Returns
    -------
    day, kind or :data:`OFF`, node before and node after of each
    """
    sizes = np.array([1, *(len(group) for group in graph.groups)])
    kinds = np.concatenate([[OFF], *graph.groups]).astype(np.int64)
    begin = np.concatenate([[0], np.cumsum(sizes)])
    count = sizes[graph.chosen]
    arc = np.repeat(np.arange(graph.arc_count), count)
    within = np.arange(len(arc)) - np.repeat(np.cumsum(count) - count, count)
    picked = kinds[begin[graph.chosen[arc]] + within]
    days = graph.day_of_arc[arc]
    good = (picked < 0) | may[days, picked]
    arc, days, picked = arc[good], days[good], picked[good]
    return days, picked, graph.tail[arc].astype(np.int64), graph.head[arc].astype(np.int64)
