"""A good plan broken on purpose: practice beside a mentor, and coaching for a goal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.change import Change, assert_broken, breaks
from tests.tiny_scenario import SKILLS_CSV, read_tiny_scenario

PRACTICE = {"  pins: {}": "  pins: {}\n  meetings: {}\n  practice: {}\n  development: {}"}
ROOM = PRACTICE | {"seats: 3": "seats: 4"}
OFFICE = "work:help|sales"


def goals(*rows: str) -> dict[str, str]:
    """Goals with these rows after the names of the columns."""
    columns = "agent_id,goal,queue,hours,due,mentor_level,activity,done_hours,mentors"
    return {"goals.csv": "\n".join([columns, *rows]) + "\n"}


def sales(due: str = "2026-03-27", mentor_level: int = 2, mentors: str = "") -> dict[str, str]:
    """A4's goal to learn sales."""
    return goals(f"A4,selling,sales,6,{due},{mentor_level},,,{mentors}")


def a4(
    begins: str, ends: str, day: str = "mon 08:00", mentor: str = "A1", to: str = "12:00"
) -> str:
    """A4's shift with practice of sales from and to these times."""
    return f"A4 {day} work:help {begins} practice:sales:{mentor} {ends} work:help {to}"


A1_AFTER_TEA = (
    f"A1 mon 08:00 {OFFICE} 09:30 break 09:45 {{queues}} 12:00 lunch 12:30 {OFFICE} 14:00 "
    f"break 14:15 {OFFICE} 16:00"
)
A2_MON = (
    "A2 mon 09:30 work:sales {what} 11:00 break 11:15 work:sales 13:30 lunch 14:00 "
    "work:sales 15:30 break 15:45 work:sales 17:30"
)
A2_LEARNS = A2_MON.format(what="{begins} practice:help:A1")
A2_COACHED = A2_MON.format(what="10:15 coaching:A1 10:45 work:sales")
A1_COACHES = A1_AFTER_TEA.format(queues=f"{OFFICE} {{begins}} coaching:A2 {{ends}} {OFFICE}")
TONE = goals("A2,tone,,2,2026-03-27,,coaching,,A1")
TWO_LEARNERS = {"skills.csv": f"{SKILLS_CSV}A2,help,0,1.2\n"} | goals(
    "A4,selling,sales,6,2026-03-27,2,,,", "A2,helping,help,6,2026-03-27,1,,,"
)

CHANGES = {
    "practice": [
        Change("nobody practises", [], edits=PRACTICE, files=sales()),
        Change(
            "from the end of the mentor's break",
            [a4("09:45", "10:45")],
            edits=PRACTICE,
            files=sales(),
        ),
        Change(
            "from the last quarter of the mentor's break",
            [a4("09:30", "10:30")],
            breaks("practice"),
            edits=PRACTICE,
            files=sales(),
        ),
        Change(
            "to the end of the mentor's shift",
            [a4("15:00", "16:00", "mon 13:00", to="17:00")],
            edits=ROOM,
            files=sales(),
        ),
        Change(
            "the mentor leaves a quarter early",
            [a4("15:15", "16:15", "mon 13:00", to="17:00")],
            breaks("practice"),
            edits=ROOM,
            files=sales(),
        ),
        Change(
            "from the start of the mentor's shift",
            [a4("09:30", "10:30", "fri 08:00")],
            edits=PRACTICE,
            files=sales(),
        ),
        Change(
            "the mentor comes a quarter late",
            [a4("09:15", "10:15", "fri 08:00")],
            breaks("practice"),
            edits=PRACTICE,
            files=sales(),
        ),
        Change(
            "the mentor is on the practised queue alone, in two blocks",
            [
                a4("10:00", "11:00"),
                A1_AFTER_TEA.format(queues="work:sales 10:30 work:sales|help"),
            ],
            edits=PRACTICE,
            files=sales(),
        ),
        Change(
            "the mentor is on the other queue for the last quarter",
            [a4("10:00", "11:00"), A1_AFTER_TEA.format(queues="work:sales 10:45 work:help")],
            breaks("practice"),
            edits=PRACTICE,
            files=sales(),
        ),
        Change(
            "a mentor of the level that the goal asks for",
            [a4("10:00", "11:00", mentor="A2")],
            edits=PRACTICE,
            files=sales(mentor_level=1),
        ),
        Change(
            "a mentor one level below it",
            [a4("10:00", "11:00", mentor="A2")],
            breaks("practice"),
            edits=PRACTICE,
            files=sales(mentor_level=2),
        ),
        Change(
            "one of two mentors that the goal names",
            [a4("10:00", "11:00")],
            edits=PRACTICE,
            files=sales(mentor_level=1, mentors="A2|A1"),
        ),
        Change(
            "a mentor whom the goal does not name",
            [a4("10:00", "11:00")],
            breaks("practice"),
            edits=PRACTICE,
            files=sales(mentor_level=1, mentors="A2|A3"),
        ),
        Change(
            "two mentors at once",
            [a4("10:00", "11:00", mentor="A1|A2")],
            breaks("practice"),
            edits=PRACTICE,
            files=sales(mentor_level=1),
        ),
        Change(
            "on the day it is due",
            [a4("10:00", "11:00")],
            edits=PRACTICE,
            files=sales(due="2026-03-02"),
        ),
        Change(
            "a day after it is due",
            [a4("10:00", "11:00")],
            breaks("practice"),
            edits=PRACTICE,
            files=sales(due="2026-03-01"),
        ),
        Change(
            "one learner after another beside a mentor",
            [a4("09:45", "10:30"), A2_LEARNS.format(begins="10:30")],
            edits=PRACTICE,
            files=TWO_LEARNERS,
        ),
        Change(
            "two learners beside a mentor for a quarter",
            [a4("09:45", "10:45"), A2_LEARNS.format(begins="10:30")],
            breaks("practice"),
            edits=PRACTICE,
            files=TWO_LEARNERS,
        ),
        Change(
            "coaching for a goal with both at it",
            [A2_COACHED, A1_COACHES.format(begins="10:15", ends="10:45")],
            edits=PRACTICE,
            files=TONE,
        ),
        Change(
            "coaching without the coach",
            [A2_COACHED],
            breaks("practice"),
            edits=PRACTICE,
            files=TONE,
        ),
        Change(
            "the coach without the learner",
            [A1_COACHES.format(begins="10:15", ends="10:45")],
            breaks("practice"),
            edits=PRACTICE,
            files=TONE,
        ),
        Change(
            "the coach at it a quarter later",
            [A2_COACHED, A1_COACHES.format(begins="10:30", ends="11:00")],
            breaks("practice"),
            edits=PRACTICE,
            files=TONE,
        ),
    ]
}

EVERY_CHANGE = [(rule_id, change) for rule_id, changes in CHANGES.items() for change in changes]


@pytest.mark.parametrize(
    ("rule_id", "change"), EVERY_CHANGE, ids=[f"{r}: {change.title}" for r, change in EVERY_CHANGE]
)
def test_a_rota_near_a_limit(rule_id: str, change: Change, tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path, edits=dict(change.edits), files=dict(change.files))
    assert_broken(rule_id, change, scenario)
