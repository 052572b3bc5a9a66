"""Daily rest, for the optimiser."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.daily_rest.card import DailyRest
from allocator.rules.encoding import NamesFace, ShiftOption


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: DailyRest) -> bool:
    """Whether the shift leaves the rest due after the shifts worked before the week."""
    grid = scenario.grid
    start_minutes = option.start * grid.interval_minutes
    return all(
        start_minutes - grid.minutes_from_start(shift.end) >= parameters.rest_minutes
        for shift in scenario.worked
        if shift.agent_id == agent_id
    )


def encode(model: NamesFace, parameters: DailyRest) -> None:
    """Forbid a shift that begins too soon after one of the day before.

    For each end of a shift on one day: those that end no earlier, and those of the next day
    that begin before the rest is over, exclude each other. Sums over such sets are far tighter
    than pairs.
    """
    step = model.scenario.settings.interval_minutes
    for agent_id in model.free_agents:
        for day in range(model.day_count - 1):
            if not (model.is_free(agent_id, day) or model.is_free(agent_id, day + 1)):
                continue
            today = model.shifts(agent_id, day)
            tomorrow = model.shifts(agent_id, day + 1)
            for end in sorted({option.end for option in today}):
                late = [lit for option, lit in today.items() if option.end >= end]
                early = [
                    lit
                    for option, lit in tomorrow.items()
                    if (option.start - end) * step < parameters.rest_minutes
                ]
                if early:
                    model.add(sum(late) + sum(early) <= 1)
