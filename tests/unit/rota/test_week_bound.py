"""The bound by best weeks: exact for one person, and below every rota at any prices."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

from allocator.domain.view import RotaView
from allocator.rota.best_duty import DayPrices
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.linear_bound import solve_linear
from allocator.rota.model import COST_SCALE, ShiftModel
from allocator.rota.stretches import Stretches
from allocator.rota.week_bound.people import People, Person
from allocator.rota.week_bound.pricing import Pricing
from allocator.rota.week_bound.prove import Rounds
from allocator.rota.week_bound.ties import Floats, Prices, Ties
from allocator.rota.whole_model import RotaModel
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.rules.random_rotas import LENIENT, STRICT, instance_of
from tests.tiny_week import agent

ROUNDING = 1e-4
"""CP-SAT's whole numbers, on a few shifts."""
KNOWN: dict[str, dict[str, Any]] = LENIENT | {
    "contracted_hours": {},
    "daily_rest": {"rest_minutes": 1200},
    "days_in_seven": {"days_max": 3},
    "days_in_a_row": {"days_max": 2},
    "shift_successions": {"forbidden": ["late>early"]},
    "kind_limits": {"most": {"late": 1}},
    "pins": {},
    "agreed_adjustments": {},
    "notice": {"notice_days": 4},
}
"""Rules that the best week obeys to the letter."""
AGREED: dict[str, Any] = {
    "adjustments": [("A", "days_in_week_max", "2"), ("B", "unbroken_work_minutes_max", "180")],
    "pins": [("C tue 12:00 pinned 13:00", "work", "web"), ("B mon 08:00 pinned 10:00", "off")],
    "published_on": "2026-05-29",
    "published": ["A mon 12:00 work 17:00"],
}
LAX = {"id": "any", "patterns": ["any"], "tolerance_minutes": 300}
ACTIVITIES = [
    ("training", "A", 60, "mon 09:00 to wed 20:00"),
    ("coaching", "B|C", 60, "tue 09:00 to wed 18:00"),
]


def rows_of(rng: np.random.Generator, person: Person, moments: int) -> Floats:
    """Prices of being on the phone that lure here and deter there."""
    return rng.normal(-0.5, 1.0, (len(person.pools), moments)).round(3)


def best_by_solver(instance: Instance, person: Person, rows: Floats) -> float:
    """Price a person's best week by the encoders and CP-SAT."""
    agent_id = person.agent_id
    pools = instance.agent_pools[agent_id]
    days = range(instance.day_count)
    rows = rows.copy()
    for place, pool in enumerate(pools):
        rows[place, list(instance.barred[agent_id, pool])] += 1e6
    model = ShiftModel(instance, {(agent_id, d): instance.options[agent_id][d] for d in days}, {})
    for day in days:
        first = instance.scenario.grid.day_bounds[day]
        for option, literal in model.shifts(agent_id, day).items():
            stretches = Stretches(
                first,
                {pool: rows[place, first : option.end] for place, pool in enumerate(pools)},
                unbroken=instance.unbroken_limits.get(agent_id),
                length_costs=instance.stretch_costs,
            )
            duty = DayPrices(stretches).best(option, instance.rest_due(agent_id, option))
            model.add_cost("service", literal, duty.cost)
    # Of requests and starts of the others, who have no shifts here, only the person's count.
    others = ShiftModel(instance, {}, {})
    model.minimise()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model.model) == cp_model.OPTIMAL
    mine = sum(
        request.weight * instance.scenario.settings.prices.declined_request
        for request in instance.scenario.requests_by_agent.get(agent_id, ())
        if request.kind == "shift_between"
    )
    nobody = sum(int(term) for term in others.terms.values()) / COST_SCALE
    return solver.objective_value / COST_SCALE - nobody + mine


@pytest.mark.parametrize("seed", range(6))
def test_best_week_is_that_of_the_encoders(seed: int) -> None:
    instance = instance_of(seed, KNOWN, **AGREED)
    settings = instance.scenario.settings
    kept = {
        k: v
        for k, v in settings.rules.items()
        if k not in ("unsocial_fairness", "cover", "development")
    }
    scenario = instance.scenario.model_copy(
        update={"settings": settings.model_copy(update={"rules": kept})}
    )
    instance = Instance.of(scenario, instance.service)
    pricing = Pricing(People(instance, {}, {}))
    rng = np.random.default_rng(seed)
    found = 0
    for person in pricing.people.people:
        if not person.week.days_allowed.any():
            continue
        rows = rows_of(rng, person, pricing.moments)
        cost, week = pricing.best(person, rows, 0.0)
        assert cost == pytest.approx(best_by_solver(instance, person, rows), abs=ROUNDING)
        on_phone = sum(rows[pool, begin:end].sum() for pool, begin, end in week.runs)
        assert week.own_cost + on_phone == pytest.approx(cost, abs=ROUNDING)
        found += 1
    assert found >= 2


