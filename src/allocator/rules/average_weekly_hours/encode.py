"""The average week, for the optimiser: how much of it the weeks before have left."""

from __future__ import annotations

import datetime as dt
import math

from allocator.domain.scenario import Scenario
from allocator.rules.average_weekly_hours.card import AverageWeeklyHours
from allocator.rules.encoding import NamesFace, past_paid_minutes

_ROUNDING_MINUTES = 1e-6
_DAY = dt.timedelta(days=1)

Limit = tuple[range, int]
"""Planned days, and the most whole minutes that may be worked on them."""


def limits(scenario: Scenario, agent_id: str, parameters: AverageWeeklyHours) -> list[Limit]:
    """Most minutes that each planned week, with those before it in the plan, may still bring."""
    agent = scenario.agent_by_id[agent_id]
    grid = scenario.grid
    if agent.opted_out_48h and not scenario.is_young(agent_id, grid.first_day):
        return []
    past = past_paid_minutes(scenario, agent_id)
    began = min(past, default=0)
    if agent.first_day is not None:
        first_employed = (agent.first_day - grid.first_day) // _DAY
        began = min([*past, first_employed])
    leave = {
        (row.first_day - grid.first_day) // _DAY + n
        for row in scenario.leave_by_agent.get(agent_id, ())
        for n in range((row.last_day - row.first_day) // _DAY + 1)
    }
    found: list[Limit] = []
    for stop in sorted({*range(7, grid.day_count + 1, 7), grid.day_count}):
        weeks = max(1, min(parameters.reference_weeks, -(-(stop - began) // 7)))
        start = stop - 7 * weeks
        worked = [minutes for day, minutes in past.items() if day >= start]
        away = sum(start <= day < stop for day in leave)
        credited = away * math.fsum(worked) / len(worked) if worked else 0.0
        left = parameters.average_minutes * weeks - math.fsum(worked) - credited
        days = range(max(0, start), stop)
        found.append((days, max(0, math.floor(left + _ROUNDING_MINUTES))))
    return found


def encode(model: NamesFace, parameters: AverageWeeklyHours) -> None:
    """Keep the planned working time within what is left of the average.

    Nothing is stated where even the longest shift of each day would.
    """
    for agent_id in model.free_agents:
        for days, most in model.once(
            f"average_weekly_hours {agent_id}",
            lambda agent_id=agent_id: limits(model.scenario, agent_id, parameters),
        ):
            by_day = [model.shifts(agent_id, day) for day in days]
            if sum(max((o.paid_minutes for o in shifts), default=0) for shifts in by_day) <= most:
                continue
            if any(model.is_free(agent_id, day) for day in days):
                paid = sum(
                    option.paid_minutes * literal
                    for shifts in by_day
                    for option, literal in shifts.items()
                )
                model.add(paid <= most)
