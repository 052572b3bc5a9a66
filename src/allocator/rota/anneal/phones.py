"""Who is on the phone where, and what that costs, as arrays that a search keeps up to date."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from allocator.rota.anneal.compiled import Array
from allocator.rota.instance import Instance
from allocator.rota.service_table import ServiceTable


class Need(NamedTuple):
    """What people on the phone are worth; never changes.

    Parameters
    ----------
    late
        Late contacts, weighted, of each class of service of each pool by whole effective
        agents: shape (classes, intervals, agents + 1).
    class_first
        Classes of pool ``p`` are those from ``class_first[p]`` up to ``class_first[p + 1]``.
    seats
        Of each pool.
    queue_first, class_of_queue
        The same for queues, and the class of each.
    contacts, to_contacts
        Expected contacts of each queue; and those in one unit of its class's late contacts.
        Shape (queues, intervals).
    uncovered_price, floor_price
        Price of a contact of each queue with nobody there, and of one below the floor.
    allowed
        Contacts of each queue that may be missed on each day before its floor is touched.
    day_of
        Day of each interval.
    late_price
        Price of a late contact.
    """

    late: Array
    class_first: Array
    seats: Array
    queue_first: Array
    class_of_queue: Array
    contacts: Array
    to_contacts: Array
    uncovered_price: Array
    floor_price: Array
    allowed: Array
    day_of: Array
    late_price: float


class Present(NamedTuple):
    """Who is there at this moment of the search.

    Parameters
    ----------
    effective, heads
        Effective agents and people: shape (pools, intervals).
    logged
        People who may take each queue: shape (queues, intervals).
    late
        Late contacts as they stand: shape (classes, intervals).
    missed
        Contacts late or uncovered: shape (queues, days).
    """

    effective: Array
    heads: Array
    logged: Array
    late: Array
    missed: Array


def need_of(instance: Instance, table: ServiceTable) -> Need:
    """Put a service table's figures side by side."""
    pools = table.pools
    scenario = instance.scenario
    prices = scenario.settings.prices
    bounds = scenario.grid.day_bounds
    counts = [len(pool.late) for pool in pools]
    first = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    queues = np.concatenate(([0], np.cumsum([len(pool.queues) for pool in pools])))
    weights = np.concatenate([pool.weights for pool in pools])
    floors = np.concatenate([pool.floors for pool in pools])
    contacts = np.concatenate([pool.contacts for pool in pools])
    stated = floors > 0
    return Need(
        late=np.ascontiguousarray(np.concatenate([pool.late for pool in pools])),
        class_first=first,
        seats=np.array([pool.seats for pool in pools], dtype=np.int64),
        queue_first=queues.astype(np.int64),
        class_of_queue=np.array(
            [first[n] + row for n, pool in enumerate(pools) for row in pool.share_of_late],
            dtype=np.int64,
        ),
        contacts=contacts,
        to_contacts=np.concatenate([pool.to_contacts for pool in pools]),
        uncovered_price=prices.uncovered_contact * weights,
        floor_price=np.where(stated, prices.below_floor_contact * weights, 0.0),
        allowed=np.array(
            [((1 - floors)[:, None] * contacts)[:, a:b].sum(axis=1) for a, b in pairwise(bounds)]
        ).T.copy(),
        day_of=np.repeat(np.arange(len(bounds) - 1), np.diff(bounds)).astype(np.int64),
        late_price=float(prices.late_contact),
    )


