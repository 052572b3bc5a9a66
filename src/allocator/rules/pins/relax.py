"""Pins, for the counts: a pinned agent is a group of one and works a shift over the pin."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import CountsFace, ShiftOption
from allocator.rules.pins.encode import pinned_intervals, work_pins


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Require a shift over each pin from the group that holds its agent."""
    del parameters
    for group in model.groups:
        for agent_id in group:
            for pin in work_pins(model.scenario, agent_id):
                pinned = pinned_intervals(model.scenario, pin)
                covering = [
                    count
                    for day in range(model.day_count)
                    for option, count in model.shifts(group[0], day).items()
                    if option.start <= pinned.start and pinned.stop <= option.end
                ]
                model.add(sum(covering) >= 1)


def must_hold(
    scenario: Scenario, agent_id: str, parameters: Parameters
) -> Iterator[Callable[[ShiftOption], bool]]:
    """For each pin to work, which shifts cover it: one of them is worked."""
    del parameters
    for pin in work_pins(scenario, agent_id):
        pinned = pinned_intervals(scenario, pin)
        yield (
            lambda option, pinned=pinned: option.start <= pinned.start and pinned.stop <= option.end
        )
