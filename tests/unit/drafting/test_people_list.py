"""People out of tables and as typed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from allocator.drafting.people_list import Person, parse_person, read_people, same_names
from allocator.errors import InputError


@pytest.mark.parametrize(
    ("text", "name", "hours"),
    [
        ("Asha Patel 37.5", "Asha Patel", 37.5),
        ("Asha Patel, 37,5 h", "Asha Patel", 37.5),
        ("Asha Patel: 20 hours", "Asha Patel", 20),
        ("  Zoë O'Neill-Søe 16h ", "Zoë O'Neill-Søe", 16),
        ("Agent 7 30", "Agent 7", 30),
        ("Agent 7: 30", "Agent 7", 30),
        ("Jo Barnes 37:30", "Jo Barnes", 37.5),
        ("Jo Barnes: 7:15 h", "Jo Barnes", 7.25),
    ],
)
def test_person_is_read(text: str, name: str, hours: float) -> None:
    assert parse_person(text) == Person(name, hours)


@pytest.mark.parametrize("text", ["Asha", "37.5", "", "Asha 0", "Asha 375", "Jo 37:75", "Jo 7:5"])
def test_what_is_no_person_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="; "):
        parse_person(text)


def people_file(parent: Path, text: str, encoding: str = "utf-8") -> Path:
    path = parent / "names.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_table_of_people_in_the_form_that_excel_saves(tmp_path: Path) -> None:
    table = "Name;Weekly Hours;Team\nZoë;37,5;north\nBen;20;\nAda;37:30;\nCleo;18.75;\n"
    assert read_people(people_file(tmp_path, table, "cp1252")) == (
        Person("Zoë", 37.5, {"team": "north"}),
        Person("Ben", 20.0),
        Person("Ada", 37.5),
        Person("Cleo", 18.75),
    )


def test_hours_that_excel_takes_for_a_length_of_time(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["name", "hours"])
    page.append(["Ada", dt.timedelta(hours=37, minutes=30)])
    page.append(["Ben", dt.time(7, 30)])
    book.save(tmp_path / "names.xlsx")
    assert read_people(tmp_path / "names.xlsx") == (Person("Ada", 37.5), Person("Ben", 7.5))


def test_decimal_comma_that_splits_a_row_is_not_cut_to_whole_hours(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_people(people_file(tmp_path, "name,hours\nZoë,37,5\nBen,20\n"))
    assert [(one.row, one.value) for one in caught.value.problems] == [(2, "37,5")]


def test_decimal_comma_with_three_figures_may_be_thousands(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="37500 hours a week cannot be"):
        read_people(people_file(tmp_path, "name;hours\nZoë;37,500\nBen;20\n"))


def test_names_that_two_people_have() -> None:
    people = [Person("Jo Barnes", 20), Person("Ada", 20), Person("jo  barnes", 30)]
    assert same_names(people) == ("Jo Barnes",)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = people_file(tmp_path, "name,hours\nAda,many\n,20\nBen,90\nCleo,20\nCleo,30\nDan,\n")
    with pytest.raises(InputError) as caught:
        read_people(path)
    assert [(one.row, one.column, one.value) for one in caught.value.problems] == [
        (2, "hours", "many"),
        (3, "name", ""),
        (4, "hours", "90"),
        (6, "name", "Cleo"),
        (7, "hours", ""),
    ]


def test_columns_that_are_missing_or_unknown_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_people(people_file(tmp_path, "name,shoe size\nAda,38\n"))
    assert [one.column for one in caught.value.problems] == ["shoe size", "hours"]
