"""Most shifts of a kind in a week, for the bound."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.kind_limits.card import CARD, KindLimits


def kinds_allowed(scenario: Scenario, agent_id: str, parameters: KindLimits) -> dict[str, int]:
    """Most shifts of each limited kind in the week; none where the days counted are others."""
    mine = CARD.for_agent(scenario, agent_id, parameters)
    return mine.most if mine.days >= scenario.grid.day_count else {}