def good_rotas(instance: Instance, count: int) -> Iterator[Assignment]:
    """Rotas that obey every rule, drawn by random prices of shifts."""
    days = range(instance.day_count)
    choices = {(a, d): instance.options[a][d] for a, d in product(instance.agent_ids, days)}
    for seed in range(count):
        rng = np.random.default_rng(seed)
        model = RotaModel(instance, choices, {})
        literals = [literal for key in choices for literal in model.shifts(*key).values()]
        model.model.minimize(
            sum(
                int(weight) * literal
                for weight, literal in zip(
                    rng.integers(-9, 9, len(literals)), literals, strict=True
                )
            )
        )
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(model.model) == cp_model.OPTIMAL:
            yield model.assignment(solver.value)


def any_prices(rng: np.random.Generator, ties: Ties) -> Prices:
    """Prices of no merit, now and then none."""
    nothing = ties.nothing_priced()
    return ties.within(
        Prices(
            *(
                rng.normal(0, 3, each.shape) * (rng.random(each.shape) < rng.choice([0.3, 1.0]))
                for each in nothing
            )
        )
    )


@pytest.mark.parametrize("seed", range(8))
def test_no_rota_costs_less_than_what_any_prices_prove(seed: int) -> None:
    fields: dict[str, Any] = {"activities": ACTIVITIES} if seed % 2 else {}
    instance = instance_of(
        seed,
        STRICT | {"days_in_seven": {"days_max": 6}},
        twin=("", "alike", "slower")[seed % 3],
        contracts=[LAX],
        **fields,
    )
    rotas = list(good_rotas(instance, 3))
    costs: list[float] = []
    for rota in rotas:
        view = RotaView.whole(instance.scenario, to_rota(instance, rota))
        assert broken_rules(view) == []
        costs.append(measure(view, instance.service).total)
    assert costs
    rounds = Rounds(instance)
    rng = np.random.default_rng(seed)
    for number in range(12):
        rounds.prices = any_prices(rng, rounds.ties)
        if number % 2:
            for pool, floors in zip(rounds.ties.pools, rounds.ties.floor_prices, strict=True):
                most = 4.0 * pool.weights * (pool.floors > 0)
                floors[:] = np.minimum(rng.random(floors.shape) * 4, most[:, None])
            price = instance.scenario.settings.prices.below_floor_contact
            for floors in rounds.ties.floor_prices:
                floors *= price / 4
            rounds.ties.price_floors()
        assert rounds.price_everybody() <= min(costs) + 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_rounds_prove_more_than_the_linear_model(seed: int) -> None:
    instance = instance_of(seed, STRICT, contracts=[LAX], cover=[])
    assert solve_counts(instance, 0.1).bound >= solve_linear(instance, 0.1).bound * 0.999


def test_rounds_tell_of_a_rising_bound_and_end_when_asked() -> None:
    instance = instance_of(1, STRICT, contracts=[LAX], cover=[])
    told: list[float] = []
    found = solve_counts(instance, 0.1, told.append, lambda: len(told) > 2)
    assert told == sorted(told)
    assert len(told) == 3
    assert found.bound == told[-1]


def test_who_has_no_week_rules_out_every_rota() -> None:
    agents = [agent("A", weekly_hours=84), agent("B", weekly_hours=8)]
    instance = instance_of(
        0, STRICT, agents=agents, requests=[], ledger=[], worked=[], skills=[("A", "calls", 1)]
    )
    found = solve_counts(instance, 0.1)
    assert not found.feasible
    assert found.bound == float("inf")


def test_divided_team_works_its_hours_in_the_pools_it_can() -> None:
    instance = instance_of(2, STRICT, contracts=[LAX])
    found = solve_counts(instance, 0.5)
    for agent_id in instance.agent_ids:
        hours = sum(o.paid_minutes * n for o, n in found.shifts[agent_id].items()) / 60
        due = instance.scenario.hours_due(agent_id)
        assert abs(hours - due) <= 5.0 + 1e-6
    for agent_id, pool, interval in found.pool_shares:
        assert pool in instance.agent_pools[agent_id]
        assert interval >= 0
