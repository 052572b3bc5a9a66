"""Days in seven, for the optimiser."""

from __future__ import annotations

import datetime as dt

from allocator.domain.scenario import Scenario
from allocator.rules.days_in_seven.card import DaysInSeven
from allocator.rules.encoding import NamesFace


def worked_offsets(scenario: Scenario, agent_id: str) -> set[int]:
    """Days worked before the week, as day numbers below zero."""
    grid = scenario.grid
    return {
        (grid.operating_date(shift.start) - grid.first_day) // dt.timedelta(days=1)
        for shift in scenario.worked
        if shift.agent_id == agent_id
    }


def encode(model: NamesFace, parameters: DaysInSeven) -> None:
    """Allow at most ``days_max`` days with a shift in any seven that follow one another."""
    for agent_id in model.free_agents:
        before = worked_offsets(model.scenario, agent_id)
        for last in range(model.day_count):
            window = range(last - 6, last + 1)
            worked = sum(day in before for day in window)
            shifts = sum(sum(model.shifts(agent_id, day).values()) for day in window if day >= 0)
            model.add(shifts + worked <= parameters.days_max)
