"""A good plan broken on purpose: the rules on days in a row and on what was agreed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from allocator.domain.scenario import Scenario
from tests.rules.change import Change, assert_broken, breaks
from tests.tiny_scenario import WORKED_CSV, read_tiny_scenario

ROOM = {"seats: 3": "seats: 4"}
OFFICE = "work:help|sales"


def declared(rule: str) -> dict[str, str]:
    """Scenario with one rule more and a seat for everybody."""
    return ROOM | {"  pins: {}": f"  pins: {{}}\n  {rule}"}


def kinds(rule: str) -> dict[str, str]:
    """Scenario with kinds of shift and a rule on them."""
    listed = (
        "shift_kinds:\n  - {id: early, start_from: 08:00, start_to: 09:00}\n"
        "  - {id: noon, start_from: 12:00, start_to: 13:30}\nunsocial:\n"
    )
    return declared(rule) | {"unsocial:\n": listed}


def given_out(day: str, notice_days: int) -> dict[str, str]:
    """Scenario of a rota that is given out on a day."""
    week = {"  day_starts_at: 00:00": f"  day_starts_at: 00:00\n  published_on: {day}"}
    return declared(f"notice: {{notice_days: {notice_days}}}") | week


def adjustment(kind: str, value: str, agent_id: str = "A1") -> dict[str, str]:
    return {"adjustments.csv": f"agent_id,kind,value\n{agent_id},{kind},{value}\n"}


def a4_worked(*days: str) -> dict[str, str]:
    rows = (f"A4,2026-{day}T08:00,2026-{day}T12:00\n" for day in days)
    return {"worked.csv": WORKED_CSV + "".join(rows)}


WITHOUT_WEDNESDAY = [
    *(f"A4 {day} 08:00 work:help 10:00 break 10:15 work:help 13:00" for day in ("mon", "tue")),
    "A4 wed",
    *(f"A4 {day} 08:00 work:help 10:00 break 10:15 work:help 13:00" for day in ("thu", "fri")),
]
LATER_LUNCH = (
    f"A1 mon 08:00 {OFFICE} 09:30 break 09:45 {OFFICE} 12:15 lunch 12:45 {OFFICE} "
    f"14:00 break 14:15 {OFFICE} 16:00"
)
MONDAY = {
    "published.csv": (
        "agent_id,start,end\n"
        "A1,2026-03-02T08:00,2026-03-02T16:00\n"
        "A2,2026-03-02T09:30,2026-03-02T17:30\n"
        "A3,2026-03-02T13:00,2026-03-02T18:00\n"
        "A4,2026-03-02T08:00,2026-03-02T12:00\n"
    )
}

CHANGES = {
    "days_in_a_row": [
        Change("five, as it is", [], edits=declared("days_in_a_row: {days_max: 5}")),
        Change(
            "five and the Sunday before",
            [],
            breaks("days_in_a_row"),
            edits=declared("days_in_a_row: {days_max: 5}"),
            files=a4_worked("03-01"),
        ),
        Change(
            "five and the Saturday before",
            [],
            edits=declared("days_in_a_row: {days_max: 5}"),
            files=a4_worked("02-28"),
        ),
    ],
    "work_runs": [
        Change("two and two", WITHOUT_WEDNESDAY, edits=declared("work_runs: {days_min: 2}")),
        Change(
            "two and two where three are the fewest",
            WITHOUT_WEDNESDAY,
            breaks("work_runs"),
            edits=declared("work_runs: {days_min: 3}"),
        ),
    ],
    "rest_runs": [
        Change(
            "one day off in the midst",
            WITHOUT_WEDNESDAY,
            breaks("rest_runs"),
            edits=declared("rest_runs: {days_min: 2}"),
        ),
        Change(
            "one day of leave in the midst",
            WITHOUT_WEDNESDAY,
            edits=declared("rest_runs: {days_min: 2}"),
            files={"leave.csv": "agent_id,first_day,last_day\nA4,2026-03-04,2026-03-04\n"},
        ),
        Change(
            "two days off before the week",
            [],
            edits=declared("rest_runs: {days_min: 2}"),
        ),
        Change(
            "one day off before the week",
            [],
            breaks("rest_runs"),
            edits=declared("rest_runs: {days_min: 2}"),
            files=a4_worked("02-28"),
        ),
    ],
    "weekends_worked": [
        Change(
            "two ends of the week of two",
            [],
            edits=declared("weekends_worked: {weekends_max: 2, weeks: 2, days: [thu, fri]}"),
        ),
        Change(
            "two ends of the week where one is the most",
            [],
            breaks("weekends_worked"),
            edits=declared("weekends_worked: {weekends_max: 1, weeks: 2, days: [thu, fri]}"),
        ),
    ],
    "shift_successions": [
        Change(
            "before noon",
            ["A4 wed 11:30 work:help 15:30"],
            edits=kinds('shift_successions: {forbidden: ["noon>early"]}'),
        ),
        Change(
            "at noon",
            ["A4 wed 12:00 work:help 16:00"],
            breaks("shift_successions"),
            edits=kinds('shift_successions: {forbidden: ["noon>early"]}'),
        ),
    ],
    "kind_limits": [
        Change("four noons, as it is", [], edits=kinds("kind_limits: {most: {noon: 4}}")),
        Change(
            "five noons",
            ["A3 wed 13:00 work:sales|help 15:00 break 15:15 work:sales|help 18:00"],
            breaks("kind_limits"),
            edits=kinds("kind_limits: {most: {noon: 4}}"),
        ),
    ],
    "agreed_adjustments": [
        Change(
            "two hours and a quarter without a rest, as it is",
            [],
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("unbroken_work_minutes_max", "135"),
        ),
        Change(
            "two hours and a half",
            [LATER_LUNCH],
            breaks("agreed_adjustments"),
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("unbroken_work_minutes_max", "135"),
        ),
        Change(
            "from the start agreed",
            [],
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("start_not_before", "12:00", "A3"),
        ),
        Change(
            "half an hour before it",
            ["A3 thu 11:30 work:help|sales 14:00 break 14:15 work:sales 16:30"],
            breaks("agreed_adjustments"),
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("start_not_before", "12:00", "A3"),
        ),
        Change(
            "to the end agreed",
            [],
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("end_not_after", "14:00", "A4"),
        ),
        Change(
            "half an hour after it",
            ["A4 wed 10:30 work:help 14:30"],
            breaks("agreed_adjustments"),
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("end_not_after", "14:00", "A4"),
        ),
        Change(
            "as long as agreed",
            [],
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("longest_shift_minutes", "240", "A4"),
        ),
        Change(
            "half an hour longer",
            ["A4 mon 08:00 work:help 10:00 break 10:15 work:help 12:30"],
            breaks("agreed_adjustments"),
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("longest_shift_minutes", "240", "A4"),
        ),
        Change(
            "two days in a row",
            WITHOUT_WEDNESDAY,
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("days_in_a_row_max", "2", "A4"),
        ),
        Change(
            "five days in a row",
            [],
            breaks("agreed_adjustments"),
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("days_in_a_row_max", "2", "A4"),
        ),
        Change(
            "four days a week",
            WITHOUT_WEDNESDAY,
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("days_in_week_max", "4", "A4"),
        ),
        Change(
            "five days a week",
            [],
            breaks("agreed_adjustments"),
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("days_in_week_max", "4", "A4"),
        ),
        Change(
            "on either queue",
            [],
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("only_queues", "help|sales"),
        ),
        Change(
            "on a queue that is not one agreed",
            [],
            breaks("agreed_adjustments"),
            edits=declared("agreed_adjustments: {}"),
            files=adjustment("only_queues", "sales"),
        ),
        Change(
            "on any queue where the rule is not declared",
            [],
            files=adjustment("only_queues", "sales"),
        ),
    ],
    "notice": [
        Change("four days, all that is due", [], edits=given_out("2026-02-26", 4)),
        Change(
            "four days where five are due",
            [],
            breaks("notice"),
            edits=given_out("2026-02-26", 5),
        ),
        Change("Monday as published", [], edits=given_out("2026-02-26", 5), files=MONDAY),
        Change(
            "half an hour later than published",
            ["A4 mon 08:30 work:help 12:30"],
            breaks("notice"),
            edits=given_out("2026-02-26", 5),
            files=MONDAY,
        ),
        Change(
            "on Tuesday half an hour later",
            ["A4 tue 08:30 work:help 12:30"],
            edits=given_out("2026-02-26", 5),
            files=MONDAY,
        ),
    ],
}

EVERY_CHANGE = [(rule_id, change) for rule_id, changes in CHANGES.items() for change in changes]


@pytest.fixture(scope="module")
def scenarios(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Change], Scenario]:
    """Scenario of a change, as the store reads it."""

    def read(change: Change) -> Scenario:
        parent: Path = tmp_path_factory.mktemp("tiny")
        return read_tiny_scenario(parent, edits=dict(change.edits), files=dict(change.files))

    return read


@pytest.mark.parametrize(
    ("rule_id", "change"), EVERY_CHANGE, ids=[f"{r}: {change.title}" for r, change in EVERY_CHANGE]
)
def test_a_rota_near_a_limit(
    rule_id: str, change: Change, scenarios: Callable[[Change], Scenario]
) -> None:
    assert_broken(rule_id, change, scenarios(change))
