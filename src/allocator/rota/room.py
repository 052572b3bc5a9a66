"""Shifts in which activities and breaks find room beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allocator.rules.breaks.encode import leaves_room
from allocator.rules.encoding import Appointment, ShiftOption

if TYPE_CHECKING:  # an instance asks this module for its options
    from allocator.rota.instance import Instance

Options = dict[str, tuple[tuple[ShiftOption, ...], ...]]
"""Shift options of each agent on each day."""


def roomy_options(instance: Instance) -> Options:
    """Shifts that the rules on single shifts admit and that have room for what is in them.

    Left out are shifts that would cut a settled activity in two, that leave the breaks no room,
    and those worked in place of the only ones with a settled activity.
    """
    bound = instance.appointments.keys() | instance.unbroken_limits.keys() | instance.held.keys()
    return {
        agent_id: _roomy(instance, agent_id) if agent_id in bound else week
        for agent_id, week in instance.admitted.items()
    }


def _roomy(instance: Instance, agent_id: str) -> tuple[tuple[ShiftOption, ...], ...]:
    mine = instance.appointments.get(agent_id, ())
    roomy = [
        [
            option
            for option in day
            if all(each.lies_in(option) or not each.touches(option) for each in mine)
            and not any(
                each.lies_in(option) and _is_held(instance, agent_id, each) for each in mine
            )
            and has_room(instance, agent_id, option, instance.appointments_in(agent_id, option))
        ]
        for day in instance.admitted[agent_id]
    ]
    for each in mine:
        days = [d for d, day in enumerate(roomy) if any(each.lies_in(o) for o in day)]
        if len(days) == 1:
            roomy[days[0]] = [option for option in roomy[days[0]] if each.lies_in(option)]
    return tuple(tuple(day) for day in roomy)


def _is_held(instance: Instance, agent_id: str, each: Appointment) -> bool:
    """Whether the agent must be on the phone while the activity lasts."""
    return not instance.held.get(agent_id, frozenset()).isdisjoint(range(each.start, each.end))


def has_room(
    instance: Instance,
    agent_id: str,
    option: ShiftOption,
    appointments: tuple[Appointment, ...],
) -> bool:
    """Whether a shift's breaks find a place beside activities in it."""
    unbroken = instance.unbroken_limits.get(agent_id)
    held = [
        Appointment(interval, interval + 1, "")
        for interval in instance.held.get(agent_id, ())
        if option.start <= interval < option.end
    ]
    if not appointments and unbroken is None and not held:
        return True  # as the rules admit it
    return leaves_room(
        option,
        instance.rest_due(agent_id, option),
        (*appointments, *held),
        unbroken,
        # Even a rota that no rule asks for breaks is given those of its plans.
        breaks="breaks" not in instance.left_out,
    )
