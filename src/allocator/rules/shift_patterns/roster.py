"""Shift patterns, for rosters of whole days: which forms a contract has on which day."""

from __future__ import annotations

from allocator.domain.settings import ShiftPattern
from allocator.rules.card import Parameters
from allocator.rules.roster_face import RosterFace, ShiftForm


def state(face: RosterFace, parameters: Parameters) -> None:
    """Bar the forms that no pattern of the agent holds on the day."""
    del parameters
    scenario = face.scenario
    known: dict[tuple[str, ...], list[int]] = {}
    for agent in scenario.agents:
        for day, date in enumerate(scenario.grid.days):
            patterns = scenario.patterns_of(agent.agent_id, date)
            names = tuple(pattern.id for pattern in patterns)
            if names not in known:
                known[names] = [
                    place
                    for place, form in enumerate(face.forms)
                    if not any(_holds(pattern, form) for pattern in patterns)
                ]
            face.bar(agent.agent_id, day, known[names])


def _holds(pattern: ShiftPattern, form: ShiftForm) -> bool:
    return (
        pattern.start_from <= form.start_minutes <= pattern.start_to
        and (form.start_minutes - pattern.start_from) % pattern.start_every_minutes == 0
        and pattern.shortest_minutes <= form.minutes <= pattern.longest_minutes
        and (form.minutes - pattern.shortest_minutes) % pattern.length_every_minutes == 0
    )
