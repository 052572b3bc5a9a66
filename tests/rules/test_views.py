"""A view of one agent says of that agent what the whole view says, and nothing of others."""

from __future__ import annotations

from importlib import import_module

import pytest

from allocator.rules import registry
from tests.tiny_week import Case, SoftCase, view_of

TEAM_RULES = {"seats", "unsocial_fairness", "meetings", "practice", "cover"}
"""Rules on several people at once, which look at the whole rota whatever agents a view names."""

CASES: list[tuple[str, Case | SoftCase]] = [
    (rule_id, case)
    for rule_id in registry.RULE_IDS
    if rule_id not in TEAM_RULES
    for case in import_module(f"tests.rules.test_{rule_id}").CASES
]


@pytest.mark.parametrize(
    ("rule_id", "case"), CASES, ids=[f"{rule_id}: {case.title}" for rule_id, case in CASES]
)
def test_a_view_of_one_agent(rule_id: str, case: Case | SoftCase) -> None:
    scenario = case.scenario(rule_id)
    ((_, parameters),) = registry.declared(scenario.settings.rules)
    module = registry.check_module(rule_id)
    whole = view_of(scenario, case.rota)
    for agent_id in whole.agent_ids:
        one = whole.model_copy(update={"agent_ids": (agent_id,)})
        if isinstance(case, Case):
            mine = [f for f in module.check(whole, parameters) if f.agent_id == agent_id]
            assert module.check(one, parameters) == mine
        else:
            amount = module.measure(whole, parameters).by_agent.get(agent_id, 0)
            assert module.measure(one, parameters).amount == amount
