"""One shift a day, for the optimiser."""

from __future__ import annotations

from collections.abc import Iterator

from allocator.rules.card import Parameters
from allocator.rules.encoding import Linear, NamesFace, fullest_moments


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Give each agent at most one shift on each day, and none that meets another day's.

    Shifts of two days that touch are ruled out with those that overlap: whoever reads the rota
    takes them for one long shift, which is to be had as a shift of its own where it is allowed.
    """
    del parameters
    for agent_id in model.free_agents:
        for day in range(model.day_count):
            if model.is_free(agent_id, day):
                model.add(sum(model.shifts(agent_id, day).values()) <= 1)
        for meeting in _meeting_over_midnight(model, agent_id):
            model.add(sum(meeting) <= 1)


def _meeting_over_midnight(model: NamesFace, agent_id: str) -> Iterator[list[Linear]]:
    """Give the sets of shifts of different days that are on, or end, at one moment."""
    shifts = [
        (option, literal)
        for day in range(model.day_count)
        for option, literal in model.shifts(agent_id, day).items()
    ]
    latest_end = -1
    for day in range(model.day_count):
        today = model.shifts(agent_id, day)
        if min((option.start for option in today), default=latest_end + 1) <= latest_end:
            break
        latest_end = max([latest_end, *(option.end for option in today)])
    else:
        return  # the usual case: every day's shifts end before the next day's begin
    for moment in fullest_moments((option.start, option.end + 1) for option, _ in shifts):
        meeting = [(o.day, lit) for o, lit in shifts if o.start <= moment <= o.end]
        some_free = any(model.is_free(agent_id, day) for day, _ in meeting)
        if some_free and len({day for day, _ in meeting}) > 1:
            yield [literal for _, literal in meeting]
