"""Exports that ``allocator score`` reads back give the shifts of ``rota.csv`` again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from allocator.export.csv_tables import BY_DAY_FILE, SHIFTS_FILE, csv_files
from allocator.export.workbook import workbook
from allocator.rota_files.read_rota_file import read_rota_file
from allocator.store.scenario_folder import read_scenario
from tests.unit.export.exported_plans import AGENTS, AUTUMN, Week, turns_of, wall_of, write_week

FORMULAS = AGENTS.replace("A1,Ada", "=A1,Ada")
NO_LEDGER: dict[str, str | bytes | None] = {
    "ledger.csv": None,
    "skills.csv": "agent_id,queue,level\n=A1,sales,2\n",
}


@pytest.mark.parametrize("file", ["rota.xlsx", BY_DAY_FILE, SHIFTS_FILE])
def test_shifts_come_back(plan_folder: Path, week: Week, file: str) -> None:
    wall = wall_of(plan_folder)
    target = plan_folder.parent / file
    target.write_bytes(workbook(wall, "a3") if file == "rota.xlsx" else csv_files(wall)[file])
    read = read_rota_file(target, read_scenario(plan_folder / "scenario"))
    expected = {
        (turn.agent_id, turn.start.astimezone(dt.UTC), turn.end.astimezone(dt.UTC))
        for turns in turns_of(plan_folder).values()
        for turn in turns
    }
    found = {
        (shift.agent_id, shift.start.astimezone(dt.UTC), shift.end.astimezone(dt.UTC))
        for shift in read.shifts
    }
    if week is AUTUMN and file != SHIFTS_FILE:
        # A grid cannot tell the two readings of a repeated hour apart; the tidy table can.
        second, first = (dt.datetime(2026, 10, 25, hour, 45, tzinfo=dt.UTC) for hour in (1, 0))
        expected = {
            (agent_id, start, first if end == second else end) for agent_id, start, end in expected
        }
    assert found == expected


@pytest.mark.parametrize("file", [BY_DAY_FILE, SHIFTS_FILE])
def test_an_id_that_a_spreadsheet_would_compute_comes_back(tmp_path: Path, file: str) -> None:
    lines = ["=A1 2026-03-02 09:00 work:sales 17:00"]
    folder = write_week(tmp_path, agents=FORMULAS, lines=lines, files=NO_LEDGER)
    target = tmp_path / file
    target.write_bytes(csv_files(wall_of(folder))[file])
    read = read_rota_file(target, read_scenario(folder / "scenario"))
    assert [shift.agent_id for shift in read.shifts] == ["=A1"]
