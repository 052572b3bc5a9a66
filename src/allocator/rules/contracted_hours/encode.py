"""Contracted weekly hours, for the optimiser."""

from __future__ import annotations

import math

from allocator.rules.card import Parameters
from allocator.rules.encoding import NamesFace


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Keep each agent's paid minutes of the week within the contract's tolerance."""
    scenario = model.scenario
    for agent_id in model.free_agents:
        agent = scenario.agent_by_id[agent_id]
        tolerance = scenario.contract_by_id[agent.contract].tolerance_minutes
        paid = sum(
            option.paid_minutes * literal
            for day in range(model.day_count)
            for option, literal in model.shifts(agent_id, day).items()
        )
        model.add(paid >= math.ceil(agent.weekly_hours * 60 - tolerance))
        model.add(paid <= math.floor(agent.weekly_hours * 60 + tolerance))
