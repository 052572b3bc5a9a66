"""One agent's best week obeys what binds, whatever the phones would rather have."""

from __future__ import annotations

from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rota.best_week import best_week
from allocator.rota.blocks import to_rota
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.service_table import ServiceTable
from allocator.rules import registry
from allocator.verify.verifier import broken_rules
from tests.tiny_week import agent, pattern, requirements_of, tiny_week


def evening(**fields: Any) -> Scenario:
    """Build days of one shift of four hours each, to start on any hour from six to eighteen."""
    settings: dict[str, Any] = {
        "interval_minutes": 60,
        "agents": [agent("A", weekly_hours=8)],
        "days": 2,
        "contracts": [{"id": "any", "patterns": ["any"]}],
        "rules": {rule_id: {} for rule_id in registry.HARD_RULES},
        "shift_patterns": [
            pattern(
                start_from="06:00",
                start_to="18:00",
                start_every_minutes=60,
                shortest_minutes=240,
                longest_minutes=240,
            )
        ],
    }
    return tiny_week(**settings | fields)


def week_of(scenario: Scenario, contacts: dict[str, float], busy_before: int = 24) -> Assignment:
    requirements = tuple(
        row
        if row.interval_start.hour < busy_before
        else row.model_copy(update={"forecast_contacts": 0.1})
        for row in requirements_of(scenario, contacts)
    )
    instance = Instance.of(scenario, ServiceModel.of(scenario, requirements))
    limits = SearchLimits(seed=1, reproducible=True)
    week = best_week(instance, {}, ServiceTable(instance, {}), "A", limits)
    assert week is not None
    rota = to_rota(instance, week)
    assert broken_rules(RotaView.whole(scenario, rota)) == []
    return week


def test_a_pinned_evening_is_worked_though_the_contacts_come_in_the_morning() -> None:
    week = week_of(
        evening(pins=[("A mon 19:00 pinned 20:00", "work")]), {"calls": 30}, busy_before=12
    )
    assert week["A", 0].option.start <= 19
    assert week["A", 1].option.end <= 24 + 12


def test_a_pinned_queue_is_taken_though_another_pool_has_far_more_contacts() -> None:
    week = week_of(
        evening(
            queues=[{"id": "calls"}, {"id": "web"}],
            pools=[{"id": "main", "queues": ["calls"]}, {"id": "room", "queues": ["web"]}],
            pins=[("A mon 19:00 pinned 20:00", "work", "web")],
        ),
        {"calls": 900, "web": 1},
    )
    assert set(week["A", 0].pools) == {"room"}
    assert set(week["A", 1].pools) == {"main"}


def test_who_can_take_no_queue_has_a_week_away_from_the_phones() -> None:
    week = week_of(evening(skills=[("A", "calls", 0)]), {"calls": 30})
    assert {place for duty in week.values() for place in duty.pools} == {None}


def test_no_week_is_none() -> None:
    scenario = evening(agents=[agent("A", weekly_hours=9)])
    instance = Instance.of(
        scenario, ServiceModel.of(scenario, requirements_of(scenario, {"calls": 1}))
    )
    assert best_week(instance, {}, ServiceTable(instance, {}), "A", SearchLimits()) is None
