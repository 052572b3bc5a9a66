"""Practice is beside a mentor of the goal's level, logged into the queue all the while."""

from __future__ import annotations

from typing import Any

import pytest

from allocator.domain.people import Goal
from tests.tiny_week import AUTUMN, SPRING, Case, agent, assert_verdict, each, tiny_week, view_of

TWO_QUEUES: dict[str, Any] = {
    "agents": [agent("L"), agent("M"), agent("N"), agent("O")],
    "queues": [{"id": "calls"}, {"id": "chat"}],
    "pools": [{"id": "main", "queues": ["calls"]}, {"id": "room", "queues": ["chat"]}],
    "skills": [
        ("L", "calls", 1),
        ("L", "chat", 0),
        ("M", "calls", 1),
        ("M", "chat", 2),
        ("N", "chat", 1),
        ("O", "chat", 0),
        ("O", "calls", 1),
    ],
}
GOAL: dict[str, Any] = {
    "agent_id": "L",
    "goal": "chats",
    "queue": "chat",
    "hours": 4,
    "due": "2026-06-05",
}
WEEK: dict[str, Any] = TWO_QUEUES | {"goals": [GOAL]}
COACHED: dict[str, Any] = TWO_QUEUES | {
    "goals": [
        {
            "agent_id": "L",
            "goal": "tone",
            "activity": "coaching",
            "mentors": "M",
            "hours": 2,
            "due": "2026-06-05",
        }
    ]
}
LEARNER = "L mon 09:00 work 10:00 practice:chat:M 11:00 work 17:00"
MENTOR = "M mon 09:00 work:chat 17:00"


def week(**goal: Any) -> dict[str, Any]:
    return TWO_QUEUES | {"goals": [GOAL | goal]}


def held(title: str, rota: list[str], says: str | None = None, **fields: Any) -> Case:
    """Case in the week of the goal."""
    more: dict[str, Any] = {"week": WEEK} | fields
    return Case(title, rota, says, **more)


CASES = [
    Case("nobody practises", ["L mon 09:00 work 17:00", MENTOR], week=WEEK),
    held("beside a mentor", [LEARNER, MENTOR]),
    held(
        "the mentor leaves a quarter of an hour early",
        [LEARNER, "M mon 09:00 work:chat 10:45"],
        "logged into it for only 45 min",
    ),
    held(
        "the mentor comes a quarter late",
        [LEARNER, "M mon 10:15 work:chat 17:00"],
        "logged into it for only 45 min",
    ),
    held(
        "the mentor has a break meanwhile",
        [LEARNER, "M mon 09:00 work:chat 10:15 break 10:30 work:chat 17:00"],
        "logged into it for only 45 min",
    ),
    held(
        "the mentor goes on after a block ends and another begins",
        [LEARNER, "M mon 09:00 work:chat 10:30 work:chat 17:00"],
    ),
    held(
        "the mentor is on other calls",
        [LEARNER, "M mon 09:00 work:calls 17:00"],
        "logged into it for only 0 min",
    ),
    held(
        "the mentor practises too",
        [LEARNER, "M mon 09:00 practice:chat:N 17:00"],
        "L practises chat from Mon 1 Jun 10:00",
        also_says=["M practises chat from Mon 1 Jun 09:00 to Mon 1 Jun 17:00, and no goal"],
        count=2,
        plannable=False,
    ),
    held(
        "a mentor whose level is too low",
        ["L mon 09:00 practice:chat:N 10:00 work 17:00", "N mon 09:00 work:chat 17:00"],
        "who is of level 1 there; the goal asks for level 2",
    ),
    held(
        "a level that the goal admits",
        ["L mon 09:00 practice:chat:N 10:00 work 17:00", "N mon 09:00 work:chat 17:00"],
        week=week(mentor_level=1),
    ),
    held(
        "a mentor that the goal does not name",
        [LEARNER, MENTOR],
        "whom the goal does not name",
        week=week(mentors="N", mentor_level=1),
    ),
    held(
        "two mentors at once",
        ["L mon 09:00 practice:chat:M|N 10:00", MENTOR, "N mon 09:00 work:chat 17:00"],
        "it is to be one mentor",
        plannable=False,
    ),
    held("nobody asked for it", [LEARNER, MENTOR], "no goal of goals.csv", week=TWO_QUEUES),
    held("on the day it is due", [LEARNER, MENTOR], week=week(due="2026-06-01")),
    held("a day past due", [LEARNER, MENTOR], "no goal", week=week(due="2026-05-31")),
    held(
        "two learners beside one mentor",
        [LEARNER, "O mon 09:00 work 10:30 practice:chat:M 11:30 work 17:00", MENTOR],
        "who has another learner beside them",
        count=2,
        week=TWO_QUEUES | {"goals": [GOAL, GOAL | {"agent_id": "O"}]},
    ),
    held(
        "one learner after the other",
        [LEARNER, "O mon 09:00 work 11:00 practice:chat:M 12:00 work 17:00", MENTOR],
        week=TWO_QUEUES | {"goals": [GOAL, GOAL | {"agent_id": "O"}]},
    ),
    held(
        "an hour and a half in the night on which clocks go back",
        ["L sun 00:30 practice:chat:M 01:00b work 06:00", "M sun 00:00 work:chat 06:00"],
        week=week(due="2026-10-25") | {"first_day": AUTUMN},
        plannable=False,
    ),
    held(
        "a mentor gone in the hour that comes twice",
        ["L sun 00:30 practice:chat:M 01:30b work 06:00", "M sun 00:00 work:chat 01:15b"],
        "for only 1 h 45 min",
        week=week(due="2026-10-25") | {"first_day": AUTUMN},
        plannable=False,
    ),
    held(
        "over the hour that is left out",
        ["L sun 00:30 practice:chat:M 02:30 work 06:00", "M sun 00:00 work:chat 06:00"],
        week=week(due="2026-03-29") | {"first_day": SPRING},
        plannable=False,
    ),
    held(
        "coaching with the coach",
        ["L mon 09:00 work 10:00 coaching:M 11:00", "M mon 09:00 work 10:00 coaching:L 11:00"],
        week=COACHED,
    ),
    held(
        "coaching without the coach",
        ["L mon 09:00 work 10:00 coaching:M 11:00", "M mon 09:00 work 11:00"],
        "M is not at it",
        week=COACHED,
    ),
    held(
        "a coach without the learner",
        ["L mon 09:00 work 11:00", "M mon 09:00 work 10:00 coaching:L 11:00"],
        "and L is not at it",
        week=COACHED,
    ),
]


