"""Weeks found so far with their weights, moved towards the best divided team, compiled.

In the divided team everybody may divide the week between several weeks. Weights are moved person
by person, from the dearest week in use to the cheapest, as far as the smooth costs of the rows
(``row_prices.py``) gain by it.

Source
------
B. von Hohenbalken, "Simplicial decomposition in nonlinear programming algorithms", 1977.
"""

from __future__ import annotations

from typing import NamedTuple

from allocator.rota.week_bound.compiled import Array, compiled, entry
from allocator.rota.week_bound.row_prices import (
    Sums,
    price_cell,
    price_group,
    share_price,
)
from allocator.rota.week_bound.ties import Prices, Tables

_USED = 1e-12


class Team(NamedTuple):
    """What everybody is worth, by person.

    Parameters
    ----------
    pools
        Of each person, -1 after the last: shape (people, pools).
    effective
        Effective agents in each of them.
    groups
        Groups of queues that the person covers there, -1 after the last.
    share_row
        Row among those with a fair share, -1 for none.
    share
        By row.
    """

    pools: Array
    effective: Array
    groups: Array
    share_row: Array
    share: Array


class Columns(NamedTuple):
    """Weeks found, by person and place.

    Parameters
    ----------
    count
        Of each person.
    weight, cost, hours, idle
        Of each week: its weight, what it costs by itself, its unsocial hours, and for how many
        rounds it has had no weight.
    run_count, runs
        Stretches on the phone: pool (its place among the person's), first interval, and the one
        after the last. Shape (people, weeks, runs, 3).
    """

    count: Array
    weight: Array
    cost: Array
    hours: Array
    idle: Array
    run_count: Array
    runs: Array


@entry
def add_up(team: Team, columns: Columns, sums: Sums, share_constant: Array) -> None:
    """Add up the rows' sums under the weights."""
    sums.late[:] = 0.0
    sums.seat[:] = 0.0
    sums.cover[:] = 0.0
    total_hours = 0.0
    for row in range(len(sums.share)):
        sums.share[row] = share_constant[row]
    for person in range(len(columns.count)):
        for place in range(columns.count[person]):
            weight = columns.weight[person, place]
            if weight > 0.0:
                _spread(team, columns, sums, person, place, weight)
                if team.share_row[person] >= 0:
                    hours = weight * columns.hours[person, place]
                    sums.share[team.share_row[person]] += hours
                    total_hours += hours
    for row in range(len(sums.share)):
        sums.share[row] -= team.share[row] * total_hours


@compiled
def _spread(
    team: Team, columns: Columns, sums: Sums, person: int, place: int, weight: float
) -> None:
    intervals = sums.late.shape[1]
    for run in range(columns.run_count[person, place]):
        which = columns.runs[person, place, run, 0]
        pool = team.pools[person, which]
        for interval in range(
            columns.runs[person, place, run, 1], min(intervals, columns.runs[person, place, run, 2])
        ):
            sums.late[pool, interval] += weight * team.effective[person, which]
            sums.seat[pool, interval] += weight
            for group in team.groups[person, which]:
                if group < 0:
                    break
                sums.cover[group, interval] += weight


@compiled
def _lay_prices(team: Team, sums: Sums, prices: Prices, person: int) -> None:
    """Add up a person's price of being on the phone, moment by moment."""
    intervals = sums.late.shape[1]
    for which in range(team.pools.shape[1]):
        pool = team.pools[person, which]
        if pool < 0:
            break
        total = 0.0
        for interval in range(intervals):
            total += (
                prices.late[pool, interval] * team.effective[person, which]
                + prices.seat[pool, interval]
            )
            for group in team.groups[person, which]:
                if group < 0:
                    break
                total += prices.cover[group, interval]
            sums.price_sums[which, interval + 1] = total


@compiled
def _priced(columns: Columns, sums: Sums, person: int, place: int, hour_price: float) -> float:
    """Cost of a week, prices included."""
    intervals = sums.late.shape[1]
    cost = columns.cost[person, place] + hour_price * columns.hours[person, place]
    for run in range(columns.run_count[person, place]):
        which = columns.runs[person, place, run, 0]
        begin = columns.runs[person, place, run, 1]
        end = min(intervals, columns.runs[person, place, run, 2])
        if begin < end:
            cost += sums.price_sums[which, end] - sums.price_sums[which, begin]
    return cost


@compiled
def _mark(columns: Columns, sums: Sums, person: int, place: int, sign: float) -> None:
    intervals = sums.late.shape[1]
    for run in range(columns.run_count[person, place]):
        which = columns.runs[person, place, run, 0]
        for interval in range(
            columns.runs[person, place, run, 1], min(intervals, columns.runs[person, place, run, 2])
        ):
            sums.change[which, interval] += sign


