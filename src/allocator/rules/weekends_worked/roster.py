"""Weekends with work, for rosters of whole days."""

from __future__ import annotations

from allocator.rules.roster_face import RosterFace
from allocator.rules.weekends_worked.card import CARD, WeekendsWorked


def state(face: RosterFace, parameters: WeekendsWorked) -> None:
    """Limit each agent's weekends with work."""
    for agent in face.scenario.agents:
        mine = CARD.for_agent(face.scenario, agent.agent_id, parameters)
        face.limit_weekends(agent.agent_id, mine.weekends_max, mine.weeks, mine.days)
