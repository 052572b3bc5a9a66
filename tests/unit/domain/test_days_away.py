"""Leave, first days of employment, hours due and people under 18."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from allocator.domain.people import Adjustment, PlannedActivity
from allocator.domain.scenario import Scenario
from tests.tiny_week import MONDAY, agent, tiny_week

WEEK = [MONDAY + dt.timedelta(days=n) for n in range(7)]
WHOLE_WEEK = {"agent_id": "A", "first_day": MONDAY, "last_day": WEEK[6], "paid_hours_a_day": 6}


def away(*rows: dict[str, Any], **fields: Any) -> Scenario:
    return tiny_week(agents=[agent("A", **fields), agent("B")], leave=rows)


def leave(first: int, last: int, hours: float = 0.0) -> dict[str, Any]:
    """Leave of A over days of June 2026."""
    return {
        "agent_id": "A",
        "first_day": dt.date(2026, 6, first),
        "last_day": dt.date(2026, 6, last),
        "paid_hours_a_day": hours,
    }


def can_work(scenario: Scenario, agent_id: str = "A") -> list[int]:
    return [day.day for day in WEEK if scenario.available_spans(agent_id, day) != ()]


def test_nobody_can_work_on_leave_and_everybody_else_can() -> None:
    scenario = away(leave(2, 3), leave(7, 12))
    assert can_work(scenario) == [1, 4, 5, 6]
    assert scenario.leave_days("A") == (WEEK[1], WEEK[2], WEEK[6])
    assert can_work(scenario, "B") == [1, 2, 3, 4, 5, 6, 7]
    assert scenario.leave_days("B") == ()


def test_leave_goes_before_availability() -> None:
    hours = [{"agent_id": "A", "days": "all", "available_from": "08:00", "available_to": "12:00"}]
    scenario = tiny_week(leave=[leave(2, 2)], availability=hours)
    assert scenario.available_spans("A", WEEK[1]) == ()
    assert scenario.available_spans("A", WEEK[0]) is not None


@pytest.mark.parametrize(
    ("rows", "due"),
    [
        ([], 40),
        ([leave(2, 3, 7.5)], 25),
        ([leave(2, 3)], 40),  # unpaid: the hours are owed all the same
        ([WHOLE_WEEK], 0),  # 42 hours: no more than all can be off
        # only what falls in the week counts
        ([{**WHOLE_WEEK, "first_day": dt.date(2026, 5, 20), "last_day": MONDAY}], 34),
        ([leave(7, 20, 8)], 32),
        ([leave(10, 12, 8)], 40),
        # rows over the same day do not add up: a day is away once
        ([leave(2, 3, 7.5), leave(3, 4, 4)], 40 - 7.5 - 7.5 - 4),
    ],
)
def test_hours_due_are_those_contracted_less_paid_leave(
    rows: list[dict[str, Any]], due: float
) -> None:
    assert away(*rows).hours_due("A") == due
    assert away(*rows).hours_due("B") == 40


def test_hours_of_leave_are_none_without_leave_and_nought_for_unpaid() -> None:
    scenario = away(leave(2, 2))
    assert scenario.leave_hours_on("A", WEEK[1]) == 0
    assert scenario.leave_hours_on("A", WEEK[2]) is None


def test_a_starter_has_no_day_before_the_first() -> None:
    assert can_work(away(first_day=WEEK[2])) == [3, 4, 5, 6, 7]
    assert can_work(away(first_day=WEEK[0])) == [1, 2, 3, 4, 5, 6, 7]
    assert can_work(away(first_day=dt.date(2026, 6, 8))) == []


def test_somebody_unknown_is_limited_by_nothing() -> None:
    assert away().available_spans("nobody", MONDAY) is None


@pytest.mark.parametrize(
    ("adult_from", "young"),
    [(None, False), (WEEK[1], False), (WEEK[2], True), (dt.date(2027, 1, 1), True)],
)
def test_young_until_the_day_before_the_eighteenth_birthday(
    adult_from: dt.date | None, young: bool
) -> None:
    assert away(adult_from=adult_from).is_young("A", WEEK[1]) is young


def test_value_of_an_adjustment_by_its_kind() -> None:
    ends, longest, queues = (
        Adjustment.model_validate({"agent_id": "A", "kind": kind, "value": value})
        for kind, value in (
            ("end_not_after", "26:00"),
            ("longest_shift_minutes", "360"),
            ("only_queues", "calls|chat"),
        )
    )
    assert (ends.number, longest.number, queues.queues) == (1560, 360, ("calls", "chat"))


@pytest.mark.parametrize(
    ("kind", "value", "fault"),
    [
        ("start_not_before", "half past", "clock"),
        ("days_in_a_row_max", "0", "whole number from 1"),
        ("longest_shift_minutes", "6.5", "whole number from 1"),
        ("days_in_week_max", "-3", "whole number from 1"),
    ],
)
def test_value_that_is_not_of_its_kind(kind: str, value: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        Adjustment.model_validate({"agent_id": "A", "kind": kind, "value": value})


def test_activities_are_found_by_each_who_takes_part() -> None:
    rows = [
        {"activity_id": "one", "kind": "briefing", "participants": "A|B", "minutes": 30},
        {"activity_id": "two", "kind": "coaching", "participants": "B", "minutes": 30},
    ]
    scenario = tiny_week().model_copy(
        update={"activities": tuple(PlannedActivity.model_validate(row) for row in rows)}
    )
    found = {
        who: [activity.activity_id for activity in mine]
        for who, mine in scenario.activities_by_agent.items()
    }
    assert found == {"A": ["one"], "B": ["one", "two"]}
