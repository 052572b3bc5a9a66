"""Activities off the phone find their times, keep them, and move to better ones."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rota.best_week import soft_cost
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.choose_times import NoTimes
from allocator.rota.construct import construct
from allocator.rota.duty import Assignment, chosen_starts
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import COST_SCALE
from allocator.rota.move_activities import move_activities
from allocator.rota.optimise import optimise
from allocator.rota.place_activities import place_activities
from allocator.rota.polish import Incumbent, polish, settle, with_activities_moved
from allocator.rota.service_cost import ServiceCost
from allocator.rota.service_table import ServiceTable
from allocator.rota.whole_model import RotaModel
from allocator.rules import registry
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.rules.random_rotas import STRICT
from tests.rules.random_rotas import instance_of as drawn
from tests.tiny_week import agent, pattern, requirements_of, rest, tiny_week

LIMITS = SearchLimits(seed=1, seconds=12.0, reproducible=True)
COACHING = ("coaching", "A|B", 60, "mon 09:00 to tue 17:00")
BUSY_HOURS = range(9, 13)


def scenario_of(**fields: Any) -> Scenario:
    """Two days of three people, six hours each from eight or ten, with a lunch."""
    settings: dict[str, Any] = {
        "interval_minutes": 60,
        "days": 2,
        "agents": [agent(name, weekly_hours=10) for name in "ABC"],
        "opening_hours": [{"days": ["mon", "tue"], "open": "08:00", "close": "17:00"}],
        "contracts": [{"id": "any", "patterns": ["any"], "tolerance_minutes": 60}],
        "shift_patterns": [
            pattern(
                start_from="08:00",
                start_to="11:00",
                start_every_minutes=60,
                shortest_minutes=360,
                longest_minutes=360,
            )
        ],
        "break_plans": [
            {
                "id": "all",
                "shift_over_minutes": 240,
                "shift_up_to_minutes": 600,
                "breaks": [rest("lunch", 60, (60, 240), activity="lunch", paid=False)],
            }
        ],
        "activities": [COACHING],
        "rules": {rule_id: {} for rule_id in registry.RULE_IDS if rule_id != "notice"}
        | {"screen_breaks": {"unbroken_minutes": 150}},
    }
    return tiny_week(**settings | fields)


def demand_of(scenario: Scenario) -> tuple[Requirement, ...]:
    """Many calls in the morning, few in the afternoon."""
    return tuple(
        row
        if row.interval_start.hour in BUSY_HOURS
        else row.model_copy(update={"forecast_contacts": 2.0})
        for row in requirements_of(scenario, {"calls": 40})
    )


def instance_of(**fields: Any) -> Instance:
    scenario = scenario_of(**fields)
    return Instance.of(scenario, ServiceModel.of(scenario, demand_of(scenario)))


def first_rota(instance: Instance) -> Incumbent:
    counts = solve_counts(instance, 0.5)
    placed = place_activities(instance, counts, LIMITS)
    assert isinstance(placed, Instance)
    assignment = construct(placed, counts, LIMITS)
    assert assignment is not None
    return Incumbent(placed, assignment)


def assert_good(rota: Incumbent) -> None:
    """Assert that the check finds nothing, and the same price."""
    view = RotaView.whole(rota.instance.scenario, to_rota(rota.instance, rota.assignment))
    assert broken_rules(view) == []
    assert rota.cost == pytest.approx(measure(view, rota.instance.service).total, abs=0.02)


def test_first_rota_has_every_activity() -> None:
    rota = first_rota(instance_of())
    assert_good(rota)
    assert chosen_starts(rota.assignment).keys() == {"activity0"}


def test_time_is_chosen_where_contacts_are_few() -> None:
    instance = instance_of()
    (start,) = polish(first_rota(instance), LIMITS, 0.0, lambda _: None).instance.activity_starts[
        "activity0"
    ]
    assert instance.scenario.grid.moment(start).hour not in BUSY_HOURS


def best_of_all(instance: Instance) -> tuple[Assignment, float]:
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
    assert solver.solve(model.model) == cp_model.OPTIMAL
    return model.assignment(solver.value), solver.objective_value / COST_SCALE


@pytest.mark.parametrize(
    "activities",
    [
        [COACHING],
        [("briefing", "A|B|C", 60, "mon 10:00"), ("training", "C", 120, "mon 08:00 to tue 12:00")],
    ],
    ids=["coaching", "briefing and training"],
)
def test_search_is_between_the_bound_and_what_it_began_with(
    activities: list[tuple[str, str, int, str]],
) -> None:
    instance = instance_of(activities=activities)
    best, least = best_of_all(instance)
    exact = Incumbent(instance.of_rota(best), best)
    assert_good(exact)
    assert exact.cost == pytest.approx(least, abs=0.01)
    bound = solve_counts(instance, 0.1).bound
    assert bound <= least + 1e-4
    rota = first_rota(instance)
    stages = [rota, polish(rota, LIMITS, 0.0, lambda _: None)]
    stages.append(settle(stages[-1], LIMITS))
    for before, after in pairwise(stages):
        assert_good(after)
        assert least - 0.05 <= after.cost <= before.cost + 1e-9
    assert stages[-1].cost <= least * 1.1


def test_who_is_at_a_meeting_takes_no_seat_in_the_bound() -> None:
    """With one seat the two can only be at work together while they meet."""
    instance = instance_of(
        days=1,
        agents=[agent("A", weekly_hours=4), agent("B", weekly_hours=4)],
        pools=[{"id": "main", "queues": ["calls"], "seats": 1}],
        availability=[
            {"agent_id": "A", "days": "mon", "available_from": "08:00", "available_to": "12:00"},
            {"agent_id": "B", "days": "mon", "available_from": "11:00", "available_to": "15:00"},
        ],
        shift_patterns=[
            pattern(
                start_from="08:00",
                start_to="13:00",
                start_every_minutes=60,
                shortest_minutes=240,
                longest_minutes=240,
            )
        ],
        activities=[("coaching", "A|B", 60, "mon 08:00 to mon 17:00")],
    )
    best, least = best_of_all(instance)
    assert {duty.option.start for duty in best.values()} == {8, 11}
    assert 0 < solve_counts(instance, 0.1).bound <= least + 1e-4


def held_at(instance: Instance, start: int) -> Incumbent:
    """Rota in which the activity is at a time, everybody's week chosen around it."""
    narrowed = instance.with_starts({"activity0": (start,)})
    assignment = construct(narrowed, solve_counts(narrowed, 0.5), LIMITS)
    assert assignment is not None
    return Incumbent(narrowed, assignment)