@each(CASES)
def test_what_the_check_says(case: Case) -> None:
    assert_verdict("practice", case)


RULES: dict[str, dict[str, Any]] = {"skills": {}, "practice": {}, "meetings": {}, "seats": {}}


def messages(rota: list[str], rules: dict[str, dict[str, Any]], **week: Any) -> list[str]:
    from allocator.verify.verifier import broken_rules

    view = view_of(tiny_week(rules=rules, **week), rota)
    return [finding.message for finding in broken_rules(view)]


def test_level_nought_is_allowed_only_beside_a_mentor_where_practice_is_looked_after() -> None:
    assert messages([LEARNER, MENTOR], RULES, **WEEK) == []
    without = {name: fields for name, fields in RULES.items() if name != "practice"}
    (said,) = messages([LEARNER, MENTOR], without, **WEEK)
    assert "as a learner (level 0), who needs a mentor" in said
    (said,) = messages(["L mon 09:00 work:chat 17:00"], RULES, **WEEK)
    assert "as a learner (level 0), who needs a mentor" in said


def test_practice_is_of_one_queue_that_is_being_learned() -> None:
    (said,) = messages(
        ["L mon 09:00 practice:calls:M 17:00", "M mon 09:00 work 17:00"],
        {"skills": {}, "practice": {}},
        **week(queue="calls", mentor_level=1),
    )
    assert "may take it alone (level 1)" in said


def test_a_learner_takes_no_seat_beside_the_mentor() -> None:
    seats: dict[str, Any] = {
        "pools": [
            {"id": "main", "queues": ["calls"]},
            {"id": "room", "queues": ["chat"], "seats": 1},
        ]
    }
    assert messages([LEARNER, MENTOR], RULES, **(WEEK | seats)) == []


def test_coaching_for_a_goal_needs_no_planned_activity() -> None:
    both = ["L mon 09:00 work 10:00 coaching:M 11:00", "M mon 09:00 work 10:00 coaching:L 11:00"]
    assert messages(both, RULES, **COACHED) == []
    assert len(messages(both, RULES, **TWO_QUEUES)) == 2


@pytest.mark.parametrize("field", ["mentor_level", "hours"])
def test_a_goal_has_sound_numbers(field: str) -> None:
    with pytest.raises(ValueError, match=field):
        Goal.model_validate(GOAL | {field: 0})
