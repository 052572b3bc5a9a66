"""Weeks of a longer plan, each alone: together they never cost more than the plan."""

from __future__ import annotations

from typing import Any

import pytest

from allocator.domain.view import RotaView
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.choose_times import NoTimes
from allocator.rota.construct import construct
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.place_activities import place_activities
from allocator.rota.weeks_apart import in_plan, week_alone
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules
from tests.rules.random_rotas import STRICT, instance_of
from tests.tiny_week import agent
from tests.unit.rota.test_week_bound import good_rotas

CONTRACT = {
    "id": "any",
    "patterns": ["any"],
    "tolerance_minutes": 120,
    "week_tolerance_minutes": 240,
}
ACTIVITIES = [
    ("training", "A", 60, "mon 09:00 to wed 20:00"),
    ("coaching", "B|C", 60, "2026-06-09 09:00 to 2026-06-11 18:00"),
    ("briefing", "A|B", 60, "fri 09:00 to 2026-06-10 18:00"),
]
"""In the first week, in the second, and in either."""


def of_days(seed: int, days: int, **fields: Any) -> Instance:
    hours = [agent(name, weekly_hours=8) for name in "ABC"]
    return instance_of(
        seed,
        STRICT | {"days_in_seven": {"days_max": 6}},
        days=days,
        agents=hours,
        contracts=[CONTRACT],
        cover=[],
        **fields,
    )


@pytest.mark.parametrize(
    ("seed", "days", "activities"), [(0, 14, False), (1, 14, True), (2, 10, False), (3, 16, True)]
)
def test_weeks_bound_adds_up_to_no_more_than_any_rota_costs(
    seed: int, days: int, activities: bool
) -> None:
    instance = of_days(seed, days, **({"activities": ACTIVITIES} if activities else {}))
    costs: list[float] = []
    for rota in good_rotas(instance, 3):
        view = RotaView.whole(instance.scenario, to_rota(instance, rota))
        assert broken_rules(view) == []
        costs.append(measure(view, instance.service).total)
    assert costs
    found = solve_counts(instance, 0.1)
    assert found.feasible
    assert 0 < found.bound <= min(costs) + 1e-6
    assert len(found.rounds) == -(-days // 7)


def test_shifts_and_prices_of_a_week_alone_are_those_of_the_plan() -> None:
    plan = of_days(1, 16)
    seen = 0
    for number in range(3):
        week = week_alone(plan, number)
        first = plan.scenario.grid.day_bounds[7 * number]
        for agent_id in plan.agent_ids:
            for day, options in enumerate(week.options[agent_id]):
                whole = {in_plan(plan, number, option) for option in options}
                assert whole == set(plan.options[agent_id][7 * number + day])
                seen += len(whole)
        for interval in week.service.intervals:
            for pool in week.service.pools:
                assert week.service.cell(pool, interval) is plan.service.cell(
                    pool, first + interval
                )
    assert seen


def test_activities_belong_to_the_week_that_holds_their_window_or_their_time() -> None:
    plan = of_days(1, 14, activities=ACTIVITIES)
    named = [row.activity_id for row in plan.scenario.activities]

    def held(instance: Instance) -> list[set[str]]:
        weeks = [week_alone(instance, number) for number in (0, 1)]
        return [{row.activity_id for row in week.scenario.activities} for week in weeks]

    assert held(plan) == [{named[0]}, {named[1]}]
    placed = place_activities(plan, solve_counts(plan, 0.5), SearchLimits())
    assert not isinstance(placed, NoTimes)
    first, second = held(placed)
    assert first | second == set(named)
    assert not first & second


@pytest.mark.parametrize("days", [14, 21])
def test_a_first_rota_goes_from_week_to_week(days: int) -> None:
    plan = of_days(2, days)
    rota = construct(plan, solve_counts(plan, 0.5), SearchLimits())
    assert rota is not None
    view = RotaView.whole(plan.scenario, to_rota(plan, rota))
    assert broken_rules(view) == []
