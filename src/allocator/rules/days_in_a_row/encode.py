"""Days in a row, for the optimiser."""

from __future__ import annotations

from allocator.rules.day_runs import limit_days_in_a_row
from allocator.rules.days_in_a_row.card import CARD, DaysInARow
from allocator.rules.encoding import NamesFace


def encode(model: NamesFace, parameters: DaysInARow) -> None:
    """Leave a day off among any ``days_max`` + 1 days that follow one another."""
    for agent_id in model.free_agents:
        mine = CARD.for_agent(model.scenario, agent_id, parameters)
        limit_days_in_a_row(model, agent_id, mine.days_max)
