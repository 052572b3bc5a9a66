"""A rota to start from, read and moved to the planned week."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from allocator.domain.scenario import Scenario
from allocator.rota_files.read_draft import DraftFile, read_draft
from tests.tiny_scenario import read_tiny_scenario

BLOCKS = """\
agent_id,start,end,activity,queue,with_agents
A1,{day}T08:00,{day}T12:00,work,sales|help|gone,
A1,{day}T12:00,{day}T12:30,lunch,,
A1,{day}T12:30,{day}T16:00,work,gone,
X9,{day}T08:00,{day}T12:00,work,sales,
"""


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return read_tiny_scenario(tmp_path)


def read(scenario: Scenario, folder: Path, text: str, name: str = "rota.csv") -> DraftFile:
    (folder / name).write_text(text, encoding="utf-8")
    return read_draft(folder / name, scenario)


def spans(draft: DraftFile) -> list[tuple[str, str, str]]:
    return [(s.agent_id, f"{s.start:%m-%d %H:%M}", f"{s.end:%H:%M}") for s in draft.shifts]


@pytest.mark.parametrize(
    ("day", "weeks"), [("2026-03-03", 0), ("2026-02-24", 1), ("2025-12-30", 9), ("2026-03-17", -2)]
)
def test_blocks_of_any_week_come_to_the_planned_one_by_weekday(
    scenario: Scenario, tmp_path: Path, day: str, weeks: int
) -> None:
    draft = read(scenario, tmp_path, BLOCKS.format(day=day))
    assert draft.moved_weeks == weeks
    assert spans(draft) == [("A1", "03-03 08:00", "16:00")]
    assert draft.strangers == ("X9",)
    assert draft.rota is not None
    assert [block.queues for block in draft.rota.blocks] == [("sales", "help"), (), ()]


def test_of_a_rota_of_several_weeks_the_last_is_taken(scenario: Scenario, tmp_path: Path) -> None:
    older, newer = BLOCKS.format(day="2026-02-16"), BLOCKS.format(day="2026-02-26")
    draft = read(scenario, tmp_path, older + newer.partition("\n")[2])
    assert draft.moved_weeks == 1
    assert spans(draft) == [("A1", "03-05 08:00", "16:00")]


def test_a_week_is_repeated_in_a_plan_of_two(tmp_path: Path) -> None:
    edits = {"start: 2026-03-02\n  days: 7": "start: 2026-03-02\n  days: 14"}
    scenario = read_tiny_scenario(tmp_path, edits=edits)
    draft = read(scenario, tmp_path, BLOCKS.format(day="2026-02-24"))
    assert [day for _, day, _ in spans(draft)] == ["03-03 08:00", "03-10 08:00"]


def test_clock_times_are_kept_over_a_change_of_the_clocks(tmp_path: Path) -> None:
    edits = {"start: 2026-03-02": "start: 2026-03-30"}
    scenario = read_tiny_scenario(tmp_path, edits=edits)
    draft = read(scenario, tmp_path, BLOCKS.format(day="2026-03-24"))
    (shift,) = draft.shifts
    assert shift.start.isoformat() == "2026-03-31T08:00:00+01:00"
    assert shift.end - shift.start == dt.timedelta(hours=8)


def test_marks_of_a_grid_are_locks_of_shifts_and_of_days_off(
    scenario: Scenario, tmp_path: Path
) -> None:
    text = "name,Mon,Tue,Wed\nAda,08:00-16:00 *,08:00-16:00,AL*\nBen,,off,*\n"
    draft = read(scenario, tmp_path, text, "grid.csv")
    assert [(s.start.day, s.is_locked) for s in draft.shifts] == [(2, True), (3, False)]
    off = [(row.agent_id, row.day.day, row.is_locked) for row in draft.days_off]
    assert off == [("A1", 4, True), ("A2", 3, False), ("A2", 4, True)]
    assert draft.agent_ids == {"A1", "A2"}
    assert all(row.is_locked for row in (*draft.all_locked().shifts, *draft.all_locked().days_off))


def test_a_table_marks_what_stands_in_a_column(scenario: Scenario, tmp_path: Path) -> None:
    text = (
        "name,date,start,end,locked\n"
        "Ada,2026-02-23,08:00,16:00,yes\n"
        "Ada,2026-02-24,08:00,16:00,no\n"
        "Gil,2026-02-24,08:00,16:00,yes\n"
    )
    draft = read(scenario, tmp_path, text, "table.csv")
    assert draft.moved_weeks == 1
    assert [(s.start.day, s.is_locked) for s in draft.shifts] == [(2, True), (3, False)]
    assert draft.strangers == ("Gil",)
