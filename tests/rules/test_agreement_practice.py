"""Practice and coaching for goals: the encoder accepts what the check accepts, rota by rota.

The optimiser is given each session in every interval and beside every mentor in turn, and at none.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.rules.example import (
    ONE_SHIFT,
    TWO_POOLS,
    WITH_BREAKS,
    Example,
    assert_agreement,
    plan,
    shifts,
)
from tests.tiny_week import agent, rest

ONE_POOL: dict[str, Any] = {
    "queues": [{"id": "calls"}, {"id": "web"}],
    "pools": [{"id": "main", "queues": ["calls", "web"]}],
}
LEARNER = [("L", "calls", 1), ("L", "web", 0)]
GOAL: dict[str, Any] = {
    "agent_id": "L",
    "goal": "web",
    "queue": "web",
    "hours": 1,
    "due": "2026-06-01",
}
SHORT = [shifts("any", ("09:00", "10:00", 60), (120, 120, 60))]

EXAMPLES = [
    Example(
        "practice",
        "beside a mentor on the queue all the while, with a break to change pools in",
        TWO_POOLS
        | {
            "days": 1,
            "agents": [agent("L"), agent("M")],
            "skills": [*LEARNER, ("M", "calls", 1), ("M", "web", 2)],
            "goals": [GOAL],
            "shift_patterns": [shifts("any", ("09:00", "10:00", 60), (180, 240, 60))],
            "break_plans": [plan(180, 600, rest("tea", 60, (60, 120)))],
        },
        beside=WITH_BREAKS | {"skills": {}},
        breaks=True,
        pools=True,
        activities=True,
    ),
    Example(
        "practice",
        "a session of two intervals that the mentor must not leave an interval early",
        ONE_POOL
        | {
            "days": 1,
            "interval_minutes": 30,
            "agents": [agent("L"), agent("M")],
            "skills": [*LEARNER, ("M", "web", 2)],
            "goals": [GOAL],
            "shift_patterns": [shifts("any", ("09:00", "10:00", 30), (90, 150, 30))],
        },
        activities=True,
    ),
    Example(
        "practice",
        "one of the goal's level, one below it and one of it whom the goal does not name",
        ONE_POOL
        | {
            "days": 1,
            "agents": [agent("L"), agent("M"), agent("N"), agent("O")],
            "skills": [*LEARNER, ("M", "web", 2), ("N", "web", 1), ("O", "web", 3)],
            "goals": [GOAL | {"mentors": "M|N"}],
            "shift_patterns": SHORT,
        },
        activities=True,
    ),
    Example(
        "practice",
        "on the day it is due and not on the next",
        ONE_POOL
        | {
            "agents": [agent("L"), agent("M")],
            "skills": [*LEARNER, ("M", "web", 2)],
            "goals": [GOAL],
            "shift_patterns": SHORT,
        },
        activities=True,
    ),
    Example(
        "practice",
        "two learners beside one mentor, one at a time",
        ONE_POOL
        | {
            "days": 1,
            "agents": [agent("L"), agent("K"), agent("M")],
            "skills": [*LEARNER, ("K", "calls", 1), ("K", "web", 0), ("M", "web", 2)],
            "goals": [GOAL | {"mentors": "M"}, GOAL | {"agent_id": "K", "mentors": "M"}],
            "shift_patterns": [shifts("any", ("09:00", "10:00", 60), (60, 120, 60))],
            "opening_hours": [{"days": ["mon"], "open": "09:00", "close": "12:00"}],
        },
        activities=True,
    ),
    Example(
        "practice",
        "coaching for a goal has both at it at the same time",
        {
            "days": 1,
            "agents": [agent("L"), agent("M"), agent("N")],
            "goals": [
                {
                    "agent_id": "L",
                    "goal": "tone",
                    "activity": "coaching",
                    "mentors": "M|N",
                    "hours": 1,
                    "due": "2026-06-01",
                }
            ],
            "shift_patterns": SHORT,
        },
        beside=ONE_SHIFT | {"meetings": {}},
        activities=True,
    ),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_encoder_accepts_what_the_check_accepts(example: Example) -> None:
    assert_agreement(example)
