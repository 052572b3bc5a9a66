"""Breaks, for the optimiser: each break of a shift once, inside its window."""

from __future__ import annotations

from collections import defaultdict

from allocator.rules.breaks.card import Breaks
from allocator.rules.encoding import BreakSlot, Linear, NamesFace, ShiftOption


def encode(model: NamesFace, parameters: Breaks) -> None:
    """Place the breaks of each free agent-day.

    A break has begun by an interval only if a shift is worked whose window has opened by then,
    and must have begun if a shift is worked whose window has closed (forward and backward
    constraints after Bechtold & Jacobs 1990 and Aykin 1996; exact here, since an agent-day has
    one shift). That some break is long enough and not at an edge follows from the break plans,
    or else no shift over the limit is possible and the filter below leaves it out.
    """
    if not model.places_breaks:
        return
    for agent_id in model.free_agents:
        for day in range(model.day_count):
            if model.is_free(agent_id, day):
                _place(model, agent_id, day)


def admits(scenario, agent_id: str, option: ShiftOption, parameters: Breaks) -> bool:
    """Whether the shift's break plan gives the rest due in a long shift."""
    step = scenario.settings.interval_minutes
    if (option.end - option.start) * step <= parameters.over_minutes:
        return True
    return any(
        slot.length * step >= parameters.rest_minutes
        and slot.earliest > option.start
        and slot.latest + slot.length < option.end
        for slot in option.breaks
    )


def _place(model: NamesFace, agent_id: str, day: int) -> None:
    worked: defaultdict[str, list[tuple[BreakSlot, Linear]]] = defaultdict(list)
    for option, literal in model.shifts(agent_id, day).items():
        for slot in option.breaks:
            worked[slot.key].append((slot, literal))
    for key, starts in model.breaks(agent_id, day).items():
        slots = worked[key]
        model.add(sum(starts.values()) == sum(literal for _, literal in slots))
        for interval in sorted(starts):
            begun = sum(literal for start, literal in starts.items() if start <= interval)
            opened = [literal for slot, literal in slots if slot.earliest <= interval]
            closed = [literal for slot, literal in slots if slot.latest <= interval]
            if len(opened) < len(slots):
                model.add(begun <= sum(opened))
            if closed:
                model.add(begun >= sum(closed))
