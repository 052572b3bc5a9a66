"""Simulated service by day and by hour: parts of the week that add up to it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from allocator.simulate.by_time import by_day, by_hour
from allocator.simulate.summary import summary
from allocator.simulate.week import WeekSimulation, simulate_week
from tests.honest_plan import honest_plan
from tests.tiny_scenario import read_tiny_scenario


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


def test_days_and_hours_are_named_in_order(simulation: WeekSimulation) -> None:
    days = [row["date"] for row in by_day(simulation) if row["queue"] == "sales"]
    assert days == [f"2026-03-0{n}" for n in range(2, 7)]
    hours = [row["hour"] for row in by_hour(simulation) if row["queue"] == "sales"]
    assert hours == [f"{n:02d}:00" for n in range(8, 18)]
