"""Prices of the rows by their sums, compiled.

A row takes part with a smooth cost: the least, over all sums, of the row's cost there and a
quadratic price of being away from it, around the price reached before (the row's anchor). The slope
of the smooth cost is the price; it is always one at which the row's own least cost is finite.

Source
------
R. T. Rockafellar, "Augmented Lagrangians and applications of the proximal point algorithm in
convex programming", 1976.
"""

from __future__ import annotations

from typing import NamedTuple

from allocator.rota.week_bound.compiled import Array, compiled, entry
from allocator.rota.week_bound.ties import Prices, Tables


class Sums(NamedTuple):
    """The rows' sums under the weights, and the room to work in.

    Parameters
    ----------
    late, seat, cover, share
        As the prices of :class:`Prices`.
    price_sums
        Prices on the phone up to each moment, of one person: shape (pools, intervals + 1).
    change
        Shape (pools, intervals).
    """

    late: Array
    seat: Array
    cover: Array
    share: Array
    price_sums: Array
    change: Array


@compiled
def late_price(
    tables: Tables, pool: int, interval: int, total: float, anchor: float, stiffness: float
) -> float:
    """Price of an effective agent where the smooth cost has its slope."""
    target = total + anchor / stiffness
    count = tables.vertex_count[pool]
    low, high = 0, count - 1
    # The last vertex at which the smooth cost still falls.
    while low < high:
        middle = (low + high) // 2
        x, beyond = tables.vertices[pool, middle], tables.vertices[pool, middle + 1]
        slope = (tables.late[pool, interval, middle + 1] - tables.late[pool, interval, middle]) / (
            beyond - x
        )
        if stiffness * (x - target) + slope < 0:
            low = middle + 1
        else:
            high = middle
    best = tables.vertices[pool, low]
    if low > 0:
        x = tables.vertices[pool, low - 1]
        slope = (tables.late[pool, interval, low] - tables.late[pool, interval, low - 1]) / (
            best - x
        )
        best = min(best, max(x, target - slope / stiffness))
    if low == count - 1:
        best = max(best, target)
    return min(0.0, anchor + stiffness * (total - best))


@compiled
def seat_price(seats: float, total: float, anchor: float, stiffness: float) -> float:
    """Price of a seat."""
    return max(0.0, anchor + stiffness * (total - seats))


@compiled
def cover_price(cost: float, total: float, anchor: float, stiffness: float) -> float:
    """Price of one who can take some queues, none above 0."""
    return min(0.0, max(-cost, anchor + stiffness * (total - 1.0)))


@compiled
def share_price(tables: Tables, total: float, anchor: float, stiffness: float) -> float:
    """Price of an hour above the fair share."""
    target = total + anchor / stiffness
    price, width = tables.tier_price / stiffness, tables.tier_hours
    if target <= 0:
        best = target
    elif target <= price:
        best = 0.0
    elif target <= width + price:
        best = target - price
    elif target <= width + 2 * price:
        best = width
    elif target <= 2 * width + 2 * price:
        best = target - 2 * price
    elif target <= 2 * width + 4 * price:
        best = 2 * width
    else:
        best = target - 4 * price
    return anchor + stiffness * (total - best)


@compiled
def price_cell(
    tables: Tables,
    sums: Sums,
    anchor: Prices,
    prices: Prices,
    pool: int,
    interval: int,
    stiffness: float,
) -> None:
    """Set the prices of one pool in one interval by its sums."""
    if tables.by_heads:
        prices.late[pool, interval] = anchor.late[pool, interval] + (
            stiffness
            * tables.late_scale[pool, interval]
            * (sums.late[pool, interval] - tables.late_goal[pool, interval])
        )
    else:
        prices.late[pool, interval] = late_price(
            tables,
            pool,
            interval,
            sums.late[pool, interval],
            anchor.late[pool, interval],
            stiffness * tables.late_scale[pool, interval],
        )
    prices.seat[pool, interval] = seat_price(
        tables.seats[pool],
        sums.seat[pool, interval],
        anchor.seat[pool, interval],
        stiffness * tables.seat_scale[pool],
    )


@compiled
def price_group(
    tables: Tables,
    sums: Sums,
    anchor: Prices,
    prices: Prices,
    group: int,
    interval: int,
    stiffness: float,
) -> None:
    """Set the price of one group of queues, or class of people, in one interval by its sum."""
    if group >= tables.groups:
        prices.cover[group, interval] = anchor.cover[group, interval] + (
            stiffness
            * tables.cover_scale[group, interval]
            * (sums.cover[group, interval] - tables.head_goal[group - tables.groups, interval])
        )
        return
    prices.cover[group, interval] = cover_price(
        tables.cover[group, interval],
        sums.cover[group, interval],
        anchor.cover[group, interval],
        stiffness * tables.cover_scale[group, interval],
    )


@entry
def set_prices(
    tables: Tables,
    sums: Sums,
    anchor: Prices,
    prices: Prices,
    stiffness: float,
    share_stiffness: float,
) -> None:
    """Set the prices of all rows by their sums."""
    pools, intervals = sums.late.shape
    for interval in range(intervals):
        for pool in range(pools):
            price_cell(tables, sums, anchor, prices, pool, interval, stiffness)
        for group in range(sums.cover.shape[0]):
            price_group(tables, sums, anchor, prices, group, interval, stiffness)
    for row in range(len(sums.share)):
        prices.share[row] = share_price(tables, sums.share[row], anchor.share[row], share_stiffness)
