"""Agreed adjustments, for the bound: the days that they leave."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.day_runs import run_before, worked_days


def allows_days(
    scenario: Scenario, agent_id: str, worked: frozenset[int], parameters: Parameters
) -> bool:
    """Whether days of the week with work are as few, in a row and in all, as agreed."""
    del parameters
    for agreed in scenario.adjustments_by_agent.get(agent_id, ()):
        if agreed.kind == "days_in_a_row_max":
            before = run_before(worked_days(scenario, agent_id))
            for last in worked:
                first = last - agreed.number
                if first >= -before and all(
                    day in worked for day in range(max(0, first), last + 1)
                ):
                    return False
        elif agreed.kind == "days_in_week_max":
            by_week = [sum(day // 7 == week for day in worked) for week in {d // 7 for d in worked}]
            if any(days > agreed.number for days in by_week):
                return False
    return True
