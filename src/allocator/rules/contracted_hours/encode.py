"""Contracted weekly hours, for the optimiser."""

from __future__ import annotations

import math

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import NamesFace

_ROUNDING_MINUTES = 1e-6  # weekly_hours such as 16.1 are no whole minutes in binary


def paid_minutes_allowed(scenario: Scenario, agent_id: str) -> tuple[int, int]:
    """Least and most whole minutes that the agent may be paid for in the week."""
    agent = scenario.agent_by_id[agent_id]
    tolerance = scenario.contract_by_id[agent.contract].tolerance_minutes
    contracted = scenario.hours_due(agent_id) * 60
    return (
        math.ceil(contracted - tolerance - _ROUNDING_MINUTES),
        math.floor(contracted + tolerance + _ROUNDING_MINUTES),
    )


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Keep each agent's paid minutes of the week within the contract's tolerance.

    A shift is paid for its length without the unpaid breaks of its plan, which the rule
    ``breaks`` puts into it.
    """
    del parameters
    for agent_id in model.free_agents:
        paid = sum(
            option.paid_minutes * literal
            for day in range(model.day_count)
            for option, literal in model.shifts(agent_id, day).items()
        )
        least, most = paid_minutes_allowed(model.scenario, agent_id)
        model.add(paid >= least)
        model.add(paid <= most)
