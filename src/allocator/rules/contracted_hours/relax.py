"""Contracted weekly hours, for the counts: the hours of a group are those of its people."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.encoding import CountsFace


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Keep each group's paid minutes within its people's contracts and tolerances."""
    scenario = model.scenario
    for group in model.groups:
        agent = scenario.agent_by_id[group[0]]
        tolerance = scenario.contract_by_id[agent.contract].tolerance_minutes
        paid = sum(
            option.paid_minutes * count
            for day in range(model.day_count)
            for option, count in model.shifts(agent.agent_id, day).items()
        )
        model.add(paid >= (agent.weekly_hours * 60 - tolerance) * len(group))
        model.add(paid <= (agent.weekly_hours * 60 + tolerance) * len(group))
