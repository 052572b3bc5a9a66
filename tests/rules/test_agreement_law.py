"""Encoders of the rules of working-time law accept what their checks accept, rota by rota."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.example import (
    QUARTERS,
    WITH_BREAKS,
    Example,
    accepted_by_checks,
    assert_agreement,
    assert_missed,
    opening,
    plan,
    shifts,
)
from tests.rules.universe import Universe
from tests.tiny_week import agent, rest, tiny_week

YOUNG = [agent("A", adult_from="2027-01-01")]
EARLY_AND_LATE = [shifts("any", ("06:00", "14:00", 480), (480, 480, 60))]
LUNCH = {
    "break_plans": [plan(240, 600, rest("lunch", 60, (120, 180), activity="lunch", paid=False))]
}


def worked(hours: str, *days: int) -> list[str]:
    return [f"A 2026-05-{day} {hours}" for day in days]


def leave(first: str, last: str) -> list[dict[str, Any]]:
    return [{"agent_id": "A", "first_day": first, "last_day": last}]


EXAMPLES = [
    Example(
        "weekly_rest", "a week of earlies and lates", {"days": 7, "shift_patterns": EARLY_AND_LATE}
    ),
    Example(
        "weekly_rest",
        "the clocks go back, leave is no rest, and the day begins at four",
        {
            "days": 3,
            "first_day": "2026-10-24",
            "day_starts_at": "04:00",
            "leave": leave("2026-10-20", "2026-10-21"),
            "worked": ["A 2026-10-22 09:00 work 17:00", "A 2026-10-23 17:00 work 22:00"],
            "shift_patterns": [shifts("any", ("04:00", "25:00", 420), (120, 600, 480))],
        },
    ),
    Example(
        "weekly_rest",
        "the last rest of the week before, and one in the week",
        {
            "days": 7,
            "worked": worked("14:00 work 22:00", 25, 26, 27, 28, 29, 30),
            "shift_patterns": [shifts("any", ("08:00", "08:00", 60), (360, 360, 60))],
        },
    ),
    Example(
        "weekly_rest",
        "nine days are judged as the first seven and the last",
        {
            "days": 9,
            "worked": worked("09:00 work 17:00", 29, 30),
            "shift_patterns": [shifts("any", ("10:00", "10:00", 60), (480, 480, 60))],
        },
    ),
    Example(
        "weekly_rest",
        "past mending",
        {
            "days": 2,
            "worked": worked("09:00 work 17:00", *range(25, 32)),
            "shift_patterns": [shifts("any", ("00:00", "16:00", 480), (240, 480, 240))],
        },
    ),
    Example(
        "weekly_rest",
        "48 hours under 18, and 18 within two weeks",
        {
            "days": 10,
            "agents": [agent("A", adult_from="2026-06-05")],
            "worked": worked("09:00 work 17:00", 30),
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (480, 480, 60))],
        },
    ),
    Example(
        "weekly_rest",
        "a fortnight of which ten days are past",
        {
            "days": 4,
            "worked": worked("09:00 work 17:00", 22, *range(24, 32)),
            "shift_patterns": [shifts("any", ("05:00", "19:00", 840), (240, 600, 360))],
        },
        {"per_fortnight": True},
    ),
    Example(
        "weekly_rest",
        "a fortnight with leave between two rests",
        {
            "days": 4,
            "leave": leave("2026-06-02", "2026-06-02"),
            "worked": worked("09:00 work 17:00", *range(21, 31)),
            "shift_patterns": [shifts("any", ("05:00", "19:00", 840), (240, 600, 360))],
        },
        {"per_fortnight": True, "rest_minutes": 1020},
    ),
    Example(
        "weekly_rest",
        "a day between two of leave that is shorter than the rest",
        {
            "days": 7,
            "leave": leave("2026-06-02", "2026-06-02") + leave("2026-06-04", "2026-06-04"),
            "worked": worked("09:00 work 17:00", 31),
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (480, 480, 60))],
        },
        {"rest_minutes": 1800},
    ),
    Example(
        "weekly_rest",
        "the short Sunday of March between two days of leave is no rest of 24 hours",
        {
            "days": 7,
            "first_day": "2026-03-25",
            "leave": leave("2026-03-28", "2026-03-28") + leave("2026-03-30", "2026-03-30"),
            "worked": ["A 2026-03-24 09:00 work 17:00"],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (480, 480, 60))],
        },
    ),
    Example(
        "weekly_rest",
        "two days of March between days of leave are no two rests of 24 hours",
        {
            "days": 7,
            "first_day": "2026-03-25",
            "leave": leave("2026-03-27", "2026-03-27") + leave("2026-03-30", "2026-03-30"),
            "worked": [f"A 2026-03-{day} 09:00 work 17:00" for day in range(18, 25)],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (480, 480, 60))],
        },
        {"per_fortnight": True},
    ),
    Example(
        "average_weekly_hours",
        "eight days, with leave and a lunch that past shifts had",
        {
            "days": 8,
            "leave": leave("2026-05-27", "2026-05-28"),
            "worked": worked("08:00 work 18:00", 20, 21, 22, 25, 26, 29),
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (360, 360, 60))],
        }
        | LUNCH,
        {"average_minutes": 1610},
    ),
    Example(
        "average_weekly_hours",
        "a starter, and one who has opted out",
        {
            "days": 3,
            "agents": [agent("A", first_day="2026-05-20"), agent("B", opted_out_48h=True)],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (240, 600, 360))],
        },
        {"average_minutes": 480},
    ),
    Example(
        "average_weekly_hours",
        "an unpaid lunch",
        {
            "days": 2,
            "worked": worked("08:00 work 18:00", 28),
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (240, 360, 60))],
        }
        | LUNCH,
        {"average_minutes": 1020},
        beside=WITH_BREAKS,
        breaks=True,
    ),
    Example(
        "average_weekly_hours",
        "used up by the weeks before",
        {
            "worked": worked("08:00 work 20:00", *range(25, 32)),
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (240, 360, 60))],
        },
        {"average_minutes": 2400},
    ),
    Example(
        "night_hours",
        "days and nights after some nights before",
        {
            "days": 4,
            "worked": [
                *worked("22:00 work 30:00", 25, 26),
                *worked("09:00 work 17:00", 27, 28),
            ],
            "shift_patterns": [shifts("any", ("10:00", "18:00", 480), (360, 600, 240))],
        },
        {"average_minutes": 280},
    ),
    Example(
        "night_hours",
        "a third of the days, over a change of the clocks",
        {
            "days": 4,
            "first_day": "2026-03-27",
            "shift_patterns": [shifts("any", ("09:00", "17:00", 480), (540, 600, 60))],
        },
        {"average_minutes": 250, "nights_over_percent": 33},
    ),
    Example(
        "night_hours",
        "a past shift of three hours of the night, before the clocks went forward",
        {
            "days": 4,
            "first_day": "2026-03-30",
            "worked": ["A 2026-03-27 18:00 work 26:00", "A 2026-03-26 03:00 work 11:00"],
            "shift_patterns": [shifts("any", ("09:00", "18:00", 540), (480, 480, 60))],
        },
        {"average_minutes": 200},
    ),
    Example(
        "night_hours",
        "two weeks",
        {
            "days": 9,
            "shift_patterns": [shifts("any", ("22:00", "22:00", 60), (480, 480, 60))],
        },
        {"average_minutes": 400},
    ),
    Example(
        "young_hours",
        "a plan from Saturday to Tuesday, with days worked before it",
        {
            "days": 4,
            "first_day": "2026-06-06",
            "agents": YOUNG,
            "worked": [f"A 2026-06-0{day} 09:00 work 16:00" for day in (2, 3, 4, 5)],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (300, 540, 60))],
        },
        {"week_minutes": 2100},
    ),
    Example(
        "young_hours",
        "an unpaid lunch, and the week of a birthday",
        {
            "agents": [agent("A", adult_from="2026-06-03")],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (300, 360, 60))],
        }
        | LUNCH,
        {"day_minutes": 300, "week_minutes": 540},
        beside=WITH_BREAKS,
        breaks=True,
    ),
    Example(
        "young_nights",
        "hours of any length, on the night of the birthday too",
        {
            "agents": [agent("A", adult_from="2026-06-02")],
            "shift_patterns": [shifts("any", ("00:00", "23:00", 60), (120, 480, 360))],
        },
    ),
    Example(
        "young_nights",
        "a night that lies not on the grid, when clocks go forward",
        {
            "days": 2,
            "first_day": "2026-03-28",
            "agents": YOUNG,
            "shift_patterns": [shifts("any", ("00:00", "23:00", 60), (60, 60, 60))],
        },
        {"night_from_minutes": 1330, "night_to_minutes": 310},
    ),
    Example(
        "daily_rest",
        "twelve hours until the 18th birthday",
        {
            "days": 3,
            "agents": [agent("A", adult_from="2026-06-03")],
            "worked": worked("13:00 work 20:00", 31),
            "shift_patterns": [shifts("any", ("07:00", "12:00", 60), (480, 480, 60))],
        },
    ),
    Example(
        "breaks",
        "under 18, and 18 today",
        QUARTERS
        | {
            "agents": [agent("A", adult_from="2026-06-02"), agent("B", adult_from="2026-06-01")],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (90, 90, 15))],
            "break_plans": [plan(0, 600, rest("one", 15, (15, 75)), rest("two", 15, (30, 75)))],
        },
        {
            "over_minutes": 75,
            "rest_minutes": 15,
            "young_over_minutes": 75,
            "young_rest_minutes": 30,
        },
        breaks=True,
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_encoder_accepts_what_the_check_accepts(example: Example) -> None:
    assert_agreement(example)


# The law together with the rules that make a rota one.

TOGETHER: dict[str, dict[str, Any]] = {
    "one_shift_a_day": {},
    "contracted_hours": {},
    "shift_patterns": {},
    "availability": {},
    "days_in_seven": {},
    "daily_rest": {},
    "weekly_rest": {},
    "average_weekly_hours": {"average_minutes": 2400},
    "night_hours": {"average_minutes": 350},
    "young_hours": {"week_minutes": 840},
    "young_nights": {},
    "opening_hours": {},
}
LAW = (
    "daily_rest",
    "weekly_rest",
    "average_weekly_hours",
    "night_hours",
    "young_hours",
    "young_nights",
)
WEEK: dict[str, Any] = {
    "days": 3,
    "day_starts_at": "06:00",
    "interval_minutes": 60,
    "opening_hours": [opening("06:00", "30:00")],
    "agents": [
        agent("A", weekly_hours=16, adult_from="2026-06-03"),
        agent("B", weekly_hours=20),
    ],
    "contracts": [{"id": "any", "patterns": ["day", "late", "night"], "tolerance_minutes": 480}],
    "shift_patterns": [
        shifts("day", ("07:00", "07:00", 60), (360, 540, 180)),
        shifts("late", ("15:00", "15:00", 60), (480, 480, 60)),
        shifts("night", ("22:00", "22:00", 60), (480, 480, 60)),
    ],
    "worked": [
        *worked("12:00 work 20:00", 28, 29, 30),
        "B 2026-05-28 22:00 work 30:00",
        "B 2026-05-29 22:00 work 30:00",
    ],
}
"""A is under 18 until Tuesday and has had no long rest yet; B has worked nights."""


@pytest.fixture(scope="module")
def together() -> Universe:
    """Build a scenario in which every rule of the law binds."""
    return Universe(tiny_week(rules=TOGETHER, **WEEK))


def test_all_rules_together_accept_what_all_checks_accept(together: Universe) -> None:
    accepted = accepted_by_checks(together, TOGETHER)
    assert len(accepted) > 100
    assert together.found_by_optimiser(TOGETHER) == accepted


@pytest.mark.parametrize("left_out", LAW)
def test_rule_that_the_models_forget_is_missed_by_its_check(
    together: Universe, left_out: str
) -> None:
    assert_missed(together, TOGETHER, left_out)
