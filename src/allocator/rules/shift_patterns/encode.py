"""Shift patterns, for the optimiser: which shifts exist for an agent on a day."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import ShiftOption, clock_minutes


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Parameters) -> bool:
    """Whether some pattern of the agent's contract holds this shift, and the week does.

    Or it is a published shift with overtime that the agent has offered.

    On the night on which clocks go back, the optimiser's shifts start in the first of the two
    hours that read alike and never in the second. The check accepts both: the optimiser has one
    choice less there than the rule allows, and nothing that it chooses is wrong.
    """
    del parameters
    grid = scenario.grid
    if option.end > grid.interval_count:
        return False
    start = clock_minutes(scenario, option.day, option.start)
    length = (option.end - option.start) * grid.interval_minutes
    for pattern in scenario.patterns_of(agent_id, grid.days[option.day]):
        if (
            pattern.start_from <= start <= pattern.start_to
            and (start - pattern.start_from) % pattern.start_every_minutes == 0
            and pattern.shortest_minutes <= length <= pattern.longest_minutes
            and (length - pattern.shortest_minutes) % pattern.length_every_minutes == 0
        ):
            return True
    return _is_overtime(scenario, agent_id, option)


def _is_overtime(scenario: Scenario, agent_id: str, option: ShiftOption) -> bool:
    """Whether a shift is the one published for its day with as much more as was offered."""
    if scenario.disruption is None:
        return False
    grid = scenario.grid
    offer = scenario.disruption.overtime_on(agent_id, grid.days[option.day])
    if offer is None:
        return False
    most = int(offer.minutes // grid.interval_minutes)
    if offer.start is None or offer.end is None:
        return option.end - option.start <= most
    start, end = grid.index(offer.start), grid.index(offer.end)
    longer = (option.end - option.start) - (end - start)
    return option.start <= start and end <= option.end and longer <= most
