"""The workbook, read back by another library, says what ``rota.csv`` says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from allocator.export.workbook import is_untouched_export, workbook
from tests.unit.export.exported_plans import (
    AGENTS,
    AUTUMN,
    EARLY_DAY,
    LONDON,
    SPRING,
    TINY,
    Week,
    turns_of,
    wall_of,
    write_week,
)


def read(folder: Path, **options: Any) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(wall_of(folder, **options), "a3")))


def midnight(day: int) -> dt.datetime:
    """Date of March 2026 as a cell holds it."""
    return dt.datetime.combine(dt.date(2026, 3, day), dt.time())


def rows_of(sheet: Worksheet) -> list[dict[Any, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def people_of(book: Workbook) -> dict[str, dict[Any, Any]]:
    return {row["Agent"]: row for row in rows_of(book["Rota"]) if row["Agent"]}


def test_wall_has_a_row_a_person_and_real_dates_for_days(tiny_folder: Path) -> None:
    book = read(tiny_folder)
    assert book.sheetnames == ["Rota", "Blocks", "Cover", "About"]
    head = [cell.value for cell in next(book["Rota"].iter_rows())]
    assert head == [
        "Agent",
        "Name",
        "Team",
        *(midnight(day) for day in range(2, 9)),
        "Paid hours",
    ]
    assert [(row["Agent"], row["Name"], row["Team"]) for row in people_of(book).values()] == [
        ("A1", "Ada Ångström", "north"),
        ("A3", "Cléo & Łukasz", "north"),
        ("A2", "=Ben()", "south"),
        ("A4", "Dev", None),
    ]


def test_cells_of_the_wall_are_the_shifts_of_the_rota(plan_folder: Path, week: Week) -> None:
    people = people_of(read(plan_folder))
    for agent_id, row in people.items():
        cells = [text for day, text in row.items() if isinstance(day, dt.datetime)]
        shifts = [
            tuple(re.fullmatch(r"(\d\d:\d\d)–(\d\d:\d\d)", text).groups())
            for text in cells
            if text != "OFF"
        ]
        expected = [
            (f"{turn.start:%H:%M}", f"{turn.end:%H:%M}")
            for turn in turns_of(plan_folder).get(agent_id, [])
        ]
        if week is EARLY_DAY and agent_id == "A4":
            assert expected == [("01:30", "05:30")]
            expected = [("25:30", "29:30")]  # on Wednesday's clock, but Tuesday's operating day
        assert shifts == expected


def test_cell_tells_rests_below_the_shift(tiny_folder: Path) -> None:
    row, below = rows_of(read(tiny_folder)["Rota"])[:2]
    assert row[midnight(2)] == "08:00–16:00"
    assert below[midnight(2)] == "break 09:30 · lunch 12:00 · break 14:00"
    assert (row["Paid hours"], below["Paid hours"], below["Agent"]) == (37.5, None, None)


def test_only_people_have_something_in_the_first_column(tiny_folder: Path) -> None:
    """So that the sheet can be read back as a grid of people by day."""
    first, *others = (row[0].value for row in read(tiny_folder)["Rota"].iter_rows())
    assert first == "Agent"
    assert [text for text in others if text] == ["A1", "A3", "A2", "A4"]


def test_blocks_are_those_of_the_rota(plan_folder: Path) -> None:
    rows = rows_of(read(plan_folder)["Blocks"])
    with (plan_folder / "rota.csv").open(encoding="utf-8", newline="") as stream:
        written = list(csv.DictReader(stream))

    def moment(row: dict[Any, Any]) -> str:
        offset = dt.timezone(dt.timedelta(minutes=row["utc_offset_minutes"]))
        return row["start"].replace(tzinfo=offset).isoformat()

    assert {
        (row["agent_id"], moment(row), row["elapsed_minutes"], row["activity"], row["queues"] or "")
        for row in rows
    } == {
        (
            row["agent_id"],
            row["start"],
            (
                dt.datetime.fromisoformat(row["end"]) - dt.datetime.fromisoformat(row["start"])
            ).total_seconds()
            / 60,
            row["activity"],
            row["queue"],
        )
        for row in written
    }
    assert len(rows) == len(written)
    assert all(row["end"].minute % 15 == 0 for row in rows)


def test_cover_counts_those_on_the_phone(plan_folder: Path) -> None:
    """Count the people at work again from the rows of ``rota.csv``, in elapsed time."""
    rows = rows_of(read(plan_folder)["Cover"])
    with (plan_folder / "rota.csv").open(encoding="utf-8", newline="") as stream:
        spans = [
            tuple(dt.datetime.fromisoformat(row[name]).timestamp() for name in ("start", "end"))
            for row in csv.DictReader(stream)
            if row["activity"] == "work"
        ]
    assert (
        len(rows)
        == len((plan_folder / "staffing.csv").read_text(encoding="utf-8").splitlines()) - 1
    )
    seen: set[dt.datetime] = set()
    for row in rows:
        start = row["interval_start"]
        moment = start.replace(tzinfo=LONDON, fold=int(start in seen)).timestamp()
        seen.add(start)
        on_the_phone = sum(begin <= moment < end for begin, end in spans)
        assert row["main: planned"] == on_the_phone
        assert row["main: required"] == 2
        assert row["main: short"] == max(0, 2 - on_the_phone)
        assert row["main: contacts"] == 3.5


def test_days_of_the_changes_have_23_and_25_hours_of_cover(tmp_path: Path) -> None:
    for week, day, quarters in ((SPRING, 29, 92), (AUTUMN, 25, 100)):
        rows = rows_of(read(write_week(tmp_path / week.name, week))["Cover"])
        assert sum(row["interval_start"].day == day for row in rows) == quarters


def test_cover_has_a_native_chart(tiny_folder: Path) -> None:
    (chart,) = read(tiny_folder)["Cover"]._charts
    (planned,) = chart.series
    assert planned.val.numRef.f == "Cover!$C$2:$C$201"


def test_about_tells_run_inputs_and_that_the_data_is_simulated(tiny_folder: Path) -> None:
    rows = list(read(tiny_folder)["About"].iter_rows(values_only=True))
    heading = rows.index(("What the words mean", None))
    facts, words = dict(rows[: heading - 1]), dict(rows[heading + 1 :])
    assert facts["Run"] == "run-7"
    assert facts["Input hash"] == wall_of(tiny_folder).facts.input_hash != ""
    assert facts["Made"] == "Thu 26 Feb 2026 15:00 (2026-02-26 15:00 UTC)"
    assert facts["Gap"] == "at most 2.50%"
    assert "SIMULATED DATA" in facts
    assert {"Paid hours", "required", "planned", "OFF", "Gap"} <= set(words)


def test_sheets_print_on_one_width_of_landscape_a3_with_the_run_in_the_footer(
    tiny_folder: Path,
) -> None:
    for sheet in read(tiny_folder):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddHeader.center.text == "SIMULATED DATA"
        assert "Run run-7" in sheet.oddFooter.left.text
    assert read(tiny_folder)["Rota"].freeze_panes == "D2"
    small = openpyxl.load_workbook(io.BytesIO(workbook(wall_of(tiny_folder), "a4")))
    assert small["Rota"].page_setup.paperSize == 9


def test_name_that_looks_like_a_formula_stays_text(tiny_folder: Path) -> None:
    names = {cell.value: cell for cell in next(read(tiny_folder)["Rota"].iter_cols(min_col=2))}
    assert names["=Ben()"].data_type == "s"


def test_leave_is_told_apart_only_on_demand(tmp_path: Path) -> None:
    leave = "agent_id,first_day,last_day\nA4,2026-03-07,2026-03-07\n"
    folder = write_week(tmp_path, files={"leave.csv": leave})
    saturday = midnight(7)
    assert people_of(read(folder))["A4"][saturday] == "OFF"
    assert people_of(read(folder, show_leave=True))["A4"][saturday] == "LEAVE"


def test_without_teams_there_is_no_column_for_them(tmp_path: Path) -> None:
    agents = "\n".join(line.rpartition(",")[0] for line in AGENTS.splitlines()) + "\n"
    head = next(read(write_week(tmp_path, agents=agents))["Rota"].iter_rows(values_only=True))
    assert head[:3] == ("Agent", "Name", midnight(2))


def test_same_plan_gives_the_same_bytes(tiny_folder: Path) -> None:
    assert workbook(wall_of(tiny_folder), "a3") == workbook(wall_of(tiny_folder), "a3")


def test_workbook_saved_by_another_program_is_known_to_be_changed(tiny_folder: Path) -> None:
    made = workbook(wall_of(tiny_folder), "a3")
    assert is_untouched_export(made)
    book = openpyxl.load_workbook(io.BytesIO(made))
    book["Rota"]["D2"] = "09:00-17:00"
    saved = io.BytesIO()
    book.save(saved)
    assert not is_untouched_export(saved.getvalue())
    other = io.BytesIO()
    openpyxl.Workbook().save(other)
    assert not is_untouched_export(other.getvalue())
    assert not is_untouched_export(b"no workbook")


def test_name_of_the_centre_survives_the_codes_of_a_page_header(tmp_path: Path) -> None:
    """Figures after the size of letters were read as part of it, and ``&`` begins a code."""
    week = Week("named", {"name: Corner office": "name: 24/7 Help & Care"}, TINY.lines)
    made = workbook(wall_of(write_week(tmp_path, week)), "a3")
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "&amp;14 24/7 Help &amp;&amp; Care&amp;C" in page


def test_two_shifts_of_a_day_share_its_cell(tmp_path: Path) -> None:
    lines = ["A1 mon 08:00 work:sales 10:00", "A1 mon 14:00 work:sales 16:00 break 16:15"]
    row, below = rows_of(read(write_week(tmp_path, lines=lines))["Rota"])[:2]
    assert row[midnight(2)] == "08:00–10:00 / 14:00–16:15"
    assert below[midnight(2)] == "break 16:00"


def test_reading_of_a_repeated_hour_is_told_below(tmp_path: Path) -> None:
    *_, row, below = rows_of(read(write_week(tmp_path, AUTUMN))["Rota"])[:8]
    sunday = dt.datetime.combine(dt.date(2026, 10, 25), dt.time())
    assert (row["Agent"], row[sunday]) == ("A4", "00:00–01:45")
    assert below[sunday] == "to 01:45 GMT"


def test_date_of_a_shift_that_begins_after_midnight_is_told_below(tmp_path: Path) -> None:
    *_, row, below = rows_of(read(write_week(tmp_path, EARLY_DAY))["Rota"])[:8]
    assert (row["Agent"], row[midnight(3)]) == ("A4", "25:30–29:30")
    assert below[midnight(3)] == "on Wed 4 Mar"


def test_rota_without_a_shift_is_a_workbook(tmp_path: Path) -> None:
    book = read(write_week(tmp_path, lines=[]))
    assert {text for row in people_of(book).values() for text in row.values()} >= {"OFF", 0}
    assert rows_of(book["Blocks"]) == []