@compiled
def _curvature(
    team: Team, columns: Columns, tables: Tables, sums: Sums, person: int, place: int, only: int
) -> float:
    """Curvature of the smooth costs along the change, over a week's intervals.

    Parameters
    ----------
    only
        1 for intervals that the change adds, -1 for those that it takes away.
    """
    intervals = sums.late.shape[1]
    total = 0.0
    for run in range(columns.run_count[person, place]):
        which = columns.runs[person, place, run, 0]
        pool = team.pools[person, which]
        square = team.effective[person, which] ** 2
        for interval in range(
            columns.runs[person, place, run, 1], min(intervals, columns.runs[person, place, run, 2])
        ):
            if sums.change[which, interval] * only > 0:
                total += tables.late_scale[pool, interval] * square + tables.seat_scale[pool]
                for group in team.groups[person, which]:
                    if group < 0:
                        break
                    total += tables.cover_scale[group, interval]
    return total


@compiled
def _apply(
    team: Team,
    columns: Columns,
    tables: Tables,
    sums: Sums,
    anchor: Prices,
    prices: Prices,
    person: int,
    place: int,
    step: float,
    stiffness: float,
) -> None:
    """Move the sums where a week's intervals change, and with them the prices."""
    intervals = sums.late.shape[1]
    for run in range(columns.run_count[person, place]):
        which = columns.runs[person, place, run, 0]
        pool = team.pools[person, which]
        for interval in range(
            columns.runs[person, place, run, 1], min(intervals, columns.runs[person, place, run, 2])
        ):
            change = sums.change[which, interval]
            if change == 0.0:
                continue
            sums.change[which, interval] = 0.0
            sums.late[pool, interval] += step * change * team.effective[person, which]
            sums.seat[pool, interval] += step * change
            price_cell(tables, sums, anchor, prices, pool, interval, stiffness)
            for group in team.groups[person, which]:
                if group < 0:
                    break
                sums.cover[group, interval] += step * change
                price_group(tables, sums, anchor, prices, group, interval, stiffness)


@entry
def put(
    team: Team,
    columns: Columns,
    tables: Tables,
    sums: Sums,
    anchor: Prices,
    prices: Prices,
    person: int,
    place: int,
    weight: float,
    stiffness: float,
) -> None:
    """Add to the weight of one week, and to no other's; fair shares are not kept up."""
    columns.weight[person, place] += weight
    _mark(columns, sums, person, place, 1.0)
    _apply(team, columns, tables, sums, anchor, prices, person, place, weight, stiffness)


@entry
def balance(
    team: Team,
    columns: Columns,
    tables: Tables,
    sums: Sums,
    anchor: Prices,
    prices: Prices,
    order: Array,
    stiffness: float,
    share_stiffness: float,
) -> float:
    """Move the weights of each person in turn; returns what was gained, to first order."""
    gained = 0.0
    mean = 0.0
    for row in range(len(team.share)):
        mean += prices.share[row] * team.share[row]
    shift = 0.0
    for person in order:
        if columns.count[person] < 2:
            continue
        row = team.share_row[person]
        hour_price = prices.share[row] - mean if row >= 0 else 0.0
        _lay_prices(team, sums, prices, person)
        best, worst = 0.0, 0.0
        cheapest, dearest = -1, -1
        for place in range(columns.count[person]):
            cost = _priced(columns, sums, person, place, hour_price)
            if cheapest < 0 or cost < best:
                cheapest, best = place, cost
            if columns.weight[person, place] > _USED and (dearest < 0 or cost > worst):
                dearest, worst = place, cost
        if cheapest == dearest or worst - best <= _USED:
            continue
        _mark(columns, sums, person, cheapest, 1.0)
        _mark(columns, sums, person, dearest, -1.0)
        curvature = _curvature(team, columns, tables, sums, person, cheapest, 1)
        curvature += _curvature(team, columns, tables, sums, person, dearest, -1)
        curvature *= stiffness
        hours = 0.0
        if row >= 0:
            hours = columns.hours[person, cheapest] - columns.hours[person, dearest]
            curvature += share_stiffness * hours * hours
        weight = columns.weight[person, dearest]
        step = min(weight, (worst - best) / curvature) if curvature > 0.0 else weight
        gained += step * (worst - best)
        columns.weight[person, cheapest] += step
        columns.weight[person, dearest] -= step
        _apply(team, columns, tables, sums, anchor, prices, person, cheapest, step, stiffness)
        _apply(team, columns, tables, sums, anchor, prices, person, dearest, step, stiffness)
        if row >= 0:
            sums.share[row] += step * hours
            shift += step * hours
            prices.share[row] = share_price(
                tables, sums.share[row], anchor.share[row], share_stiffness
            )
    for row in range(len(team.share)):
        sums.share[row] -= team.share[row] * shift
        prices.share[row] = share_price(tables, sums.share[row], anchor.share[row], share_stiffness)
    return gained
