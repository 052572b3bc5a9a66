"""Pins, for the counts: a pinned agent is a group of one and works a shift over the pin."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import CountsFace, ShiftOption
from allocator.rules.pins.encode import must_have


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Require a shift over each pin from the group that holds its agent."""
    for group in model.groups:
        for agent_id in group:
            for meets in must_have(model.scenario, agent_id, parameters):
                meeting = [
                    count
                    for day in range(model.day_count)
                    for option, count in model.shifts(group[0], day).items()
                    if meets(option)
                ]
                model.add(sum(meeting) >= 1)


def must_hold(
    scenario: Scenario, agent_id: str, parameters: Parameters
) -> Iterator[Callable[[ShiftOption], bool]]:
    """For each pin that asks for a shift, which shifts meet it: one of them is worked."""
    yield from must_have(scenario, agent_id, parameters)
