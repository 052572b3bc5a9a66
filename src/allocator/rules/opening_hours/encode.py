"""Opening hours, for the optimiser: no shift outside one open span of its day."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import ShiftOption


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Parameters) -> bool:
    """Whether one open span of the day holds the whole shift."""
    grid = scenario.grid
    return any(
        grid.index(start) <= option.start and option.end <= grid.index(end)
        for start, end in scenario.opening_spans(grid.days[option.day])
    )
