"""One shift a day, for the optimiser."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.encoding import NamesFace


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Give each agent at most one shift on each day."""
    for agent_id in model.free_agents:
        for day in range(model.day_count):
            if model.is_free(agent_id, day):
                model.add(sum(model.shifts(agent_id, day).values()) <= 1)
