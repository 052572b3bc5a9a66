"""Plans of two and of six weeks in full: encoders accept what checks accept, over every join.

Shifts begin on two or three weekdays around the join, so that all rotas can be listed.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.rules.example import (
    ONE_SHIFT,
    Example,
    accepted_by_checks,
    assert_agreement,
    assert_missed,
    opening,
    shifts,
)
from tests.rules.universe import Universe
from tests.tiny_week import agent, tiny_week


def weeks(
    days: int,
    weekdays: str,
    starts: tuple[str, str, int],
    lengths: tuple[int, int, int],
    **week: Any,
) -> dict[str, Any]:
    """One agent of a site that is open on some weekdays, in a plan of so many days."""
    return {
        "days": days,
        "shift_patterns": [shifts("any", starts, lengths, days=weekdays.split())],
        "opening_hours": [opening("00:00", "24:00", days=weekdays.split())],
    } | week


MORNINGS = ("09:00", "09:00", 60), (480, 480, 60)
SHORT_OR_LONG = ("09:00", "09:00", 60), (240, 480, 240)
EARLY_OR_LATE = ("09:00", "15:00", 360), (480, 480, 60)
KINDS: dict[str, Any] = {
    "shift_kinds": [
        {"id": "early", "start_from": "05:00", "start_to": "12:00"},
        {"id": "late", "start_from": "12:00", "start_to": "20:00"},
    ]
}
FOUR_MORE = {"id": "any", "patterns": ["any"], "week_tolerance_minutes": 240}
AUTUMN: dict[str, Any] = {"first_day": dt.date(2026, 10, 17)}
"""A Saturday; the clocks go back a week later, in the night to the plan's second Sunday."""

EXAMPLES = [
    Example(
        "contracted_hours",
        "a week's hours in each of two",
        weeks(14, "sun mon tue", *SHORT_OR_LONG, agents=[agent("A", weekly_hours=12)]),
    ),
    Example(
        "contracted_hours",
        "two weeks that may differ by four hours from the contract, and not together",
        weeks(
            14,
            "sun mon tue",
            *SHORT_OR_LONG,
            agents=[agent("A", weekly_hours=12)],
            contracts=[FOUR_MORE],
        ),
    ),
    Example(
        "contracted_hours",
        "six weeks with a morning each",
        weeks(42, "sun mon", *MORNINGS, agents=[agent("A", weekly_hours=8)]),
    ),
    Example(
        "contracted_hours",
        "ten days: a whole week and what is left of the hours",
        weeks(
            10,
            "sun mon tue",
            *SHORT_OR_LONG,
            agents=[agent("A", weekly_hours=8.4)],
            contracts=[{"id": "any", "patterns": ["any"], "tolerance_minutes": 60}],
        ),
    ),
    Example("daily_rest", "a fortnight", weeks(14, "sat sun mon", *EARLY_OR_LATE)),
    Example(
        "daily_rest",
        "the clocks go back in the second week",
        weeks(14, "sat sun", ("09:00", "15:00", 360), (480, 480, 60), **AUTUMN),
    ),
    Example(
        "days_in_seven", "a fortnight", weeks(14, "fri sat sun mon tue", *MORNINGS), {"days_max": 3}
    ),
    Example("days_in_seven", "six weeks", weeks(42, "sun mon", *MORNINGS), {"days_max": 1}),
    Example(
        "days_in_a_row", "a fortnight", weeks(14, "fri sat sun mon tue", *MORNINGS), {"days_max": 3}
    ),
    Example("work_runs", "four weeks", weeks(28, "sun mon", *MORNINGS), {"days_min": 2}),
    Example("weekends_worked", "five weeks", weeks(35, "sat sun", *MORNINGS)),
    Example(
        "weekends_worked",
        "weeks from Sunday to Saturday",
        weeks(21, "sat sun", *MORNINGS, first_day=dt.date(2026, 6, 7)),
        {"weekends_max": 1, "weeks": 2},
    ),
    Example(
        "kind_limits",
        "a fortnight",
        weeks(14, "sat sun mon", *EARLY_OR_LATE, **KINDS),
        {"most": {"late": 1}},
    ),
    Example(
        "shift_successions",
        "a fortnight",
        weeks(14, "sat sun mon", *EARLY_OR_LATE, **KINDS),
        {"forbidden": ["late>early"]},
    ),
    Example(
        "agreed_adjustments",
        "days of each week",
        weeks(14, "fri sat sun mon tue", *MORNINGS, adjustments=[("A", "days_in_week_max", "2")]),
    ),
    Example(
        "average_weekly_hours",
        "three weeks, each with those before it",
        weeks(21, "sat sun mon", *MORNINGS),
        {"average_minutes": 600, "reference_weeks": 2},
    ),
    Example(
        "weekly_rest",
        "two weeks with nights before and after the join",
        weeks(14, "sat sun mon", ("00:00", "12:00", 720), (720, 720, 60)),
        {"rest_minutes": 7200, "daily_rest_minutes": 660},
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_encoder_accepts_what_the_check_accepts(example: Example) -> None:
    assert_agreement(example)


TOGETHER: dict[str, dict[str, Any]] = {
    **ONE_SHIFT,
    "contracted_hours": {},
    "daily_rest": {},
    "days_in_seven": {"days_max": 2},
    "weekends_worked": {"weekends_max": 1, "weeks": 2},
    "kind_limits": {"most": {"late": 1}},
}


@pytest.fixture(scope="module")
def fortnight() -> Universe:
    week = weeks(
        14,
        "sat sun mon",
        *EARLY_OR_LATE,
        **KINDS,
        contracts=[{"id": "any", "patterns": ["any"], "week_tolerance_minutes": 480}],
        agents=[agent("A", weekly_hours=8)],
    )
    return Universe(tiny_week(rules=TOGETHER, interval_minutes=60, **week))


def test_two_weeks_under_all_rules_together(fortnight: Universe) -> None:
    accepted = accepted_by_checks(fortnight, list(TOGETHER))
    assert len(accepted) > 10
    assert fortnight.found_by_optimiser(list(TOGETHER)) == accepted


@pytest.mark.parametrize("left_out", ["contracted_hours", "kind_limits", "weekends_worked"])
def test_a_rule_that_the_model_forgets_is_missed(fortnight: Universe, left_out: str) -> None:
    assert_missed(fortnight, list(TOGETHER), left_out)
