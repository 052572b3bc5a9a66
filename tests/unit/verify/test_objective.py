"""The objective holds every term, priced, and nothing for a rule that is not declared."""

from __future__ import annotations

import math
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.verify.objective import Objective, measure
from allocator.verify.service_state import ServiceState
from tests.tiny_week import requirements_of, rota_of, tiny_week

ROTA = ["A mon 14:00 work 22:00", "A tue 08:00 work 16:00", "B sun 08:00 work 16:00"]
SOFT_RULES: dict[str, dict[str, Any]] = {
    "requests": {},
    "steady_starts": {"tolerance_minutes": 60},
    "unsocial_fairness": {"tier_hours": 1},
}
PRICES = {
    "declined_request": 7,
    "backward_start_hour": 11,
    "unsocial_hour_above_fair_share": 13,
}


def scenario_with(rules: dict[str, dict[str, Any]]) -> Scenario:
    return tiny_week(
        rules={"seats": {}} | rules,
        prices=PRICES,
        requests=[{"agent_id": "A", "date": "2026-06-01", "kind": "day_off", "weight": 2}],
        unsocial=[{"days": ["sun"], "start": "08:00", "end": "20:00"}],
    )


def objective_of(scenario: Scenario, *agent_ids: str) -> Objective:
    service = ServiceModel.of(scenario, requirements_of(scenario, {"calls": 5}))
    view = RotaView.whole(scenario, rota_of(scenario, ROTA))
    if agent_ids:
        view = view.model_copy(update={"agent_ids": agent_ids})
    return measure(view, service)


def test_soft_terms_are_the_rules_amounts_times_their_prices() -> None:
    objective = objective_of(scenario_with(SOFT_RULES))
    assert objective.amounts["declined_requests"] == 2
    assert objective.amounts["backward_starts"] == 5  # 14:00 to 08:00 less an hour
    assert objective.amounts["unsocial_excess"] == 1 + 2 + 4 + 4  # four hours above the share
    assert objective.terms["declined_requests"] == 2 * 7
    assert objective.terms["backward_starts"] == 5 * 11
    assert objective.terms["unsocial_excess"] == 11 * 13


def test_service_terms_are_the_states_and_the_total_is_the_sum() -> None:
    scenario = scenario_with(SOFT_RULES)
    service = ServiceModel.of(scenario, requirements_of(scenario, {"calls": 5}))
    objective = objective_of(scenario)
    state = ServiceState.of(scenario, service, rota_of(scenario, ROTA))
    service_terms = state.service_terms()
    assert {term: objective.terms[term] for term in service_terms} == service_terms
    assert objective.total == math.fsum([*service_terms.values(), 2 * 7, 5 * 11, 11 * 13])


def test_a_soft_rule_that_is_not_declared_costs_nothing() -> None:
    objective = objective_of(scenario_with({"requests": {}}))
    assert objective.terms["declined_requests"] == 14
    assert objective.terms["backward_starts"] == 0
    assert objective.terms["unsocial_excess"] == 0
    assert set(objective.soft_measures) == {"requests"}


def test_the_objective_is_of_the_whole_rota_whatever_agents_the_view_names() -> None:
    scenario = scenario_with(SOFT_RULES)
    assert objective_of(scenario, "B").terms == objective_of(scenario).terms
