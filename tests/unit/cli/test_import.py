"""``allocator import`` as typed: preview, map, history, and nothing written when at fault."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from ruamel.yaml import YAML

from allocator.cli.main import load_command
from allocator.importing.date_forms import DATE_FORMS
from allocator.store import scenario_files
from allocator.store.read_table import read_table
from tests.command_line import contents, run, run_here

ZONE = ZoneInfo("Asia/Jerusalem")
EXPORT = (
    "Interval report\n\n"
    "Date,Interval,Skill,Calls Offered,Abandoned,AHT\n"
    "26/02/2026,08:00 - 08:30,Sales & Orders,12,1,3:05\n"
    "27/02/2026,08:00 - 08:30,Sales & Orders,9,0,4:10\n"
    "Total,,,21,1,\n"
)
HISTORY = (
    "interval_start,queue,contacts,aht_s,abandoned,mean_wait_s\n"
    "2026-02-26 08:00,sales_orders,12,185,1,\n"
    "2026-02-27 08:00,sales_orders,9,250,0,\n"
)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "acd.csv"
    path.write_text(EXPORT, encoding="utf-8")
    return path


def test_preview_shows_what_would_be_read_and_writes_nothing(export: Path) -> None:
    shown = run_here("import", export, cwd=export.parent)
    assert (shown.returncode, shown.stderr) == (0, "")
    for text in ("dd/mm/yyyy", "Calls Offered", "mm:ss", "sales_orders", "Thu 26 Feb 08:00", "185"):
        assert text in shown.stdout
    assert "Nothing was written. To write it: allocator import" in shown.stdout
    with_out = run_here("import", export, "--out", "history.csv", "--dry-run", cwd=export.parent)
    assert with_out.returncode == 0
    assert list(export.parent.iterdir()) == [export]


def test_guess_saved_corrected_and_used_gives_the_history(export: Path) -> None:
    folder = export.parent
    saved = run("import", export, "--save-map", "map.yaml", cwd=folder)
    assert saved.returncode == 0
    again = run("import", export, "--save-map", "map.yaml", cwd=folder)
    assert again.returncode == 2
    assert "map.yaml: is there already" in again.stderr
    assert YAML(typ="safe").load(folder / "map.yaml")["date"]["form"] == "dd/mm/yyyy"
    made = run("import", export, "--map", "map.yaml", "--out", "history.csv", cwd=folder)
    assert made.returncode == 0, made.stderr
    assert (folder / "history.csv").read_text(encoding="utf-8") == HISTORY
    text = (folder / "map.yaml").read_text(encoding="utf-8").replace(": sales_orders", ": orders")
    (folder / "map.yaml").write_text(text, encoding="utf-8")
    made = run("import", export, "--map", "map.yaml", "--out", "history.csv", cwd=folder)
    assert made.returncode == 0, made.stderr  # an earlier history is replaced
    renamed = HISTORY.replace("sales_orders", "orders")
    assert (folder / "history.csv").read_text(encoding="utf-8") == renamed


def test_figures_as_json(export: Path) -> None:
    shown = run_here("import", export, "--json")
    figures = json.loads(shown.stdout)
    assert figures["queues"] == [
        {"queue": "sales_orders", "rows": 2, "contacts": 21, "abandoned": 1, "aht_s": 214.25}
    ]
    assert (figures["interval_minutes"], figures["passed_over"]) == (30, [6])
    assert figures["map"]["contacts"] == ["Calls Offered"]
    assert figures["written"] is None


def test_faults_are_printed_and_nothing_is_written_but_the_map_that_was_asked_for(
    export: Path,
) -> None:
    export.write_text(
        EXPORT.replace("12,1,", "twelve,1,").replace("9,0,4:10", "9,10,4:90"), encoding="utf-8"
    )
    before = contents(export.parent)
    made = run_here("import", export, "--out", "history.csv", cwd=export.parent)
    assert (made.returncode, made.stdout) == (2, "")
    assert [line.partition(": ")[0] for line in made.stderr.splitlines()] == [
        "acd.csv, row 4, column Calls Offered",
        "acd.csv, row 5, column Abandoned",
        "acd.csv, row 5, column AHT",
        "acd.csv",
    ]
    assert made.stderr.splitlines()[-1].endswith("use it with --map map.yaml.")
    assert contents(export.parent) == before
    made = run_here("import", export, "--save-map", "map.yaml", cwd=export.parent)
    assert made.returncode == 2
    assert (export.parent / "map.yaml").exists()  # to be corrected


def test_rows_without_a_number_count_as_none_and_are_pointed_at(export: Path) -> None:
    export.write_text(EXPORT.replace("9,0,4:10", ",,"), encoding="utf-8")
    figures = json.loads(run_here("import", export, "--json").stdout)
    assert figures["queues"][0]["contacts"] == 12
    assert "Rows without a number of contacts, taken as none: 1." in figures["remarks"]


def test_abandonments_are_pointed_at_only_where_no_wait_stands_beside_them(export: Path) -> None:
    remark = "Abandonments are recorded (1) and no time in queue"
    remarks = json.loads(run_here("import", export, "--json").stdout)["remarks"]
    assert any(one.startswith(remark) for one in remarks)
    with_wait = EXPORT.replace("AHT\n", "AHT,Avg Wait\n").replace(":05\n", ":05,0:20\n")
    export.write_text(with_wait.replace(":10\n", ":10,0:15\n"), encoding="utf-8")
    remarks = json.loads(run_here("import", export, "--json").stdout)["remarks"]
    assert not any("Abandonments are" in one for one in remarks)


def test_unknown_time_zone_is_refused(export: Path) -> None:
    made = run_here("import", export, "--time-zone", "London")
    assert made.returncode == 2
    assert made.stderr.startswith("--time-zone: is not a time zone (value: 'London').")


def test_other_files_are_not_written_over(export: Path) -> None:
    notes = export.parent / "notes.txt"
    notes.write_text("dear diary")
    made = run_here("import", export, "--out", notes)
    assert made.returncode == 2
    assert "is no history of contacts" in made.stderr
    assert notes.read_text() == "dear diary"


def test_doubtful_dates_are_refused_with_the_option_that_settles_them(tmp_path: Path) -> None:
    path = tmp_path / "acd.csv"
    path.write_text(EXPORT.replace("26/02/2026", "03/04/2026").replace("27/02/2026", "04/04/2026"))
    made = run_here("import", path)
    assert made.returncode == 2
    assert "column Date: could be 3 April or 4 March" in made.stderr
    made = run_here("import", path, "--date-form", "mm/dd/yyyy", "--json")
    assert json.loads(made.stdout)["first"] == "2026-03-04T08:00:00"


def test_forms_of_dates_offered_are_those_that_are_read() -> None:
    option = next(one for one in load_command("import").params if one.name == "date_form")
    assert isinstance(option.type, click.Choice)
    assert tuple(option.type.choices) == DATE_FORMS


def test_history_of_our_own_comes_out_as_it_went_in(tmp_path: Path) -> None:
    given = Path(__file__).parents[3] / "scenarios" / "bank-august" / "history.csv"
    made = run_here("import", given, "--time-zone", "Asia/Jerusalem", "--out", tmp_path / "out.csv")
    assert made.returncode == 0, made.stderr
    tables = [
        read_table(scenario_files.HISTORY, path.read_bytes(), ZONE, [])
        for path in (given, tmp_path / "out.csv")
    ]
    assert tables[0].rows == tables[1].rows
    assert len(tables[0].rows) == 8280


def test_flood_of_faults_is_cut_and_counted(export: Path) -> None:
    rows = "".join(
        f"{day}/02/2026,{hour:02d}:00 - {hour:02d}:30,S,{count},0,\n"
        for day, count in ((24, "x"), (25, "3"))
        for hour in range(24)
    )
    export.write_text(EXPORT.replace("Total", rows + "Total"), encoding="utf-8")
    made = run_here("import", export)
    assert made.returncode == 2
    assert "column Calls Offered: is not a number, in 4 further rows." in made.stderr
