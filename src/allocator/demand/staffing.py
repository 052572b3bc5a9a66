"""Agents that each pool needs in each open interval."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from allocator.demand.heads import (
    agents_under_cap,
    fewest_agents,
    fewest_agents_each,
    scheduled_agents,
)
from allocator.demand.patience import PatienceSource, patience_by_queue
from allocator.demand.service import PoolLoad, pool_loads
from allocator.domain.demand import Requirement, StaffingRow
from allocator.domain.scenario import Scenario

Place = tuple[str, int]
"""Id of a pool and number of an interval."""

Target = tuple[float, float]
"""Wanted share, and the seconds within which it is to be answered."""


def staffing(scenario: Scenario, requirements: tuple[Requirement, ...]) -> tuple[StaffingRow, ...]:
    """Agents to schedule on the phone per pool and open interval, shrinkage included.

    A pool is one queue with the mix's handling time and patience. It gets the fewest agents
    with which the targets of all its queues are met and the load fills no more of their time
    than the pool's occupancy cap; at least one while a contact is expected, none otherwise.
    Heads are by Erlang A; where most of the contacts belong to queues whose patience is only
    the scenario's default, by Erlang C, which does not lean on it.

    Returns
    -------
    tuple of StaffingRow
        By time, then in the scenario's order of pools.
    """
    loads = pool_loads(scenario, requirements)
    agents = _agents_on_phone(scenario, loads)
    return tuple(
        StaffingRow(
            interval_start=scenario.grid.moment(interval),
            pool=pool.id,
            required_agents=scheduled_agents(
                agents[pool.id, interval], scenario.settings.shrinkage_share
            ),
        )
        for interval in scenario.open_intervals
        for pool in scenario.settings.pools
    )


def _agents_on_phone(scenario: Scenario, loads: dict[Place, PoolLoad]) -> dict[Place, int]:
    """Fewest agents on the phone in each pool and interval, before shrinkage."""
    agents = {
        place: agents_under_cap(
            load.load_erlangs, scenario.pool_by_id[place[0]].max_occupancy_share
        )
        for place, load in loads.items()
    }
    unknown = {
        queue
        for queue, patience in patience_by_queue(scenario).items()
        if patience.source is PatienceSource.DEFAULT
    }
    for target, places in _places_by_target(scenario, loads).items():
        by_c = [place for place in places if _mostly_of(unknown, loads[place])]
        by_a = [place for place in places if not _mostly_of(unknown, loads[place])]
        for place in by_c:
            load = loads[place]
            needed = fewest_agents(load.arrivals_per_s, load.aht_s, None, *target)
            agents[place] = max(agents[place], needed)
        for place, needed in zip(by_a, _by_erlang_a([loads[p] for p in by_a], target), strict=True):
            agents[place] = max(agents[place], needed)
    return agents


def _by_erlang_a(loads: list[PoolLoad], target: Target) -> list[int]:
    if not loads:
        return []
    return fewest_agents_each(
        np.array([load.arrivals_per_s for load in loads]),
        np.array([load.aht_s for load in loads]),
        np.array([load.patience_s for load in loads]),
        *target,
    )


def _places_by_target(
    scenario: Scenario, loads: dict[Place, PoolLoad]
) -> dict[Target, list[Place]]:
    """Pools and intervals in which contacts of a queue with each target are expected."""
    places: defaultdict[Target, list[Place]] = defaultdict(list)
    for place, load in loads.items():
        queues = [scenario.queue_by_id[q] for q, n in load.contacts_by_queue.items() if n > 0]
        for target in {(queue.target_share, queue.target_s) for queue in queues}:
            places[target].append(place)
    return places


def _mostly_of(queues: set[str], load: PoolLoad) -> bool:
    """Whether more than half of the contacts belong to some queues."""
    contacts = load.contacts_by_queue
    theirs = sum(n for queue, n in contacts.items() if queue in queues)
    return theirs > 0.5 * sum(contacts.values())
