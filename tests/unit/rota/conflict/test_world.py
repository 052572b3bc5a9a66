"""Changed copies of a scenario: nothing computed before is carried over."""

from __future__ import annotations

import datetime as dt

from allocator.domain.people import Availability
from allocator.rota.conflict.availability import with_availability
from allocator.rota.conflict.patterns import patterns_in_week, without_patterns
from allocator.rota.conflict.world import (
    World,
    changed,
    only_people,
    with_agent,
    with_own_contract,
    with_row,
)
from tests.contradictions import asha, contradicting_week
from tests.tiny_week import MONDAY

TWO_PEOPLE = contradicting_week(
    agents=[asha(), asha("B")],
    pins=[("A tue 09:00 pinned 12:00", "work"), ("B tue 09:00 pinned 12:00", "off")],
    activities=[("briefing", "A|B", 60, "mon 10:00"), ("other", "B", 60, "mon 12:00")],
    availability=[
        {"agent_id": "A", "days": "all", "available_from": "08:00", "available_to": "12:00"},
        {"agent_id": "A", "days": "all", "available_from": "13:00", "available_to": "18:00"},
        {"agent_id": "A", "days": "tue"},
    ],
)


def test_cached_values_are_those_of_the_copy() -> None:
    assert TWO_PEOPLE.pins_by_agent.keys() == {"A", "B"}
    assert TWO_PEOPLE.hours_due("A") == 20
    assert changed(TWO_PEOPLE, pins=()).pins_by_agent == {}
    assert with_agent(TWO_PEOPLE, "A", weekly_hours=30.0).hours_due("A") == 30
    assert TWO_PEOPLE.hours_due("A") == 20


def test_other_people_are_gone_from_every_table_and_from_meetings() -> None:
    alone = only_people(TWO_PEOPLE, ["A"])
    assert set(alone.agent_by_id) == {"A"}
    assert {row.agent_id for row in (*alone.skills, *alone.pins, *alone.availability)} == {"A"}
    assert [(row.activity_id, row.participants) for row in alone.activities] == [
        ("activity0", ("A",))
    ]


def test_contract_of_one_person_is_changed_for_that_person_alone() -> None:
    own = with_own_contract(TWO_PEOPLE, "A", tolerance_minutes=60)
    tolerances = {
        name: own.contract_by_id[own.agent_by_id[name].contract].tolerance_minutes for name in "AB"
    }
    assert tolerances == {"A": 60, "B": 0}
    again = with_own_contract(own, "A", tolerance_minutes=90)
    assert len(again.settings.contracts) == len(own.settings.contracts) == 2


def test_row_that_is_not_there_changes_nothing() -> None:
    pin = TWO_PEOPLE.pins[0]
    without = with_row(TWO_PEOPLE, "pins", pin, None)
    assert without.pins == TWO_PEOPLE.pins[1:]
    assert with_row(without, "pins", pin, None) is without


def test_freed_day_is_free_though_a_row_for_all_days_is_left() -> None:
    """Without its row Tuesday would be limited by the rows for all days."""
    tuesday = MONDAY + dt.timedelta(days=1)
    freed = with_availability(TWO_PEOPLE, "A", {tuesday: None})
    assert freed.available_spans("A", tuesday) is None
    for day in TWO_PEOPLE.grid.days:
        if day != tuesday:
            assert freed.available_spans("A", day) == TWO_PEOPLE.available_spans("A", day)


def test_other_availability_of_a_day_stands_alone() -> None:
    tuesday = MONDAY + dt.timedelta(days=1)
    limited = with_availability(TWO_PEOPLE, "A", {tuesday: ((600, 720),)})
    at = TWO_PEOPLE.grid.at
    assert limited.available_spans("A", tuesday) == ((at(tuesday, 600), at(tuesday, 720)),)
    assert all(isinstance(row, Availability) for row in limited.availability)


def test_shifts_may_be_any_for_one_person_alone() -> None:
    free = without_patterns(TWO_PEOPLE, "A")
    lengths = {
        name: max(pattern.longest_minutes for pattern in patterns_in_week(free, name))
        for name in "AB"
    }
    assert lengths == {"A": 720, "B": 480}


def test_world_knows_the_scenario_as_it_was_given() -> None:
    world = World(TWO_PEOPLE).only(["A"]).without_rule("pins")
    assert world.as_given is TWO_PEOPLE
    assert world.left_out == {"pins"}
