"""From nothing to a checked rota, as a supervisor would do it: init, plan, verify."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import openpyxl
import pytest

from tests.command_line import run_here

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
EIGHT = "Asha Patel,Ben Okafor,Cleo Martin,Dan Hughes,Eve Novak,Finn Walsh,Grace Lee,Hugo Brandt"


def planned(folder: Path) -> dict[str, object]:
    """Plan and verify a scenario; return ``plan.json``."""
    assert run_here("check", folder).returncode == 0
    out = folder.with_name(f"{folder.name}-plan")
    made = run_here("plan", folder, "--out", out, "--seconds", "1")
    assert made.returncode == 0, made.stderr + made.stdout
    verified = run_here("verify", folder, out)
    assert verified.returncode == 0, verified.stdout
    summary: dict[str, object] = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert summary["verdict"] == "passed"
    assert summary["findings"] == []
    return summary


def init(folder: Path, *arguments: str | Path) -> None:
    made = run_here("init", folder, *arguments, "--yes")
    assert made.returncode == 0, made.stderr


def test_eight_names_and_one_queue(tmp_path: Path) -> None:
    people = [part for name in EIGHT.split(",") for part in ("--person", f"{name} 37.5")]
    init(
        tmp_path / "centre",
        *("--opening-hours", "mon-fri 08:00-18:00, sat 09:00-13:00"),
        *("--contacts", "mon-fri 220, sat 60", "--handling-time", "4:30", *people),
    )
    summary = planned(tmp_path / "centre")
    assert summary["paid_hours"] == summary["contracted_hours"] == 300


@pytest.mark.slow
def test_acd_export_and_odd_part_time_hours(tmp_path: Path) -> None:
    """Dates as dd/mm/yyyy, durations as mm:ss, queues with spaces, title and total lines."""
    init(
        tmp_path / "centre",
        *("--history", EXAMPLES / "acd-export.csv", "--people", EXAMPLES / "names.csv"),
        *("--person", "Ivy Stone 18.75", "--person", "Jo Marsh 37.4", "--seats", "8"),
    )
    summary = planned(tmp_path / "centre")
    assert summary["paid_hours"] == pytest.approx(238.5 + 18.75 + 37.4, abs=0.25)
    assert abs(float(str(summary["contracted_hours"])) - 294.65) < 0.001


@pytest.mark.slow
def test_never_closed(tmp_path: Path) -> None:
    init(
        tmp_path / "centre",
        *("--opening-hours", "all 00:00-24:00", "--contacts", "120", "--week-start", "2026-03-23"),
        *(part for number in range(9) for part in ("--person", f"Person {number} 37.5")),
    )
    planned(tmp_path / "centre")  # the clocks go forward in this week
    rota = (tmp_path / "centre-plan" / "rota.csv").read_text(encoding="utf-8")
    starts = {line.split(",")[1][11:13] for line in rota.splitlines()[1:]}
    assert starts & {"00", "01", "02", "03", "04"}  # somebody works through the night


@pytest.mark.slow
def test_open_past_midnight_with_closed_days(tmp_path: Path) -> None:
    init(
        tmp_path / "centre",
        *(
            "--opening-hours",
            "fri sat 18:00-02:00, thu 12:00-20:00",
            "--contacts",
            "fri sat 90, thu 50",
        ),
        *("--person", "Ada 16", "--person", "Ben 12", "--person", "Cleo 22.5", "--person", "Dan 8"),
    )
    planned(tmp_path / "centre")


@pytest.mark.slow
def test_excel_export_by_quarter_hours(tmp_path: Path) -> None:
    """Excel's own dates, times and durations; quarter-hours; queues in the rows' own column."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Date", "Start Time", "Queue", "Offered", "Abandoned", "AHT"])
    for number in range(12):
        day = dt.datetime.combine(dt.date(2026, 2, 9), dt.time()) + dt.timedelta(days=number)
        if day.weekday() < 5:
            for slot in range(36, 68):
                clock = dt.time(slot // 4, slot % 4 * 15)
                page.append([day, clock, "Sales", 2 + slot % 3, 0, dt.time(0, 3, 20)])
    book.save(tmp_path / "acd.xlsx")
    init(
        tmp_path / "centre",
        *("--history", tmp_path / "acd.xlsx", "--person", "Ada 40", "--person", "Ben 20"),
        *("--person", "Cleo 30", "--service-level", "90/15"),
    )
    settings = (tmp_path / "centre" / "scenario.yaml").read_text(encoding="utf-8")
    assert "history_interval_minutes: 15" in settings
    assert 'open: "09:00", close: "17:00"' in settings
    assert "paid: true, start_after_minutes: [195, 285]" in settings  # 40 h in five days of 8 h
    summary = planned(tmp_path / "centre")
    assert summary["paid_hours"] == summary["contracted_hours"] == 90
