"""Agents needed per pool and interval."""

from __future__ import annotations

import math

import numpy as np
import pytest

from allocator.demand.erlang_a import ErlangA
from allocator.demand.heads import fewest_agents
from allocator.demand.late_curve import LateCurve
from allocator.demand.late_shares import late_shares
from allocator.demand.staffing import staffing
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before

HOURS = [{"days": ["mon"], "open": "08:00", "close": "11:00"}]
"""Long enough that nothing is left of the empty centre that the day began with."""


def _scenario(*, patience_known: bool = True, **changes: object) -> Scenario:
    columns = {"abandoned": 4, "mean_wait_s": 30} if patience_known else {}
    rows = history(weeks_before(1), FIRST_DAY, lambda *_: 40.0, **columns)
    return demand_scenario(rows, **{"opening_hours": HOURS, **changes})


def _need(scenario: Scenario, contacts: dict[str, float], aht_s: float = 200.0) -> int:
    requirements = tuple(
        Requirement(
            interval_start=scenario.grid.moment(interval),
            pool="main",
            queue=queue,
            forecast_contacts=n,
            forecast_p10=0,
            forecast_p90=99,
            aht_s=aht_s,
            patience_s=300,
        )
        for interval in scenario.open_intervals
        for queue, n in contacts.items()
    )
    *_, row = staffing(scenario, requirements)
    assert row.pool == "main"
    assert row.scheduled_agents is None
    return row.required_agents


def test_fewest_agents_by_erlang_a_where_patience_is_known() -> None:
    agents = _need(_scenario(), {"a": 20, "b": 5})
    assert ErlangA(25 / 900, 200, 300, agents).service_level(20) >= 0.8
    assert ErlangA(25 / 900, 200, 300, agents - 1).service_level(20) < 0.8


def test_a_default_patience_is_that_of_the_expected_service() -> None:
    agents = _need(_scenario(patience_known=False), {"a": 20, "b": 5})
    assert agents == _need(_scenario(), {"a": 20, "b": 5})
    assert agents == fewest_agents(25 / 900, 200, 300, 0.8, 20)


@pytest.mark.parametrize("shrinkage_share", [0.0, 0.12, 0.3, 0.55])
@pytest.mark.parametrize("contacts", [2.0, 9.0, 25.0, 60.0])
def test_as_many_as_required_meet_the_target_and_one_fewer_does_not(
    contacts: float, shrinkage_share: float
) -> None:
    people = _need(_scenario(shrinkage_share=shrinkage_share), {"a": contacts, "b": 0})
    load = np.array([contacts / 900]), np.array([200.0]), np.array([300.0])
    curve = LateCurve(late_shares(*load, people + 1, 20)[0])
    assert 1 - curve.exact(people * (1 - shrinkage_share)) >= 0.8
    assert 1 - curve.exact((people - 1) * (1 - shrinkage_share)) < 0.8


def test_the_strictest_target_of_the_queues_with_contacts_counts() -> None:
    queues = [{"id": "a", "target_share": 0.5, "target_s": 60}, {"id": "b", "target_share": 0.98}]
    scenario = _scenario(queues=queues)
    assert _need(scenario, {"a": 25, "b": 0}) == fewest_agents(25 / 900, 200, 300, 0.5, 60)
    assert _need(scenario, {"a": 24, "b": 1}) == fewest_agents(25 / 900, 200, 300, 0.98, 20)


def test_occupancy_cap_and_shrinkage() -> None:
    pools = [{"id": "main", "queues": ["a", "b"], "max_occupancy_share": 0.5}]
    load = 25 * 200 / 900
    capped = math.ceil(load / 0.5)
    assert _need(_scenario(pools=pools), {"a": 20, "b": 5}) == capped == 12
    assert _need(_scenario(pools=pools, shrinkage_share=0.25), {"a": 20, "b": 5}) == 15
    assert load / 15 <= 0.5 * (1 - 0.25) < load / 14


@pytest.mark.parametrize(("contacts", "agents"), [(0.0, 0), (0.0001, 1)])
def test_one_agent_while_any_contact_is_expected_and_none_otherwise(
    contacts: float, agents: int
) -> None:
    assert _need(_scenario(), {"a": contacts, "b": 0}) == agents


def test_rows_go_by_time_and_then_by_pool() -> None:
    pools = [{"id": "second", "queues": ["b"]}, {"id": "first", "queues": ["a"]}]
    hours = [{"days": ["mon"], "open": "08:00", "close": "08:30"}]
    scenario = _scenario(pools=pools, opening_hours=hours)
    requirements = tuple(
        Requirement(
            interval_start=scenario.grid.moment(index),
            pool=pool,
            queue=queue,
            forecast_contacts=5,
            forecast_p10=0,
            forecast_p90=9,
            aht_s=200,
            patience_s=300,
        )
        for index in scenario.open_intervals
        for queue, pool in (("a", "first"), ("b", "second"))
    )
    rows = staffing(scenario, requirements)
    assert [(row.interval_start.minute, row.pool) for row in rows] == [
        (0, "second"),
        (0, "first"),
        (15, "second"),
        (15, "first"),
    ]
