"""Who is on the phone when, and what it means to the contacts: cheap to change and ask again."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.deferred_fluid import DoneInTime, done_in_time
from allocator.demand.service import ServiceModel
from allocator.domain.rota import Block, Rota
from allocator.domain.scenario import Scenario
from allocator.verify.pool_service import Ints, PoolService
from allocator.verify.terms import SERVICE_TERMS, prices_by_term


@dataclass(frozen=True)
class PoolPresence:
    """Agents on the phone in one pool, by open interval.

    Parameters
    ----------
    heads
        Agents, one each: interval.
    speed_percent
        Sum of their speeds in hundredths, whole so that what is added can be taken away
        exactly: interval.
    logged_in
        Agents logged into each of the pool's queues: queue × interval.
    """

    heads: Ints
    speed_percent: Ints
    logged_in: Ints

    @classmethod
    def empty(cls, queues: int, intervals: int) -> PoolPresence:
        """Nobody on the phone."""
        return cls(
            np.zeros(intervals, dtype=np.int64),
            np.zeros(intervals, dtype=np.int64),
            np.zeros((queues, intervals), dtype=np.int64),
        )

    def copy(self) -> PoolPresence:
        """Presence with arrays of its own."""
        return PoolPresence(self.heads.copy(), self.speed_percent.copy(), self.logged_in.copy())


@dataclass(frozen=True)
class QueueService:
    """Expected service level of a queue: answered in its target time over offered.

    Parameters
    ----------
    week_share, lowest_day_share
        Over all open intervals, and on the worst operating day; 1 where nothing is expected.
    interval_shares
        By open interval; of deferred queues, of the contacts that came in it and are due before
        the plan's end, the backlog among those of the first.
    left_contacts
        Of deferred queues, those still waiting at the plan's end.
    """

    week_share: float
    lowest_day_share: float
    interval_shares: Floats
    left_contacts: float = 0.0


@dataclass(frozen=True)
class ServiceState:
    """The service side of a rota. Immutable: a change gives another state.

    Parameters
    ----------
    presence
        By pool, in the scenario's order.
    """

    scenario: Scenario
    service: ServiceModel
    pools: dict[str, PoolService]
    presence: dict[str, PoolPresence]

    @classmethod
    def of(cls, scenario: Scenario, service: ServiceModel, rota: Rota) -> ServiceState:
        """State of a rota, from the agents on the phone in its blocks."""
        pools = {pool: PoolService.of(scenario, service, pool) for pool in service.pools}
        count = len(service.intervals)
        presence = {
            pool_id: PoolPresence.empty(len(pool.queues), count) for pool_id, pool in pools.items()
        }
        nobody = cls(scenario, service, pools, presence)
        return nobody.with_change((), rota.blocks)

    def with_change(
        self, removed_blocks: Iterable[Block], added_blocks: Iterable[Block]
    ) -> ServiceState:
        """State with some blocks taken away and others put in; work alone at the phone counts."""
        presence = {pool_id: pool.copy() for pool_id, pool in self.presence.items()}
        for sign, blocks in ((-1, removed_blocks), (1, added_blocks)):
            for block in blocks:
                if block.is_on_phone:
                    self._count(presence, block, sign)
        return replace(self, presence=presence)

    def _count(self, presence: dict[str, PoolPresence], block: Block, sign: int) -> None:
        """Add or take away one block on the open intervals that it covers wholly.

        The pool is that of the block's first queue; what the scenario does not know counts for
        nothing here and is a finding of the rule ``skills``.
        """
        pool_id = self.scenario.pool_of_queue.get(block.queues[0]) if block.queues else None
        if pool_id is None:
            return
        grid = self.scenario.grid
        interval_s = grid.interval_minutes * 60
        grid_start_s = grid.start.timestamp()
        start_s, end_s = block.span_s
        first = math.ceil((start_s - grid_start_s) / interval_s)
        after = math.floor((end_s - grid_start_s) / interval_s)
        intervals = self.service.intervals
        covered = slice(bisect_left(intervals, first), bisect_left(intervals, after))
        pool = presence[pool_id]
        speed = self.service.speed.get((block.agent_id, pool_id), 0.0)
        pool.heads[covered] += sign
        pool.speed_percent[covered] += sign * round(speed * 100)
        for row, queue in enumerate(self.pools[pool_id].queues):
            if queue in block.queues:
                pool.logged_in[row, covered] += sign

    def effective_agents(self, pool_id: str) -> Floats:
        """Agents' worth of handling on the phone after shrinkage, by open interval."""
        return self.service.effective_share * self.presence[pool_id].speed_percent / 100

    def service_amounts(self) -> dict[str, float]:
        """Weighted contacts late, uncovered and below the floor, before prices."""
        amounts: dict[str, float] = dict.fromkeys(SERVICE_TERMS, 0.0)
        for pool_id, pool in self.pools.items():
            late = pool.late_contacts(self.effective_agents(pool_id))
            uncovered = pool.uncovered_contacts(self.presence[pool_id].logged_in)
            below = pool.below_floor_contacts(late, uncovered)
            for term, contacts in zip(SERVICE_TERMS, (late, uncovered, below), strict=True):
                amounts[term] += float(pool.weights @ contacts.sum(axis=1))
        return amounts

    def service_terms(self) -> dict[str, float]:
        """Price the service terms of the objective, in late contacts."""
        price = prices_by_term(self.scenario.settings.prices)
        return {term: price[term] * amount for term, amount in self.service_amounts().items()}

    def service_levels(self) -> dict[str, QueueService]:
        """Work out the expected service level of each queue by the exact curves.

        Of calls and chats, by each interval's curve. Emails and call-backs are followed through
        the week: what is not done in one interval is carried into the next.
        """
        levels: dict[str, QueueService] = {}
        for pool_id, pool in self.pools.items():
            logged_in = self.presence[pool_id].logged_in
            effective = self.effective_agents(pool_id)
            shares = pool.on_time_shares(effective, logged_in)
            kept = self._deferred(pool_id, pool, effective)
            for row, queue in enumerate(pool.queues):
                if queue in kept:
                    offered, on_time = kept[queue].judged, kept[queue].in_time
                    by_interval = _over(on_time, offered)
                    left = kept[queue].left
                else:
                    offered, by_interval, left = pool.contacts[row], shares[row], 0.0
                    on_time = offered * by_interval
                by_day = _over(on_time @ pool.day_of_interval, offered @ pool.day_of_interval)
                levels[queue] = QueueService(
                    week_share=float(_over(on_time.sum(), offered.sum())),
                    lowest_day_share=float(by_day.min()),
                    interval_shares=by_interval,
                    left_contacts=left,
                )
        return levels

    def _deferred(
        self, pool_id: str, pool: PoolService, effective: Floats
    ) -> dict[str, DoneInTime]:
        """Follow the emails and call-backs of a pool through the week."""
        queues = self.service.deferred.get(pool_id, ())
        if not queues:
            return {}
        interval_s = self.scenario.grid.interval_minutes * 60.0
        logged_in = self.presence[pool_id].logged_in
        covered = np.array([logged_in[pool.queues.index(queue.queue)] > 0 for queue in queues])
        found = done_in_time(queues, interval_s, interval_s * pool.idle(effective), covered)
        return {queue.queue: one for queue, one in zip(queues, found, strict=True)}


def _over(on_time: Floats, offered: Floats) -> Floats:
    """On-time over offered contacts; 1 where none is offered."""
    return np.divide(on_time, offered, out=np.ones_like(offered), where=offered > 0)
