"""Files of all kinds as rows of cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from allocator.errors import InputError
from allocator.importing.sheet import read_sheet, sniff_separator
from tests.unit.importing.exports import sheet_of

TEXT = "Jour,Appels\n22/08/1999,Réservé\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_usual_encodings_are_told_apart(encoding: str, tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, TEXT.encode(encoding))
    assert [row.cells for row in sheet.rows] == [("Jour", "Appels"), ("22/08/1999", "Réservé")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_is_found(separator: str, tmp_path: Path) -> None:
    text = f"Report for a, b and c\n\nDate{separator}Calls\n22.08.1999{separator}3\n1{separator}2\n"
    assert sheet_of(tmp_path, text).rows[-1].cells == ("1", "2")


def test_decimal_commas_do_not_pass_for_separators() -> None:
    assert sniff_separator("Date;AHT\n1.1.;3,5\n2.1.;4,5\n3.1.;2,25\n") == ";"


def test_excels_own_hint_of_the_separator_is_taken_and_lines_are_counted(tmp_path: Path) -> None:
    sheet = sheet_of(tmp_path, "sep=;\nDate;Calls\n\n1;2\n")
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (2, ("Date", "Calls")),
        (4, ("1", "2")),
    ]


def test_excel_file_gives_its_own_dates_and_numbers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Title"])
    page.append([])
    page.append(["Date", "Time", "Calls"])
    page.append([dt.datetime(1999, 8, 22), dt.time(8, 30), 3])  # noqa: DTZ001  # as Excel keeps it
    other = book.create_sheet("Other")
    other.append(["x"])
    book.save(tmp_path / "acd.xlsx")
    sheet = read_sheet(tmp_path / "acd.xlsx")
    assert [row.number for row in sheet.rows] == [1, 3, 4]
    assert sheet.rows[-1].cells == (
        dt.datetime.combine(dt.date(1999, 8, 22), dt.time()),
        dt.time(8, 30),
        3,
    )
    assert "first of 2" in sheet.kind
    assert read_sheet(tmp_path / "acd.xlsx", sheet="Other").rows[0].cells == ("x",)
    with pytest.raises(InputError, match="Its sheets are Sheet, Other"):
        read_sheet(tmp_path / "acd.xlsx", sheet="Calls")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0rest", r"used before 2007 \(\.xls\)"),
        (b"<html><table></table></html>", "is a web page"),
        (b"PK\x03\x04nonsense", "cannot be read as an Excel file"),
        (b"\n\n", "holds no rows"),
    ],
)
def test_other_files_are_refused_with_the_way_out(data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        sheet_of(tmp_path, data)


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        read_sheet(tmp_path / "none.csv")
