"""Need against cover of each pool by interval, counted from the rota as it stands."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario


@dataclass(frozen=True)
class CoverInterval:
    """One open interval of a pool.

    Parameters
    ----------
    start, end
        On the site's own clock.
    day
        Operating day.
    contacts
        Expected contacts of the pool's queues.
    required, planned
        People that the targets take, shrinkage included, and people on the phone.
    """

    start: dt.datetime
    end: dt.datetime
    day: dt.date
    contacts: float
    required: int
    planned: int

    @property
    def short(self) -> int:
        """People missing, 0 where there are enough."""
        return max(0, self.required - self.planned)


@dataclass(frozen=True)
class PoolCover:
    """A pool's open intervals in time order."""

    pool_id: str
    name: str
    intervals: tuple[CoverInterval, ...]

    def on(self, day: dt.date) -> tuple[CoverInterval, ...]:
        """Intervals of one operating day."""
        return tuple(interval for interval in self.intervals if interval.day == day)


def pool_covers(scenario: Scenario, plan: Plan) -> tuple[PoolCover, ...]:
    """Cover of each pool that is open at all, in the scenario's order.

    The need is that of ``staffing.csv``; those on the phone are counted from the rota, so that
    a rota changed by hand is shown with the cover that it has.
    """
    grid = scenario.grid
    heads = _heads(scenario, plan)
    contacts = defaultdict[tuple[str, int], float](float)
    for row in plan.requirements:
        contacts[row.pool, grid.index(row.interval_start)] += row.forecast_contacts
    required = {
        (row.pool, grid.index(row.interval_start)): row.required_agents for row in plan.staffing
    }
    covers: list[PoolCover] = []
    for pool in scenario.settings.pools:
        indexes = sorted(index for name, index in required if name == pool.id)
        intervals = tuple(
            CoverInterval(
                start=grid.moment(index),
                end=grid.moment(index + 1),
                day=grid.operating_date(grid.moment(index)),
                contacts=contacts[pool.id, index],
                required=required[pool.id, index],
                planned=heads[pool.id, index],
            )
            for index in indexes
        )
        if intervals:
            covers.append(PoolCover(pool.id, pool.name or pool.id, intervals))
    return tuple(covers)


def _heads(scenario: Scenario, plan: Plan) -> Counter[tuple[str, int]]:
    """Count the people on the phone by pool and interval; a block's pool is its first queue's."""
    grid = scenario.grid
    heads = Counter[tuple[str, int]]()
    for block in plan.rota.blocks:
        pool = scenario.pool_of_queue.get(block.queues[0]) if block.queues else None
        if block.is_on_phone and pool is not None:
            indexes = range(grid.index(block.start), grid.index(block.end))
            heads.update((pool, index) for index in indexes)
    return heads
