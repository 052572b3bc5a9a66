"""Compare each agent's paid time in the planned days with the contract."""

from __future__ import annotations

import math

from allocator.domain.findings import Finding
from allocator.domain.paid_time import paid_minutes
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.contracted_hours.card import CARD

_ROUNDING_MINUTES = 1e-6  # weekly_hours such as 37.1 are no whole minutes in binary


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find agents paid for less or more time than the contract and its tolerance allow."""
    del parameters
    scenario = view.scenario
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        agent = scenario.agent_by_id.get(agent_id)
        if agent is None:  # told by the rule ``skills``
            continue
        tolerance = scenario.contract_by_id[agent.contract].tolerance_minutes
        leave = math.fsum(
            scenario.leave_hours_on(agent_id, day) or 0.0 for day in scenario.leave_days(agent_id)
        )
        days = max(7, scenario.grid.day_count)
        contracted = max(0.0, agent.weekly_hours * days / 7 - leave) * 60
        paid = sum(paid_minutes(scenario, shift) for shift in view.shifts(agent_id))
        if paid < contracted - tolerance - _ROUNDING_MINUTES:
            kind, bound = "too_few", contracted - tolerance
        elif paid > contracted + tolerance + _ROUNDING_MINUTES:
            kind, bound = "too_many", contracted + tolerance
        else:
            continue
        finding = CARD.finding(
            kind,
            agent_id=agent_id,
            paid_minutes=paid,
            planned="the week" if days == 7 else f"the {days} days",
            bound_minutes=bound,
            contracted_minutes=contracted,
            tolerance_minutes=tolerance,
        )
        findings.append(finding)
    return findings
