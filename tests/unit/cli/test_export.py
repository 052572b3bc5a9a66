"""``allocator export`` as a person types it: where it writes, what it says, what it refuses."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from pypdf import PdfReader

from tests.command_line import contents, run, run_here
from tests.unit.export.exported_plans import write_week


@pytest.fixture(scope="module")
def made_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_week(tmp_path_factory.mktemp("export"))


@pytest.fixture
def plan(tmp_path: Path, made_plan: Path) -> Path:
    shutil.copytree(made_plan, tmp_path / "week-10")
    return tmp_path / "week-10"


def test_every_format_lands_beside_the_plan_and_can_be_read(plan: Path) -> None:
    before = contents(plan)
    for kind in ("xlsx", "pdf", "ics", "csv"):
        made = run_here("export", plan, "--format", kind)
        assert (made.returncode, made.stderr) == (0, ""), kind
        assert made.stdout.endswith(": 4 people, 20 shifts\n")
    assert contents(plan) == before
    parent = plan.parent
    assert sorted(path.name for path in parent.iterdir()) == [
        "week-10",
        "week-10-calendars",
        "week-10-rota-csv",
        "week-10-rota.pdf",
        "week-10-rota.xlsx",
    ]
    assert openpyxl.load_workbook(parent / "week-10-rota.xlsx")["Rota"]["A2"].value == "A1"
    assert "Ada Ångström" in PdfReader(parent / "week-10-rota.pdf").pages[0].extract_text()
    events = [
        event
        for path in (parent / "week-10-calendars").glob("*.ics")
        for event in Calendar.from_ical(path.read_bytes()).events
    ]
    assert len(events) == 20
    table = (parent / "week-10-rota-csv" / "shifts.csv").read_text(encoding="utf-8")
    assert len(list(csv.DictReader(io.StringIO(table)))) == 20


def test_calendar_of_one_person(plan: Path) -> None:
    out = plan.parent / "mine" / "ada.ics"
    made = run("export", plan, "--format", "ics", "--agent", "A1", "--out", out, "--json")
    assert json.loads(made.stdout) == {
        "path": str(out),
        "files": ["ada.ics"],
        "people": 1,
        "shifts": 5,
        "rules_broken": 0,
        "simulated_data": True,
    }
    assert len(Calendar.from_ical(out.read_bytes()).events) == 5


def test_calendar_of_a_person_by_name_whatever_its_case_and_accents(plan: Path) -> None:
    made = run_here("export", plan, "--format", "ics", "--agent", "ada angstrom")
    assert (made.returncode, made.stderr) == (0, "")
    (calendar,) = plan.parent.glob("*.ics")
    assert "A1" in calendar.name
    refused = run_here("export", plan, "--format", "ics", "--agent", "Angström")
    assert refused.returncode == 2
    assert "(value: 'Angström'). Is Ada Ångström (A1) meant?" in refused.stderr


def test_rota_that_breaks_a_rule_is_exported_marked_and_told(plan: Path) -> None:
    rota = plan / "rota.csv"
    rows = rota.read_text(encoding="utf-8").splitlines(keepends=True)
    rota.write_text("".join(row for row in rows if not row.startswith("A4,")), encoding="utf-8")
    made = run_here("export", plan, "--format", "pdf")
    assert made.returncode == 0
    assert made.stderr == (
        "The rota breaks hard rules in 1 place, and is marked so: "
        f"allocator verify {plan} names each.\n"
    )
    text = PdfReader(plan.parent / "week-10-rota.pdf").pages[0].extract_text()
    assert "BREAKS HARD RULES" in text


def test_edited_workbook_is_not_overwritten(plan: Path) -> None:
    target = plan.parent / "week-10-rota.xlsx"
    for _ in range(2):
        assert run_here("export", plan, "--format", "xlsx").returncode == 0
    book = openpyxl.load_workbook(target)
    book["Rota"]["D2"] = "OFF"
    book.save(target)
    before = target.read_bytes()
    refused = run_here("export", plan, "--format", "xlsx")
    assert refused.returncode == 2
    assert "has been changed since. Move it elsewhere, or choose another name." in refused.stderr
    assert target.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "ics", "--agent", "A11"], "--agent: is nobody in the plan (value: 'A11')."),
        (["--format", "pdf", "--agent", "A1"], "--agent: goes with --format ics alone"),
        (["--format", "pdf", "--out", "{plan}/rota.pdf"], "lies in the plan's folder"),
        (["--format", "csv", "--out", "{plan}"], "lies in the plan's folder"),
        (["--format", "xlsx", "--out", "{parent}/rota.pdf"], "does not end in .xlsx"),
        (["--format", "pdf", "--out", "{parent}"], "is a folder"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    plan: Path, arguments: list[str], said: str
) -> None:
    before = contents(plan.parent)
    filled = [one.format(plan=plan, parent=plan.parent) for one in arguments]
    refused = run_here("export", plan, *filled)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert refused.stdout == ""
    assert contents(plan.parent) == before


def test_folder_without_a_plan_is_told(tmp_path: Path) -> None:
    refused = run_here("export", tmp_path / "nowhere", "--format", "pdf")
    assert refused.returncode == 2
    assert "is not a folder. Give the folder that allocator plan wrote." in refused.stderr


def test_shift_of_somebody_unknown_is_exported_and_marked(plan: Path) -> None:
    with (plan / "rota.csv").open("a", encoding="utf-8") as rota:
        rota.write("X9,2026-03-07T08:00:00+00:00,2026-03-07T12:00:00+00:00,work,sales,\n")
    made = run_here("export", plan, "--format", "csv")
    assert made.returncode == 0, made.stderr
    assert "breaks hard rules" in made.stderr
    table = (plan.parent / "week-10-rota-csv" / "rota_by_day.csv").read_text(encoding="utf-8")
    assert table.splitlines()[-1] == "X9,X9,,OFF,OFF,OFF,OFF,OFF,08:00-12:00,OFF,4"
