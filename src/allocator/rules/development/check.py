"""Add up the time that goals should get in the planned days and do not."""

from __future__ import annotations

import math

from allocator.domain.findings import Finding, SoftMeasure
from allocator.domain.practice import had_minutes, owed_minutes
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.development.card import CARD

_UNIT = "hours"


def measure(view: RotaView, parameters: Parameters) -> SoftMeasure:
    """Hours owed to goals and not had, with a finding for each goal."""
    del parameters
    scenario = view.scenario
    looked_at = set(view.agent_ids)
    if not any(session.agent_id in looked_at for session in scenario.practice_sessions):
        return SoftMeasure(rule_id=CARD.id, amount=0.0, unit=_UNIT)
    blocks = (block for agent_id in view.agent_ids for block in view.rota.agent_blocks(agent_id))
    had = had_minutes(scenario, blocks)
    by_agent: dict[str, float] = {}
    findings: list[Finding] = []
    for (agent_id, goal), owed in owed_minutes(scenario).items():
        short = owed - had[agent_id, goal]
        if agent_id in looked_at and short > 0:
            by_agent[agent_id] = by_agent.get(agent_id, 0.0) + short / 60
            findings.append(
                CARD.finding(
                    "short",
                    agent_id=agent_id,
                    goal=goal,
                    had_minutes=had[agent_id, goal],
                    owed_minutes=owed,
                )
            )
    return SoftMeasure(
        rule_id=CARD.id,
        amount=math.fsum(by_agent.values()),
        unit=_UNIT,
        by_agent=by_agent,
        findings=tuple(findings),
    )
