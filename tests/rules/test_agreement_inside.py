"""What happens inside a shift: encoders accept what checks accept, on weeks that can be listed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.example import (
    ONE_SHIFT,
    QUARTERS,
    TWO_POOLS,
    WITH_BREAKS,
    Example,
    accepted_by_checks,
    assert_agreement,
    assert_missed,
    plan,
    shifts,
)
from tests.rules.universe import Universe
from tests.tiny_week import agent, rest, tiny_week

PAIR = {"agents": [agent("A"), agent("B")]}

EXAMPLES = [
    Example(
        "meetings",
        "one person's training in a window of two days",
        {
            "activities": [("training", "A", 60, "mon 10:00 to tue 12:00")],
            "shift_patterns": [shifts("any", ("09:00", "11:00", 60), (120, 180, 60))],
        },
        activities=True,
    ),
    Example(
        "meetings",
        "two people who must meet in a window",
        PAIR
        | {
            "days": 1,
            "activities": [("coaching", "A|B", 60, "mon 09:00 to mon 13:00")],
            "shift_patterns": [shifts("any", ("08:00", "11:00", 60), (120, 180, 60))],
        },
        activities=True,
    ),
    Example(
        "meetings",
        "two people at a fixed time, and one of them at another activity before or after",
        PAIR
        | {
            "days": 1,
            "activities": [
                ("one_to_one", "A|B", 60, "mon 11:00"),
                ("training", "A", 60, "mon 10:00 to mon 13:00"),
            ],
            "shift_patterns": [shifts("any", ("09:00", "11:00", 60), (120, 240, 120))],
        },
        activities=True,
    ),
    Example(
        "meetings",
        "two alike, in windows of which one holds the other",
        {
            "days": 1,
            "activities": [
                ("training", "A", 60, "mon 09:00 to mon 13:00"),
                ("training", "A", 60, "mon 10:00 to mon 12:00"),
            ],
            "shift_patterns": [shifts("any", ("09:00", "10:00", 60), (180, 240, 60))],
        },
        activities=True,
    ),
    Example(
        "meetings",
        "beside a break and in two pools",
        TWO_POOLS
        | {
            "days": 1,
            "activities": [("briefing", "A", 60, "mon 10:00 to mon 13:00")],
            "shift_patterns": [shifts("any", ("09:00", "10:00", 60), (240, 240, 60))],
            "break_plans": [plan(0, 600, rest("tea", 60, (60, 120)))],
        },
        beside=WITH_BREAKS,
        breaks=True,
        pools=True,
        activities=True,
    ),
    Example(
        "meetings",
        "after midnight, in the shift of either day",
        {
            "activities": [("other", "A", 60, "mon 25:00 to mon 28:00")],
            "shift_patterns": [
                shifts("night", ("22:00", "23:00", 60), (240, 240, 60)),
                shifts("early", ("01:00", "02:00", 60), (120, 180, 60)),
            ],
            "contracts": [{"id": "any", "patterns": ["night", "early"]}],
        },
        activities=True,
    ),
    Example(
        "meetings",
        "a learner's, who is on no phone",
        {
            "days": 1,
            "skills": [("A", "calls", 0)],
            "activities": [("training", "A", 60, "mon 10:00 to mon 13:00")],
            "shift_patterns": [shifts("any", ("09:00", "10:00", 60), (180, 240, 60))],
            "break_plans": [plan(0, 600, rest("tea", 60, (60, 120)))],
        },
        beside=WITH_BREAKS | {"skills": {}},
        breaks=True,
        pools=True,
        activities=True,
    ),
    Example(
        "queue_changes",
        "none allowed, with two breaks",
        TWO_POOLS
        | {
            "days": 1,
            "shift_patterns": [shifts("any", ("09:00", "10:00", 60), (300, 300, 60))],
            "break_plans": [plan(0, 600, rest("one", 60, (60, 60)), rest("two", 60, (180, 180)))],
        },
        {"changes_max": 0},
        beside=WITH_BREAKS,
        breaks=True,
        pools=True,
    ),
    Example(
        "queue_changes",
        "one allowed, at a break or at an activity, three pools",
        {
            "days": 1,
            "queues": [{"id": "calls"}, {"id": "web"}, {"id": "mail"}],
            "pools": [
                {"id": "main", "queues": ["calls"]},
                {"id": "room", "queues": ["web"]},
                {"id": "post", "queues": ["mail"]},
            ],
            "activities": [("training", "A", 60, "mon 10:00 to mon 13:00")],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (300, 300, 60))],
            "break_plans": [plan(0, 600, rest("tea", 60, (60, 180)))],
        },
        {"changes_max": 1},
        beside=WITH_BREAKS | {"meetings": {}},
        breaks=True,
        pools=True,
        activities=True,
    ),
    Example(
        "agreed_adjustments",
        "two hours of work in one piece, a training no rest from it",
        {
            "days": 1,
            "adjustments": [("A", "unbroken_work_minutes_max", "120")],
            "activities": [("training", "A", 60, "mon 09:00 to mon 13:00")],
            "shift_patterns": [shifts("any", ("09:00", "09:00", 60), (120, 300, 60))],
            "break_plans": [
                plan(120, 240, rest("tea", 60, (60, 180))),
                plan(240, 600, rest("one", 60, (60, 120)), rest("two", 60, (120, 240))),
            ],
        },
        beside=WITH_BREAKS | {"meetings": {}},
        breaks=True,
        activities=True,
    ),
    Example(
        "breaks",
        "half an hour over an hour and a half for who is young on the first day",
        QUARTERS
        | {
            "agents": [agent("A", adult_from="2026-06-02")],
            "days": 2,
            "shift_patterns": [shifts("any", ("09:00", "09:00", 30), (90, 105, 15))],
            "break_plans": [
                plan(0, 600, rest("one", 15, (15, 75)), rest("two", 15, (30, 105))),
            ],
        },
        {
            "over_minutes": 1440,
            "rest_minutes": 15,
            "young_over_minutes": 90,
            "young_rest_minutes": 30,
        },
        breaks=True,
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_encoder_accepts_what_the_check_accepts(example: Example) -> None:
    assert_agreement(example)


# All that happens inside a shift at once, for two people.

TOGETHER = (
    "one_shift_a_day",
    "contracted_hours",
    "skills",
    "breaks",
    "seats",
    "pins",
    "meetings",
    "queue_changes",
    "agreed_adjustments",
)
RULES: dict[str, dict[str, Any]] = {rule_id: {} for rule_id in TOGETHER} | {
    "breaks": {"over_minutes": 1440, "young_over_minutes": 240, "young_rest_minutes": 60},
    "queue_changes": {"changes_max": 0},
}
INSIDE = TWO_POOLS | {
    "days": 1,
    "interval_minutes": 60,
    "agents": [agent("A", weekly_hours=5), agent("B", weekly_hours=4, adult_from="2026-06-02")],
    "skills": [("A", "calls", 1), ("A", "web", 1), ("B", "calls", 1), ("B", "web", 0)],
    "pools": [
        {"id": "main", "queues": ["calls"], "seats": 1},
        {"id": "room", "queues": ["web"]},
    ],
    "contracts": [{"id": "any", "patterns": ["any"], "tolerance_minutes": 60}],
    "shift_patterns": [shifts("any", ("08:00", "10:00", 60), (240, 360, 60))],
    "break_plans": [
        plan(180, 240, rest("tea", 60, (60, 240))),
        plan(240, 600, rest("lunch", 60, (120, 240), activity="lunch", paid=False)),
    ],
    "pins": [("A mon 13:00 pinned 14:00", "work")],
    "adjustments": [("A", "unbroken_work_minutes_max", "180")],
    "activities": [("coaching", "A|B", 60, "mon 09:00 to mon 13:00")],
}
TEAM = {"seats", "meetings"}
ALSO_BROKEN = {
    # Who may be on a phone that the skills forbid has no other work asked of them.
    "skills": {"meetings"},
}


@pytest.fixture(scope="module")
def inside() -> Universe:
    """Build a scenario in which every rule on what happens inside a shift binds."""
    scenario = tiny_week(rules=RULES, **INSIDE)
    return Universe(scenario, breaks=True, pools=True, activities=True)


def test_all_rules_together_accept_what_all_checks_accept(inside: Universe) -> None:
    accepted = accepted_by_checks(inside, TOGETHER, of_team=TEAM)
    assert len(accepted) > 20
    assert inside.found_by_optimiser(TOGETHER) == accepted


@pytest.mark.parametrize(
    "left_out", ["skills", "seats", "meetings", "queue_changes", "agreed_adjustments"]
)
def test_rule_that_the_models_forget_is_missed_by_its_check(
    inside: Universe, left_out: str
) -> None:
    assert_missed(inside, TOGETHER, left_out, ALSO_BROKEN.get(left_out, set()))


def test_activities_are_met_by_nobody_where_the_rule_is_not_stated(inside: Universe) -> None:
    stated = [rule_id for rule_id in TOGETHER if rule_id != "meetings"]
    cells = {
        cell
        for rota in inside.found_by_optimiser(stated)
        for worked in rota
        for cell in worked.cells
    }
    assert not any(cell.startswith("coaching") for cell in cells)
    assert ONE_SHIFT.keys() <= set(stated)
