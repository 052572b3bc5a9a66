"""Which pools each agent can work in."""

from __future__ import annotations

from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from allocator.rules import registry


def pools_of_agents(
    scenario: Scenario, service: ServiceModel, left_out: frozenset[str] = frozenset()
) -> dict[str, tuple[str, ...]]:
    """Pools that the stated rules let each agent work in, most speed first."""
    rules = registry.declared(scenario.settings.rules)
    stated = [(rule_id, params) for rule_id, params in rules if rule_id not in left_out]
    return {
        agent.agent_id: _agent_pools(scenario, service, agent.agent_id, stated)
        for agent in scenario.agents
    }


def _agent_pools(
    scenario: Scenario, service: ServiceModel, agent_id: str, stated: list[tuple[str, Any]]
) -> tuple[str, ...]:
    filters = [
        (registry.encode_module(rule_id).admits_pool, params)
        for rule_id, params in stated
        if hasattr(registry.encode_module(rule_id), "admits_pool")
    ]
    admitted = [
        pool
        for pool in service.pools
        if all(admits(scenario, agent_id, pool, params) for admits, params in filters)
    ]
    return tuple(sorted(admitted, key=lambda pool: -service.speed.get((agent_id, pool), 0.0)))
