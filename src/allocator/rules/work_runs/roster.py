"""Fewest days with work in a row, for rosters of whole days."""

from __future__ import annotations

from allocator.rules.day_runs import can_work
from allocator.rules.roster_face import RosterFace
from allocator.rules.work_runs.card import CARD, WorkRuns


def state(face: RosterFace, parameters: WorkRuns) -> None:
    """Limit each agent's runs of days with work, but for those that could be no longer."""
    scenario = face.scenario
    for agent in scenario.agents:
        mine = CARD.for_agent(scenario, agent.agent_id, parameters)
        if mine.days_min == 1:
            continue
        face.limit_days_on(agent.agent_id, least=mine.days_min, past_known=mine.past_known)
        days = scenario.grid.days
        idle = [n for n, day in enumerate(days) if not can_work(scenario, agent.agent_id, day)]
        face.set_idle(agent.agent_id, idle)
