"""The phones while a rota is being filled in: what one more agent is worth, and where."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from allocator.rota_files.place_breaks import Limits
from allocator.rules import registry
from allocator.verify.pool_service import Ints, PoolService

_FORBIDDEN = 1e6
"""Late contacts of an interval in a pool that a pin forbids: more than any place can gain."""
SEAT_TAKEN = 100.0
"""Late contacts of an interval on the phone when every seat is taken: more than it can gain."""


class Phones:
    """Agents on the phone by pool and interval of the grid.

    Parameters
    ----------
    scenario, service
        The centre and what agents on the phone mean to its contacts.
    """

    def __init__(self, scenario: Scenario, service: ServiceModel) -> None:
        self.scenario = scenario
        self.service = service
        self.seat_price = SEAT_TAKEN
        self._pools = {pool: PoolService.of(scenario, service, pool) for pool in service.pools}
        count = len(service.intervals)
        self._speed: dict[str, Floats] = {pool: np.zeros(count) for pool in service.pools}
        self._heads: dict[str, Floats] = {pool: np.zeros(count) for pool in service.pools}
        self._logged: dict[str, Ints] = {
            pool_id: np.zeros((len(pool.queues), count), dtype=np.int64)
            for pool_id, pool in self._pools.items()
        }
        bounds = np.searchsorted(service.intervals, scenario.grid.day_bounds)
        self._days = tuple(slice(int(a), int(b)) for a, b in pairwise(bounds) if a < b)
        self._pools_of_day = {
            (pool_id, day.start): _of_day(pool, day)
            for pool_id, pool in self._pools.items()
            for day in self._days
        }
        self._place = {interval: n for n, interval in enumerate(service.intervals)}

    def queues(self, agent_id: str, pool_id: str) -> tuple[str, ...]:
        """Queues of a pool that an agent is logged into, agreed limits kept."""
        limits = [
            row.queues
            for row in self.scenario.adjustments_by_agent.get(agent_id, ())
            if row.kind == "only_queues"
        ]
        usable = self.scenario.usable_queues(agent_id, pool_id)
        return tuple(queue for queue in usable if all(queue in only for only in limits))

    def pools(self, agent_id: str) -> tuple[str, ...]:
        """Pools that an agent can work in, most speed first."""
        able = [pool for pool in self.service.pools if self.queues(agent_id, pool)]
        return tuple(sorted(able, key=lambda pool: -self.service.speed[agent_id, pool]))

    def limits(self, agent_id: str) -> Limits:
        """Return what bounds an agent's time between breaks, by agreement or at a price."""
        step = self.scenario.settings.interval_minutes
        agreed = [
            row.number // step
            for row in self.scenario.adjustments_by_agent.get(agent_id, ())
            if row.kind == "unbroken_work_minutes_max"
        ]
        unbroken = min(agreed, default=None)
        declared = dict(registry.declared(self.scenario.settings.rules))
        if "screen_breaks" not in declared:
            return Limits(unbroken)
        price = self.scenario.settings.prices.unbroken_screen_hour * step / 60
        return Limits(unbroken, declared["screen_breaks"].unbroken_minutes // step, price)

    def count(self, agent_id: str, pool_id: str, span: range, sign: int) -> None:
        """Put an agent on the phone over some intervals of the grid, or take the agent off."""
        at = [self._place[interval] for interval in span if interval in self._place]
        self._speed[pool_id][at] += sign * self.service.speed[agent_id, pool_id]
        self._heads[pool_id][at] += sign
        self._logged[pool_id][np.ix_(self._rows(agent_id, pool_id), at)] += sign

    def worth(self, agent_id: str, pool_id: str, span: range) -> Floats:
        """Change of the objective if the agent were on the phone, by interval of a span.

        In late contacts, less than nought where it gains; floors by their present slope, and
        nought where the site is closed. Full seats and pins cost more than anything gains.
        """
        at = np.array([self._place[t] for t in span if t in self._place], dtype=np.int64)
        change = np.zeros(len(self.service.intervals))
        for day in self._days:
            if at.size and day.start <= at[-1] and at[0] < day.stop:
                change[day] = self._worth_of_day(agent_id, pool_id, day)
        found = np.array(
            [change[self._place[t]] if t in self._place else 0.0 for t in span], dtype=float
        )
        return found + _FORBIDDEN * self._pinned_elsewhere(agent_id, pool_id, span)

    def _worth_of_day(self, agent_id: str, pool_id: str, day: slice) -> Floats:
        pool = self._pools_of_day[pool_id, day.start]
        prices = self.scenario.settings.prices
        before = self.service.effective_share * self._speed[pool_id][day]
        added = self.service.effective_share * self.service.speed[agent_id, pool_id]
        late = pool.late_contacts(before)
        gained = pool.late_contacts(before + added) - late
        rows = self._rows(agent_id, pool_id)
        uncovered = pool.uncovered_contacts(self._logged[pool_id][:, day])
        alone = np.zeros_like(uncovered)
        alone[rows] = uncovered[rows]
        change = pool.weights @ (prices.late_contact * gained - prices.uncovered_contact * alone)
        below = pool.below_floor_contacts(late, uncovered).sum(axis=1) > 0
        slope = prices.below_floor_contact * pool.weights * below
        change += slope @ (gained - alone)
        seats = self.scenario.pool_by_id[pool_id].seats
        if seats is not None:
            change += self.seat_price * (self._heads[pool_id][day] >= seats)
        return change

    def cost(self) -> float:
        """Service terms of the objective and overdrawn seats, in late contacts."""
        prices = self.scenario.settings.prices
        total = 0.0
        for pool_id, pool in self._pools.items():
            late = pool.late_contacts(self.service.effective_share * self._speed[pool_id])
            uncovered = pool.uncovered_contacts(self._logged[pool_id])
            below = pool.below_floor_contacts(late, uncovered).sum(axis=1)
            by_queue = prices.late_contact * late + prices.uncovered_contact * uncovered
            total += float(
                pool.weights @ (by_queue.sum(axis=1) + prices.below_floor_contact * below)
            )
            seats = self.scenario.pool_by_id[pool_id].seats
            if seats is not None:
                total += SEAT_TAKEN * float(np.maximum(0, self._heads[pool_id] - seats).sum())
        return total

    def _rows(self, agent_id: str, pool_id: str) -> list[int]:
        mine = self.queues(agent_id, pool_id)
        return [row for row, queue in enumerate(self._pools[pool_id].queues) if queue in mine]

    def _pinned_elsewhere(self, agent_id: str, pool_id: str, span: range) -> Floats:
        """1 in intervals in which a pin holds the agent to a queue that is not of this pool."""
        grid = self.scenario.grid
        found = np.zeros(len(span))
        for pin in self.scenario.pins_by_agent.get(agent_id, ()):
            if pin.is_work and pin.queue and pin.queue not in self.queues(agent_id, pool_id):
                last = -(-grid.minutes_from_start(pin.end) // grid.interval_minutes)
                pinned = range(grid.index(pin.start), last)
                found[[n for n, interval in enumerate(span) if interval in pinned]] = 1.0
        return found


def _of_day(pool: PoolService, day: slice) -> PoolService:
    """Tables of a pool for the open intervals of one day."""
    return replace(
        pool,
        contacts=pool.contacts[:, day],
        priced_shares=pool.priced_shares[:, day],
        exact_shares=pool.exact_shares[:, day],
        day_of_interval=pool.day_of_interval[day],
    )
