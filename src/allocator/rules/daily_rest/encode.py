"""Daily rest, for the optimiser."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.daily_rest.card import DailyRest
from allocator.rules.encoding import NamesFace, ShiftOption, fullest_moments, minutes_up_to


def rest_before(scenario: Scenario, agent_id: str, day: int, parameters: DailyRest) -> int:
    """Minutes of rest due before a shift of a day."""
    if scenario.is_young(agent_id, scenario.grid.days[day]):
        return max(parameters.rest_minutes, parameters.young_rest_minutes)
    return parameters.rest_minutes


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: DailyRest) -> bool:
    """Whether the shift leaves the rest due after the shifts worked before the week."""
    grid = scenario.grid
    start_minutes = option.start * grid.interval_minutes
    due = rest_before(scenario, agent_id, option.day, parameters)
    return all(
        start_minutes - minutes_up_to(grid, end) >= due
        for _, end in scenario.worked_by_agent.get(agent_id, ())
    )


def encode(model: NamesFace, parameters: DailyRest) -> None:
    """Give each agent at most one shift at a time, each beginning with the rest before it.

    Two shifts keep the rest between them exactly when they do not meet, each taken with the rest
    that goes before it, and which its own day decides. However long a shift or a rest may be, no
    more needs to be said, and at the moments when most of them meet
    (:func:`~allocator.rules.encoding.fullest_moments`) one constraint says it of them all.
    """
    step = model.scenario.settings.interval_minutes
    for agent_id in model.free_agents:
        free = [model.is_free(agent_id, day) for day in range(model.day_count)]
        rest = [
            -(-rest_before(model.scenario, agent_id, day, parameters) // step)
            for day in range(model.day_count)
        ]
        shifts = [
            (option.start - rest[day], option.end, free[day], literal)
            for day in range(model.day_count)
            for option, literal in model.shifts(agent_id, day).items()
        ]
        for moment in fullest_moments((start, end) for start, end, _, _ in shifts):
            meeting = [(fr, lit) for start, end, fr, lit in shifts if start <= moment < end]
            if len(meeting) > 1 and any(fr for fr, _ in meeting):
                model.add(sum(literal for _, literal in meeting) <= 1)
