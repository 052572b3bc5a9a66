"""Simulated service by day and by hour: parts of the week that add up to it."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from allocator.simulate.by_time import by_day, by_hour
from allocator.simulate.summary import summary
from allocator.simulate.week import WeekSimulation, simulate_week
from tests.honest_plan import honest_plan
from tests.tiny_scenario import read_tiny_scenario
from tests.unit.simulate.test_channels import simulated


@pytest.fixture(scope="module")
def simulation(tmp_path_factory: pytest.TempPathFactory) -> WeekSimulation:
    scenario = read_tiny_scenario(Path(tmp_path_factory.mktemp("by_time")))
    plan = honest_plan(scenario)
    return simulate_week(scenario, plan.requirements, plan.rota, replications=20, seed=3)


@pytest.mark.parametrize(("rows_of", "parts"), [(by_day, 5), (by_hour, 10)])
def test_parts_weighted_by_contacts_are_the_week(
    simulation: WeekSimulation, rows_of: object, parts: int
) -> None:
    rows = rows_of(simulation)  # type: ignore[operator]
    week = {row["queue"]: row for row in summary(simulation)["queues"]}
    for queue in ("sales", "help"):
        mine = [row for row in rows if row["queue"] == queue]
        assert len(mine) == parts
        offered = math.fsum(row["offered_contacts"] for row in mine)
        assert offered == pytest.approx(week[queue]["offered_contacts"], abs=0.1)
        level = math.fsum(row["offered_contacts"] * row["service_level_share"] for row in mine)
        assert level / offered == pytest.approx(week[queue]["service_level_share"], abs=1e-3)
        assert all(0 < row["service_level_share_half_width"] < 0.5 for row in mine)
        assert all(0 <= row["expected_service_level"] <= 1 for row in mine)


def test_a_day_is_below_the_floor_beyond_its_half_width(simulation: WeekSimulation) -> None:
    rows = by_day(simulation)
    level = sorted(row["service_level_share"] for row in rows if row["queue"] == "sales")[2]
    queues = tuple(
        queue.model_copy(update={"floor_share": level})
        for queue in simulation.scenario.settings.queues
    )
    settings = simulation.scenario.settings.model_copy(update={"queues": queues})
    scenario = simulation.scenario.model_copy(update={"settings": settings})
    told = [
        row for row in by_day(replace(simulation, scenario=scenario)) if row["queue"] == "sales"
    ]
    assert {row["floor_share"] for row in told} == {level}
    for row in told:
        most = row["service_level_share"] + row["service_level_share_half_width"]
        assert row["below_floor"] == (most < level)
    on_the_floor = next(row for row in told if row["service_level_share"] == level)
    assert not on_the_floor["below_floor"]


def test_hours_of_email_weigh_what_is_judged() -> None:
    """The backlog of 40 is in the first hour; what comes late on Sunday is due after the week."""
    bare = simulated()
    first, sunday = bare.scenario.grid.moment(32), bare.scenario.grid.days[6]
    rows = tuple(
        row.model_copy(
            update={
                "expected_service_level": 0.5
                if row.interval_start == first
                else float(row.interval_start.date() < sunday or row.interval_start.hour < 16)
            }
        )
        for row in bare.requirements
    )
    told = {
        row["hour"]: row["expected_service_level"]
        for row in by_hour(replace(bare, requirements=rows))
        if row["queue"] == "mail"
    }
    assert told["08:00"] == pytest.approx(1 - 0.5 * 46 / (40 + 6 * 4 * 7), abs=1e-6)
    assert told["16:00"] == 1.0


def test_days_and_hours_are_named_in_order(simulation: WeekSimulation) -> None:
    days = [row["date"] for row in by_day(simulation) if row["queue"] == "sales"]
    assert days == [f"2026-03-0{n}" for n in range(2, 7)]
    hours = [row["hour"] for row in by_hour(simulation) if row["queue"] == "sales"]
    assert hours == [f"{n:02d}:00" for n in range(8, 18)]
