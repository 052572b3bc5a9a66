"""Contracted weekly hours, for the optimiser."""

from __future__ import annotations

import math

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import NamesFace, ShiftOption

_ROUNDING_MINUTES = 1e-6  # weekly_hours such as 16.1 are no whole minutes in binary

PaidLimit = tuple[range, int, int]
"""Planned days, by their numbers, and the least and most whole minutes to be paid for on them."""


def paid_minutes_allowed(scenario: Scenario, agent_id: str) -> tuple[int, int]:
    """Least and most whole minutes that the agent may be paid for in all planned days."""
    contract = scenario.contract_by_id[scenario.agent_by_id[agent_id].contract]
    return _around(scenario.hours_due(agent_id), contract.tolerance_minutes)


def paid_limits(scenario: Scenario, agent_id: str) -> list[PaidLimit]:
    """Limits on what the agent is paid for: in all planned days, and in each of several weeks."""
    limits = [(range(scenario.grid.day_count), *paid_minutes_allowed(scenario, agent_id))]
    if len(scenario.plan_weeks) > 1:
        contract = scenario.contract_by_id[scenario.agent_by_id[agent_id].contract]
        for number, week in enumerate(scenario.plan_weeks):
            if len(week) == 7:
                due_hours = scenario.hours_due(agent_id, week)
                days = range(7 * number, 7 * number + 7)
                limits.append((days, *_around(due_hours, contract.minutes_off_a_week)))
    return limits


def _around(due_hours: float, tolerance_minutes: int) -> tuple[int, int]:
    due = due_hours * 60
    return (
        math.ceil(due - tolerance_minutes - _ROUNDING_MINUTES),
        math.floor(due + tolerance_minutes + _ROUNDING_MINUTES),
    )


def contract_minutes(scenario: Scenario, agent_id: str, option: ShiftOption) -> int:
    """Paid minutes of a shift that count towards the contract: all but overtime offered."""
    if scenario.disruption is None:
        return option.paid_minutes
    day, paid = scenario.grid.days[option.day], option.paid_minutes
    return paid - round(scenario.disruption.overtime_minutes(agent_id, day, paid))


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Keep each agent's paid minutes within the contract's tolerances, in all and by the week.

    A shift is paid for its length without the unpaid breaks of its plan, which the rule
    ``breaks`` puts into it. Overtime that was offered does not count.
    """
    del parameters
    for agent_id in model.free_agents:
        for days, least, most in paid_limits(model.scenario, agent_id):
            if not any(model.is_free(agent_id, day) for day in days):
                continue
            paid = sum(
                contract_minutes(model.scenario, agent_id, option) * literal
                for day in days
                for option, literal in model.shifts(agent_id, day).items()
            )
            model.add(paid >= least)
            model.add(paid <= most)
