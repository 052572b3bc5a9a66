"""All lawful rows of one person as ways through a graph, a layer a day."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from allocator.rota.roster.counter_states import counter_states, is_countable, states_at_most
from allocator.rota.roster.kernels import cheapest_from_first, cheapest_to_last, reachable_arcs
from allocator.rota.roster.problem import OFF, Floats, Limits, Roster, RosterProblem
from allocator.rota.roster.run_states import Groups, groups_of, run_states

ARCS_MAX = 5e7
"""Most arcs that are looked at for one set of limits, most of which lead nowhere."""
_COUNTERS_MAX = 400
"""Most states of counters."""


@dataclass(frozen=True)
class Graph:
    """Nodes and arcs between days; each way from the first node to a last one is a row.

    Parameters
    ----------
    groups
        Kinds that the arcs do not tell apart; an arc's choice is 0 for a day off, else 1 + the
        number of the group.
    tail, head, chosen
        Of each arc, by day: node before, node after, choice.
    first_arc
        Number of the first arc of each day and, last, the number of arcs.
    first, last_nodes
        The node before the first day; nodes after the last day are those numbered below
        ``last_nodes``.
    is_exact
        Whether the ways are the lawful rows. Otherwise there are more: some limits were left
        out, since the states would be too many.
    """

    groups: Groups
    node_count: int
    tail: NDArray[np.int32]
    head: NDArray[np.int32]
    chosen: NDArray[np.int16]
    first_arc: NDArray[np.int64]
    first: int
    last_nodes: int
    is_exact: bool

    @property
    def day_count(self) -> int:
        """Number of days."""
        return len(self.first_arc) - 1

    @property
    def arc_count(self) -> int:
        """Number of arcs."""
        return len(self.tail)

    @property
    def day_of_arc(self) -> NDArray[np.int64]:
        """Day of each arc."""
        return np.repeat(np.arange(self.day_count), np.diff(self.first_arc))

    def choice_prices(self, prices: Floats) -> Floats:
        """Price of each choice, by that of its cheapest kind: day × choice."""
        best = [prices[:, group].min(axis=1) for group in self.groups]
        return np.stack([np.zeros(len(prices)), *best], axis=1)

    def from_first(self, choice_prices: Floats) -> tuple[Floats, NDArray[np.int32]]:
        """Cost of the cheapest way to each node, and the last arc on it."""
        return cheapest_from_first(
            self.node_count,
            self.first,
            self.tail,
            self.head,
            self.chosen,
            self.first_arc,
            choice_prices,
        )

    def arc_costs(self, choice_prices: Floats) -> tuple[Floats, float]:
        """Cost of the cheapest way through each arc, and of the cheapest of all."""
        before, _ = self.from_first(choice_prices)
        after = cheapest_to_last(
            self.node_count,
            self.last_nodes,
            self.tail,
            self.head,
            self.chosen,
            self.first_arc,
            choice_prices,
        )
        through = before[self.tail] + choice_prices[self.day_of_arc, self.chosen] + after[self.head]
        return through, float(after[self.first])

    def rows(self, prices: Floats, most: int) -> list[tuple[float, Roster]]:
        """Cheapest rows to several of the last nodes, cheapest first; none where none is lawful.

        Parameters
        ----------
        prices
            Price of each kind on each day, endless where it is not allowed: day × kind.
        """
        choice_prices = self.choice_prices(prices)
        costs, arc_to = self.from_first(choice_prices)
        ends = np.argsort(costs[: self.last_nodes], kind="stable")[:most]
        return [
            (float(costs[end]), self._row(int(end), arc_to, prices))
            for end in ends
            if math.isfinite(costs[end])
        ]

    def _row(self, node: int, arc_to: NDArray[np.int32], prices: Floats) -> Roster:
        row = np.full(self.day_count, OFF, dtype=np.int16)
        for day in range(self.day_count - 1, -1, -1):
            arc = arc_to[node]
            if self.chosen[arc]:
                group = self.groups[self.chosen[arc] - 1]
                row[day] = group[int(np.argmin(prices[day, group]))]
            node = int(self.tail[arc])
        return row

    def with_arcs(self, kept: NDArray[np.bool_]) -> Graph:
        """Graph with some of the arcs, of which each lies on a way that is kept whole."""
        tail, head = self.tail[kept], self.head[kept]
        number = np.full(self.node_count, -1, dtype=np.int32)
        used = np.unique(np.concatenate([tail, head, [self.first]]))
        number[used] = np.arange(len(used), dtype=np.int32)
        per_day = np.bincount(self.day_of_arc[kept], minlength=self.day_count)
        return replace(
            self,
            node_count=len(used),
            tail=number[tail],
            head=number[head],
            chosen=self.chosen[kept],
            first_arc=np.concatenate([[0], np.cumsum(per_day)]).astype(np.int64),
            first=int(number[self.first]),
            last_nodes=int((used < self.last_nodes).sum()),
        )

    def merged(self) -> Graph:
        """Graph of the same rows in which nodes that leave the same choices open are one.

        From the last day back: nodes of a day with equal choices to equal nodes are merged.
        """
        number = np.zeros(self.node_count, dtype=np.int32)
        count = 1  # one for all nodes after the last day
        tails: list[NDArray[np.int32]] = []
        heads: list[NDArray[np.int32]] = []
        choices: list[NDArray[np.int16]] = []
        for day in range(self.day_count - 1, -1, -1):
            arcs = slice(self.first_arc[day], self.first_arc[day + 1])
            nodes, which = np.unique(self.tail[arcs], return_inverse=True)
            leads_to = np.full((len(nodes), len(self.groups) + 1), -1, dtype=np.int32)
            leads_to[which, self.chosen[arcs]] = number[self.head[arcs]]
            kept, place = np.unique(leads_to, axis=0, return_inverse=True)
            number[nodes] = count + place.ravel()
            node, choice = np.nonzero(kept >= 0)
            tails.append((count + node).astype(np.int32))
            heads.append(kept[node, choice])
            choices.append(choice.astype(np.int16))
            count += len(kept)
        per_day = [len(tail) for tail in tails[::-1]]
        return replace(
            self,
            node_count=count,
            tail=np.concatenate(tails[::-1]),
            head=np.concatenate(heads[::-1]),
            chosen=np.concatenate(choices[::-1]),
            first_arc=np.concatenate([[0], np.cumsum(per_day)]).astype(np.int64),
            first=int(number[self.first]),
            last_nodes=1,
        )


def graph_of(problem: RosterProblem, limits: Limits, arcs_max: float = ARCS_MAX) -> Graph:
    """Graph of all rows that keep the limits.

    Parameters
    ----------
    arcs_max
        Most arcs that may be looked at. Where there would be more, limits are left out until
        there are not: first those on kinds, then the minutes, then the weekends. The graph then
        holds all lawful rows and more.
    """
    limits, counts_minutes, exact = _held(problem, limits, arcs_max)
    unit, units_min, units_max = _units(problem, limits)
    groups = groups_of(problem, limits)
    runs = run_states(problem, limits, groups)
    counters = counter_states(limits, groups, problem.day_count)
    units = [0, *(problem.kind_minutes[group[0]] // unit for group in groups)]
    found = reachable_arcs(
        runs.following,
        runs.type_of_day,
        counters.following,
        np.array(units if counts_minutes else [0] * len(units), dtype=np.int32),
        units_min if counts_minutes else 0,
        units_max if counts_minutes else 0,
        (runs.first, counters.first),
    )
    node_count, tail, head, chosen, first_arc, first, last_nodes = found
    return Graph(groups, node_count, tail, head, chosen, first_arc, int(first), last_nodes, exact)


def graphs_of(problem: RosterProblem, arcs_max: float = ARCS_MAX) -> list[Graph]:
    """Graph of each person; people with equal limits share one."""
    known: dict[Limits, Graph] = {}
    for person in problem.people:
        if person.limits not in known:
            known[person.limits] = graph_of(problem, person.limits, arcs_max)
    return [known[person.limits] for person in problem.people]


def _units(problem: RosterProblem, limits: Limits) -> tuple[int, int, int]:
    """Minutes of a unit of paid time, and the fewest and most units."""
    unit = math.gcd(*(problem.kind_minutes[kind] for kind in limits.kinds)) or 1
    longest = max((problem.kind_minutes[kind] for kind in limits.kinds), default=0)
    all_days = problem.day_count * longest // unit
    return unit, -(-limits.minutes_min // unit), min(limits.minutes_max // unit, all_days)


def _held(problem: RosterProblem, limits: Limits, arcs_max: float) -> tuple[Limits, bool, bool]:
    """Limits that a graph can hold, whether it counts minutes, and whether that is all."""
    past = limits.past.weekends if limits.past else frozenset[int]()
    exact = True
    if limits.weekends is not None and not is_countable(limits.weekends, past):
        limits, exact = replace(limits, weekends=None), False
    _, units_min, units_max = _units(problem, limits)
    counts_minutes = (
        units_min > 0 or units_max < _units(problem, replace(limits, minutes_max=10**9))[2]
    )
    for leave_out in ("", "kinds", "minutes", "weekends"):
        if leave_out == "kinds":
            limits = replace(limits, most=())
        elif leave_out == "minutes":
            counts_minutes = False
        elif leave_out == "weekends":
            limits = replace(limits, weekends=None)
        exact = exact and not leave_out
        counters = states_at_most(limits, problem.day_count)
        groups = groups_of(problem, limits)
        runs = run_states(problem, limits, groups).count
        states = runs * (units_max + 1 if counts_minutes else 1) * counters
        arcs = states * (len(groups) + 1) * problem.day_count
        if counters <= _COUNTERS_MAX and arcs <= arcs_max:
            break
    return limits, counts_minutes, exact
