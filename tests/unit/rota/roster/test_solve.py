"""Best rosters and bounds of problems so small that every roster can be priced."""

from __future__ import annotations

import itertools
import math
import time
from typing import Any

import numpy as np
import pytest

from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rota.roster.generation import RowPool
from allocator.rota.roster.graph import graphs_of
from allocator.rota.roster.problem import OFF, Roster, RosterProblem
from allocator.rota.roster.proof import prove
from allocator.rota.roster.relaxed_bound import bound_by_steps
from allocator.rota.roster.solve import solve
from allocator.verify.objective import soft_measures
from allocator.verify.terms import SOFT_TERMS, prices_by_term
from allocator.verify.verifier import broken_rules
from tests.tiny_week import agent
from tests.unit.rota.roster.tiny_rosters import all_rows, compiled, tiny_roster, written

SEEDS = range(4)
RULES: dict[str, dict[str, Any]] = {
    "days_in_a_row": {"days_max": 3},
    "work_runs": {"days_min": 2, "past_known": False},
    "rest_runs": {"days_min": 2},
    "shift_successions": {"forbidden": ["late>early"]},
    "requests": {},
    "cover": {},
}


def drawn(seed: int) -> Scenario:
    """Draw wishes and cover for two people over five days; of odd seeds in parts of one."""
    rng = np.random.default_rng(seed)
    unit = 0.37 if seed % 2 else 1.0
    days = [f"2026-06-{day:02d}" for day in range(1, 6)]
    kinds = ["day_off", "start_between", "shift_between", "no_shift_between"]
    requests = [
        {"agent_id": who, "date": day, "kind": str(rng.choice(kinds)), "weight": unit}
        | {"start_from": "08:00", "start_to": "09:00"}
        for who in "AB"
        for day in rng.choice(days, 3, replace=False)
    ]
    cover = [
        {
            "days": day,
            "shift_kind": kind,
            "agents": int(rng.integers(3)),
            "short_weight": 3 * unit,
            "over_weight": unit,
        }
        for day in days
        for kind in ("early", "late")
    ]
    return tiny_roster(
        RULES,
        agents=[agent("A"), agent("B", contract="early")],
        contracts=[
            {"id": "any", "patterns": ["early", "late"]},
            {
                "id": "early",
                "patterns": ["early"],
                "rules": {"days_in_a_row": {"days_max": 2}},
            },
        ],
        requests=requests,
        cover=cover,
        prices={"declined_request": 2, "cover_deviation": 1},
    )


def measured(scenario: Scenario, roster: Roster) -> tuple[float, bool]:
    """Cost of a roster by the measures of the soft rules, and whether it is lawful."""
    made = compiled(scenario)
    view = RotaView.whole(scenario, written(scenario, made, roster))
    price = prices_by_term(scenario.settings.prices)
    cost = sum(price[SOFT_TERMS[r]] * m.amount for r, m in soft_measures(view).items())
    return cost, not broken_rules(view)


def best_of_all(problem: RosterProblem, scenario: Scenario) -> float:
    """Least cost of any lawful roster."""
    made = compiled(scenario)
    rows: list[list[Roster]] = []
    nobody = np.full((2, problem.day_count), OFF, dtype=np.int16)
    for person in range(2):
        mine: list[Roster] = []
        for row in all_rows(made):
            roster = nobody.copy()
            roster[person] = row
            if not broken_rules(RotaView.whole(scenario, written(scenario, made, roster))):
                mine.append(row)
        rows.append(mine)
    return min(problem.cost(np.stack(both)) for both in itertools.product(*rows))


@pytest.fixture(scope="module", params=SEEDS)
def case(request: pytest.FixtureRequest) -> tuple[Scenario, RosterProblem, float]:
    scenario = drawn(request.param)
    problem = compiled(scenario).problem
    return scenario, problem, best_of_all(problem, scenario)


def test_the_problem_prices_a_roster_as_the_measures_do(
    case: tuple[Scenario, RosterProblem, float],
) -> None:
    scenario, problem, _ = case
    rng = np.random.default_rng(0)
    for _ in range(20):
        roster = rng.integers(-1, 2, (2, problem.day_count)).astype(np.int16)
        assert problem.cost(roster) == pytest.approx(measured(scenario, roster)[0])


def test_the_best_roster_is_found_and_proven(
    case: tuple[Scenario, RosterProblem, float],
) -> None:
    scenario, problem, best = case
    result = solve(problem, seconds=3600)  # it ends once proven
    assert result.roster is not None
    assert measured(scenario, result.roster) == (pytest.approx(best), True)
    assert result.cost == pytest.approx(best)
    assert result.bound == pytest.approx(best, abs=1e-5)


@pytest.mark.parametrize("arcs_max", [1e6, 1])
def test_no_bound_is_above_the_best_roster(
    case: tuple[Scenario, RosterProblem, float], arcs_max: float
) -> None:
    """By linear programs or by steps, over all lawful rows or over more."""
    _, problem, best = case
    graphs = graphs_of(problem, arcs_max)
    nobody = np.full((2, problem.day_count), OFF, dtype=np.int16)
    mix = RowPool(problem, graphs).generate([0, 1], nobody, deadline=math.inf)
    assert mix is not None
    assert mix.bound <= best + 1e-6
    told: list[float] = []
    deadline = time.perf_counter() + 0.3
    steps = bound_by_steps(problem, graphs, cost=lambda: best, found=told.append, deadline=deadline)
    assert steps == max(told)
    assert told == sorted(told)
    assert steps <= best + 1e-6


def test_the_proof_reaches_the_best_roster_from_any_prices(
    case: tuple[Scenario, RosterProblem, float],
) -> None:
    """And from a bound far below: then it searches all rosters, a few more each time."""
    _, problem, best = case
    graphs = graphs_of(problem)
    prices = np.zeros(problem.wanted.shape)
    least = [
        graph.arc_costs(graph.choice_prices(own))[1]
        for graph, own in zip(graphs, problem.prices, strict=True)
    ]
    bound = problem.fixed_cost + sum(least)
    costs, bounds = [math.inf], [problem.up_to_grain(bound)]

    def found(roster: Roster | None, proven: float) -> None:
        costs.append(math.inf if roster is None else problem.cost(roster))
        bounds.append(proven)

    prove(
        problem,
        graphs,
        prices,
        bound,
        best=lambda: min(costs),
        found=found,
        deadline=math.inf,
    )
    assert min(costs) == pytest.approx(best)
    assert max(bounds) <= best + 1e-6
    assert bounds[-1] >= best - 1e-5


def test_who_has_no_lawful_row_leaves_no_roster() -> None:
    scenario = tiny_roster(
        {"contracted_hours": {}, "days_in_a_row": {"days_max": 1}, "rest_runs": {"days_min": 3}},
        agents=[agent("A", weekly_hours=40)],
        contracts=[{"id": "any", "patterns": ["early", "late"]}],
    )
    result = solve(compiled(scenario).problem, seconds=3600)
    assert (result.roster, result.bound) == (None, math.inf)


def test_too_many_to_list_are_searched_beside_a_bound_by_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scenario = drawn(0)
    problem = compiled(scenario).problem
    monkeypatch.setattr("allocator.rota.roster.solve._PEOPLE_MAX", 1)
    result = solve(problem, seconds=3)
    assert result.roster is not None
    cost, lawful = measured(scenario, result.roster)
    assert lawful
    assert cost == result.cost
    assert result.bound <= best_of_all(problem, scenario) <= cost
