"""The linear model never asks for more than the rules do, nor for a higher price.

Whatever obeys a rule is possible in its relaxed form at no greater price: shown on random rotas
whose shifts are put into the counts as they are. So the counts' optimum is a bound.
"""

from __future__ import annotations

import random
from collections import Counter
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest
from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

from allocator.domain.view import RotaView
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.counts import CountsModel
from allocator.rota.counts_service import add_service
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.model import COST_SCALE
from allocator.rota.service_cost import ServiceCost
from allocator.rota.whole_model import RotaModel
from allocator.rules import registry
from allocator.verify.objective import measure, soft_measures
from allocator.verify.terms import SOFT_TERMS, prices_by_term
from allocator.verify.verifier import broken_rules
from tests.rules.random_rotas import LENIENT, STRICT, instance_of, random_rota

RELAXED = [
    rule_id
    for rule_id in registry.RULE_IDS
    if find_spec(f"allocator.rules.{rule_id}.relax") is not None
    and hasattr(import_module(f"allocator.rules.{rule_id}.relax"), "relax")
]
PARAMETERS: dict[str, dict[str, Any]] = {
    "daily_rest": {"rest_minutes": 1500},
    "days_in_seven": {"days_max": 2},
    "days_in_a_row": {"days_max": 1},
    "notice": {"notice_days": 4},
    "unsocial_fairness": {"tier_hours": 1},
}
PINNED = {
    "pins": [("A tue 12:00 pinned 13:00", "work", "web"), ("B mon 08:00 pinned 10:00", "off")]
}
GIVEN_OUT = {
    "published_on": "2026-05-29",
    "published": ["A mon 12:00 work 17:00", "D mon 12:00 work 17:00", "B mon 08:00 work 11:00"],
}
FIELDS: dict[str, dict[str, Any]] = {"pins": PINNED, "notice": GIVEN_OUT}
"""What differs in the scenario where a rule would have nothing to say of it."""
SPEED_STEPS = (1.0, 0.1)
SLACK = 1e-5
SLOW = pytest.mark.slow


def view_of(instance: Instance, assignment: Assignment) -> RotaView:
    return RotaView.whole(instance.scenario, to_rota(instance, assignment))


def least_cost(instance: Instance, assignment: Assignment, speed_step: float) -> dict[str, float]:
    """Cost of each term where the counts are those of a rota; empty where they cannot be."""
    counts = CountsModel(instance, speed_step)
    add_service(counts)
    for group in counts.groups:
        worked = Counter(
            duty.option for (agent_id, _), duty in assignment.items() if agent_id in group
        )
        for day in range(instance.day_count):
            for option, count in counts.shifts(group[0], day).items():
                counts.add(count == worked[option])
    counts.model.minimize(sum(counts.terms.values()))
    solver = model_builder.Solver("highs")
    solver.set_solver_specific_parameters("output_flag=false")
    if solver.solve(counts.model) != model_builder.SolveStatus.OPTIMAL:
        return {}
    return {
        name: float(solver.value(term)) if not isinstance(term, int | float) else float(term)
        for name, term in counts.terms.items()
    }


@pytest.mark.parametrize("twin", ["", "alike"])
@pytest.mark.parametrize("rule_id", RELAXED)
def test_what_obeys_a_rule_is_possible_in_its_relaxed_form(rule_id: str, twin: str) -> None:
    tried = 0
    for seed in range(2):
        rules = LENIENT | {rule_id: PARAMETERS.get(rule_id, {})}
        instance = instance_of(seed, rules, twin=twin, **FIELDS.get(rule_id, {}))
        rng = random.Random(seed)
        price = prices_by_term(instance.scenario.settings.prices)
        obeying = [
            rota
            for rota in (random_rota(rng, instance) for _ in range(60))
            if not broken_rules(view_of(instance, rota))
        ][:3]
        for rota in obeying:
            terms = least_cost(instance, rota, 0.3)
            assert terms, "the relaxation forbids what the rule allows"
            if rule_id in SOFT_TERMS:
                amount = soft_measures(view_of(instance, rota))[rule_id].amount
                found = terms.get(rule_id, 0.0)
                assert found <= price[SOFT_TERMS[rule_id]] * amount + SLACK
            tried += 1
    assert tried >= 2


