"""Skills, for the optimiser: in which pools an agent may be put."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters


def admits_pool(scenario: Scenario, agent_id: str, pool_id: str, parameters: Parameters) -> bool:
    """Whether the agent is able to take at least one queue of the pool without a mentor."""
    del parameters
    return bool(scenario.usable_queues(agent_id, pool_id))