def test_activity_moves_out_of_the_busy_hours() -> None:
    instance = instance_of()
    rota = held_at(instance, 11)
    assert_good(rota)
    moved = with_activities_moved(rota)
    assert_good(moved)
    assert moved.cost < rota.cost
    (start,) = moved.instance.activity_starts["activity0"]
    assert instance.scenario.grid.moment(start).hour not in BUSY_HOURS
    shifts = {key: duty.option for key, duty in rota.assignment.items()}
    assert {key: duty.option for key, duty in moved.assignment.items()} == shifts


def test_what_a_move_gains_is_what_the_rota_costs_less() -> None:
    rota = held_at(instance_of(), 11)
    instance, assignment = move_activities(rota.instance, rota.assignment)
    cost = ServiceTable(instance, assignment).cost() + soft_cost(instance, assignment)
    assert cost == pytest.approx(Incumbent(instance, assignment).cost)
    again, same = move_activities(instance, assignment)
    assert Incumbent(again, same).cost <= cost + 1e-9


def test_fixed_activity_is_in_every_shift_that_may_be_worked_that_day() -> None:
    instance = instance_of(activities=[("briefing", "A|B", 60, "mon 13:00")])
    for agent_id in ("A", "B"):
        assert {o.start for o in instance.options[agent_id][0]} == {8, 9, 10, 11}
        assert all(o.start <= 13 and o.end >= 14 for o in instance.options[agent_id][0])
    early = instance_of(activities=[("briefing", "A|B", 60, "mon 08:00")])
    assert {o.start for o in early.options["A"][0]} == {8}
    assert {o.start for o in early.options["C"][0]} == {8, 9, 10, 11}


