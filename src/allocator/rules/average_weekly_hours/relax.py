"""The average week, for the bound: how much of it the weeks before have left."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.average_weekly_hours.card import AverageWeeklyHours
from allocator.rules.average_weekly_hours.encode import limits


def minutes_allowed(
    scenario: Scenario, agent_id: str, parameters: AverageWeeklyHours
) -> list[tuple[range, int, int]]:
    """Days with the least and the most minutes to be paid for on them."""
    return [(days, 0, most) for days, most in limits(scenario, agent_id, parameters)]
