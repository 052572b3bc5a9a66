"""The wall: people by team and day, facts of shifts alone, and the cover that the rota has."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from allocator.errors import InputError
from allocator.export.wall_rota import during_text
from allocator.store.scenario_folder import read_scenario
from tests.unit.export.exported_plans import AUTUMN, EARLY_DAY, Week, plan_with, wall_of, write_week

TWO_POOLS = {
    "  - id: main\n    queues: [sales, help]\n    seats: 3\n": (
        "  - id: help\n    name: Help desk\n    queues: [help]\n"
        "  - id: sales\n    name: Sales floor\n    queues: [sales]\n"
    )
}


def test_people_stand_by_team_and_those_without_one_last(tiny_folder: Path) -> None:
    wall = wall_of(tiny_folder)
    assert [(person.agent_id, person.team) for person in wall.people] == [
        ("A1", "north"),
        ("A3", "north"),
        ("A2", "south"),
        ("A4", ""),
    ]


def test_shift_after_midnight_stands_on_its_operating_day(tmp_path: Path) -> None:
    wall = wall_of(write_week(tmp_path, EARLY_DAY))
    dev = wall.people[-1]
    assert [day.day for day in dev.days if day.shifts] == [dt.date(2026, 3, 3)]
    assert wall.people_on[dt.date(2026, 3, 3)] == 2
    assert wall.people_on[dt.date(2026, 3, 4)] == 0


def test_hours_of_days_add_up_to_hours_of_people(plan_folder: Path) -> None:
    wall = wall_of(plan_folder)
    by_person = sum(person.paid_hours for person in wall.people)
    assert sum(wall.hours_on.values()) == by_person > 0


def test_hours_are_elapsed_over_the_autumn_change(tmp_path: Path) -> None:
    wall = wall_of(write_week(tmp_path, AUTUMN))
    assert {person.agent_id: person.paid_hours for person in wall.people} == {
        "A1": 9.0,  # 22:00 to 06:00 with an hour twice
        "A2": 7.5,
        "A3": 5.0,
        "A4": 2.75,  # 00:00 to the second 01:45
    }


def test_change_of_pool_is_told_with_its_time(tmp_path: Path) -> None:
    week = Week(
        "two pools",
        TWO_POOLS,
        ("A1 mon 08:00 work:help 10:00 break 10:15 work:sales 12:00 work:help 14:00",),
    )
    folder = write_week(tmp_path, week)
    wall = wall_of(folder)
    (shift,) = wall.people[0].shifts
    assert shift.pools == ("help", "sales")
    assert during_text(wall, shift) == (
        "break 10:00 · Sales floor from 10:15 · Help desk from 12:00"
    )


def test_cover_is_that_of_the_rota_as_it_stands(tiny_folder: Path) -> None:
    """``staffing.csv`` of these plans says that nobody is planned; the rota says who is."""
    (cover,) = wall_of(tiny_folder).covers
    monday = cover.on(dt.date(2026, 3, 2))
    assert len(monday) == 40
    assert {one.planned for one in monday} == {1, 2, 3}
    assert monday[0].planned == 2
    assert monday[0].short == 0
    assert monday[-1].end - monday[-1].start == dt.timedelta(minutes=15)


def test_person_whom_the_scenario_does_not_know_is_shown_by_id(tmp_path: Path) -> None:
    folder = write_week(tmp_path, lines=["X9 mon 08:00 work:sales 12:00"])
    stranger = wall_of(folder).people[-1]
    assert (stranger.agent_id, stranger.name, len(stranger.shifts)) == ("X9", "X9", 1)


def test_shift_outside_the_planned_days_is_refused(tmp_path: Path) -> None:
    folder = write_week(tmp_path, lines=["A1 2026-03-09 08:00 work:sales 12:00"])
    with pytest.raises(InputError) as caught:
        wall_of(folder)
    (found,) = caught.value.problems
    assert (found.file, found.column, found.value) == (
        "rota.csv",
        "start",
        "2026-03-09T08:00:00+00:00",
    )


def test_facts_name_the_run_and_its_gap(tiny_folder: Path) -> None:
    facts = wall_of(tiny_folder).facts
    assert (facts.run_id, facts.centre, facts.simulated) == ("run-7", "Corner office", True)
    assert facts.week == "Monday 2 to Sunday 8 March 2026"
    assert facts.check_text == "keeps every hard rule"
    scenario = read_scenario(tiny_folder / "scenario")
    assert facts.input_hash == plan_with(scenario, []).summary.input_hash
