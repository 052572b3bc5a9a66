"""The bound with people counted: exact cells, below every rota at any prices, above the other."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.view import RotaView
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.instance import Instance
from allocator.rota.polish import Incumbent, with_sessions_placed
from allocator.rota.service_cost import ServiceCost
from allocator.rota.week_bound.head_rounds import HeadRounds
from allocator.rota.week_bound.head_ties import HeadTies, classes_of
from allocator.rota.week_bound.heads import CLASSES
from allocator.rota.week_bound.people import Person
from allocator.rota.week_bound.prove import Rounds
from allocator.rota.week_bound.ties import Floats, Prices
from allocator.rota.whole_model import RotaModel
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.rules.random_rotas import STRICT, busy_days, demand_of, instance_of
from tests.tiny_week import agent
from tests.unit.rota.test_week_bound import LAX, any_prices, good_rotas

LIVELY: dict[str, Any] = STRICT | {"days_in_seven": {"days_max": 6}}


def counted(instance: Instance) -> HeadRounds:
    """Count the people of rounds that have just begun."""
    rounds = Rounds(instance)
    rounds.start()
    return HeadRounds(rounds)


def of_many_speeds(seed: int) -> Instance:
    """More people in a pool than there are classes, each with a speed of one's own."""
    names = "ABCDEFGH"
    scenario = busy_days(
        seed,
        LIVELY,
        contracts=[LAX],
        agents=[agent(name, weekly_hours=8) for name in names],
        skills=[(name, "calls", 1) for name in names],
        requests=[],
        ledger=[],
        worked=[],
        goals=[],
    )
    factors = (0.8, 0.85, 0.91, 1.0, 1.12, 1.25, 1.4, 1.63)
    scenario = scenario.model_copy(
        update={
            "skills": tuple(
                skill.model_copy(update={"aht_factor": factor})
                for skill, factor in zip(scenario.skills, factors, strict=True)
            )
        }
    )
    return Instance.of(scenario, ServiceModel.of(scenario, demand_of(seed, scenario)))


def least_over_everybody(ties: HeadTies, people: list[Person], prices: Prices) -> Floats:
    """Least of each cell's cost less the prices, over all sets of the people who may be there."""
    tables = ties.tables
    least = np.zeros((len(ties.pools), ties.intervals))
    for pool in range(len(ties.pools)):
        there = [
            (float(person.effective[place]), ties.row_of[number, place])
            for number, person in enumerate(people)
            if person.options
            for place, own in enumerate(person.pools.tolist())
            if own == pool
        ]
        vertices = tables.vertices[pool, : tables.vertex_count[pool]]
        for interval in range(ties.intervals):
            costs: list[float] = []
            for chosen in product((False, True), repeat=len(there)):
                present = [each for each, is_there in zip(there, chosen, strict=True) if is_there]
                agents = sum(worth for worth, _ in present)
                late = tables.late[pool, interval, : len(vertices)]
                cost = float(np.interp(agents, vertices, late))
                cost -= float(prices.late[pool, interval]) * agents
                costs.append(cost - sum(float(prices.cover[row, interval]) for _, row in present))
            least[pool, interval] = min(costs)
    return least


@pytest.mark.parametrize("seed", range(4))
def test_cells_cost_least_with_the_best_set_of_people(seed: int) -> None:
    instance = instance_of(seed, LIVELY, twin=("", "slower")[seed % 2], contracts=[LAX])
    rounds = counted(instance)
    ties = rounds.ties
    assert isinstance(ties, HeadTies)
    rng = np.random.default_rng(seed)
    for _ in range(4):
        prices = any_prices(rng, ties)
        exact = least_over_everybody(ties, rounds.people.people, prices).sum()
        assert ties.least_of_late(prices) == pytest.approx(float(exact), abs=1e-9)


@pytest.mark.parametrize("seed", range(2))
def test_classes_of_several_speeds_say_no_more_than_is_true(seed: int) -> None:
    rounds = counted(of_many_speeds(seed))
    ties = rounds.ties
    assert isinstance(ties, HeadTies)
    assert (ties.heads.size[0] > 0).sum() == CLASSES
    rng = np.random.default_rng(seed)
    for _ in range(3):
        prices = any_prices(rng, ties)
        exact = float(least_over_everybody(ties, rounds.people.people, prices).sum())
        assert ties.least_of_late(prices) <= exact + 1e-9
        without = prices._replace(cover=np.zeros_like(prices.cover))
        known = float(
            (ties.tables.late - without.late[:, :, None] * ties.tables.vertices[:, None, :])
            .min(axis=2)
            .sum()
        )
        assert ties.least_of_late(without) >= known - 1e-9


