"""Contracted hours, for rosters of whole days."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.contracted_hours.encode import paid_limits
from allocator.rules.roster_face import RosterFace


def state(face: RosterFace, parameters: Parameters) -> None:
    """Keep each agent's paid minutes within the contract's tolerances, in all and by the week."""
    del parameters
    for agent in face.scenario.agents:
        for days, least, most in paid_limits(face.scenario, agent.agent_id):
            face.limit_minutes(agent.agent_id, least, most, days)
