"""Every term of the objective, as the optimiser prices a rota and as the check recomputes it."""

from __future__ import annotations

import random

import pytest
from ortools.sat.python import cp_model

from allocator.domain.view import RotaView
from allocator.rota.best_week import soft_cost
from allocator.rota.blocks import to_rota
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.model import COST_SCALE
from allocator.rota.service_cost import ServiceCost
from allocator.rota.service_table import ServiceTable
from allocator.rota.whole_model import RotaModel
from allocator.verify.objective import Objective, measure
from allocator.verify.terms import SERVICE_TERMS, SOFT_TERMS
from tests.rules.random_rotas import LENIENT, instance_of, random_rota

SEEDS = range(8)
ROTAS_EACH = 3
NAMES = {"late_contacts": "late_contacts", "uncovered_contacts": "uncovered_contacts"} | {
    "below_floor": "below_floor",
    **SOFT_TERMS,
}
"""Terms of the models with their names in the objective."""


def rotas(seed: int) -> list[tuple[Instance, Assignment]]:
    instance = instance_of(seed, LENIENT)
    rng = random.Random(seed)
    return [(instance, random_rota(rng, instance)) for _ in range(ROTAS_EACH)]


def recomputed(instance: Instance, assignment: Assignment) -> Objective:
    view = RotaView.whole(instance.scenario, to_rota(instance, assignment))
    return measure(view, instance.service)


def rounding(instance: Instance, assignment: Assignment, objective: Objective) -> dict[str, float]:
    """How far rounding to whole numbers may move each term, as the encoders state it."""
    prices = instance.scenario.settings.prices
    unit = 1 / COST_SCALE
    cells = len(instance.service.pools) * len(instance.service.intervals)
    percent = sum(instance.speed_percent.values())
    late = 2 * cells * (percent / 2 + 1) * unit
    amounts = objective.amounts
    missed = amounts["late_contacts"] + amounts["uncovered_contacts"] + 1
    weight = max(queue.weight for queue in instance.scenario.settings.queues)
    floors = weight * prices.below_floor_contact
    entries = len(assignment) + len(instance.scenario.ledger)
    carried = sum(row.unsocial_hours for row in instance.scenario.ledger)
    hours = carried + sum(d.option.end - d.option.start for d in assignment.values()) * 1.37
    excess_hours = hours / 20_000 + (entries + 3) / 1200
    agents = len(instance.agent_ids)
    return {
        "late_contacts": late,
        "uncovered_contacts": 3 * cells * unit,
        "below_floor": floors * (3 * late / prices.late_contact + missed / 10_000),
        "declined_requests": 3 * unit,
        "backward_starts": 60 * amounts["backward_starts"] * unit + unit,
        "unbroken_screen": 60 * amounts["unbroken_screen"] * unit + unit,
        "development_short": 3 * unit,
        "cover_deviation": (len(instance.agent_ids) + 2) * 2 * instance.day_count * unit,
        "unsocial_excess": 4 * prices.unsocial_hour_above_fair_share * agents * excess_hours
        + 600 * (amounts["unsocial_excess"] + 1) * unit,
    }


def assert_same(found: dict[str, float], instance: Instance, assignment: Assignment) -> None:
    objective = recomputed(instance, assignment)
    allowed = rounding(instance, assignment, objective)
    for name, term in NAMES.items():
        assert found.get(name, 0.0) == pytest.approx(
            objective.terms[term], abs=allowed[term], rel=0
        )


def held(instance: Instance, assignment: Assignment, free_agents: tuple[str, ...]) -> RotaModel:
    """Build a model that is free for some agents, and yet can only be this rota."""
    choices = {
        (agent_id, day): instance.options[agent_id][day]
        for agent_id in free_agents
        for day in range(instance.day_count)
    }
    model = RotaModel(instance, choices, assignment)
    ServiceCost(model).add()
    for agent_id, day in choices:
        duty = assignment.get((agent_id, day))
        for option, literal in model.shifts(agent_id, day).items():
            model.add(literal == int(duty is not None and duty.option == option))
        if duty is None:
            continue
        for slot, begin in zip(duty.option.breaks, duty.break_starts, strict=True):
            model.add(model.breaks(agent_id, day)[slot.key][begin] == 1)
        for pool, interval in duty.on_phone:
            model.add(model.in_pool(agent_id, pool, interval) == 1)
    return model


@pytest.mark.parametrize("free_agents", [(), ("B",), ("A", "B", "C")], ids=len)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_term_of_the_model_is_the_checks(seed: int, free_agents: tuple[str, ...]) -> None:
    for instance, assignment in rotas(seed):
        model = held(instance, assignment, free_agents)
        model.minimise()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model.model) == cp_model.OPTIMAL
        assert model.assignment(solver.value) == assignment
        terms = {name: solver.value(term) / COST_SCALE for name, term in model.terms.items()}
        assert_same(terms, instance, assignment)


@pytest.mark.parametrize("free_agents", [(), ("A", "C")], ids=len)
@pytest.mark.parametrize("seed", range(3))
def test_models_and_check_agree_on_whose_unsocial_hours_make_no_debt(
    seed: int, free_agents: tuple[str, ...]
) -> None:
    """Both leave out A, whose share would tell, though the ledger has a row of A's."""
    usual = instance_of(seed, LENIENT)
    agents = [
        person.model_copy(update={"unsocial_agreed": person.agent_id == "A"})
        for person in usual.scenario.agents
    ]
    instance = instance_of(seed, LENIENT, agents=agents)
    rng = random.Random(seed)
    told = 0
    for _ in range(4):
        assignment = random_rota(rng, instance)
        priced = recomputed(instance, assignment)
        told += priced.amounts["unsocial_excess"] != pytest.approx(
            recomputed(usual, assignment).amounts["unsocial_excess"]
        )
        model = held(instance, assignment, free_agents)
        model.minimise()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model.model) == cp_model.OPTIMAL
        found = solver.value(model.terms.get("unsocial_fairness", 0)) / COST_SCALE
        allowed = rounding(instance, assignment, priced)["unsocial_excess"]
        assert found == pytest.approx(priced.terms["unsocial_excess"], abs=allowed, rel=0)
        soft = sum(priced.terms[term] for term in SOFT_TERMS.values())
        off = sum(rounding(instance, assignment, priced)[term] for term in SOFT_TERMS.values())
        assert soft_cost(instance, assignment) == pytest.approx(soft, abs=off, rel=0)
    assert told


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_search_counts_with_is_the_checks(seed: int) -> None:
    for instance, assignment in rotas(seed):
        objective = recomputed(instance, assignment)
        allowed = rounding(instance, assignment, objective)
        service = sum(objective.terms[term] for term in SERVICE_TERMS)
        assert ServiceTable(instance, assignment).cost() == pytest.approx(service, rel=1e-9)
        soft = sum(objective.terms[term] for term in SOFT_TERMS.values())
        off = sum(allowed[term] for term in SOFT_TERMS.values())
        assert soft_cost(instance, assignment) == pytest.approx(soft, abs=off, rel=0)


def test_every_term_is_met_and_told_apart() -> None:
    """So that the agreement above is of figures, and not of noughts."""
    totals = dict.fromkeys(NAMES.values(), 0.0)
    for seed in SEEDS:
        for instance, assignment in rotas(seed):
            objective = recomputed(instance, assignment)
            allowed = rounding(instance, assignment, objective)
            for term, cost in objective.terms.items():
                totals[term] += cost > 20 * allowed[term]
    assert min(totals.values()) >= 4, totals
