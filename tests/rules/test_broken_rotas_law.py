"""A good plan just inside and just outside each limit of working-time law."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.change import Change, assert_broken, breaks
from tests.tiny_scenario import AGENTS_CSV, WORKED_CSV, read_tiny_scenario


def law(rule_id: str, parameters: str = "") -> dict[str, str]:
    """Set parameters of a rule."""
    return {f"  {rule_id}: {{}}": f"  {rule_id}: {{{parameters}}}"} if parameters else {}


def young(agent_id: str, until: str = "2027-01-01") -> dict[str, str]:
    """Make one of the four agents turn 18 on a day."""
    header, *rows = AGENTS_CSV.splitlines()
    dated = [f"{row},{until if row.startswith(agent_id) else ''}" for row in rows]
    return {"agents.csv": "\n".join([f"{header},adult_from", *dated]) + "\n"}


def all_week(agent_id: str) -> dict[str, str]:
    """Let one agent have worked until Saturday, beside the Friday that is in the table."""
    days = ("02-23", "02-24", "02-25", "02-26", "02-28")
    rows = [f"{agent_id},2026-{day}T08:00,2026-{day}T12:00\n" for day in days]
    return {"worked.csv": WORKED_CSV + "".join(rows)}


def sunday_until(end: str) -> dict[str, str]:
    """Let A4 have worked on the eve of the week."""
    return {"worked.csv": f"{WORKED_CSV}A4,2026-03-01T16:00,2026-03-01T{end}\n"}


QUARTER_MORE = "work:help 10:00 break 10:15 work:help"
A4_UNTIL_HALF_PAST = f"A4 mon 08:00 {QUARTER_MORE} 12:30"

CHANGES = {
    "weekly_rest": [
        Change(
            "the weekend, from Friday at six", [], edits=law("weekly_rest", "rest_minutes: 3240")
        ),
        Change(
            "a quarter more than A3 has",
            [],
            breaks("weekly_rest"),
            edits=law("weekly_rest", "rest_minutes: 3255"),
        ),
        Change(
            "the 44 hours from Saturday noon to Monday at eight, for the week before",
            [],
            edits=law("weekly_rest", "rest_minutes: 1980"),
            files=all_week("A1"),
        ),
        Change(
            "a quarter less than the week before was due, by Monday's start",
            [],
            breaks("weekly_rest"),
            edits=law("weekly_rest", "rest_minutes: 1995"),
            files=all_week("A1"),
        ),
        Change(
            "under 18, the weekend",
            [],
            files=young("A4"),
        ),
        Change(
            "under 18, a quarter more than it has",
            [],
            breaks("weekly_rest"),
            edits=law("weekly_rest", "young_rest_minutes: 3615"),
            files=young("A4"),
        ),
    ],
    "average_weekly_hours": [
        Change(
            "as many hours as A3 has",
            [],
            edits=law("average_weekly_hours", "average_minutes: 1470"),
        ),
        Change(
            "a minute less",
            [],
            breaks("average_weekly_hours"),
            edits=law("average_weekly_hours", "average_minutes: 1469"),
        ),
        Change(
            "half an hour more than the past leaves",
            [A4_UNTIL_HALF_PAST],
            breaks("average_weekly_hours"),
            edits=law("average_weekly_hours", "average_minutes: 1500"),
            files={
                "worked.csv": WORKED_CSV
                + "".join(f"A4,2026-02-{day}T08:00,2026-02-{day}T14:00\n" for day in range(23, 28))
            },
        ),
        Change(
            "as much as it leaves",
            [],
            edits=law("average_weekly_hours", "average_minutes: 1500"),
            files={
                "worked.csv": WORKED_CSV
                + "".join(f"A4,2026-02-{day}T08:00,2026-02-{day}T14:00\n" for day in range(23, 28))
            },
        ),
    ],
    # Open from eight to six: so what is called night lasts until noon.
    "night_hours": [
        Change(
            "twenty hours, all of it at night",
            [],
            edits=law("night_hours", "night_to_minutes: 720, average_minutes: 200"),
        ),
        Change(
            "six minutes less",
            [],
            breaks("night_hours"),
            edits=law("night_hours", "night_to_minutes: 720, average_minutes: 199"),
        ),
        Change(
            "half an hour more",
            [A4_UNTIL_HALF_PAST],
            breaks("night_hours"),
            edits=law("night_hours", "night_to_minutes: 720, average_minutes: 200"),
        ),
    ],
    "young_hours": [
        Change(
            "four hours a day and twenty a week",
            [],
            edits=law("young_hours", "day_minutes: 240, week_minutes: 1200"),
            files=young("A4"),
        ),
        Change(
            "half an hour more on a day",
            [A4_UNTIL_HALF_PAST],
            breaks("young_hours"),
            edits=law("young_hours", "day_minutes: 240"),
            files=young("A4"),
        ),
        Change(
            "half an hour more in the week",
            [A4_UNTIL_HALF_PAST],
            breaks("young_hours"),
            edits=law("young_hours", "week_minutes: 1200"),
            files=young("A4"),
        ),
        Change(
            "as much from the 18th birthday on",
            [A4_UNTIL_HALF_PAST],
            edits=law("young_hours", "day_minutes: 240, week_minutes: 1200"),
            files=young("A4", "2026-03-02"),
        ),
    ],
    "young_nights": [
        Change(
            "from eight on, where the night ends then",
            [],
            edits=law("young_nights", "night_to_minutes: 480"),
            files=young("A4"),
        ),
        Change(
            "where it ends a quarter later",
            [],
            breaks("young_nights"),
            edits=law("young_nights", "night_to_minutes: 495"),
            files=young("A4"),
        ),
        Change(
            "until six, where it begins at six",
            ["A4 mon 14:00 work:help 18:00"],
            edits=law("young_nights", "night_from_minutes: 1080") | {"seats: 3": "seats: 4"},
            files=young("A4"),
        ),
    ],
    "daily_rest": [
        Change(
            "twelve hours under 18 from the last shift worked",
            [],
            files=young("A4")
            | {"worked.csv": WORKED_CSV + "A4,2026-03-01T16:00,2026-03-01T20:00\n"},
        ),
        Change(
            "a quarter less",
            [],
            breaks("daily_rest"),
            files=young("A4")
            | {"worked.csv": WORKED_CSV + "A4,2026-03-01T16:00,2026-03-01T20:15\n"},
        ),
    ],
    "breaks": [
        Change("four hours under 18", [], files=young("A4")),
        Change(
            "five hours with a quarter of rest on the last day under 18",
            [],
            breaks("breaks"),
            files=young("A3", "2026-03-03"),
        ),
        Change(
            "and on the 18th birthday",
            [],
            files=young("A3", "2026-03-02"),
        ),
    ],
}
EVERY_CHANGE = [(rule_id, change) for rule_id, changes in CHANGES.items() for change in changes]


@pytest.mark.parametrize(
    ("rule_id", "change"), EVERY_CHANGE, ids=[f"{r}: {change.title}" for r, change in EVERY_CHANGE]
)
def test_a_rota_near_a_limit(rule_id: str, change: Change, tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path, edits=dict(change.edits), files=dict(change.files))
    assert_broken(rule_id, change, scenario)
