"""On instances so small that all rotas can be listed, encoders accept what checks accept.

Each hard rule by itself, then all of them, then all but one: a rule that the models forget is
missed by its check.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from allocator.rules import registry
from tests.rules.example import (
    QUARTERS,
    TWO_POOLS,
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

EXAMPLES = [
    Example(
        "one_shift_a_day",
        "nights that run into the next day's mornings",
        {"days": 3, "shift_patterns": [shifts("any", ("00:00", "20:00", 600), (240, 720, 240))]},
        beside={},
    ),
    Example(
        "one_shift_a_day",
        "on the night on which clocks go back",
        {
            "first_day": "2026-10-24",
            "shift_patterns": [shifts("any", ("00:00", "20:00", 600), (240, 480, 60))],
        },
        beside={},
    ),
    Example(
        "contracted_hours",
        "three days to fill",
        {
            "days": 3,
            "agents": [agent("A", weekly_hours=8)],
            "contracts": [{"id": "any", "patterns": ["any"], "tolerance_minutes": 60}],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (180, 300, 60))],
        },
    ),
    Example(
        "contracted_hours",
        "nine days hold nine sevenths of the week's hours",
        {
            "days": 9,
            "agents": [agent("A", weekly_hours=14)],
            "contracts": [
                {
                    "id": "any",
                    "patterns": ["any"],
                    "tolerance_minutes": 0,
                    "week_tolerance_minutes": 120,
                }
            ],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (360, 360, 60))],
        },
    ),
    Example(
        "contracted_hours",
        "no whole minutes in binary",
        {
            "interval_minutes": 20,
            "agents": [agent("A", weekly_hours=16.1)],
            "contracts": [{"id": "any", "patterns": ["any"], "tolerance_minutes": 6}],
            "shift_patterns": [shifts("any", ("00:00", "00:00", 60), (460, 500, 20))],
        },
    ),
    Example(
        "contracted_hours",
        "an unpaid lunch and a paid break",
        {
            "agents": [agent("A", weekly_hours=8)],
            "contracts": [{"id": "any", "patterns": ["any"], "tolerance_minutes": 60}],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (180, 300, 60))],
            "break_plans": [
                plan(0, 240, rest("tea", 60, (60, 120))),
                plan(240, 600, rest("lunch", 60, (120, 180), activity="lunch", paid=False)),
            ],
        },
        beside=WITH_BREAKS,
        breaks=True,
    ),
    Example(
        "shift_patterns",
        "starts and lengths in steps, on some days, inside the week",
        {
            "contracts": [{"id": "any", "patterns": ["early", "late"]}],
            "shift_patterns": [
                shifts("early", ("08:00", "12:00", 120), (240, 480, 120), days=["mon"]),
                shifts("late", ("16:00", "21:00", 60), (240, 240, 60)),
                shifts("none", ("09:00", "11:00", 60), (240, 360, 60)),
            ],
        },
    ),
    Example(
        "shift_patterns",
        "a pattern that starts after midnight, where the day starts at four",
        {
            "day_starts_at": "04:00",
            "contracts": [{"id": "any", "patterns": ["night"]}],
            "shift_patterns": [
                shifts("night", ("24:00", "26:00", 60), (120, 120, 60), days=["mon"]),
                shifts("none", ("22:00", "27:00", 60), (120, 180, 60)),
            ],
        },
    ),
    Example(
        "availability",
        "a span of one day, two of another, and a day off",
        {
            "days": 3,
            "availability": [
                {
                    "agent_id": "A",
                    "days": "mon",
                    "available_from": "09:00",
                    "available_to": "17:00",
                },
                {
                    "agent_id": "A",
                    "days": "tue",
                    "available_from": "08:00",
                    "available_to": "12:00",
                },
                {
                    "agent_id": "A",
                    "days": "tue",
                    "available_from": "13:00",
                    "available_to": "18:00",
                },
                {"agent_id": "A", "days": "wed"},
            ],
            "shift_patterns": [shifts("any", ("08:00", "14:00", 60), (240, 360, 120))],
        },
    ),
    Example(
        "skills",
        "one pool each and one with both, with a break to change it in",
        TWO_POOLS
        | {
            "days": 1,
            "agents": [agent("A"), agent("B"), agent("C")],
            "skills": [("A", "calls", 1), ("A", "web", 0), ("B", "calls", 2), ("B", "web", 1)],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (180, 180, 60))],
            "break_plans": [plan(0, 600, rest("tea", 60, (60, 60)))],
        },
        beside=WITH_BREAKS,
        breaks=True,
        pools=True,
    ),
    Example(
        "days_in_seven",
        "five of the six days before were worked, and by another all seven",
        {
            "days": 3,
            "agents": [agent("A"), agent("B")],
            "worked": [
                *(f"A 2026-05-{day} 09:00 work 17:00" for day in (26, 27, 28, 30, 31)),
                *(f"B 2026-05-{day} 09:00 work 17:00" for day in range(25, 32)),
            ],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (240, 300, 60))],
        },
    ),
    Example(
        "days_in_seven",
        "more days before than are allowed",
        {
            "days": 3,
            "worked": [f"A 2026-05-{day} 09:00 work 17:00" for day in (25, 26, 27, 28)],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (240, 240, 60))],
        },
        {"days_max": 3},
    ),
    Example(
        "daily_rest",
        "eleven hours, after a late worked before the week too",
        {
            "days": 3,
            "worked": ["A 2026-05-31 13:00 work 21:00"],
            "shift_patterns": [shifts("any", ("07:00", "15:00", 60), (480, 600, 120))],
        },
    ),
    Example(
        "daily_rest",
        "forty-eight hours reach beyond the next day",
        {
            "days": 4,
            "shift_patterns": [shifts("any", ("06:00", "18:00", 360), (120, 480, 360))],
        },
        {"rest_minutes": 2880},
    ),
    Example(
        "daily_rest",
        "shifts of a whole day",
        {
            "days": 4,
            "shift_patterns": [shifts("any", ("00:00", "22:00", 660), (60, 1440, 1380))],
        },
        {"rest_minutes": 630},
    ),
    Example(
        "breaks",
        "a lunch in its window, in shifts of some lengths",
        {
            "days": 1,
            "shift_patterns": [shifts("any", ("09:00", "10:00", 60), (300, 420, 60))],
            "break_plans": [plan(300, 600, rest("lunch", 60, (120, 240), activity="lunch"))],
        },
        breaks=True,
    ),
    Example(
        "breaks",
        "two breaks whose windows overlap, either of which may come first",
        QUARTERS
        | {
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (120, 150, 30))],
            "break_plans": [
                plan(
                    0,
                    600,
                    rest("late", 15, (15, 90)),
                    rest("lunch", 30, (30, 60), activity="lunch"),
                )
            ],
        },
        breaks=True,
    ),
    Example(
        "breaks",
        "a rest that only two breaks together give, or one that does not reach the end",
        QUARTERS
        | {
            "shift_patterns": [shifts("any", ("09:00", "09:30", 30), (105, 135, 15))],
            "break_plans": [
                plan(0, 600, rest("one", 15, (15, 105)), rest("two", 15, (30, 105))),
            ],
        },
        {"over_minutes": 105, "rest_minutes": 20},
        breaks=True,
    ),
    Example(
        "breaks",
        "a rest long enough by itself that another break may push to the end",
        QUARTERS
        | {
            "shift_patterns": [shifts("any", ("09:00", "09:00", 30), (120, 150, 15))],
            "break_plans": [
                plan(
                    0,
                    600,
                    rest("lunch", 30, (15, 120), activity="lunch"),
                    rest("tea", 15, (30, 120)),
                ),
            ],
        },
        {"over_minutes": 120, "rest_minutes": 30},
        breaks=True,
    ),
    Example(
        "seats",
        "one seat here and enough there",
        TWO_POOLS
        | {
            "days": 1,
            "agents": [agent("A"), agent("B")],
            "pools": [
                {"id": "main", "queues": ["calls"], "seats": 1},
                {"id": "room", "queues": ["web"]},
            ],
            "shift_patterns": [shifts("any", ("09:00", "12:00", 60), (180, 180, 60))],
            "break_plans": [plan(0, 600, rest("tea", 60, (60, 60)))],
        },
        beside=WITH_BREAKS,
        breaks=True,
        pools=True,
    ),
    Example(
        "opening_hours",
        "a day in two spans and a date with its own",
        {
            "opening_hours": [
                opening("08:00", "12:00"),
                opening("14:00", "18:00"),
                {"date": "2026-06-02", "open": "10:00", "close": "15:00"},
            ],
            "shift_patterns": [shifts("any", ("08:00", "14:00", 60), (240, 360, 60))],
        },
    ),
    Example(
        "pins",
        "work pinned to a queue, over a break or not, and time off",
        TWO_POOLS
        | {
            "pins": [
                ("A mon 10:00 pinned 11:00", "work"),
                ("A mon 11:00 pinned 13:00", "work", "web"),
                ("A tue 09:00 pinned 11:00", "off"),
            ],
            "shift_patterns": [shifts("any", ("08:00", "11:00", 60), (300, 300, 120))],
            "break_plans": [plan(0, 600, rest("tea", 60, (120, 180)))],
        },
        beside=WITH_BREAKS,
        breaks=True,
        pools=True,
    ),
    Example(
        "pins",
        "on the phone and off it, over a break or not, and some shift",
        TWO_POOLS
        | {
            "pins": [
                ("A mon 11:00 pinned 12:00", "on_phone", "web"),
                ("A mon 13:00 pinned 14:00", "off_phone", "web"),
                ("A tue 00:00 pinned 24:00", "any_shift"),
            ],
            "shift_patterns": [shifts("any", ("08:00", "11:00", 60), (300, 300, 120))],
            "break_plans": [plan(0, 600, rest("tea", 60, (120, 180)))],
        },
        beside=WITH_BREAKS,
        breaks=True,
        pools=True,
    ),
    Example(
        "pins",
        "one shift and no other on its day, and work in any shift",
        {
            "days": 2,
            "pins": [("A mon 09:00 pinned 13:00", "shift"), ("A tue 10:00 pinned 11:00", "work")],
            "shift_patterns": [shifts("any", ("08:00", "10:00", 60), (180, 300, 60))],
        },
    ),
    Example(
        "pins",
        "to a queue that the agent would not be logged into",
        {
            "days": 1,
            "queues": [{"id": "calls"}, {"id": "web"}],
            "pools": [{"id": "main", "queues": ["calls", "web"]}],
            "skills": [("A", "calls", 1)],
            "pins": [("A mon 10:00 pinned 11:00", "work", "web")],
            "shift_patterns": [shifts("any", ("09:00", "10:00", 60), (180, 180, 60))],
            "break_plans": [plan(0, 600, rest("tea", 60, (60, 60)))],
        },
        beside=WITH_BREAKS | {"skills": {}},
        breaks=True,
    ),
]


def test_every_hard_rule_has_an_example() -> None:
    modules = (
        import_module(f"tests.rules.{path.stem}")
        for path in Path(__file__).parent.glob("test_agreement*.py")
    )
    examples = [example for module in modules for example in getattr(module, "EXAMPLES", ())]
    assert {example.rule_id for example in examples} == set(registry.HARD_RULES)


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_encoder_accepts_what_the_check_accepts(example: Example) -> None:
    assert_agreement(example)


# All rules at once.

WHOLE: dict[str, Any] = TWO_POOLS | {
    "days": 2,
    "interval_minutes": 60,
    "agents": [agent("A", weekly_hours=8), agent("B", weekly_hours=5)],
    "skills": [("A", "calls", 1), ("A", "web", 1), ("B", "calls", 1)],
    "pools": [
        {"id": "main", "queues": ["calls"], "seats": 1},
        {"id": "room", "queues": ["web"]},
    ],
    "opening_hours": [opening("08:00", "18:00")],
    "contracts": [{"id": "any", "patterns": ["day"], "tolerance_minutes": 60}],
    "shift_patterns": [
        shifts("day", ("08:00", "14:00", 180), (180, 300, 120)),
        shifts("none", ("08:00", "08:00", 60), (240, 240, 60)),
    ],
    "break_plans": [plan(240, 600, rest("lunch", 60, (120, 180), activity="lunch", paid=False))],
    "availability": [
        {"agent_id": "B", "days": "tue", "available_from": "08:00", "available_to": "13:00"}
    ],
    "pins": [("A mon 14:00 pinned 15:00", "work", "calls")],
    "worked": [f"B 2026-05-{day} 08:00 work 11:00" for day in range(26, 32)],
}
TOGETHER = (
    "one_shift_a_day",
    "contracted_hours",
    "shift_patterns",
    "availability",
    "skills",
    "days_in_seven",
    "daily_rest",
    "breaks",
    "seats",
    "opening_hours",
    "pins",
)
"""The rules that bind in this scenario; further ones have theirs, in modules beside this one."""
RULES: dict[str, dict[str, Any]] = {rule_id: {} for rule_id in TOGETHER} | {
    "daily_rest": {"rest_minutes": 960},
    "breaks": {"over_minutes": 240, "rest_minutes": 30},
}


ALMOST_ANY = {"daily_rest": {"rest_minutes": 120}}
"""Sixteen hours of rest, as above, leave no room for a second shift: so a shorter one."""
ALSO_BROKEN = {"breaks": {"contracted_hours"}}
"""An unpaid lunch that is not taken is paid, which may be more than the contract allows."""


def universe_of(rules: Mapping[str, dict[str, Any]]) -> Universe:
    return Universe(tiny_week(rules=dict(rules), **WHOLE), breaks=True, pools=True)


@pytest.fixture(scope="module")
def whole() -> Universe:
    """Build a scenario in which every rule binds."""
    return universe_of(RULES)


def test_all_rules_together_accept_what_all_checks_accept(whole: Universe) -> None:
    accepted = accepted_by_checks(whole, TOGETHER, of_team={"seats"})
    assert len(accepted) > 100
    assert whole.found_by_optimiser(TOGETHER) == accepted


@pytest.mark.parametrize("left_out", TOGETHER)
def test_rule_that_the_models_forget_is_missed_by_its_check(left_out: str) -> None:
    rules = RULES | ALMOST_ANY if left_out == "one_shift_a_day" else RULES
    assert_missed(universe_of(rules), TOGETHER, left_out, ALSO_BROKEN.get(left_out, set()))


def test_daily_rest_of_sixteen_hours_implies_one_shift_a_day(whole: Universe) -> None:
    stated = [rule_id for rule_id in TOGETHER if rule_id != "one_shift_a_day"]
    assert whole.found_by_optimiser(stated) == whole.found_by_optimiser(TOGETHER)
