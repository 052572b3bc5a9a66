"""What a step asks of somebody reads as a supervisor would say it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from allocator.domain.contingency import StepKind
from allocator.domain.people_names import NamedPeople
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.contingency.words import span_text, step_kind, step_words
from allocator.rota.best_duty import PricedDuty
from allocator.rota.step import Step, StepOf
from allocator.store.scenario_folder import read_scenario
from tests.two_sites import write_two_sites

ZONE = ZoneInfo("Europe/London")
MAIN, SECOND = ("sales", "help"), ("sales2", "help2")


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    folder = tmp_path_factory.mktemp("sites")
    return read_scenario(write_two_sites(folder, fairness=False))


def at(clock: str, day: int = 2) -> dt.datetime:
    hour, minute = clock.split(":")
    return dt.datetime(2026, 3, day, int(hour), int(minute), tzinfo=ZONE)


def rota(*parts: tuple[str, str, Activity, tuple[str, ...]], day: int = 2) -> Rota:
    """Ada's day in parts: start, end, activity and queues."""
    return Rota(
        blocks=tuple(
            Block(
                agent_id="A1",
                start=at(start, day),
                end=at(end, day),
                activity=activity,
                queues=queues,
            )
            for start, end, activity, queues in parts
        )
    )


def step(kind: StepOf, day: int = 0, minutes: int = 0, off_day: int | None = None) -> Step:
    """Step of which only the words are looked at: its duty is never written out."""

    def never() -> None:
        raise AssertionError

    return Step(kind, "A1", day, PricedDuty(0.0, never), 1.0, 0.0, minutes, off_day)  # type: ignore[arg-type]


WORK, LUNCH = Activity.WORK, Activity.LUNCH
DAY = rota(
    ("08:00", "12:00", WORK, MAIN), ("12:00", "12:30", LUNCH, ()), ("12:30", "16:00", WORK, MAIN)
)


def said(scenario: Scenario, one: Step, before: Rota, after: Rota) -> str:
    return step_words(scenario, NamedPeople(scenario.agents), one, before, after)


def test_other_queues_of_a_stretch_are_named_with_what_they_replace(scenario: Scenario) -> None:
    after = rota(
        ("08:00", "12:15", WORK, SECOND),
        ("12:15", "12:45", LUNCH, ()),
        ("12:45", "16:00", WORK, MAIN),
    )
    words = said(scenario, step("same_shift"), DAY, after)
    assert words == (
        "Ada (A1) answers second 08:00–12:00 in place of main; "
        "takes lunch at 12:15 in place of 12:00"
    )
    assert step_kind(scenario, step("same_shift"), DAY, after, is_freed=False) is StepKind.QUEUE


def test_a_break_between_does_not_part_a_change_of_queue(scenario: Scenario) -> None:
    after = rota(
        ("08:00", "12:00", WORK, SECOND),
        ("12:00", "12:30", LUNCH, ()),
        ("12:30", "16:00", WORK, SECOND),
    )
    words = said(scenario, step("same_shift"), DAY, after)
    assert words == "Ada (A1) answers second 08:00–16:00 in place of main"


def test_breaks_alone(scenario: Scenario) -> None:
    after = rota(
        ("08:00", "13:00", WORK, MAIN),
        ("13:00", "13:30", LUNCH, ()),
        ("13:30", "16:00", WORK, MAIN),
    )
    assert said(scenario, step("same_shift"), DAY, after) == (
        "Ada (A1) takes lunch at 13:00 in place of 12:00"
    )
    assert step_kind(scenario, step("same_shift"), DAY, after, is_freed=True) is StepKind.BREAKS


def test_overtime_says_how_much(scenario: Scenario) -> None:
    longer = rota(("07:30", "12:00", WORK, MAIN), ("12:00", "17:30", WORK, MAIN))
    assert said(scenario, step("stay_on", minutes=120), DAY, longer) == (
        "Ada (A1) comes at 07:30 and stays until 17:30 (2 h overtime)"
    )
    called = rota(("08:00", "13:00", WORK, SECOND), day=3)
    assert said(scenario, step("call_in", 1, 300), DAY, called) == (
        "call in Ada (A1) for 08:00–13:00 on second (5 h overtime)"
    )


def test_a_day_moved_says_which_is_off_in_return(scenario: Scenario) -> None:
    moved = rota(("08:00", "16:00", WORK, MAIN), day=3)
    assert said(scenario, step("day", 1, off_day=0), DAY, moved) == (
        "Ada (A1) works 08:00–16:00 on main, and is off on Mon 2 Mar in return"
    )


def test_midnight_is_the_end_of_its_day() -> None:
    assert span_text(at("17:00"), at("00:00", 3)) == "17:00–24:00"
