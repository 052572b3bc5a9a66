"""Times for activities before anybody has a week: where they should cost the fewest contacts.

Nobody's shifts are known yet, so the linear model's fractional team says what somebody's presence
is worth at each time. The times must leave everybody who takes part a week that meets the hard
rules: CP-SAT chooses them with those people's shifts. They move again once there is a rota.
"""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from allocator.rota.bound import Counts
from allocator.rota.choose_times import NoTimes, choose_times, participants
from allocator.rota.construct import fractional_presence
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.room import has_room
from allocator.rota.service_table import Floats, ServiceTable
from allocator.rules.encoding import Appointment


def place_activities(
    instance: Instance, counts: Counts, limits: SearchLimits
) -> Instance | NoTimes:
    """Choose a time for each activity that has several."""
    if not instance.possible_starts:
        return instance
    starts = {name: _possible(instance, name) for name in instance.possible_starts}
    for activity_id, possible in starts.items():
        if not possible:
            return NoTimes(_why_none(instance, activity_id), proven=True)
    price = _prices(instance, counts, starts)
    found = choose_times(instance, starts, price, limits)
    if isinstance(found, NoTimes):
        return found
    return instance.with_starts({name: (found[name],) for name in instance.movable})


def _possible(instance: Instance, activity_id: str) -> tuple[int, ...]:
    """List starts at which each of those who take part could have a shift over the activity."""
    length = instance.activity_lengths[activity_id]
    starts = instance.possible_starts[activity_id]
    for agent_id in participants(instance, activity_id):
        starts = tuple(s for s in starts if _can_hold(instance, agent_id, activity_id, s, length))
    return starts


def _can_hold(instance: Instance, agent_id: str, activity_id: str, start: int, length: int) -> bool:
    then = Appointment(start, start + length, activity_id)
    by_day = instance.options.get(agent_id, ())
    after = bisect_right(instance.scenario.grid.day_bounds, start)
    # Shifts of the day and, past midnight, of the one before.
    return any(
        then.lies_in(option) and has_room(instance, agent_id, option, (then,))
        for day in by_day[max(after - 2, 0) : after]
        for option in day
    )


def _why_none(instance: Instance, activity_id: str) -> str:
    length = instance.activity_lengths[activity_id]
    starts = instance.possible_starts[activity_id]
    if not starts:
        return f"{activity_id} has no start on the grid of the rota"
    never = [
        agent_id
        for agent_id in participants(instance, activity_id)
        if not any(_can_hold(instance, agent_id, activity_id, s, length) for s in starts)
    ]
    if never:
        return (
            f"{activity_id} cannot take place: {', '.join(never)} can have no shift over its time"
        )
    names = ", ".join(participants(instance, activity_id))
    return f"{activity_id} cannot take place: {names} can have no shifts over the same time in it"


def _prices(
    instance: Instance, counts: Counts, starts: dict[str, tuple[int, ...]]
) -> dict[str, dict[int, float]]:
    """Late contacts that each start of each activity should cost.

    Meanwhile each of those who take part is missed as much as the fractional team has them on
    the phone then. Where it has not, their shift must come there from where it is: reckoned at
    the mean worth of their time on the phone.
    """
    table = ServiceTable(instance, {})
    presence = fractional_presence(instance, counts)
    for (agent_id, pool), share in presence.items():
        table.add_fraction(agent_id, pool, share)
    worth: dict[str, Floats] = {}
    price: dict[str, dict[int, float]] = {}
    for activity_id, possible in starts.items():
        length = instance.activity_lengths[activity_id]
        total = np.zeros(instance.scenario.grid.interval_count)
        for agent_id in participants(instance, activity_id):
            if agent_id not in worth:
                worth[agent_id] = _worth(instance, table, presence, agent_id)
            total += worth[agent_id]
        summed = np.concatenate(([0.0], np.cumsum(total)))
        last = len(total)
        price[activity_id] = {
            start: float(summed[min(start + length, last)] - summed[min(start, last)])
            for start in possible
        }
    return price


def _worth(
    instance: Instance,
    table: ServiceTable,
    presence: dict[tuple[str, str], Floats],
    agent_id: str,
) -> Floats:
    """Late contacts that an agent's absence should cost, per interval."""
    size = instance.scenario.grid.interval_count
    there, lost = np.zeros(size), np.zeros(size)
    for pool in instance.agent_pools[agent_id]:
        share = presence.get((agent_id, pool), np.zeros(size))
        there += share
        lost -= share * table.marginal(agent_id, pool)
    mean = float(lost.sum()) / max(float(there.sum()), 1.0)
    return lost + np.clip(1 - there, 0, 1) * mean
