"""Rotations that give no pattern of the contract: a fault this week, a doubt in weeks to come."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tiny_scenario import AGENTS_CSV, read_tiny_scenario
from tests.unit.store.faults import doubts, faults

HEADER = "agent_id,name,contract,weekly_hours,rotation,rotation_offset_weeks\n"


def people(*rotating: str) -> dict[str, str | bytes | None]:
    """Table of the tiny scenario's people, some of whom follow ``turns``, by ``id:offset``."""
    offsets = dict(one.split(":") for one in rotating)
    lines = [
        f"{line},turns,{offsets[line[:2]]}" if line[:2] in offsets else f"{line},,"
        for line in AGENTS_CSV.splitlines()[1:]
    ]
    return {"agents.csv": HEADER + "\n".join(lines) + "\n"}


def turns(*weeks: str) -> dict[str, str]:
    """Edit that adds the rotation ``turns``, from the planned week on."""
    listed = "".join(f"      - {week}\n" for week in weeks)
    text = f"rotations:\n  - id: turns\n    first_week: 2026-03-02\n    weeks:\n{listed}unsocial:\n"
    return {"unsocial:\n": text}


FULL, PART = "{patterns: [full_day]}", "{patterns: [part_day]}"


def test_planned_week_without_a_pattern_of_the_contract_is_a_fault(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits=turns(PART, FULL), files=people("A1:0"))
    assert (found.file, found.row, found.column, found.value) == (
        "agents.csv",
        2,
        "rotation",
        "turns",
    )
    assert found.message == (
        "there is no shift for A1 in the planned week: the rotation turns gives part_day in week "
        "1 of 2 and the contract full has full_day"
    )
    assert found.remedy == (
        "Add part_day to contracts[full].patterns in scenario.yaml, or a pattern of the contract "
        "to week 1 of the rotation, or leave rotation empty."
    )


def test_each_agent_is_told_by_the_week_that_the_offset_leads_to(tmp_path: Path) -> None:
    found = faults(tmp_path, edits=turns(PART, FULL), files=people("A1:0", "A2:1", "A3:1", "A4:2"))
    assert [(one.row, one.message[:25]) for one in found] == [
        (2, "there is no shift for A1 "),
        (4, "there is no shift for A3 "),
    ]


def test_days_of_the_rotation_on_which_the_pattern_has_no_shift(tmp_path: Path) -> None:
    week = "{patterns: [full_day], days: [sat, sun]}"
    (found,) = faults(tmp_path, edits=turns(week), files=people("A1:0"))
    assert found.message.endswith("gives full_day in its week and the contract full has full_day")
    assert found.remedy.startswith("Give week 1 of the rotation a day on which these patterns")


FORTNIGHT = {"days: 7": "days: 14"}


def test_a_week_of_several_without_a_pattern_of_the_contract_is_a_fault(tmp_path: Path) -> None:
    edits = turns(FULL, PART) | FORTNIGHT
    (found,) = faults(tmp_path, edits=edits, files=people("A1:0"))
    assert found.message == (
        "there is no shift for A1 in the days from 2026-03-09: the rotation turns gives part_day "
        "in week 2 of 2 and the contract full has full_day"
    )


def test_a_contract_that_gives_a_week_off_for_another_has_one(tmp_path: Path) -> None:
    full = "patterns: [full_day]\n    tolerance_minutes: 30"
    edits = turns(FULL, PART) | FORTNIGHT | {full: f"{full}\n    week_tolerance_minutes: 2250"}
    assert read_tiny_scenario(tmp_path, edits=edits, files=people("A1:0")).weeks == 2


def test_later_weeks_without_a_shift_are_doubtful_and_told_once(tmp_path: Path) -> None:
    (found,) = doubts(tmp_path, edits=turns(FULL, PART), files=people("A1:0", "A2:0"))
    assert (found.file, found.row, found.column) == ("agents.csv", 2, "rotation")
    assert found.message == (
        "a week without a shift comes round: the rotation turns gives part_day in week 2 of 2 and "
        "the contract full has full_day (so it is for row 3)"
    )
    assert found.remedy.startswith("Nothing, if a week off is meant. Add part_day to ")


@pytest.mark.parametrize(
    ("edits", "files"),
    [
        (turns(FULL), {"leave.csv": "agent_id,first_day,last_day\n"}),
        # On leave that pays all hours of the week, nobody is due a shift.
        (
            turns(PART),
            {
                "leave.csv": "agent_id,first_day,last_day,paid_hours_a_day\n"
                "A1,2026-03-02,2026-03-06,7.5\n"
            },
        ),
        ({**turns(PART), "  contracted_hours: {}\n": ""}, {}),
        ({**turns(PART), "  shift_patterns: {}\n": ""}, {}),
    ],
)
def test_where_no_shift_is_due_or_any_is_allowed_the_week_is_no_fault(
    tmp_path: Path, edits: dict[str, str], files: dict[str, str | bytes | None]
) -> None:
    read_tiny_scenario(tmp_path, edits=edits, files={**people("A1:0"), **files})


def test_unknown_names_are_told_and_nothing_is_concluded_from_them(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, edits=turns("{patterns: [nights]}"), files=people("A1:0"))
    assert found.message == "the shift pattern is not in shift_patterns"
