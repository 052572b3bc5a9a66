"""Teams that share nobody: found, taken apart, and bounded part by part."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast
from allocator.rota.bound import solve_counts
from allocator.rota.conflict.world import changed
from allocator.rota.instance import Instance
from allocator.rota.parts import Part, are_tied_by_fairness, parts_of
from allocator.store.scenario_folder import read_scenario
from tests.tiny_scenario import read_tiny_scenario
from tests.two_sites import write_two_sites


@pytest.fixture
def sites(tmp_path: Path) -> Scenario:
    return read_scenario(write_two_sites(tmp_path, fairness=False))


def parts(scenario: Scenario) -> tuple[Part, ...]:
    return parts_of(scenario, forecast(scenario))


def with_rows(scenario: Scenario, table: str, *rows: Any) -> Scenario:
    return changed(scenario, **{table: (*getattr(scenario, table), *rows)})


def bound(scenario: Scenario, part: Part) -> float:
    service = ServiceModel.of(scenario, part.requirements)
    return solve_counts(Instance.of(scenario, service), 0.1).bound


def test_two_sites_come_apart_with_all_that_is_theirs(sites: Scenario) -> None:
    found = parts(sites)
    assert [part.pools for part in found] == [("main",), ("second",)]
    assert [part.agent_ids for part in found] == [
        ("A1", "A2", "A3", "A4"),
        ("B1", "B2", "B3", "B4"),
    ]
    for part in found:
        people = set(part.agent_ids)
        assert {row.agent_id for row in part.scenario.pins} <= people
        assert {row.agent_id for row in part.scenario.skills} == people
        assert {row.pool for row in part.requirements} == set(part.pools)
    rows = [row for part in found for row in part.requirements]
    assert sorted(rows, key=str) == sorted(forecast(sites), key=str)


def test_people_have_the_same_queues_in_the_same_order_in_a_part(sites: Scenario) -> None:
    for part in parts(sites):
        for agent_id in part.agent_ids:
            (pool,) = part.pools
            queues = part.scenario.usable_queues(agent_id, pool)
            assert queues == sites.usable_queues(agent_id, pool)


def test_sum_of_the_parts_bounds_is_the_bound_of_the_whole(sites: Scenario) -> None:
    whole = bound(sites, Part(sites, forecast(sites)))
    each = [bound(part.scenario, part) for part in parts(sites)]
    # As far as rounds of prices come before they end.
    assert sum(each) == pytest.approx(whole, rel=1e-3)
    assert min(each) > 0


def test_somebody_who_works_in_both_pools_ties_them(sites: Scenario) -> None:
    skill = sites.skills[0].model_copy(update={"queue": "help2", "level": 1})
    assert len(parts(with_rows(sites, "skills", skill))) == 1
    learner = skill.model_copy(update={"level": 0})
    assert len(parts(with_rows(sites, "skills", learner))) == 2


def test_a_meeting_of_both_ties_them(sites: Scenario, tmp_path: Path) -> None:
    meeting = "activity_id,kind,participants,minutes,start\nM,briefing,{},30,2026-03-02T10:00\n"
    for participants, count in (("A1|B1", 1), ("A1|A2", 2)):
        folder = write_two_sites(tmp_path / participants[-2:], fairness=False)
        (folder / "activities.csv").write_text(meeting.format(participants), encoding="utf-8")
        assert len(parts(read_scenario(folder))) == count


def test_who_can_work_in_no_pool_goes_with_the_largest_part(sites: Scenario) -> None:
    agent = sites.agents[0].model_copy(update={"agent_id": "Z1"})
    found = parts(with_rows(sites, "agents", agent))
    assert [len(part.agent_ids) for part in found] == [5, 4]
    assert "Z1" in found[0].agent_ids


def test_one_team_is_one_part(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    (part,) = parts(scenario)
    assert part.scenario is scenario


def test_only_a_price_on_unsocial_hours_ties_by_fairness(sites: Scenario, tmp_path: Path) -> None:
    assert not are_tied_by_fairness(sites, parts(sites))
    fair = read_scenario(write_two_sites(tmp_path / "fair", fairness=True))
    assert are_tied_by_fairness(fair, parts(fair))
    agreed = changed(
        fair,
        agents=tuple(
            agent.model_copy(update={"unsocial_agreed": agent.agent_id.startswith("B")})
            for agent in fair.agents
        ),
    )
    assert not are_tied_by_fairness(agreed, parts(agreed))
