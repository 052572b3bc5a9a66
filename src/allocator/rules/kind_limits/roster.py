"""Most shifts of a kind, for rosters of whole days."""

from __future__ import annotations

from allocator.rules.kind_limits.card import CARD, KindLimits
from allocator.rules.roster_face import RosterFace


def state(face: RosterFace, parameters: KindLimits) -> None:
    """Limit each agent's shifts of each limited kind."""
    for agent in face.scenario.agents:
        mine = CARD.for_agent(face.scenario, agent.agent_id, parameters)
        for kind, most in mine.most.items():
            forms = [place for place, form in enumerate(face.forms) if form.kind == kind]
            face.limit_forms(agent.agent_id, forms, most, mine.days)
