"""A good plan broken on purpose: activities off the phone and changes of queue."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.change import Change, assert_broken, breaks
from tests.tiny_scenario import read_tiny_scenario

OFFICE = "work:help|sales"


def declared(rule: str) -> dict[str, str]:
    """Scenario with one rule more."""
    return {"  pins: {}": f"  pins: {{}}\n  {rule}"}


MEETINGS = declared("meetings: {}")


def activity(kind: str, participants: str, minutes: int, *when: str) -> dict[str, str]:
    start, earliest, latest = [*when, "", ""] if len(when) == 1 else ["", *when]
    return {
        "activities.csv": (
            "activity_id,kind,participants,minutes,start,earliest,latest\n"
            f"one,{kind},{participants},{minutes},{start},{earliest},{latest}\n"
        )
    }


TRAINING = activity("training", "A4", 60, "2026-03-03T09:00", "2026-03-03T12:00")
COACHING = activity("coaching", "A1|A4", 30, "2026-03-02T10:00")
A4_TUE = "A4 tue 08:00 work:help {begins} training {ends} work:help 12:00"
A1_MON = (
    f"A1 mon 08:00 {OFFICE} 09:30 break 09:45 {OFFICE} 10:00 {{what}} 10:30 {OFFICE} 12:00 "
    f"lunch 12:30 {OFFICE} 14:00 break 14:15 {OFFICE} 16:00"
)
A4_MON = "A4 mon 08:00 work:help {begins} coaching:A1 {ends} work:help 12:00"

CHANGES = {
    "meetings": [
        Change(
            "as early as its window allows",
            [A4_TUE.format(begins="09:00", ends="10:00")],
            edits=MEETINGS,
            files=TRAINING,
        ),
        Change(
            "a quarter earlier",
            [A4_TUE.format(begins="08:45", ends="09:45")],
            breaks("meetings"),
            edits=MEETINGS,
            files=TRAINING,
        ),
        Change("not at all", [], breaks("meetings"), edits=MEETINGS, files=TRAINING),
        Change("not at all, where the rule is not declared", [], files=TRAINING),
        Change(
            "two people at one time",
            [A1_MON.format(what="coaching:A4"), A4_MON.format(begins="10:00", ends="10:30")],
            edits=MEETINGS,
            files=COACHING,
        ),
        Change(
            "one of the two a quarter later",
            [A1_MON.format(what="coaching:A4"), A4_MON.format(begins="10:15", ends="10:45")],
            breaks("meetings"),
            edits=MEETINGS,
            files=COACHING,
        ),
        Change(
            "time off the phone that nobody asked for",
            [A1_MON.format(what="other")],
            breaks("meetings"),
            edits=MEETINGS,
        ),
    ],
    "queue_changes": [
        Change("one change on Thursday, as it is", [], edits=declared("queue_changes: {}")),
        Change(
            "where none is allowed",
            [],
            breaks("queue_changes"),
            edits=declared("queue_changes: {changes_max: 0}"),
        ),
        Change(
            "none, where none is allowed",
            ["A3 thu 12:00 work:help|sales 14:00 break 14:15 work:sales|help 17:00"],
            edits=declared("queue_changes: {changes_max: 0}"),
        ),
    ],
}

EVERY_CHANGE = [(rule_id, change) for rule_id, changes in CHANGES.items() for change in changes]


@pytest.mark.parametrize(
    ("rule_id", "change"), EVERY_CHANGE, ids=[f"{r}: {change.title}" for r, change in EVERY_CHANGE]
)
def test_a_rota_near_a_limit(rule_id: str, change: Change, tmp_path: Path) -> None:
    edits, files = dict(change.edits), dict(change.files)
    assert_broken(rule_id, change, read_tiny_scenario(tmp_path, edits=edits, files=files))
