"""Compiled loops over the states of a person: what can be reached, and cheapest ways through."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

Array = Any
"""An array inside compiled code, of which a checker of types knows nothing."""

compiled: Any = njit(cache=True, nogil=True)
"""Compile a function that calls none of another file, so that what is kept never goes stale."""


@compiled
def reachable_arcs(  # pragma: no cover - compiled
    run_following: Array,
    type_of_day: Array,
    count_following: Array,
    units: Array,
    units_min: int,
    units_max: int,
    first: tuple[int, int],
) -> Any:
    """List the nodes and arcs on ways from the first day to the last.

    A node is a day, a state of runs, units of paid time so far and a state of counters. Nodes
    are numbered from the last day back, so that those after the last day come first.

    Returns
    -------
    node count, arcs' tail, head and choice, first arc of each day, first node, last nodes
    """
    day_count, counters, choices = count_following.shape
    runs = run_following.shape[1]
    widths = units_max + 1
    states = runs * widths * counters
    seen = np.zeros((day_count + 1, states), np.bool_)
    start = (first[0] * widths) * counters + first[1]
    seen[0, start] = True
    for day in range(day_count):
        table = run_following[type_of_day[day]]
        for state in range(states):
            if not seen[day, state]:
                continue
            counter = state % counters
            unit = (state // counters) % widths
            run = state // (counters * widths)
            for choice in range(choices):
                next_run = table[run, choice]
                next_counter = count_following[day, counter, choice]
                next_unit = unit + units[choice]
                if next_run >= 0 and next_counter >= 0 and next_unit <= units_max:
                    seen[day + 1, (next_run * widths + next_unit) * counters + next_counter] = True
    number = np.full((day_count + 1, states), -1, np.int32)
    nodes = 0
    for state in range(states):
        if seen[day_count, state] and (state // counters) % widths >= units_min:
            number[day_count, state] = nodes
            nodes += 1
    last_nodes = nodes
    arcs = 0
    for day in range(day_count - 1, -1, -1):
        table = run_following[type_of_day[day]]
        for state in range(states):
            if not seen[day, state]:
                continue
            counter = state % counters
            unit = (state // counters) % widths
            run = state // (counters * widths)
            leads_on = False
            for choice in range(choices):
                next_run = table[run, choice]
                next_counter = count_following[day, counter, choice]
                next_unit = unit + units[choice]
                if next_run >= 0 and next_counter >= 0 and next_unit <= units_max:
                    after = (next_run * widths + next_unit) * counters + next_counter
                    if number[day + 1, after] >= 0:
                        leads_on = True
                        arcs += 1
            if leads_on:
                number[day, state] = nodes
                nodes += 1
    tail = np.empty(arcs, np.int32)
    head = np.empty(arcs, np.int32)
    chosen = np.empty(arcs, np.int16)
    first_arc = np.zeros(day_count + 1, np.int64)
    arc = 0
    for day in range(day_count):
        first_arc[day] = arc
        table = run_following[type_of_day[day]]
        for state in range(states):
            if number[day, state] < 0:
                continue
            counter = state % counters
            unit = (state // counters) % widths
            run = state // (counters * widths)
            for choice in range(choices):
                next_run = table[run, choice]
                next_counter = count_following[day, counter, choice]
                next_unit = unit + units[choice]
                if next_run >= 0 and next_counter >= 0 and next_unit <= units_max:
                    after = (next_run * widths + next_unit) * counters + next_counter
                    if number[day + 1, after] >= 0:
                        tail[arc] = number[day, state]
                        head[arc] = number[day + 1, after]
                        chosen[arc] = choice
                        arc += 1
    first_arc[day_count] = arc
    return nodes, tail, head, chosen, first_arc, number[0, start], last_nodes


@compiled
def cheapest_from_first(  # pragma: no cover - compiled
    nodes: int, first: int, tail: Array, head: Array, chosen: Array, first_arc: Array, price: Array
) -> Any:
    """Cost of the cheapest way from the first node to each, and the last arc on it."""
    cost = np.full(nodes, np.inf)
    arc_to = np.full(nodes, -1, np.int32)
    cost[first] = 0.0
    for day in range(len(first_arc) - 1):
        for arc in range(first_arc[day], first_arc[day + 1]):
            there = cost[tail[arc]] + price[day, chosen[arc]]
            if there < cost[head[arc]]:
                cost[head[arc]] = there
                arc_to[head[arc]] = arc
    return cost, arc_to


@compiled
def cheapest_to_last(  # pragma: no cover - compiled
    nodes: int,
    last_nodes: int,
    tail: Array,
    head: Array,
    chosen: Array,
    first_arc: Array,
    price: Array,
) -> Any:
    """Cost of the cheapest way from each node to one of the last."""
    cost = np.full(nodes, np.inf)
    cost[:last_nodes] = 0.0
    for day in range(len(first_arc) - 2, -1, -1):
        for arc in range(first_arc[day], first_arc[day + 1]):
            there = cost[head[arc]] + price[day, chosen[arc]]
            if there < cost[tail[arc]]:
                cost[tail[arc]] = there
    return cost
