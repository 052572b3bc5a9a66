"""Pins, for the optimiser: what must stand in the rota stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

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
    """Intervals in which the agent's pins forbid to be on the phone with just these queues."""
    del parameters
    logged_in = set(queues)
    end = scenario.grid.interval_count
    bars = [
        pin
        for pin in scenario.pins_by_agent.get(agent_id, ())
        if (pin.asks_for_shift and pin.queue is not None and pin.queue not in logged_in)
        or (pin.kind == "off_phone" and (pin.queue is None or pin.queue in logged_in))
    ]
    return {
        interval
        for pin in bars
        for interval in pinned_intervals(scenario, pin)
        if 0 <= interval < end
    }


def on_phone_throughout(scenario: Scenario, agent_id: str, parameters: Parameters) -> set[int]:
    """Intervals in which the agent may be on no break and at no activity."""
    del parameters
    return {
        interval
        for pin in work_pins(scenario, agent_id)
        if pin.kind == "on_phone"
        for interval in pinned_intervals(scenario, pin)
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


def any_shift_days(scenario: Scenario, agent_id: str) -> list[int]:
    """Numbers of the operating days on which a pin asks for some shift of the agent."""
    days = (
        scenario.grid.day_index(pin.start)
        for pin in scenario.pins_by_agent.get(agent_id, ())
        if pin.kind == "any_shift"
    )
    return [day for day in days if day is not None]


def must_have(
    scenario: Scenario, agent_id: str, parameters: Parameters
) -> list[Callable[[ShiftOption], bool]]:
    """For each pin that asks for a shift, which shifts meet it: one of them is worked."""
    del parameters
    found: list[Callable[[ShiftOption], bool]] = []
    for pin in work_pins(scenario, agent_id):
        span = pinned_intervals(scenario, pin)
        found.append(partial(_covers, first=span.start, after=span.stop))
    found += [partial(_is_on, day=day) for day in any_shift_days(scenario, agent_id)]
    return found


def _covers(option: ShiftOption, first: int, after: int) -> bool:
    return option.start <= first and after <= option.end


def _is_on(option: ShiftOption, day: int) -> bool:
    return option.day == day


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Give each pinned agent a shift that covers the pin, and its queue throughout.

    Where an agent pinned to a queue would be logged into others alone, the agent is not put on
    the phone: a break is no breach, unless the pin is to be on the phone.
    """
    scenario = model.scenario
    for agent_id in model.free_agents:
        for meets in must_have(scenario, agent_id, parameters):
            meeting = [
                literal
                for day in range(model.day_count)
                for option, literal in model.shifts(agent_id, day).items()
                if meets(option)
            ]
            model.add(sum(meeting) >= 1)
        if model.places_breaks:
            for interval in on_phone_throughout(scenario, agent_id, parameters):
                pools = model.pools(agent_id)
                model.add(sum(model.in_pool(agent_id, pool, interval) for pool in pools) >= 1)
        for pool in scenario.settings.pools:
            queues = model.queues(agent_id, pool.id)
            for interval in barred(scenario, agent_id, queues, parameters):
                model.add(model.in_pool(agent_id, pool.id, interval) == 0)
