"""Rules on days in a row and on what was agreed: encoders accept what checks accept.

On weeks so small that all rotas can be listed, each rule by itself, then all of them with those
of :mod:`tests.rules.test_agreement`, then all but one.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.example import (
    ALONE,
    ONE_SHIFT,
    WITH_BREAKS,
    Example,
    accepted_by_checks,
    assert_agreement,
    assert_missed,
    opening,
    plan,
    shifts,
)
from tests.rules.test_agreement import TOGETHER
from tests.rules.universe import Universe
from tests.tiny_week import agent, rest, tiny_week

DAY = shifts("any", ("09:00", "09:00", 60), (240, 240, 60))
KINDS: dict[str, Any] = {
    "shift_kinds": [
        {"id": "early", "start_from": "05:00", "start_to": "12:00"},
        {"id": "late", "start_from": "12:00", "start_to": "20:00"},
        {"id": "night", "start_from": "20:00", "start_to": "26:00"},
    ]
}
ROUND_THE_CLOCK = shifts("any", ("06:00", "22:00", 480), (240, 240, 60))
"""An early, a late and a night."""


def worked(*dates: str) -> list[str]:
    return [f"A {date} 09:00 work 13:00" for date in dates]


def past(*days: int) -> list[str]:
    return worked(*(f"2026-05-{day}" for day in days))


def days_of_work(days: int, **week: Any) -> dict[str, Any]:
    """One agent who works a morning or not on each of some days."""
    return {"days": days, "shift_patterns": [DAY]} | week


ALTERNATELY = {"availability": [{"agent_id": "A", "days": "wed"}]}
LEAVE = {"leave": [{"agent_id": "A", "first_day": "2026-06-04", "last_day": "2026-06-04"}]}
FROM_SATURDAY = {"first_day": "2026-06-06"}

EXAMPLES = [
    Example("days_in_a_row", "three", days_of_work(7), {"days_max": 3}),
    Example("days_in_a_row", "two before", days_of_work(6, worked=past(30, 31)), {"days_max": 3}),
    Example(
        "days_in_a_row",
        "too many before",
        days_of_work(5, worked=past(29, 30, 31)),
        {"days_max": 2},
    ),
    Example("days_in_a_row", "one day, the seventh", days_of_work(1, worked=past(*range(26, 32)))),
    Example("days_in_a_row", "nine days", days_of_work(9), {"days_max": 5}),
    Example("work_runs", "three", days_of_work(7), {"days_min": 3}),
    Example("work_runs", "two before", days_of_work(6, worked=past(30, 31)), {"days_min": 4}),
    Example(
        "work_runs",
        "a day without work in the midst, not to be worked",
        days_of_work(7, **ALTERNATELY),
        {"days_min": 3},
        beside=ONE_SHIFT | {"availability": {}},
    ),
    Example(
        "work_runs",
        "a day on which work is given though the agent cannot",
        days_of_work(7, **ALTERNATELY),
        {"days_min": 3},
    ),
    Example(
        "work_runs",
        "leave after a day worked before the week",
        days_of_work(
            6,
            worked=past(31),
            leave=[{"agent_id": "A", "first_day": "2026-06-01", "last_day": "2026-06-01"}],
        ),
        {"days_min": 3},
        beside=ONE_SHIFT | {"availability": {}},
    ),
    Example("work_runs", "one day, after one", days_of_work(1, worked=past(31)), {"days_min": 2}),
    Example("rest_runs", "three", days_of_work(7), {"days_min": 3}),
    Example("rest_runs", "the eve off", days_of_work(6, worked=past(30)), {"days_min": 3}),
    Example(
        "rest_runs",
        "two, one of them before",
        days_of_work(5, worked=past(28, 30)),
        {"days_min": 4},
    ),
    Example("rest_runs", "leave", days_of_work(7, **LEAVE), {"days_min": 2}),
    Example("rest_runs", "one day", days_of_work(1, worked=past(30)), {"days_min": 2}),
    Example(
        "weekends_worked",
        "eleven days with two weekends, one of them before",
        days_of_work(9, **FROM_SATURDAY, worked=worked("2026-05-30")),
    ),
    Example(
        "weekends_worked",
        "a week that starts on Sunday, its Saturday worked",
        days_of_work(7, first_day="2026-06-07", worked=worked("2026-06-06")),
        {"weekends_max": 1},
    ),
    Example(
        "weekends_worked",
        "a week that starts on Sunday, after too many",
        days_of_work(7, first_day="2026-06-07", worked=worked("2026-06-06", "2026-05-30")),
        {"weekends_max": 1, "weeks": 2},
    ),
    Example(
        "weekends_worked",
        "of Friday to Monday",
        days_of_work(8, first_day="2026-06-07"),
        {"weekends_max": 1, "weeks": 2, "days": ["fri", "sat", "sun", "mon"]},
    ),
    Example(
        "shift_successions",
        "two kinds after others, one after itself, and a night before",
        KINDS
        | {
            "days": 4,
            "shift_patterns": [ROUND_THE_CLOCK],
            "worked": ["A 2026-05-31 22:00 work 26:00"],
        },
        {"forbidden": ["night>early", "late>early", "night>night"]},
    ),
    Example(
        "shift_successions",
        "shifts of no kind",
        {
            "days": 3,
            "shift_patterns": [ROUND_THE_CLOCK],
            "shift_kinds": [{"id": "late", "start_from": "12:00", "start_to": "20:00"}],
        },
        {"forbidden": ["late>late"]},
    ),
    Example(
        "kind_limits",
        "two nights and one late",
        KINDS | {"days": 4, "shift_patterns": [ROUND_THE_CLOCK]},
        {"most": {"night": 2, "late": 1}},
    ),
    Example(
        "kind_limits",
        "in each of two weeks",
        KINDS | {"days": 10, "shift_patterns": [DAY]},
        {"most": {"early": 2}},
    ),
    Example(
        "agreed_adjustments",
        "start, end and length",
        {
            "days": 2,
            "agents": [agent("A"), agent("B")],
            "adjustments": [
                ("A", "start_not_before", "10:00"),
                ("A", "end_not_after", "17:00"),
                ("B", "longest_shift_minutes", "240"),
            ],
            "shift_patterns": [shifts("any", ("07:00", "13:00", 180), (240, 360, 120))],
        },
    ),
    Example(
        "agreed_adjustments",
        "days in a row, in the week and in the next",
        days_of_work(
            9,
            worked=past(31),
            adjustments=[("A", "days_in_a_row_max", "3"), ("A", "days_in_week_max", "4")],
        ),
    ),
    Example(
        "agreed_adjustments",
        "unbroken work, broken by a break that may lie early or late",
        {
            "days": 1,
            "agents": ALONE,
            "adjustments": [("A", "unbroken_work_minutes_max", "180")],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (180, 360, 60))],
            "break_plans": [
                plan(180, 300, rest("tea", 60, (60, 240))),
                plan(300, 600, rest("lunch", 60, (120, 240), activity="lunch")),
            ],
        },
        beside=WITH_BREAKS,
        breaks=True,
    ),
    Example(
        "agreed_adjustments",
        "one queue of one pool, none of the other",
        {
            "days": 1,
            "agents": [agent("A"), agent("B")],
            "queues": [{"id": "calls"}, {"id": "chat"}, {"id": "web"}],
            "pools": [
                {"id": "main", "queues": ["calls", "chat"]},
                {"id": "room", "queues": ["web"]},
            ],
            "adjustments": [("A", "only_queues", "chat")],
            "shift_patterns": [shifts("any", ("09:00", "10:00", 60), (180, 180, 60))],
        },
        beside=ONE_SHIFT | {"skills": {}},
        pools=True,
    ),
    Example(
        "notice",
        "two days near, of which one was published, and two far",
        {
            "days": 4,
            "published_on": "2026-05-27",
            "published": ["A mon 09:00 work 13:00", "A wed 09:00 work 13:00"],
            "shift_patterns": [shifts("any", ("09:00", "10:00", 60), (240, 240, 60))],
        },
    ),
    Example(
        "notice",
        "nothing published, two agents",
        {
            "days": 3,
            "agents": [agent("A"), agent("B")],
            "published_on": "2026-05-26",
            "published": ["B tue 09:00 work 13:00"],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (240, 300, 60))],
        },
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_encoder_accepts_what_the_check_accepts(example: Example) -> None:
    assert_agreement(example)


# All of them at once, with those that every rota keeps to.

SEQUENCES: dict[str, dict[str, Any]] = {
    "days_in_a_row": {"days_max": 4},
    "work_runs": {"days_min": 2},
    "rest_runs": {"days_min": 2},
    "weekends_worked": {"weekends_max": 1, "weeks": 2},
    "shift_successions": {"forbidden": ["late>early"]},
    "kind_limits": {"most": {"late": 2}},
    "agreed_adjustments": {},
    "notice": {},
}
RULES: dict[str, dict[str, Any]] = {rule_id: {} for rule_id in TOGETHER} | SEQUENCES
EIGHT_DAYS: dict[str, Any] = KINDS | {
    "first_day": "2026-06-06",
    "days": 8,
    "interval_minutes": 60,
    "agents": [agent("A", weekly_hours=15.75)],  # 18 hours in eight days
    "opening_hours": [opening("08:00", "20:00")],
    "contracts": [{"id": "any", "patterns": ["any"], "tolerance_minutes": 480}],
    "shift_patterns": [shifts("any", ("08:00", "14:00", 360), (240, 240, 60))],
    "worked": worked("2026-06-04", "2026-06-05"),
    "adjustments": [("A", "days_in_week_max", "4")],
    "published_on": "2026-05-31",
    "published": ["A 2026-06-06 08:00 work 12:00"],
}


@pytest.fixture(scope="module")
def eight_days() -> Universe:
    """Build a scenario in which every rule on sequences binds."""
    return Universe(tiny_week(rules=RULES, **EIGHT_DAYS))


def test_all_rules_together_accept_what_all_checks_accept(eight_days: Universe) -> None:
    accepted = accepted_by_checks(eight_days, RULES)
    assert len(accepted) > 20
    assert eight_days.found_by_optimiser(RULES) == accepted


@pytest.mark.parametrize("left_out", SEQUENCES)
def test_rule_that_the_models_forget_is_missed_by_its_check(
    eight_days: Universe, left_out: str
) -> None:
    assert_missed(eight_days, RULES, left_out)