@pytest.mark.parametrize("seed", range(6))
def test_no_rota_costs_less_than_what_any_prices_of_heads_prove(seed: int) -> None:
    instance = instance_of(seed, LIVELY, twin=("", "alike", "slower")[seed % 3], contracts=[LAX])
    costs = [
        measure(RotaView.whole(instance.scenario, to_rota(instance, rota)), instance.service).total
        for rota in good_rotas(instance, 3)
    ]
    assert costs
    rounds = counted(instance)
    rng = np.random.default_rng(seed)
    for _ in range(8):
        rounds.prices = any_prices(rng, rounds.ties)
        assert rounds.price_everybody() <= min(costs) + 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_best_rota_costs_no_less_than_the_bound_with_people_counted(seed: int) -> None:
    names = "ABC"
    instance = instance_of(
        seed,
        LIVELY,
        contracts=[LAX],
        cover=[],
        agents=[agent(name, weekly_hours=6) for name in names],
        skills=[(name, "calls", 1) for name in names] + [("A", "chat", 1), ("C", "chat", 1)],
        requests=[],
        ledger=[],
        worked=[],
        goals=[],
        opening_hours=[{"days": ["mon", "tue"], "open": "08:00", "close": "15:00"}],
    )
    rounds = Rounds(instance)
    rounds.prove(60)
    before = [each.copy() for each in (*rounds.prices, *rounds.sums, *rounds.columns)]
    heads = HeadRounds(rounds)
    told: list[float] = []
    heads.prove(40, told.append)
    assert told == sorted(told)
    assert heads.bound == told[-1]
    assert heads.bound > rounds.bound
    assert heads.bound <= _best_cost(instance) + 1e-3
    after = (*rounds.prices, *rounds.sums, *rounds.columns)
    assert all(np.array_equal(*each) for each in zip(before, after, strict=True))
    assert solve_counts(instance, 0.1).bound >= heads.bound * 0.999


def _best_cost(instance: Instance) -> float:
    """Find the cost of the best rota by a solver that knows nothing of prices."""
    days = range(instance.day_count)
    choices = {(a, d): instance.options[a][d] for a, d in product(instance.agent_ids, days)}
    model = RotaModel(instance, choices, {})
    ServiceCost(model).add()
    model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model.model) == cp_model.OPTIMAL
    view = RotaView.whole(instance.scenario, to_rota(instance, model.assignment(solver.value)))
    assert broken_rules(view) == []
    return measure(view, instance.service).total


def test_rounds_with_people_counted_end_when_asked() -> None:
    rounds = counted(instance_of(1, LIVELY, contracts=[LAX], cover=[]))
    told: list[float] = []
    rounds.prove(50, told.append, lambda: len(told) >= 2)
    assert len(told) == 2


def test_people_are_put_in_classes_of_nearly_one_speed() -> None:
    worth = np.sort(np.random.default_rng(3).choice(np.arange(60, 120), 14)) / 100

    def spread(parts: list[tuple[int, int]]) -> float:
        return sum(float(((worth[a:b] - worth[a:b].mean()) ** 2).sum()) for a, b in parts)

    found = sorted(classes_of(worth))
    edges = [(0, *cuts, len(worth)) for cuts in combinations(range(1, len(worth)), CLASSES - 1)]
    best = min(spread(list(pairwise(each))) for each in edges)
    assert [a for a, _ in found] == [0, *(b for _, b in found[:-1])]
    assert found[-1][1] == len(worth)
    assert spread(found) == pytest.approx(best, abs=1e-12)


def test_few_speeds_have_a_class_each_and_large_teams_fewer_classes() -> None:
    assert sorted(classes_of(np.array([0.8] * 3 + [0.9] * 5 + [1.0]))) == [(0, 3), (3, 8), (8, 9)]
    assert classes_of(np.array([0.8] * 3 + [0.9] * 5 + [1.0]))[-1] == (3, 8)
    assert classes_of(np.array([])) == []
    assert classes_of(np.repeat([0.8, 0.9, 1.0], [90, 100, 200])) == [(0, 190), (190, 390)]


@pytest.mark.parametrize("seed", range(4))
def test_goals_cost_no_more_in_the_bound_than_in_any_rota(seed: int) -> None:
    hard = LIVELY | {"practice": {}}
    instance = instance_of(seed, hard, contracts=[LAX], cover=[])
    assert instance.sessions
    rounds = Rounds(instance)
    rounds.prove(40)
    priced = rounds.bound
    held = 0
    for rota in good_rotas(instance, 4):
        first = Incumbent(instance, rota)
        placed = with_sessions_placed(first)
        held += bool(placed.instance.practice)
        assert priced <= min(first.cost, placed.cost) + 1e-6
    assert held
    # Without the rule that prices goals the same rounds prove less.
    rules = {k: v for k, v in instance.scenario.settings.rules.items() if k != "development"}
    settings = instance.scenario.settings.model_copy(update={"rules": rules})
    scenario = instance.scenario.model_copy(update={"settings": settings})
    free = Rounds(Instance.of(scenario, instance.service))
    free.prove(40)
    assert priced > free.bound
