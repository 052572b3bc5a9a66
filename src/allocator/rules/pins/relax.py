"""Pins, for the counts: a pinned agent is a group of one and works a shift over the pin."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.encoding import CountsFace


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Require a shift over each pin from the group that holds its agent."""
    grid = model.scenario.grid
    for group in model.groups:
        for pin in model.scenario.pins:
            if pin.kind != "work" or pin.agent_id not in group:
                continue
            first = grid.index(pin.start)
            after = -(-grid.minutes_from_start(pin.end) // grid.interval_minutes)
            covering = [
                count
                for day in range(model.day_count)
                for option, count in model.shifts(group[0], day).items()
                if option.start <= first and after <= option.end
            ]
            model.add(sum(covering) >= 1)
