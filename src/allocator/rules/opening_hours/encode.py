"""Opening hours, for the optimiser: no shift outside one open span of its day."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import ShiftOption, minutes_up_to


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Parameters) -> bool:
    """Whether one open span of the day holds the whole shift."""
    del agent_id, parameters
    grid = scenario.grid
    step = grid.interval_minutes
    return any(
        minutes_up_to(grid, opens) <= option.start * step
        and option.end * step <= grid.minutes_from_start(closes)
        for opens, closes in scenario.opening_spans(grid.days[option.day])
    )
