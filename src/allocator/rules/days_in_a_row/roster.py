"""Days in a row, for rosters of whole days."""

from __future__ import annotations

from allocator.rules.days_in_a_row.card import CARD, DaysInARow
from allocator.rules.roster_face import RosterFace


def state(face: RosterFace, parameters: DaysInARow) -> None:
    """Limit each agent's runs of days with work."""
    for agent in face.scenario.agents:
        mine = CARD.for_agent(face.scenario, agent.agent_id, parameters)
        face.limit_days_on(agent.agent_id, most=mine.days_max)
