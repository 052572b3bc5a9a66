"""Hours of people under 18, for the optimiser."""

from __future__ import annotations

import math

from allocator.domain.scenario import Scenario
from allocator.rules.encoding import NamesFace, ShiftOption, past_paid_minutes
from allocator.rules.young_hours.card import YoungHours

Week = tuple[tuple[int, ...], int]
"""Planned days of a week on which somebody is under 18, and the most whole minutes on them."""


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: YoungHours) -> bool:
    """Whether the shift is short enough for somebody of the agent's age."""
    return option.paid_minutes <= parameters.day_minutes or not scenario.is_young(
        agent_id, scenario.grid.days[option.day]
    )


def encode(model: NamesFace, parameters: YoungHours) -> None:
    """Bound the paid minutes of each calendar week in which an agent is under 18."""
    weeks_of = model.once("young_hours", lambda: _weeks_of_young(model.scenario, parameters))
    if not weeks_of:
        return
    for agent_id in model.free_agents:
        for days, most in weeks_of.get(agent_id, ()):
            if any(model.is_free(agent_id, day) for day in days):
                paid = sum(
                    option.paid_minutes * literal
                    for day in days
                    for option, literal in model.shifts(agent_id, day).items()
                )
                model.add(paid <= most)


def _weeks_of_young(scenario: Scenario, parameters: YoungHours) -> dict[str, list[Week]]:
    grid = scenario.grid
    numbered = list(enumerate(grid.days))
    weeks_of: dict[str, list[Week]] = {}
    for agent in scenario.agents:
        young = [day for day, date in numbered if scenario.is_young(agent.agent_id, date)]
        if not young:
            continue
        past = past_paid_minutes(scenario, agent.agent_id)
        monday = -grid.first_day.weekday()
        weeks_of[agent.agent_id] = []
        while monday < grid.day_count:
            week = range(monday, monday + 7)
            left = parameters.week_minutes - math.fsum(past.get(day, 0.0) for day in week)
            days = tuple(day for day in young if day in week)
            if days:
                weeks_of[agent.agent_id].append((days, max(0, math.floor(left))))
            monday += 7
    return weeks_of
