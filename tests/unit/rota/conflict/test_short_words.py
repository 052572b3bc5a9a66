"""What is in the way, in the one clause that the question needs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from allocator.domain.scenario import Scenario
from allocator.rota.conflict.elements import elements_of
from allocator.rota.conflict.short_words import short_words
from allocator.rota.conflict.world import World
from tests.tiny_scenario import read_tiny_scenario

LEAVE = """\
agent_id,first_day,last_day,paid_hours_a_day
A1,2026-03-02,2026-03-02,0
A1,2026-03-03,2026-03-04,0
A1,2026-03-06,2026-03-06,7.5
"""
MEETING = """\
activity_id,kind,participants,minutes,start,earliest,latest
brief,briefing,A1|A2|A3,30,,2026-03-02T12:00,2026-03-02T15:00
"""


def told(scenario: Scenario, kind: str, day: dt.date | None = None) -> tuple[str, ...]:
    elements = elements_of(World(scenario), ["A1", "A2", "A3"] if kind == "activity" else ["A1"])
    return short_words(scenario, "A1", [one for one in elements if one.kind == kind], day)


def test_days_of_leave_that_follow_each_other_are_one(tmp_path: Path) -> None:
    """Seven days asked for were seven clauses."""
    scenario = read_tiny_scenario(tmp_path, files={"leave.csv": LEAVE})
    assert told(scenario, "leave") == (
        "Ada (A1) has leave Mon 2 Mar to Wed 4 Mar, counted as 0 h a day",
        "Ada (A1) has leave Fri 6 Mar, counted as 7.5 h a day",
    )


def test_of_a_meeting_the_others_are_a_number(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(
        tmp_path,
        edits={"  pins: {}\n": "  pins: {}\n  meetings: {}\n"},
        files={"activities.csv": MEETING},
    )
    assert told(scenario, "activity") == (
        "briefing brief of 30 min between Mon 2 Mar 12:00–15:00, with 2 others",
    )


def test_of_patterns_a_day_has_the_starts_and_a_week_the_lengths(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path)
    assert told(scenario, "patterns") == (
        "Ada (A1) may be given only shifts of 7 h 30 min to 8 h 30 min (full_day)",
    )
    assert told(scenario, "patterns", dt.date(2026, 3, 3)) == (
        (
            "Ada (A1) may be given only shifts of 7 h 30 min to 8 h 30 min that start 08:00 to "
            "09:30 on Tue 3 Mar (full_day)"
        ),
    )
    assert told(scenario, "patterns", dt.date(2026, 3, 7)) == (
        "Ada (A1) may be given no shift on Sat 7 Mar",
    )
