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
        (grid.operating_date(start) - grid.first_day) // dt.timedelta(days=1)
        for start, _ in scenario.worked_by_agent.get(agent_id, ())
    }


def days_left(last: int, before: set[int], days_max: int) -> int:
    """Days of the week that may hold work in the seven up to a day; none where past days use all.

    Past days may even be too many, which nothing can mend: then a day off is all that is left.
    """
    return max(0, days_max - len(before & set(range(last - 6, last + 1))))


def encode(model: NamesFace, parameters: DaysInSeven) -> None:
    """Allow at most ``days_max`` days with a shift in any seven that follow one another."""
    for agent_id in model.free_agents:
        before = worked_offsets(model.scenario, agent_id)
        worked = [sum(model.shifts(agent_id, day).values()) for day in range(model.day_count)]
        for last in range(model.day_count):
            first = max(0, last - 6)
            if any(model.is_free(agent_id, day) for day in range(first, last + 1)):
                left = days_left(last, before, parameters.days_max)
                model.add(sum(worked[first : last + 1]) <= left)
