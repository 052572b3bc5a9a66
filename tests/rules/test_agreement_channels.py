"""Calls with emails, and chats with call-backs, as the optimiser prices them and the check does."""

from __future__ import annotations

import random

import pytest
from ortools.sat.python import cp_model

from allocator.demand.deferred_plan import plan_deferred
from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.rota.bound import solve_counts
from allocator.rota.instance import Instance
from allocator.rota.model import COST_SCALE
from allocator.rota.service_table import ServiceTable
from allocator.verify.terms import SERVICE_TERMS
from tests.rules.random_rotas import LENIENT, busy_days, demand_of, random_rota
from tests.rules.test_agreement_terms import assert_same, held, recomputed

SEEDS = range(5)


def instance_of(seed: int) -> Instance:
    """Compile a scenario with a pool of calls and emails, and one of chats and call-backs."""
    rng = random.Random(seed)
    queues = [
        {"id": "calls", "weight": 1.3, "target_s": 20, "floor_share": 0.5},
        {
            "id": "chat",
            "channel": "chat",
            "chats_at_once": rng.choice([1, 2, 3]),
            "weight": 0.7,
            "target_s": 60,
            "floor_share": 0.6,
            "patience_s": 60,
        },
        {"id": "web", "channel": "email", "target_s": rng.choice([7200, 28_800]), "weight": 0.8},
        {"id": "back", "channel": "callback", "target_s": 14_400, "floor_share": 0.9},
    ]
    pools = [
        {"id": "main", "queues": ["calls", "web"], "seats": 2},
        {"id": "room", "queues": ["chat", "back"], "seats": 1},
    ]
    skills = [("A", "calls", 1), ("A", "chat", 1), ("A", "web", 1), ("B", "calls", 1)]
    skills += [("B", "back", 1), ("C", "chat", 1), ("C", "back", 2), ("C", "web", 1)]
    scenario = busy_days(seed, LENIENT, queues=queues, pools=pools, skills=skills)
    demand: list[Requirement] = []
    for row in demand_of(seed, scenario):
        demand.append(row)
        if row.queue == "web":
            demand.append(
                row.model_copy(update={"queue": "back", "pool": "room", "forecast_contacts": 3.0})
            )
    mine = [row.model_copy(update={"pool": scenario.pool_of_queue[row.queue]}) for row in demand]
    return Instance.of(scenario, ServiceModel.of(scenario, plan_deferred(scenario, tuple(mine))))


@pytest.mark.parametrize("free_agents", [(), ("A", "B", "C")], ids=len)
@pytest.mark.parametrize("seed", SEEDS)
def test_each_term_of_the_model_is_the_checks(seed: int, free_agents: tuple[str, ...]) -> None:
    instance, rng = instance_of(seed), random.Random(seed)
    for _ in range(2):
        assignment = random_rota(rng, instance)
        model = held(instance, assignment, free_agents)
        model.minimise()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model.model) == cp_model.OPTIMAL
        terms = {name: solver.value(term) / COST_SCALE for name, term in model.terms.items()}
        assert_same(terms, instance, assignment)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_search_counts_with_is_the_checks_and_no_rota_is_below_the_bound(
    seed: int,
) -> None:
    instance, rng = instance_of(seed), random.Random(seed)
    bound = solve_counts(instance, 0.1).bound
    some_late = dict.fromkeys(("calls", "chat", "web", "back"), False)
    for _ in range(6):
        assignment = random_rota(rng, instance)
        objective = recomputed(instance, assignment)
        service = sum(objective.terms[term] for term in SERVICE_TERMS)
        assert ServiceTable(instance, assignment).cost() == pytest.approx(service, rel=1e-9)
        assert objective.total >= bound - 1e-6
        for queue, level in objective.service_levels.items():
            some_late[queue] |= level.week_share < 1
    assert all(some_late.values()), some_late