@pytest.mark.parametrize("seed", range(3))
def test_relaxed_fair_share_leaves_out_whose_unsocial_hours_were_agreed(seed: int) -> None:
    rules = LENIENT | {"unsocial_fairness": PARAMETERS["unsocial_fairness"]}
    agents = [
        person.model_copy(update={"unsocial_agreed": person.agent_id == "B"})
        for person in instance_of(seed, rules).scenario.agents
    ]
    instance = instance_of(seed, rules, agents=agents)
    rng = random.Random(seed)
    price = instance.scenario.settings.prices.unsocial_hour_above_fair_share
    for rota in (random_rota(rng, instance) for _ in range(4)):
        amount = soft_measures(view_of(instance, rota))["unsocial_fairness"].amount
        found = least_cost(instance, rota, 0.3).get("unsocial_fairness", 0.0)
        # Each is a group of one: the price is the rule's own.
        assert found == pytest.approx(price * amount, abs=SLACK)


def some_good_rotas(instance: Instance, count: int) -> list[Assignment]:
    """Rotas that obey every rule of the instance, drawn by random prices of shifts."""
    choices = {
        (agent_id, day): options
        for agent_id, days in instance.options.items()
        for day, options in enumerate(days)
    }
    found: list[Assignment] = []
    for seed in range(count):
        rng = random.Random(seed)
        model = RotaModel(instance, choices, {})
        model.model.minimize(
            sum(
                rng.randint(-9, 9) * literal
                for key in choices
                for literal in model.shifts(*key).values()
            )
        )
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(model.model) == cp_model.OPTIMAL:
            found.append(model.assignment(solver.value))
    return found


@pytest.mark.parametrize("seed", [0, 1, 2, *(pytest.param(n, marks=SLOW) for n in (3, 4, 5))])
@pytest.mark.parametrize("speed_step", SPEED_STEPS)
def test_a_rota_that_obeys_all_rules_costs_no_less_than_its_counts(
    seed: int, speed_step: float
) -> None:
    instance = instance_of(seed, STRICT, twin=("alike", "", "slower")[seed % 3], **PINNED)
    rotas = some_good_rotas(instance, 3)
    assert rotas
    for rota in rotas:
        view = view_of(instance, rota)
        assert broken_rules(view) == []
        terms = least_cost(instance, rota, speed_step)
        assert terms
        assert sum(terms.values()) <= measure(view, instance.service).total + SLACK


@pytest.mark.parametrize("seed", [1, 3, *(pytest.param(n, marks=SLOW) for n in (0, 2))])
def test_the_bound_is_at_most_the_best_rota(seed: int) -> None:
    fields: dict[str, Any] = {"days": 2}
    if seed % 2:  # four people on one day, as many as can be done in no time
        lax = {"id": "any", "patterns": ["any"], "tolerance_minutes": 600}
        fields = {"days": 1, "contracts": [lax]}
    instance = instance_of(seed, STRICT, twin=("", "alike", "", "slower")[seed], **fields)
    choices = {
        (agent_id, day): options
        for agent_id, days in instance.options.items()
        for day, options in enumerate(days)
    }
    model = RotaModel(instance, choices, {})
    ServiceCost(model).add()
    model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model.model)
    coarse, fine = (solve_counts(instance, step) for step in SPEED_STEPS)
    assert status == cp_model.OPTIMAL
    best = measure(view_of(instance, model.assignment(solver.value)), instance.service).total
    assert best == pytest.approx(solver.objective_value / COST_SCALE, rel=1e-3)
    assert 0 < coarse.bound <= best + SLACK
    assert 0 < fine.bound <= best + SLACK
