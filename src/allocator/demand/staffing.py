"""Agents that each pool needs in each open interval."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.heads import agents_under_cap, fewest_heads_each, fewest_heads_for_work
from allocator.demand.pool_load import PoolLoad, pool_loads
from allocator.domain.demand import Requirement, StaffingRow
from allocator.domain.scenario import Scenario

Place = tuple[str, int]
"""Id of a pool and number of an interval."""

Target = tuple[float, float, tuple[float, ...]]
"""Wanted share, the seconds within which it is to be answered, and the agents' speeds."""


def staffing(scenario: Scenario, requirements: tuple[Requirement, ...]) -> tuple[StaffingRow, ...]:
    """People to schedule on the phone per pool and open interval, shrinkage included.

    The calls or chats of a pool are one queue with the mix's handling time and patience. It gets
    the fewest people, taken as of mean speed, with whom the expected service (the very curve that
    a rota's is read from) meets the targets of all its queues, and whose time without a contact
    on the line holds the deferred work planned for the interval; all this fills no more of their
    time, less shrinkage, than the pool's occupancy cap; at least one while a contact is expected,
    none otherwise.

    Returns
    -------
    tuple of StaffingRow
        By time, then in the scenario's order of pools.
    """
    loads = pool_loads(scenario, requirements)
    heads = heads_needed(scenario, loads)
    return tuple(
        StaffingRow(
            interval_start=scenario.grid.moment(interval),
            pool=pool.id,
            required_agents=heads[pool.id, interval],
        )
        for interval in scenario.open_intervals
        for pool in scenario.settings.pools
    )


def heads_needed(scenario: Scenario, loads: dict[Place, PoolLoad]) -> dict[Place, int]:
    """Fewest people on the phone in each pool and interval (see :func:`staffing`)."""
    effective_share = 1.0 - scenario.settings.shrinkage_share
    interval_s = scenario.grid.interval_minutes * 60.0
    heads = {
        place: _under_cap(
            load.load_erlangs / load.speeds[-1] + load.deferred_work_s / interval_s,
            scenario.pool_by_id[place[0]].max_occupancy_share,
            effective_share,
        )
        for place, load in loads.items()
    }
    for (target_share, target_s, speeds), places in _places_by_target(scenario, loads).items():
        mixes = _mixes([loads[place] for place in places])
        fewest = fewest_heads_each(*mixes, target_share, target_s, effective_share, speeds)
        for place, needed in zip(places, fewest, strict=True):
            heads[place] = max(heads[place], needed)
    for speeds, places in _places_with_work(loads).items():
        mine = [loads[place] for place in places]
        work = np.array([load.deferred_work_s / interval_s for load in mine])
        fewest = fewest_heads_for_work(*_mixes(mine), work, effective_share, speeds)
        for place, needed in zip(places, fewest, strict=True):
            heads[place] = max(heads[place], needed, 1)
    return heads


def _mixes(loads: list[PoolLoad]) -> tuple[Floats, Floats, Floats]:
    return (
        np.array([load.arrivals_per_s for load in loads]),
        np.array([load.aht_s for load in loads]),
        np.array([load.patience_s for load in loads]),
    )


def _under_cap(load_erlangs: float, max_occupancy_share: float, effective_share: float) -> int:
    """Fewest people whose time left by shrinkage the load fills no further than the cap."""
    if max_occupancy_share >= 1:
        return 0  # no cap, as in agents_under_cap
    return agents_under_cap(load_erlangs, max_occupancy_share * effective_share)


def _places_by_target(
    scenario: Scenario, loads: dict[Place, PoolLoad]
) -> dict[Target, list[Place]]:
    """Pools and intervals in which contacts on the line with each target are expected."""
    places: defaultdict[Target, list[Place]] = defaultdict(list)
    for place, load in loads.items():
        queues = [scenario.queue_by_id[q] for q, n in load.contacts_by_queue.items() if n > 0]
        for target in {
            (queue.target_share, queue.target_s, load.speeds)
            for queue in queues
            if not queue.channel.is_deferred
        }:
            places[target].append(place)
    return places


def _places_with_work(
    loads: dict[Place, PoolLoad],
) -> dict[tuple[float, ...], list[Place]]:
    """Pools and intervals with deferred work, by the speeds of their agents."""
    places: defaultdict[tuple[float, ...], list[Place]] = defaultdict(list)
    for place, load in loads.items():
        if load.deferred_work_s > 0:
            places[load.speeds].append(place)
    return places
