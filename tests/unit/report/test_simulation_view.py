"""What the report says of the simulation where there is email, and of days below the floor."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from allocator.domain.plan import Plan
from allocator.justify.justify import justify
from allocator.report.palette import pool_inks
from allocator.report.render import render
from allocator.report.simulation_view import SimulationView, simulation_view
from allocator.simulate.summary import summary
from allocator.simulate.week import WeekSimulation, simulate_week
from tests.honest_plan import honest_plan
from tests.tiny_scenario import read_tiny_scenario
from tests.unit.simulate.test_channels import simulated


@pytest.fixture(scope="module")
def week() -> WeekSimulation:
    return simulated()


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return honest_plan(read_tiny_scenario(tmp_path))


def with_simulation(plan: Plan, stated: object) -> Plan:
    return plan.model_copy(
        update={"summary": plan.summary.model_copy(update={"simulation": stated})}
    )


def view_of(week: WeekSimulation, plan: Plan, stated: dict[str, Any]) -> SimulationView:
    inks = pool_inks(week.scenario)
    found = simulation_view(week.scenario, with_simulation(plan, stated), inks)
    assert found is not None
    return found


def test_email_makes_nobody_too_busy(week: WeekSimulation, plan: Plan) -> None:
    stated = summary(week)
    (voice,) = (pool for pool in stated["pools"] if pool["pool"] == "voice")
    voice |= {"occupancy_share": 0.97, "live_occupancy_share": 0.8, "deferred_share": 0.17}
    pool = view_of(week, plan, stated).pools[0]
    assert not pool.is_busy
    assert "80.0" in pool.occupancy
    assert "17.0" in pool.deferred
    voice |= {"live_occupancy_share": 0.88, "deferred_share": 0.09}
    assert view_of(week, plan, stated).pools[0].is_busy


def test_days_below_the_floor_stand_in_the_page_with_it(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "again").mkdir()
    scenario = read_tiny_scenario(tmp_path / "again")
    day = {
        "queue": "sales",
        "date": "2026-03-04",
        "offered_contacts": 50.0,
        "service_level_share": 0.41,
        "service_level_share_half_width": 0.02,
        "expected_service_level": 0.7,
        "floor_share": 0.5,
        "below_floor": True,
    }
    fine = day | {"date": "2026-03-05", "service_level_share": 0.49, "below_floor": False}
    hours = [{**row, "hour": f"{9 + n:02d}:00"} for n, row in enumerate((day, fine))]
    simulation = simulate_week(scenario, plan.requirements, plan.rota, replications=3, seed=1)
    stated = summary(simulation) | {"by_day": [day, fine], "by_hour": hours}
    html = render(scenario, with_simulation(plan, stated), justify(scenario, plan))
    (table,) = re.findall(r'<table class="figures days-below">.*?</table>', html, re.S)
    assert "Wed 4" in table
    assert "Thu 5" not in table
    assert 'class="n strong below"' in table
    assert "41.0" in table
    assert "50%" in table
    assert html.count('class="floor"') == 1
