"""What ties people together: service, seats, queues covered, floors and the fair share.

Each tie is a row: a sum over everybody's weeks, and a convex cost of that sum. A price of the sum
in place of its cost sets people free of each other.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from allocator.rota.instance import Instance
from allocator.rota.service_table import PoolTable, ServiceTable
from allocator.rota.week_bound.compiled import Array

Floats = Array
_MOSTLY, _LEAST_SCALE = 0.2, 0.1
_MOST_ABLE = 400
"""Queues that more people can take than this are taken to be covered always."""


class Prices(NamedTuple):
    """Price of a unit of each row's sum, in late contacts; any prices give a bound.

    Parameters
    ----------
    late
        Of an effective agent, none above 0: shape (pools, intervals).
    seat
        Of a person, none below 0: shape (pools, intervals).
    cover
        Of a person who can take a group of queues: shape (groups, intervals).
    share
        Of an hour above the fair share: shape (people with a share).
    """

    late: Floats
    seat: Floats
    cover: Floats
    share: Floats


class Tables(NamedTuple):
    """Costs of the rows, as compiled code reads them.

    Parameters
    ----------
    vertices
        Effective agents at which a pool's costs bend: shape (pools, vertices); the last ones of
        a pool with fewer are repeated.
    vertex_count
        Of each pool.
    late
        Cost of so many effective agents: shape (pools, intervals, vertices).
    seats
        Of each pool.
    cover
        Cost of a group of queues that nobody can take: shape (groups, intervals).
    tier_price, tier_hours
        Price of the first tier of hours above the fair share, and the width of tiers.
    late_scale, seat_scale, cover_scale
        What a unit of each row is about worth, where that matters for nothing but the pace:
        shapes (pools, intervals), (pools) and (groups, intervals).
    groups
        Rows of groups of queues. Where people are counted (``heads.py``), the rows of their heads
        come after them.
    by_heads, late_goal, head_goal
        Whether people are counted; and the effective agents, and the heads, that the sums are
        drawn to then: shapes (pools, intervals) and (classes of people, intervals).
    """

    vertices: Array
    vertex_count: Array
    late: Array
    seats: Array
    cover: Array
    tier_price: float
    tier_hours: float
    late_scale: Array
    seat_scale: Array
    cover_scale: Array
    groups: int
    by_heads: bool
    late_goal: Array
    head_goal: Array


class Ties:
    """Rows of an instance.

    Parameters
    ----------
    shares
        Contracted hours, of whoever unsocial hours are shared among, by agent.
    """

    def __init__(self, instance: Instance, shares: dict[str, float]) -> None:
        self.instance = instance
        table = ServiceTable(instance, {})
        self.pools: tuple[PoolTable, ...] = table.pools
        self.intervals = instance.scenario.grid.interval_count
        self.group_of = self._group_queues()
        self.groups = max(self.group_of.values(), default=-1) + 1
        prices = instance.scenario.settings.prices
        self._prices = prices
        self.able = np.array(
            [
                sum(pool.pool in pools for pools in instance.agent_pools.values())
                for pool in self.pools
            ]
        )
        vertices = [self._vertices(pool) for pool in self.pools]
        widest = max(map(len, vertices))
        self._vertex = np.array(
            [np.pad(each, (0, widest - len(each)), "edge") for each in vertices]
        )
        self._late = [
            np.stack([_at(row, x) for row in pool.late])  # (classes, intervals, vertices)
            for pool, x in zip(self.pools, self._vertex, strict=True)
        ]
        self._vertex_count = np.array([len(each) for each in vertices], dtype=np.int64)
        self._day_of = (
            np.searchsorted(
                instance.scenario.grid.day_bounds, np.arange(self.intervals), side="right"
            )
            - 1
        )
        self.floor_prices = [
            np.zeros((len(pool.queues), instance.day_count)) for pool in self.pools
        ]
        rules = dict(instance.stated_rules)
        self.tier_hours = rules["unsocial_fairness"].tier_hours if shares else 1.0
        ledger = instance.scenario.balances
        carried = [ledger[a].unsocial_hours if a in ledger else 0.0 for a in shares]
        hours = np.array(
            [
                own + (ledger[a].contracted_hours if a in ledger else 0.0)
                for a, own in shares.items()
            ]
        )
        self.share = hours / hours.sum() if len(hours) and hours.sum() else np.zeros(len(hours))
        self.share_constant = np.array(carried) - self.share * sum(carried)
        self.tables = self._tables()

    def _group_queues(self) -> dict[tuple[str, str], int]:
        """Give queues that the same people can take one number."""
        instance = self.instance
        able: dict[tuple[str, str], frozenset[str]] = {}
        for pool in self.pools:
            for queue in pool.queues:
                able[pool.pool, queue] = frozenset(
                    agent_id
                    for agent_id, pools in instance.agent_pools.items()
                    if pool.pool in pools and queue in instance.usable_queues(agent_id, pool.pool)
                )
        groups: dict[tuple[str, frozenset[str]], int] = {}
        found: dict[tuple[str, str], int] = {}
        for (pool, queue), who in able.items():
            if len(who) <= _MOST_ABLE:
                found[pool, queue] = groups.setdefault((pool, who), len(groups))
        return found

    def _vertices(self, pool: PoolTable) -> Floats:
        """Find the sums of effective agents next to the bends of the pool's costs.

        Costs bend at whole effective agents. The sum of some people's is one of few numbers, and
        between two bends costs are straight: so the numbers next to the bends say all of it.
        """
        instance = self.instance
        percents = [
            instance.speed_percent[agent_id, pool.pool]
            for agent_id, pools in instance.agent_pools.items()
            if pool.pool in pools
        ]
        sums = 1
        for percent in percents:
            sums |= sums << percent
        bits = np.frombuffer(sums.to_bytes(-(-sums.bit_length() // 8), "little"), dtype=np.uint8)
        reached = np.flatnonzero(np.unpackbits(bits, bitorder="little"))
        effective = instance.service.effective_share * reached / 100
        bends = np.arange(instance.service.agents_max + 1)
        above = np.searchsorted(effective, bends)
        places = np.unique(np.concatenate((above, above - 1, [0])))
        return effective[places[(places >= 0) & (places < len(effective))]]

    def _tables(self) -> Tables:
        late = np.zeros((len(self.pools), self.intervals, self._vertex.shape[1]))
        cover = np.zeros((max(1, self.groups), self.intervals))
        for place, pool in enumerate(self.pools):
            late[place] = self._prices.late_contact * self._late[place].sum(axis=0)
            for row, queue in enumerate(pool.queues):
                price = self.floor_prices[place][row][self._day_of]
                missed = price * pool.to_contacts[row]
                late[place] += missed[:, None] * self._late[place][pool.share_of_late[row]]
                group = self.group_of.get((pool.pool, queue))
                if group is not None:
                    each = self._prices.uncovered_contact * pool.weights[row] + price
                    cover[group] += each * pool.contacts[row]
        slopes, means = self._slopes(late)
        return Tables(
            vertices=self._vertex,
            vertex_count=self._vertex_count,
            late=np.ascontiguousarray(late),
            seats=np.array([float(pool.seats) for pool in self.pools]),
            cover=cover,
            tier_price=self._prices.unsocial_hour_above_fair_share,
            tier_hours=self.tier_hours,
            late_scale=slopes,
            seat_scale=means,
            cover_scale=np.maximum(cover, means.mean()),
            groups=len(cover),
            by_heads=False,
            late_goal=np.zeros((1, 1)),
            head_goal=np.zeros((1, 1)),
        )

    def _slopes(self, late: Floats) -> tuple[Floats, Floats]:
        """Find the mean slope down to a fifth of the most, by interval and over all of a pool."""
        slopes = np.zeros(late.shape[:2])
        for place, count in enumerate(self._vertex_count.tolist()):
            costs = late[place, :, :count]
            enough = (costs <= _MOSTLY * costs[:, :1]).argmax(axis=1)
            enough = np.where(enough == 0, count - 1, enough)
            agents = np.maximum(self._vertex[place, enough], _LEAST_SCALE)
            slopes[place] = (costs[:, 0] - costs[np.arange(len(costs)), enough]) / agents
        worth = slopes > 0
        mean = slopes[worth].mean() if worth.any() else 1.0
        counted = worth.sum(axis=1)
        means = np.where(counted > 0, slopes.sum(axis=1) / np.maximum(counted, 1), mean)
        return np.maximum(slopes, _LEAST_SCALE * means[:, None]), means

    def move_floor_prices(self, effective: Floats, logged: Floats, pace: float) -> None:
        """Raise the price of floors that are missed with so many effective agents, lower others.

        Parameters
        ----------
        effective
            Shape (pools, intervals).
        logged
            People by group of queues: shape (groups, intervals).
        pace
            How far to move: 1 by the full price where all contacts of a day are missed.
        """
        changed = False
        for place, pool in enumerate(self.pools):
            late = _at_each(self._vertex[place], self._late[place], effective[place])
            for row, queue in enumerate(pool.queues):
                most = self._most_floor_price(pool, row)
                if most <= 0:
                    continue
                group = self.group_of.get((pool.pool, queue))
                missed = pool.to_contacts[row] * late[pool.share_of_late[row]]
                if group is not None:
                    missed = missed + pool.contacts[row] * np.clip(1 - logged[group], 0, 1)
                missed = missed - (1 - pool.floors[row]) * pool.contacts[row]
                for day in range(self.instance.day_count):
                    here = self._day_of == day
                    offered = pool.contacts[row][here].sum()
                    if offered <= 0:
                        continue
                    price = self.floor_prices[place][row, day]
                    moved = price + pace * most * missed[here].sum() / offered
                    moved = min(most, max(0.0, moved))
                    changed = changed or moved != price
                    self.floor_prices[place][row, day] = moved
        if changed:
            self.price_floors()

    def _most_floor_price(self, pool: PoolTable, row: int) -> float:
        if pool.floors[row] <= 0:
            return 0.0
        return float(self._prices.below_floor_contact * pool.weights[row])

    def price_floors(self) -> None:
        """Put the present prices of floors into the tables."""
        self.tables = self._tables()

    def nothing_priced(self) -> Prices:
        """Prices of 0."""
        shape = len(self.pools), self.intervals
        return Prices(
            np.zeros(shape),
            np.zeros(shape),
            np.zeros((max(1, self.groups), self.intervals)),
            np.zeros(len(self.share)),
        )

    def within(self, prices: Prices) -> Prices:
        """Prices brought to where the least cost of every row is finite."""
        tables = self.tables
        return Prices(
            np.minimum(prices.late, 0.0),
            np.maximum(prices.seat, 0.0),
            np.clip(prices.cover, -tables.cover, 0.0),
            np.clip(prices.share, 0.0, 4 * tables.tier_price),
        )

    def least_cost(self, prices: Prices) -> float:
        """Sum over rows of the least of its cost less the price of its sum.

        Together with what everybody's best week costs under the prices it is a lower bound on
        the cost of any rota.
        """
        tables = self.tables
        total = self.least_of_late(prices)
        total -= float((prices.seat * tables.seats[:, None]).sum())
        # Nobody costs ``cover``; from the first on it costs nothing, and a price is never above 0.
        total -= float(prices.cover[: tables.groups].sum())
        total -= self.allowed_by_floors()
        above = np.array([0.0, 1.0, 2.0]) * tables.tier_hours
        cost = np.array([0.0, 1.0, 3.0]) * tables.tier_hours * tables.tier_price
        if len(self.share):
            total += float((cost - prices.share[:, None] * above).min(axis=1).sum())
            total += float((prices.share * self.share_constant).sum())
        return total

    def least_of_late(self, prices: Prices) -> float:
        """Sum over pools and intervals of the least of late contacts less the price of agents."""
        tables = self.tables
        late = tables.late - prices.late[:, :, None] * tables.vertices[:, None, :]
        return float(late.min(axis=2).sum())

    def allowed_by_floors(self) -> float:
        """Price of the contacts that floors allow to be missed, at the prices of floors."""
        total = 0.0
        for place, pool in enumerate(self.pools):
            allowed = (1 - pool.floors)[:, None] * pool.contacts
            total += float((self.floor_prices[place][:, self._day_of] * allowed).sum())
        return total


def _at(table: Floats, agents: Floats) -> Floats:
    """Read rows of costs of whole agents, shape (rows, agents + 1), at some numbers of agents."""
    top = table.shape[1] - 1
    clipped = np.clip(agents, 0.0, top)
    low = np.minimum(clipped.astype(np.int64), max(0, top - 1))
    high = np.minimum(low + 1, top)
    return table[:, low] + (table[:, high] - table[:, low]) * (clipped - low)


def _at_each(vertices: Floats, late: Floats, effective: Floats) -> Floats:
    """Costs of each class in each interval with so many effective agents there."""
    top = len(vertices) - 1
    clipped = np.clip(effective, vertices[0], vertices[-1])
    high = np.clip(np.searchsorted(vertices, clipped), 1, max(1, top))
    high = np.minimum(high, top)
    low = np.maximum(high - 1, 0)
    width = vertices[high] - vertices[low]
    part = np.divide(clipped - vertices[low], width, out=np.zeros_like(clipped), where=width > 0)
    column = np.arange(len(effective))
    left, right = late[:, column, low], late[:, column, high]
    return left + (right - left) * part