def test_shift_whose_lunch_finds_no_room_beside_the_activity_is_left_out() -> None:
    lunch_from_nine_to_twelve = {
        "activities": [("training", "A", 240, "mon 09:00")],
        "break_plans": [
            {
                "id": "all",
                "shift_over_minutes": 240,
                "shift_up_to_minutes": 600,
                "breaks": [rest("lunch", 60, (60, 180), activity="lunch", paid=False)],
            }
        ],
    }
    assert instance_of(**lunch_from_nine_to_twelve).options["A"][0] == ()


NOT_POSSIBLE: dict[str, tuple[dict[str, Any], str]] = {
    "one of the two is never there": (
        {
            "activities": [("coaching", "A|B", 60, "mon 09:00 to mon 12:00")],
            "availability": [{"agent_id": "B", "days": "mon"}],
        },
        "activity0 cannot take place: B can have no shift over its time",
    ),
    "never both": (
        {
            "availability": [
                {"agent_id": "A", "days": "mon"},
                {"agent_id": "B", "days": "tue"},
            ]
        },
        "activity0 cannot take place: A, B can have no shifts over the same time in it",
    ),
    "two at once": (
        {
            "activities": [
                ("coaching", "A|B", 60, "mon 10:00"),
                ("coaching", "A|C", 60, "mon 10:00"),
            ]
        },
        "can take place",
    ),
    "two in a window that holds one": (
        {
            "activities": [
                ("coaching", "A|B", 120, "mon 10:00 to mon 13:00"),
                ("coaching", "A|C", 120, "mon 11:00 to mon 13:00"),
            ]
        },
        "leave those who take part in activity0, activity1 no weeks",
    ),
    "outside opening hours": (
        {"activities": [("briefing", "A|B", 60, "mon 18:00")]},
        "A, B can have no shift over its time",
    ),
}


@pytest.mark.parametrize(("fields", "reason"), NOT_POSSIBLE.values(), ids=NOT_POSSIBLE)
def test_activity_that_can_have_no_time_is_proven_so(fields: dict[str, Any], reason: str) -> None:
    instance = instance_of(**fields)
    placed = place_activities(instance, solve_counts(instance, 0.5), LIMITS)
    assert isinstance(placed, NoTimes)
    assert placed.proven
    assert reason in placed.reason


def test_lunch_beside_two_activities_sends_them_apart() -> None:
    """Each alone leaves the lunch room in the shift; both at their cheapest times would not."""
    instance = instance_of(
        days=1,
        agents=[agent("A", weekly_hours=5)],
        contracts=[{"id": "any", "patterns": ["any"]}],
        opening_hours=[{"days": ["mon"], "open": "08:00", "close": "14:00"}],
        activities=[
            ("training", "A", 120, "mon 09:00 to mon 13:00"),
            ("one_to_one", "A", 60, "mon 09:00 to mon 14:00"),
        ],
    )
    rota = first_rota(instance)
    assert_good(rota)


def test_the_whole_search_plans_activities() -> None:
    scenario = scenario_of()
    result = optimise(scenario, demand_of(scenario), LIMITS, lambda _stage, _detail: None)
    assert result.rota is not None
    assert broken_rules(RotaView.whole(scenario, result.rota)) == []
    kinds = [block.activity for block in result.rota.blocks if block.with_agents]
    assert kinds == ["coaching", "coaching"]


SHORT_STRETCHES = [(who, "unbroken_work_minutes_max", "180") for who in ("A", "C")]
ACTIVITIES = [
    ("coaching", "A|C", 60, "mon 08:00 to wed 20:00"),
    ("training", "B", 60, "mon 08:00 to tue 20:00"),
    ("other", "A", 60, "mon 08:00 to wed 20:00"),
]


@pytest.mark.parametrize("seed", range(4))
def test_search_keeps_to_all_that_binds_inside_a_shift(seed: int) -> None:
    rules = STRICT | {"daily_rest": {}, "queue_changes": {"changes_max": 0}}
    instance = drawn(seed, rules, adjustments=SHORT_STRETCHES, activities=ACTIVITIES)
    rota = first_rota(instance)
    assert_good(rota)
    found = polish(rota, LIMITS, 0.0, lambda _: None)
    settled = settle(found, LIMITS)
    assert_good(settled)
    assert settled.cost >= solve_counts(instance, 0.5).bound
    assert chosen_starts(settled.assignment).keys() == {"activity0", "activity1", "activity2"}
