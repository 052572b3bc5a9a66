"""Which shifts an agent may be given in which week."""

from __future__ import annotations

import datetime as dt

import pytest

from allocator.domain.people import Agent
from allocator.domain.scenario import Scenario
from tests.tiny_week import EVERY_DAY, agent, pattern, tiny_week

MONDAY = dt.date(2026, 6, 1)
SUNDAY = dt.date(2026, 6, 7)

PATTERNS = [
    pattern(id="early"),
    pattern(id="middle"),
    pattern(id="late"),
    pattern(id="weekend", days=["sat", "sun"]),
]
ROTATION = {
    "id": "three_weeks",
    "first_week": MONDAY,
    "weeks": [
        {"patterns": ["early"]},
        {"patterns": ["middle", "weekend"]},
        {"patterns": ["late"], "days": ["tue", "wed", "thu", "fri"]},
    ],
}


def going_round(offset: int = 0, contract: str = "any") -> Agent:
    return agent("A", contract=contract, rotation="three_weeks", rotation_offset_weeks=offset)


def week(*agents: Agent, first_week: dt.date = MONDAY) -> Scenario:
    return tiny_week(
        agents=agents,
        shift_patterns=PATTERNS,
        contracts=[
            {"id": "any", "patterns": ["early", "middle", "late", "weekend"]},
            {"id": "no_lates", "patterns": ["early", "middle"]},
        ],
        rotations=[ROTATION | {"first_week": first_week}],
    )


def patterns(scenario: Scenario, day: dt.date) -> list[str]:
    return [one.id for one in scenario.patterns_of("A", day)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (MONDAY, ["early"]),
        (SUNDAY, ["early"]),
        (dt.date(2026, 6, 8), ["middle"]),
        (dt.date(2026, 6, 13), ["middle", "weekend"]),
        (dt.date(2026, 6, 16), ["late"]),
        (dt.date(2026, 6, 22), ["early"]),
        # Before the first week the circle goes on backwards.
        (dt.date(2026, 5, 29), ["late"]),
        (dt.date(2026, 5, 18), ["middle"]),
        (dt.date(2026, 5, 11), ["early"]),
    ],
)
def test_weeks_follow_one_another_in_a_circle(day: dt.date, expected: list[str]) -> None:
    assert patterns(week(going_round()), day) == expected


@pytest.mark.parametrize(
    ("offset", "expected"), [(0, "early"), (1, "middle"), (2, "late"), (3, "early"), (7, "middle")]
)
def test_an_offset_is_that_many_weeks_ahead(offset: int, expected: str) -> None:
    tuesday = dt.date(2026, 6, 2)
    assert patterns(week(going_round(offset)), tuesday) == [expected]


def test_a_week_of_the_rotation_may_leave_days_out() -> None:
    third = [dt.date(2026, 6, 15) + dt.timedelta(days=n) for n in range(7)]
    scenario = week(going_round())
    assert [bool(patterns(scenario, day)) for day in third] == [
        False, True, True, True, True, False, False,
    ]  # fmt: skip


def test_weeks_begin_on_the_weekday_of_first_week() -> None:
    scenario = week(going_round(), first_week=dt.date(2026, 6, 3))  # a Wednesday
    assert patterns(scenario, dt.date(2026, 6, 2)) == ["late"]
    assert patterns(scenario, dt.date(2026, 6, 3)) == ["early"]
    assert patterns(scenario, dt.date(2026, 6, 9)) == ["early"]
    assert patterns(scenario, dt.date(2026, 6, 10)) == ["middle"]


def test_the_contract_still_limits_whoever_goes_round() -> None:
    scenario = week(going_round(contract="no_lates"))
    assert patterns(scenario, dt.date(2026, 6, 13)) == ["middle"]
    assert patterns(scenario, dt.date(2026, 6, 16)) == []


def test_without_a_rotation_the_contract_and_the_weekday_decide() -> None:
    scenario = week(agent("A"))
    assert scenario.rotation_week("A", MONDAY) is None
    assert patterns(scenario, MONDAY) == ["early", "middle", "late"]
    assert patterns(scenario, SUNDAY) == ["early", "middle", "late", "weekend"]


def test_days_of_a_rotation_are_real_weekdays_also_on_a_bank_holiday() -> None:
    # 31 August 2026 runs like a Sunday, and is still the Monday that this week leaves out.
    scenario = tiny_week(
        agents=[going_round()],
        first_day=dt.date(2026, 8, 31),
        shift_patterns=[pattern(id="any", days=EVERY_DAY)],
        rotations=[
            {
                "id": "three_weeks",
                "first_week": dt.date(2026, 8, 31),
                "weeks": [{"patterns": ["any"], "days": ["tue", "sun"]}],
            }
        ],
        bank_holidays={"nation": "England", "runs_like": "sun"},
    )
    worked = [day.day for day in scenario.grid.days if patterns(scenario, day)]
    assert worked == [1, 6]


KINDS = [
    {"id": "early", "start_from": "06:00", "start_to": "10:00"},
    {"id": "late", "start_from": "12:00", "start_to": "22:00"},
    {"id": "night", "start_from": "22:00", "start_to": "30:00"},
]


@pytest.mark.parametrize(
    ("minutes", "kind"),
    [
        (6 * 60, "early"),
        (10 * 60 - 15, "early"),
        (10 * 60, None),
        (12 * 60, "late"),
        (22 * 60, "night"),
        (26 * 60, "night"),  # two in the morning, of the day that began at six
    ],
)
def test_kind_of_a_shift_by_the_clock_of_its_start(minutes: int, kind: str | None) -> None:
    scenario = tiny_week(day_starts_at="06:00", shift_kinds=KINDS)
    assert scenario.shift_kind(scenario.grid.at(MONDAY, minutes)) == kind
