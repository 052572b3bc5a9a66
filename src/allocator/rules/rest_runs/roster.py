"""Fewest days off in a row, for rosters of whole days."""

from __future__ import annotations

from allocator.rules.rest_runs.card import CARD, RestRuns
from allocator.rules.roster_face import RosterFace


def state(face: RosterFace, parameters: RestRuns) -> None:
    """Limit each agent's runs of days off, but for those with leave among them."""
    scenario = face.scenario
    for agent in scenario.agents:
        days_min = CARD.for_agent(scenario, agent.agent_id, parameters).days_min
        if days_min > 1:
            first = scenario.grid.first_day
            leave = [(day - first).days for day in scenario.leave_days(agent.agent_id)]
            face.limit_days_off(agent.agent_id, days_min, leave)
