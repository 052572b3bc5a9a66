"""Availability, for the optimiser: no shift outside the spans in which the agent can work."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import ShiftOption, minutes_up_to


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Parameters) -> bool:
    """Whether one available span of the agent's day holds the whole shift."""
    del parameters
    grid = scenario.grid
    spans = scenario.available_spans(agent_id, grid.days[option.day])
    if spans is None:
        return True
    step = grid.interval_minutes
    return any(
        minutes_up_to(grid, since) <= option.start * step
        and option.end * step <= grid.minutes_from_start(until)
        for since, until in spans
    )
