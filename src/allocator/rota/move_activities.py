"""Activities of a rota moved to better times, everybody's shifts staying as they are."""

from __future__ import annotations

from collections.abc import Iterator

from allocator.rota.best_week import priced_options
from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rota.room import has_room
from allocator.rota.service_table import Floats, ServiceTable
from allocator.rules.encoding import Appointment

_TRIED = 8
"""Times of each activity that are priced exactly, those that look best."""
_LEAST_GAIN = 1e-6


def move_activities(instance: Instance, assignment: Assignment) -> tuple[Instance, Assignment]:
    """Give each activity whose time is free the best time that the present shifts allow.

    One after another; breaks and pools of the shifts concerned are chosen again.

    Returns
    -------
    tuple of Instance and Assignment
        Never worse in service and in stretches on the phone than what was given.
    """
    current = dict(assignment)
    table = ServiceTable(instance, current)
    for activity_id in instance.movable:
        instance = _move(instance, current, table, activity_id)
    return instance, current


def _move(
    instance: Instance, current: Assignment, table: ServiceTable, activity_id: str
) -> Instance:
    """Move one activity, if that gains; changes the assignment and the table."""
    before = ActivityMove(instance, current, table, activity_id, None)
    best, best_cost = None, before.cost - _LEAST_GAIN
    for start in promising_starts(instance, current, table, activity_id):
        moved = instance.with_starts({activity_id: (start,)})
        change = ActivityMove(moved, current, table, activity_id, start)
        if change.cost < best_cost:
            best, best_cost = change, change.cost
    if best is None:
        return instance
    for key, duty in best.duties.items():
        table.remove(key[0], current[key])
        table.add(key[0], duty)
        current[key] = duty
    return best.instance


class ActivityMove:
    """The duties that an activity touches, worked anew with it at another time.

    ``cost`` is that of the rota then: service, and stretches on the phone.

    Parameters
    ----------
    start
        ``None`` to leave everything as it is.
    """

    def __init__(
        self,
        instance: Instance,
        current: Assignment,
        table: ServiceTable,
        activity_id: str,
        start: int | None,
    ) -> None:
        self.instance = instance
        self.duties: Assignment = {}
        changed = table.copy()
        if start is not None:
            touched = dict(_touched(instance, current, activity_id, start))
            for (agent_id, _), duty in touched.items():
                changed.remove(agent_id, duty)
            for key, duty in touched.items():
                priced = priced_options(instance, changed, key[0], [duty.option])
                self.duties[key] = priced[duty.option].duty
                changed.add(key[0], self.duties[key])
        worked = {**current, **self.duties}
        self.cost = changed.cost() + sum(_stretch_cost(instance, duty) for duty in worked.values())


def _touched(
    instance: Instance, current: Assignment, activity_id: str, start: int
) -> Iterator[tuple[tuple[str, int], Duty]]:
    """Duties that hold the activity now or would hold it then."""
    end = start + instance.activity_lengths[activity_id]
    then = Appointment(start, end, activity_id)
    for agent_id in participants_of(instance, activity_id):
        for day in range(instance.day_count):
            duty = current.get((agent_id, day))
            if duty is not None and (
                then.lies_in(duty.option)
                or any(each.activity_id == activity_id for each in duty.appointments)
            ):
                yield (agent_id, day), duty


def _stretch_cost(instance: Instance, duty: Duty) -> float:
    costs = instance.stretch_costs
    return 0.0 if costs is None else sum(float(costs[length]) for length in duty.stretches)


def participants_of(instance: Instance, activity_id: str) -> tuple[str, ...]:
    """Agents who take part in an activity."""
    return next(
        row.participants for row in instance.scenario.activities if row.activity_id == activity_id
    )


def promising_starts(
    instance: Instance, current: Assignment, table: ServiceTable, activity_id: str
) -> list[int]:
    """List starts at which everybody is at work and free, those first that should cost least."""
    length = instance.activity_lengths[activity_id]
    starts = set(instance.possible_starts[activity_id])
    worth: dict[int, float] = dict.fromkeys(starts, 0.0)
    for agent_id in participants_of(instance, activity_id):
        mine = [d for (who, _), d in current.items() if who == agent_id]
        gains = {pool: table.marginal(agent_id, pool) for pool in instance.agent_pools[agent_id]}
        free = set[int]()
        for duty in mine:
            others = tuple(e for e in duty.appointments if e.activity_id != activity_id)
            for start in range(duty.option.start, duty.option.end - length + 1):
                then = Appointment(start, start + length, activity_id)
                if start in starts and not any(_meet(then, other) for other in others):
                    with_it = tuple(sorted([*others, then]))
                    if has_room(instance, agent_id, duty.option, with_it):
                        free.add(start)
                        worth[start] -= _phone_worth(duty, gains, then)
        starts &= free
    present = instance.activity_starts[activity_id]
    return sorted(starts - set(present), key=lambda start: (worth[start], start))[:_TRIED]


def _meet(one: Appointment, other: Appointment) -> bool:
    return one.start < other.end and other.start < one.end


def _phone_worth(duty: Duty, gains: dict[str, Floats], then: Appointment) -> float:
    """Change of the objective by being on the phone meanwhile as now, roughly."""
    return sum(
        float(gains[pool][interval])
        for interval in range(then.start, then.end)
        for pool in (duty.pools[interval - duty.option.start],)
        if pool is not None
    )
