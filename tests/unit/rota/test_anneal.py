"""The compiled search against the slower parts that say the same: prices, duties, rules."""

from __future__ import annotations

import random
import time
from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

from allocator.domain.view import RotaView
from allocator.rota.anneal.best_way import best_way
from allocator.rota.anneal.desk import desk_for
from allocator.rota.anneal.judge import judge, team_price, touch
from allocator.rota.anneal.phones import crew_of, need_of
from allocator.rota.anneal.pricing import price_day
from allocator.rota.anneal.schedule import anneal_rota
from allocator.rota.anneal.search import Search
from allocator.rota.anneal.shifts import ShiftList
from allocator.rota.anneal.week_rules import read_week_rules
from allocator.rota.best_week import priced_options
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.construct import construct
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import BREACH_PRICE, COST_SCALE, ShiftModel
from allocator.rota.polish import Incumbent
from allocator.rota.service_table import ServiceTable
from allocator.rules import registry
from allocator.verify.verifier import broken_rules
from tests.rules.random_rotas import LENIENT, STRICT, instance_of, random_rota

LIMITS = SearchLimits(seed=1, seconds=0.5, reproducible=True)
ACTIVITIES = [
    ("coaching", "A|C", 60, "mon 13:00"),
    ("other", "A", 60, "tue 10:00"),
]
FEW_CHANGES: dict[str, Any] = {"queue_changes": {"changes_max": 0}}
NEVER = 1e18


def drawn(seed: int, rules: dict[str, dict[str, Any]], **fields: Any) -> Instance:
    return instance_of(seed, rules, **fields)


@pytest.mark.parametrize("seed", range(6))
def test_a_rota_costs_what_the_slow_sums_say(seed: int) -> None:
    instance = drawn(seed, LENIENT)
    for number in range(5):
        assignment = random_rota(random.Random(number), instance)
        search = Search(instance, assignment, 1)
        rota = Incumbent(instance, assignment)
        cost, is_valid = search.measure()
        assert is_valid == rota.is_valid
        assert cost == pytest.approx(rota.cost, abs=0.02)
        assert search.assignment() == assignment


@pytest.mark.parametrize("changes", [{}, FEW_CHANGES, {"queue_changes": {"changes_max": 1}}])
@pytest.mark.parametrize("seed", range(6))
def test_best_way_costs_what_the_arrays_say(seed: int, changes: dict[str, Any]) -> None:
    instance = drawn(seed, STRICT | changes, activities=ACTIVITIES)
    assignment = random_rota(random.Random(seed), instance)
    table = ServiceTable(instance, assignment)
    need, shifts = need_of(instance, table), ShiftList(instance)
    crew = crew_of(instance, need)
    desk = desk_for(shifts.arrays, crew)
    compared = 0
    for row, agent_id in enumerate(instance.agent_ids):
        others = {key: duty for key, duty in assignment.items() if key[0] != agent_id}
        search = Search(instance, others, 1)
        search.measure()
        options = [o for day in instance.options[agent_id] for o in day]
        priced = priced_options(instance, ServiceTable(instance, others), agent_id, options)
        for day in range(instance.day_count):
            number = row * instance.day_count + day
            price_day(need, crew, search.present, desk.sums, row, number, BREACH_PRICE)
            for option, choice in shifts.choice_of[number].items():
                if not shifts.arrays.plain[choice]:
                    continue
                here = shifts.arrays.option[choice]
                cost = best_way(shifts.arrays, crew, desk, row, number, here, NEVER)
                assert cost == pytest.approx(priced[option].cost, abs=1e-9)
                compared += 1
    assert compared > 20


@pytest.mark.parametrize("seed", range(4))
def test_weeks_are_judged_as_the_solver_judges_them(seed: int) -> None:
    """Random weeks of one person, the others as they are: the same verdict and the same price."""
    instance = drawn(seed, STRICT)
    shifts = ShiftList(instance)
    rules = read_week_rules(instance, shifts)
    assert rules.readable.all()
    free = {
        (agent_id, day): options
        for agent_id, week in instance.options.items()
        for day, options in enumerate(week)
        if options
    }
    rng = random.Random(seed)
    verdicts = set[bool]()
    for _ in range(40):
        sums = np.zeros(len(rules.kind), dtype=np.int64)
        shared = rules.shared_constant.copy()
        low, high = (np.zeros(len(rules.helper_low), dtype=np.int64) for _ in range(2))
        model = ShiftModel(instance, free, {})
        model.minimise()
        cost = rules.constant
        for row, agent_id in enumerate(instance.agent_ids):
            for day in range(instance.day_count):
                of_day = shifts.choice_of[row * instance.day_count + day]
                pick = rng.choice([None, *of_day]) if rng.random() < 0.7 else None
                for option, literal in model.shifts(agent_id, day).items():
                    model.add(literal == int(option == pick))
                if pick is not None:
                    cost += touch(rules, sums, shared, of_day[pick], 1)
        for row in range(len(instance.agent_ids)):
            cost += judge(rules, sums, shared, low, high, row)
        cost += team_price(rules, shared)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        status = solver.solve(model.model)
        is_allowed = status == cp_model.OPTIMAL
        verdicts.add(is_allowed)
        assert (cost < NEVER) == is_allowed
        if is_allowed:
            assert cost == pytest.approx(solver.objective_value / COST_SCALE, abs=0.02)
    assert verdicts == {True, False}


@pytest.mark.parametrize("seed", range(3))
def test_what_is_found_keeps_every_rule_and_costs_no_more(seed: int) -> None:
    hard = {rule_id: {} for rule_id in registry.HARD_RULES if rule_id != "notice"}
    instance = drawn(seed, hard | FEW_CHANGES, activities=ACTIVITIES[:1])
    first = _some_valid_rota(instance)
    found = Incumbent(
        instance, anneal_rota(instance, first.assignment, LIMITS, 0.0, lambda _: None, warm=0.3)
    )
    assert found.is_valid
    assert found.cost <= first.cost
    view = RotaView.whole(instance.scenario, to_rota(instance, found.assignment))
    assert broken_rules(view) == []


def _some_valid_rota(instance: Instance) -> Incumbent:
    counts = solve_counts(instance, 0.5)
    assignment = construct(instance, counts, LIMITS)
    assert assignment is not None
    return Incumbent(instance, assignment)


def test_the_same_number_of_changes_gives_the_same_rota_however_long_it_takes() -> None:
    instance = drawn(1, LENIENT)
    first = random_rota(random.Random(1), instance)
    once, again = (
        anneal_rota(instance, first, LIMITS, time.perf_counter() + wait, lambda _: None, warm=0.3)
        for wait in (0.0, 9.0)
    )
    assert once == again
