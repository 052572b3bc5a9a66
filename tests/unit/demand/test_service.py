"""What agents in a pool mean to its contacts."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from allocator.demand.erlang_a import ErlangA
from allocator.demand.pool_load import pool_loads
from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.people import Agent, Skill
from allocator.domain.queue_settings import ServiceClass
from allocator.domain.scenario import Scenario
from tests.demand_scenario import FIRST_DAY, demand_scenario

HOURS = [{"days": ["mon"], "open": "08:00", "close": "08:30"}]
QUEUES = [{"id": "a", "target_s": 20}, {"id": "b", "target_s": 60}]


def _requirements(
    scenario: Scenario, *, a: float = 12.0, b: float = 3.0
) -> tuple[Requirement, ...]:
    return tuple(
        Requirement(
            interval_start=scenario.grid.moment(index),
            pool="main",
            queue=queue,
            forecast_contacts=contacts,
            forecast_p10=0,
            forecast_p90=99,
            aht_s=aht_s,
            patience_s=patience_s,
        )
        for index in scenario.open_intervals
        for queue, contacts, aht_s, patience_s in (("a", a, 150.0, 300.0), ("b", b, 400.0, 100.0))
    )


def _team(scenario: Scenario, factors: dict[str, dict[str, tuple[int, float]]]) -> Scenario:
    """Scenario with agents given by the level and factor that each has on each queue."""
    return scenario.model_copy(
        update={
            "agents": tuple(
                Agent(agent_id=name, name=name, contract="full", weekly_hours=20)
                for name in factors
            ),
            "skills": tuple(
                Skill(agent_id=name, queue=queue, level=level, aht_factor=factor)
                for name, skills in factors.items()
                for queue, (level, factor) in skills.items()
            ),
        }
    )


def test_a_pool_is_one_queue_with_the_mix() -> None:
    scenario = demand_scenario([], opening_hours=HOURS, queues=QUEUES)
    load = pool_loads(scenario, _requirements(scenario))["main", 32]
    assert load.contacts_by_queue == {"a": 12.0, "b": 3.0}
    # The day has just begun with nobody in hand: 4.5 handling times fit into the interval. The
    # load taken is half-way between the mean in hand and the stationary load.
    opening = 1 - (1 - math.exp(-4.5)) / 4.5 / 2
    assert load.arrivals_per_s == pytest.approx(15 / 900 * opening)
    assert load.aht_s == pytest.approx((12 * 150 + 3 * 400) / 15)
    assert 1 / load.patience_s == pytest.approx((12 / 300 + 3 / 100) / 15)
    assert load.load_erlangs == pytest.approx(3000 / 900 * opening)


def test_curves_are_those_of_the_mix_for_each_target() -> None:
    scenario = demand_scenario([], opening_hours=HOURS, queues=QUEUES, shrinkage_share=0.1)
    scenario = _team(scenario, {f"agent{n}": {"a": (2, 1.0)} for n in range(6)})
    model = ServiceModel.of(scenario, _requirements(scenario))
    cell = model.cell("main", model.intervals[0])
    assert cell.classes == (ServiceClass(False, 20.0), ServiceClass(False, 60.0))
    assert model.intervals == (32, 33)
    for service_class in cell.classes:
        for agents in range(1, model.agents_max + 1):
            queue = ErlangA(cell.load.arrivals_per_s, 200, cell.load.patience_s, agents)
            late = 1 - queue.answered_within(service_class.target_s)
            assert cell.curve(service_class).exact(agents) == pytest.approx(late, abs=1e-12)


def test_speed_weighs_the_queues_by_their_work_and_leaves_out_learners() -> None:
    scenario = _team(
        demand_scenario([], opening_hours=HOURS, queues=QUEUES),
        {
            "both": {"a": (1, 0.8), "b": (3, 1.5)},
            "one": {"a": (2, 1.25)},
            "learner": {"a": (2, 1.25), "b": (0, 3.0)},
            "nobody": {"a": (0, 1.0)},
        },
    )
    model = ServiceModel.of(scenario, _requirements(scenario))
    # Work: a 12·150 = 1800 s, b 3·400 = 1200 s per interval.
    assert model.speed == {
        ("both", "main"): round(3000 / (1800 * 0.8 + 1200 * 1.5), 2),
        ("one", "main"): 0.8,
        ("learner", "main"): 0.8,
    }


def test_curves_reach_the_most_effective_agents_that_the_seats_hold() -> None:
    pools = [{"id": "main", "queues": ["a", "b"], "seats": 2}]
    scenario = demand_scenario(
        [], opening_hours=HOURS, queues=QUEUES, pools=pools, shrinkage_share=0.2
    )
    factors = {"fast": 0.5, "quick": 0.8, "slow": 2.0}
    scenario = _team(scenario, {name: {"a": (2, factor)} for name, factor in factors.items()})
    model = ServiceModel.of(scenario, _requirements(scenario))
    assert model.effective_share == pytest.approx(0.8)
    assert model.agents_max == 3  # 0.8 · (2 + 1.25) = 2.6


def test_an_interval_without_contacts_has_nothing_late() -> None:
    scenario = demand_scenario([], opening_hours=HOURS, queues=QUEUES)
    model = ServiceModel.of(scenario, _requirements(scenario, a=0.0, b=0.0))
    cell = model.cell("main", model.intervals[0])
    assert cell.load_erlangs == 0
    assert cell.curve(ServiceClass(False, 20)).exact(1) == 0
    assert model.speed == {("ann", "main"): 1.0}


def test_two_pools_share_the_top_of_their_curves() -> None:
    pools = [{"id": "main", "queues": ["a"]}, {"id": "other", "queues": ["b"]}]
    scenario = demand_scenario([], opening_hours=HOURS, queues=QUEUES, pools=pools)
    scenario = _team(scenario, {f"agent{n}": {"a": (2, 1.0)} for n in range(4)})
    rows = tuple(
        row.model_copy(update={"pool": "other"}) if row.queue == "b" else row
        for row in _requirements(scenario)
    )
    model = ServiceModel.of(scenario, rows)
    assert model.pools == ("main", "other")
    assert (
        len(model.cell("other", 33).curve(ServiceClass(False, 60)).shares)
        == model.agents_max + 1
        == 5
    )


def test_cells_belong_to_the_interval_of_their_requirement() -> None:
    scenario = demand_scenario([], opening_hours=HOURS, queues=QUEUES)
    rows = list(_requirements(scenario))
    rows[2] = rows[2].model_copy(update={"forecast_contacts": 30.0})  # queue a, 08:15
    model = ServiceModel.of(scenario, tuple(rows))
    assert rows[2].interval_start.astimezone(dt.UTC).date() == FIRST_DAY
    assert model.cell("main", 32).contacts_by_queue["a"] == 12
    assert model.cell("main", 33).contacts_by_queue["a"] == 30


def test_centre_open_around_the_clock_does_not_begin_the_week_empty() -> None:
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    scenario = demand_scenario(
        [], opening_hours=[{"days": days, "open": "00:00", "close": "24:00"}], queues=QUEUES
    )
    loads = pool_loads(scenario, _requirements(scenario))
    assert loads["main", 0].load_erlangs == pytest.approx(3000 / 900)
    assert loads["main", 671].load_erlangs == pytest.approx(3000 / 900)


def test_a_correction_makes_contacts_wait_but_leaves_emails_their_time() -> None:
    scenario = demand_scenario(
        [],
        opening_hours=HOURS,
        queues=[{"id": "a", "target_s": 20}, {"id": "b", "channel": "email", "target_s": 900}],
    )
    plain = _requirements(scenario)
    corrected = tuple(
        row.model_copy(update={"load_correction": 1.5 if row.queue == "a" else 1.0})
        for row in plain
    )
    calls = ServiceClass(is_deferred=False, target_s=20)
    for interval in scenario.open_intervals:
        before, after = (
            ServiceModel.of(scenario, rows).cell("main", interval) for rows in (plain, corrected)
        )
        assert after.idle_agents == pytest.approx(before.idle_agents)
        assert (after.curve(calls).shares[1:4] > before.curve(calls).shares[1:4]).all()