class Crew(NamedTuple):
    """What each agent can do on the phone; never changes.

    Parameters
    ----------
    pools
        Pools of each agent, -1 after the last: shape (agents, pools).
    speed
        Effective agents that each is worth in them.
    queues
        Queues of each agent in each of the pools, -1 after the last.
    barred
        Whether a pin keeps the agent out: shape (agents, pools, intervals); one interval only
        where nobody is kept out of anything.
    appointments_first, appointment_start, appointment_end
        Settled activities of agent-day ``n`` are those from ``first[n]`` up to ``first[n + 1]``.
    held_first, held
        The same of intervals in which no rest may lie.
    unbroken
        Most intervals without a rest.
    changes
        Most changes of pool in a shift; -1 where nothing limits them.
    stretch_price
        Price of a stretch on the phone by its length.
    window_first, window_last
        Intervals that shifts of each agent-day may touch: half-open.
    """

    pools: Array
    speed: Array
    queues: Array
    barred: Array
    appointments_first: Array
    appointment_start: Array
    appointment_end: Array
    held_first: Array
    held: Array
    unbroken: Array
    changes: int
    stretch_price: Array
    window_first: Array
    window_last: Array


def crew_of(instance: Instance, need: Need) -> Crew:
    """Compile what each agent can do."""
    service = instance.service
    number = {pool: place for place, pool in enumerate(service.pools)}
    agents = len(instance.agent_ids)
    widest = max([1, *(len(pools) for pools in instance.agent_pools.values())])
    most_queues = max([1, *np.diff(need.queue_first).tolist()])
    pools = np.full((agents, widest), -1, dtype=np.int64)
    speed = np.zeros((agents, widest))
    queues = np.full((agents, widest, most_queues), -1, dtype=np.int64)
    anyone_barred = any(instance.barred.values())
    count = instance.scenario.grid.interval_count if anyone_barred else 1
    barred = np.zeros((agents, widest, count), dtype=np.bool_)
    for row, agent_id in enumerate(instance.agent_ids):
        for place, pool in enumerate(instance.agent_pools[agent_id]):
            pools[row, place] = number[pool]
            percent = instance.speed_percent[agent_id, pool]
            speed[row, place] = service.effective_share * percent / 100
            usable = instance.usable_queues(agent_id, pool)
            of_pool = instance.scenario.pool_by_id[pool].queues
            mine = [need.queue_first[number[pool]] + of_pool.index(queue) for queue in usable]
            queues[row, place, : len(mine)] = mine
            for interval in instance.barred[agent_id, pool]:
                barred[row, place, interval] = True
    return Crew(
        pools,
        speed,
        queues,
        barred,
        *_appointments(instance),
        *_held(instance),
        np.array(
            [instance.unbroken_limits.get(a, 10**6) for a in instance.agent_ids], dtype=np.int64
        ),
        -1 if instance.changes_max is None else instance.changes_max,
        np.zeros(1) if instance.stretch_costs is None else instance.stretch_costs,
        *_windows(instance),
    )


def _appointments(instance: Instance) -> tuple[Array, Array, Array]:
    first, starts, ends = [0], list[int](), list[int]()
    for agent_id in instance.agent_ids:
        mine = sorted([*instance.appointments.get(agent_id, ()), *instance.pauses(agent_id)])
        for day in range(instance.day_count):
            options = instance.options[agent_id][day]
            # An activity belongs to the day of whichever shift may hold it.
            here = [each for each in mine if any(each.lies_in(option) for option in options)]
            starts += [each.start for each in here]
            ends += [each.end for each in here]
            first.append(len(starts))
    return (
        np.array(first, dtype=np.int64),
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
    )


def _held(instance: Instance) -> tuple[Array, Array]:
    first, held = [0], list[int]()
    for agent_id in instance.agent_ids:
        mine = sorted(instance.held.get(agent_id, ()))
        for options in instance.options[agent_id]:
            held += [t for t in mine if any(o.start <= t < o.end for o in options)]
            first.append(len(held))
    return np.array(first, dtype=np.int64), np.array(held, dtype=np.int64)


def _windows(instance: Instance) -> tuple[Array, Array]:
    first: list[int] = []
    last: list[int] = []
    for agent_id in instance.agent_ids:
        for options in instance.options[agent_id]:
            first.append(min((option.start for option in options), default=0))
            last.append(max((option.end for option in options), default=0))
    return np.array(first, dtype=np.int64), np.array(last, dtype=np.int64)
