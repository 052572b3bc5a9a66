"""Pins, for the optimiser: what must stand in the rota stands in it."""

from __future__ import annotations

from collections.abc import Iterable

from allocator.domain.people import Pin
from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import NamesFace, ShiftOption, minutes_up_to


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Parameters) -> bool:
    """Whether the shift keeps clear of the agent's pinned time off, and is no other than pinned."""
    del parameters
    grid = scenario.grid
    step = grid.interval_minutes
    for pin in scenario.pins_by_agent.get(agent_id, ()):
        start, end = grid.minutes_from_start(pin.start), minutes_up_to(grid, pin.end)
        begins, ends = option.start * step, option.end * step
        if pin.kind == "off" and begins < end and start < ends:
            return False
        same_day = pin.kind == "shift" and grid.day_index(pin.start) == option.day
        if same_day and (start, end) != (begins, ends):
            return False
    return True


def barred(
    scenario: Scenario, agent_id: str, queues: Iterable[str], parameters: Parameters
) -> set[int]:
    """Intervals in which the agent's pins forbid to be on the phone with these queues alone."""
    del parameters
    logged_in = set(queues)
    end = scenario.grid.interval_count
    return {
        interval
        for pin in work_pins(scenario, agent_id)
        if pin.queue is not None and pin.queue not in logged_in
        for interval in pinned_intervals(scenario, pin)
        if 0 <= interval < end
    }


def work_pins(scenario: Scenario, agent_id: str) -> list[Pin]:
    """Pins of the agent to work in the planned week; what lies outside it has no effect."""
    end = scenario.grid.interval_count
    return [
        pin
        for pin in scenario.pins_by_agent.get(agent_id, ())
        if pin.is_work
        and pinned_intervals(scenario, pin).stop > 0
        and pinned_intervals(scenario, pin).start < end
    ]


def pinned_intervals(scenario: Scenario, pin: Pin) -> range:
    """Intervals that a pin touches."""
    grid = scenario.grid
    return range(grid.index(pin.start), -(-minutes_up_to(grid, pin.end) // grid.interval_minutes))


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Give each pinned agent a shift that covers the pin, and its queue throughout.

    Where an agent pinned to a queue would be logged into others alone, the agent is not put on
    the phone: a break is no breach.
    """
    scenario = model.scenario
    for agent_id in model.free_agents:
        for pin in work_pins(scenario, agent_id):
            pinned = pinned_intervals(scenario, pin)
            covering = [
                literal
                for day in range(model.day_count)
                for option, literal in model.shifts(agent_id, day).items()
                if option.start <= pinned.start and pinned.stop <= option.end
            ]
            model.add(sum(covering) >= 1)
        for pool in scenario.settings.pools:
            queues = model.queues(agent_id, pool.id)
            for interval in barred(scenario, agent_id, queues, parameters):
                model.add(model.in_pool(agent_id, pool.id, interval) == 0)
