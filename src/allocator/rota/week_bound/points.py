"""Whole numbers of people by cell, with weights that follow the divided team's, compiled.

A cell (``heads.py``) has points: so many people of each class, and the effective agents that they
are worth. Points have weights, as people's weeks have in ``columns.py``, and their mean is the goal
that the sums of the divided team are drawn to, while the points are drawn to the sums.
"""

from __future__ import annotations

from typing import NamedTuple

from allocator.rota.week_bound.compiled import Array, compiled, entry
from allocator.rota.week_bound.heads import CLASSES, Heads, Room, best_heads, cost_at
from allocator.rota.week_bound.row_prices import Sums
from allocator.rota.week_bound.ties import Prices, Tables

POINTS = 10
"""Points kept of each cell."""
_STEPS = 12
"""Moves of a cell's weights at a time."""
_USED = 1e-12
_NEAR = 1e-9


class Points(NamedTuple):
    """Points of each cell.

    Parameters
    ----------
    count
        Shape (pools, intervals).
    weight, cost, agents
        Shape (pools, intervals, points).
    heads
        People of each class: shape (pools, intervals, points, classes).
    """

    count: Array
    weight: Array
    cost: Array
    agents: Array
    heads: Array


@entry
def settle_cells(
    tables: Tables,
    heads: Heads,
    sums: Sums,
    anchor: Prices,
    points: Points,
    room: Room,
    stiffness: float,
    asks: bool,
) -> float:
    """Move every cell's weights towards the sums; returns what was gained, to first order.

    Parameters
    ----------
    asks
        Whether each cell's best point under the present prices is found first.
    """
    gained = 0.0
    for pool in range(heads.size.shape[0]):
        for interval in range(sums.late.shape[1]):
            if asks:
                price = _lay_prices(
                    tables, heads, sums, anchor, points, room, stiffness, pool, interval
                )
                best_heads(tables, heads, pool, interval, min(0.0, price), room)
                _keep(tables, points, room, pool, interval)
                _set_goal(tables, heads, points, pool, interval)
            for _ in range(_STEPS):
                moved = _move(tables, heads, sums, anchor, points, room, stiffness, pool, interval)
                if moved <= _NEAR:
                    break
                gained += moved
                _set_goal(tables, heads, points, pool, interval)
    return gained


@compiled
def _lay_prices(
    tables: Tables,
    heads: Heads,
    sums: Sums,
    anchor: Prices,
    points: Points,
    room: Room,
    stiffness: float,
    pool: int,
    interval: int,
) -> float:
    """Lay out the prices of heads in a cell; returns that of an effective agent."""
    for each in range(CLASSES):
        row = heads.row[pool, each]
        room.price[each] = 0.0
        if row >= 0:
            away = sums.cover[row, interval] - tables.head_goal[row - tables.groups, interval]
            room.price[each] = (
                anchor.cover[row, interval] + stiffness * tables.cover_scale[row, interval] * away
            )
    away = sums.late[pool, interval] - tables.late_goal[pool, interval]
    return anchor.late[pool, interval] + stiffness * tables.late_scale[pool, interval] * away


@compiled
def _move(
    tables: Tables,
    heads: Heads,
    sums: Sums,
    anchor: Prices,
    points: Points,
    room: Room,
    stiffness: float,
    pool: int,
    interval: int,
) -> float:
    """Move weight from a cell's dearest point in use to its cheapest; returns the gain."""
    price = _lay_prices(tables, heads, sums, anchor, points, room, stiffness, pool, interval)
    cheapest, dearest = -1, -1
    least, most = 0.0, 0.0
    for place in range(points.count[pool, interval]):
        cost = points.cost[pool, interval, place] - price * points.agents[pool, interval, place]
        for each in range(CLASSES):
            cost -= room.price[each] * points.heads[pool, interval, place, each]
        if cheapest < 0 or cost < least:
            cheapest, least = place, cost
        if points.weight[pool, interval, place] > _USED and (dearest < 0 or cost > most):
            dearest, most = place, cost
    if cheapest == dearest:
        return 0.0
    change = points.agents[pool, interval, cheapest] - points.agents[pool, interval, dearest]
    curvature = tables.late_scale[pool, interval] * change * change
    for each in range(CLASSES):
        row = heads.row[pool, each]
        if row >= 0:
            change = (
                points.heads[pool, interval, cheapest, each]
                - points.heads[pool, interval, dearest, each]
            )
            curvature += tables.cover_scale[row, interval] * change * change
    step = points.weight[pool, interval, dearest]
    if curvature > 0.0:
        step = min(step, (most - least) / (stiffness * curvature))
    points.weight[pool, interval, cheapest] += step
    points.weight[pool, interval, dearest] -= step
    return step * (most - least)


@compiled
def _keep(tables: Tables, points: Points, room: Room, pool: int, interval: int) -> None:
    """Keep the best point of a cell; one without weight, or the lightest, makes room."""
    agents = room.agents[0]
    count = points.count[pool, interval]
    lightest, heaviest = 0, 0
    for place in range(count):
        is_same = abs(points.agents[pool, interval, place] - agents) < _NEAR
        for each in range(CLASSES):
            is_same = is_same and points.heads[pool, interval, place, each] == room.best[each]
        if is_same:
            return
        weight = points.weight[pool, interval, place]
        if weight < points.weight[pool, interval, lightest]:
            lightest = place
        if weight >= points.weight[pool, interval, heaviest]:
            heaviest = place
    place = count
    if count < POINTS:
        points.count[pool, interval] += 1
        points.weight[pool, interval, place] = 0.0 if count else 1.0
    else:
        place = lightest
        points.weight[pool, interval, heaviest] += points.weight[pool, interval, place]
        points.weight[pool, interval, place] = 0.0
    points.agents[pool, interval, place] = agents
    points.cost[pool, interval, place] = cost_at(tables, pool, interval, agents)
    for each in range(CLASSES):
        points.heads[pool, interval, place, each] = room.best[each]


@compiled
def _set_goal(tables: Tables, heads: Heads, points: Points, pool: int, interval: int) -> None:
    """Set the mean of a cell's points."""
    count = points.count[pool, interval]
    agents = 0.0
    for place in range(count):
        agents += points.weight[pool, interval, place] * points.agents[pool, interval, place]
    tables.late_goal[pool, interval] = agents
    for each in range(CLASSES):
        row = heads.row[pool, each]
        if row < 0:
            continue
        total = 0.0
        for place in range(count):
            weight = points.weight[pool, interval, place]
            total += weight * points.heads[pool, interval, place, each]
        tables.head_goal[row - tables.groups, interval] = total
