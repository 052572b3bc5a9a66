"""The CSV tables say what ``rota.csv`` says, in the weeks of the clock changes as well."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

from allocator.export.csv_tables import BY_DAY_FILE, SHIFT_COLUMNS, SHIFTS_FILE, csv_files
from tests.unit.export.exported_plans import (
    AUTUMN,
    SPRING,
    TINY,
    Week,
    turns_of,
    wall_of,
    write_week,
)

KINDS = """\
shift_kinds:
  - {id: early, start_from: 06:00, start_to: 09:00}
  - {id: late, start_from: 12:00, start_to: 20:00}
unsocial:
"""


def rows_of(folder: Path, file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_files(wall_of(folder))[file].decode())))


def test_shifts_are_those_of_the_rota(plan_folder: Path) -> None:
    rows = rows_of(plan_folder, SHIFTS_FILE)
    assert [
        (row["agent_id"], dt.datetime.fromisoformat(row["start"]), row["start"][-6:], row["end"])
        for row in rows
    ] == [
        (turn.agent_id, turn.start, turn.start.isoformat()[-6:], turn.end.isoformat())
        for agent_id in ("A1", "A3", "A2", "A4")  # by team
        for turn in turns_of(plan_folder).get(agent_id, [])
    ]
    assert tuple(rows[0]) == SHIFT_COLUMNS


def test_grid_has_each_shift_on_its_operating_day(plan_folder: Path, week: Week) -> None:
    rows = {row["agent_id"]: row for row in rows_of(plan_folder, BY_DAY_FILE)}
    hours_before_the_day = 6 if week.name == "day from six" else 0
    for agent_id, row in rows.items():
        expected = {
            (turn.start - dt.timedelta(hours=hours_before_the_day)).date().isoformat(): turn
            for turn in turns_of(plan_folder).get(agent_id, [])
        }
        cells = {name: text for name, text in row.items() if name.startswith("2026")}
        assert len(cells) == 7
        assert {day for day, text in cells.items() if text != "OFF"} == set(expected)
        for day, turn in expected.items():
            after_midnight = turn.start.date().isoformat() != day
            assert cells[day] == (
                "25:30-29:30" if after_midnight else f"{turn.start:%H:%M}-{turn.end:%H:%M}"
            )


def test_paid_hours_are_elapsed_less_unpaid_lunch(tmp_path: Path) -> None:
    spring = {
        row["agent_id"]: row["paid_hours"]
        for row in rows_of(write_week(tmp_path / "spring", SPRING), SHIFTS_FILE)
    }
    # A night of eight hours on the clock lasts seven; the eight-hour day has half an hour unpaid.
    assert spring == {"A1": "7", "A2": "7.5", "A3": "5"}
    autumn = {
        row["agent_id"]: row["paid_hours"]
        for row in rows_of(write_week(tmp_path / "autumn", AUTUMN), BY_DAY_FILE)
    }
    assert autumn == {"A1": "9", "A2": "7.5", "A3": "5", "A4": "2.75"}


def test_kind_is_that_of_the_scenario(tmp_path: Path) -> None:
    week = Week("kinds", {"unsocial:\n": KINDS}, TINY.lines)
    kinds = {
        row["start"][11:16]: row["kind"] for row in rows_of(write_week(tmp_path, week), SHIFTS_FILE)
    }
    assert kinds == {
        "08:00": "early",
        "09:30": "",
        "10:00": "",
        "12:00": "late",
        "13:00": "late",
        "13:30": "late",
    }


def test_leave_is_told_apart_only_on_demand(tmp_path: Path) -> None:
    leave = "agent_id,first_day,last_day\nA4,2026-03-07,2026-03-08\n"
    folder = write_week(tmp_path, files={"leave.csv": leave})
    assert b"LEAVE" not in csv_files(wall_of(folder))[BY_DAY_FILE]
    shown = csv_files(wall_of(folder, show_leave=True))[BY_DAY_FILE].decode().splitlines()
    assert shown[-1].endswith(",08:00-12:00,LEAVE,LEAVE,20")
    assert sum(line.count("LEAVE") for line in shown) == 2


def test_no_name_is_a_formula_in_a_spreadsheet(tmp_path: Path) -> None:
    agents = (
        "agent_id,name,contract,weekly_hours,team\n"
        "=A1,=1+1,full,37.5,@north\n+A2,+cmd|x,full,37.5,-south\nA3,'t Hooft,part,25,@north\n"
    )
    lines = ["=A1 2026-03-02 09:00 work:sales 17:00", "A3 2026-03-02 09:00 work:sales 14:00"]
    files: dict[str, str | bytes | None] = {
        "skills.csv": "agent_id,queue,level\n=A1,sales,2\nA3,sales,2\n",
        "ledger.csv": None,
    }
    folder = write_week(tmp_path, agents=agents, lines=lines, files=files)
    for file in (BY_DAY_FILE, SHIFTS_FILE):
        cells = [text for row in rows_of(folder, file) for text in row.values()]
        assert [text for text in cells if text[:1] in "=+-@" and text] == []
    by_day = rows_of(folder, BY_DAY_FILE)
    assert [(row["agent_id"], row["name"], row["team"]) for row in by_day] == [
        ("'=A1", "'=1+1", "'@north"),
        ("A3", "'t Hooft", "'@north"),
        ("'+A2", "'+cmd|x", "'-south"),
    ]
