"""Pins, for the optimiser: what must stand in the rota stands in it."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import NamesFace, ShiftOption


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Parameters) -> bool:
    """Whether the shift keeps clear of the agent's pinned time off."""
    grid = scenario.grid
    step = grid.interval_minutes
    return not any(
        pin.kind == "off"
        and pin.agent_id == agent_id
        and option.start * step < grid.minutes_from_start(pin.end)
        and grid.minutes_from_start(pin.start) < option.end * step
        for pin in scenario.pins
    )


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Give each pinned agent a shift that covers the pin, and its queue's pool throughout."""
    scenario = model.scenario
    grid = scenario.grid
    for pin in scenario.pins:
        if pin.kind != "work" or pin.agent_id not in model.free_agents:
            continue
        first = grid.index(pin.start)
        after = -(-grid.minutes_from_start(pin.end) // grid.interval_minutes)
        covering = [
            literal
            for day in range(model.day_count)
            for option, literal in model.shifts(pin.agent_id, day).items()
            if option.start <= first and after <= option.end
        ]
        model.add(sum(covering) >= 1)
        if pin.queue is not None:
            wanted = scenario.pool_of_queue[pin.queue]
            for other in scenario.settings.pools:
                if other.id != wanted:
                    for interval in range(first, after):
                        model.add(model.in_pool(pin.agent_id, other.id, interval) == 0)
