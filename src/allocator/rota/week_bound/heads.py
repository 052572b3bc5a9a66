"""Whole people on the phone: the cells of the bound in which classes of them are counted, compiled.

A cell is a pool in an interval. Its cost is of effective agents, and these are made up of whole
people: so many of each class of speed. With a price on each class's heads, beside that of an
effective agent, the least cost of a cell is taken over whole numbers of people alone.
"""

from __future__ import annotations

from typing import NamedTuple

from allocator.rota.week_bound.compiled import Array, compiled, entry
from allocator.rota.week_bound.ties import Prices, Tables

CLASSES = 5
"""Classes of a pool at most."""
_NO_COST = 1e300


class Heads(NamedTuple):
    """Classes of the people of each pool; unused ones come first and have nobody.

    Parameters
    ----------
    size, row
        People of each class, and its row among the sums of heads, -1 where it has nobody:
        shape (pools, classes).
    low, high
        Effective agents that so many of a class are worth at least and at most: shape
        (pools, classes, most people + 1).
    """

    size: Array
    row: Array
    low: Array
    high: Array


class Room(NamedTuple):
    """Room for the best numbers of people of a cell.

    Parameters
    ----------
    price
        Of a head of each class.
    best
        People of each class at the least cost.
    agents
        Effective agents of these: one number.
    at
        People of each class, as they are gone through.
    """

    price: Array
    best: Array
    agents: Array
    at: Array


@compiled
def cost_at(tables: Tables, pool: int, interval: int, agents: float) -> float:
    """Cost of a cell with so many effective agents."""
    low, high = 0, tables.vertex_count[pool] - 1
    if agents <= tables.vertices[pool, low]:
        return tables.late[pool, interval, low]
    if agents >= tables.vertices[pool, high]:
        return tables.late[pool, interval, high]
    while high - low > 1:
        middle = (low + high) // 2
        if tables.vertices[pool, middle] <= agents:
            low = middle
        else:
            high = middle
    left = tables.vertices[pool, low]
    share = (agents - left) / (tables.vertices[pool, high] - left)
    below = tables.late[pool, interval, low]
    return below + share * (tables.late[pool, interval, high] - below)


@compiled
def _wanted(tables: Tables, pool: int, interval: int, price: float) -> float:
    """Effective agents at which a cell costs least, if they could be had without people."""
    wanted = tables.vertices[pool, 0]
    least = tables.late[pool, interval, 0] - price * wanted
    for vertex in range(1, tables.vertex_count[pool]):
        here = tables.late[pool, interval, vertex] - price * tables.vertices[pool, vertex]
        if here < least:
            least, wanted = here, tables.vertices[pool, vertex]
    return wanted


@compiled
def _with_last(
    tables: Tables,
    heads: Heads,
    pool: int,
    interval: int,
    price: float,
    wanted: float,
    low: float,
    high: float,
    last: int,
    head_price: float,
) -> float:
    """Cost of a cell, without the heads of the other classes, with so many of the last class."""
    low += heads.low[pool, CLASSES - 1, last]
    high += heads.high[pool, CLASSES - 1, last]
    agents = min(max(wanted, low), high)
    return cost_at(tables, pool, interval, agents) - price * agents - head_price * last


@compiled
def best_heads(
    tables: Tables, heads: Heads, pool: int, interval: int, price: float, room: Room
) -> float:
    """Least of a cell's cost less the prices of its effective agents and of its heads.

    All numbers of people of all classes but the last are gone through. In the last one's the cost
    is convex, and from the best for the numbers before it is a step or two to the best.

    Parameters
    ----------
    price
        Of an effective agent, not above 0; that of heads is in ``room.price``. What is best goes
        to ``room.best`` and ``room.agents``.
    """
    wanted = _wanted(tables, pool, interval, price)
    most, head_price = heads.size[pool, CLASSES - 1], room.price[CLASSES - 1]
    best, last = _NO_COST, 0
    for each in range(CLASSES):
        room.at[each] = 0
    is_left = True
    while is_left:
        low, high, own = 0.0, 0.0, 0.0
        for each in range(CLASSES - 1):
            low += heads.low[pool, each, room.at[each]]
            high += heads.high[pool, each, room.at[each]]
            own += room.price[each] * room.at[each]
        here = _with_last(tables, heads, pool, interval, price, wanted, low, high, last, head_price)
        for step in (-1, 1):
            while 0 <= last + step <= most:
                there = _with_last(
                    tables, heads, pool, interval, price, wanted, low, high, last + step, head_price
                )
                if there >= here:
                    break
                last += step
                here = there
        if here - own < best:
            best = here - own
            for each in range(CLASSES - 1):
                room.best[each] = room.at[each]
            room.best[CLASSES - 1] = last
        is_left = _next(heads, pool, room)
    low, high = 0.0, 0.0
    for each in range(CLASSES):
        low += heads.low[pool, each, room.best[each]]
        high += heads.high[pool, each, room.best[each]]
    room.agents[0] = min(max(wanted, low), high)
    return best


@compiled
def _next(heads: Heads, pool: int, room: Room) -> bool:
    """Count on the people of all classes but the last; whether there was a next."""
    for each in range(CLASSES - 1):
        if room.at[each] < heads.size[pool, each]:
            room.at[each] += 1
            return True
        room.at[each] = 0
    return False


@entry
def least_of_cells(tables: Tables, heads: Heads, prices: Prices, room: Room) -> float:
    """Sum over cells of the least of the cost less the prices of agents and heads."""
    total = 0.0
    for pool in range(heads.size.shape[0]):
        for interval in range(prices.late.shape[1]):
            for each in range(CLASSES):
                row = heads.row[pool, each]
                room.price[each] = prices.cover[row, interval] if row >= 0 else 0.0
            price = prices.late[pool, interval]
            total += best_heads(tables, heads, pool, interval, price, room)
    return total
