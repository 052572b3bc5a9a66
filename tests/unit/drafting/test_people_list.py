"""People out of tables and as typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocator.drafting.people_list import Person, parse_person, read_people
from allocator.errors import InputError


@pytest.mark.parametrize(
    ("text", "name", "hours"),
    [
        ("Asha Patel 37.5", "Asha Patel", 37.5),
        ("Asha Patel, 37,5 h", "Asha Patel", 37.5),
        ("Asha Patel: 20 hours", "Asha Patel", 20),
        ("  Zoë O'Neill-Søe 16h ", "Zoë O'Neill-Søe", 16),
        ("Agent 7 30", "Agent 7", 30),
    ],
)
def test_person_is_read(text: str, name: str, hours: float) -> None:
    assert parse_person(text) == Person(name, hours)


@pytest.mark.parametrize("text", ["Asha", "37.5", "", "Asha 0", "Asha 375"])
def test_what_is_no_person_is_said(text: str) -> None:
    with pytest.raises(ValueError, match="; "):
        parse_person(text)


def people_file(parent: Path, text: str, encoding: str = "utf-8") -> Path:
    path = parent / "names.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_table_of_people_in_the_form_that_excel_saves(tmp_path: Path) -> None:
    path = people_file(tmp_path, "Name;Weekly Hours;Team\nZoë;37,5;north\nBen;20;\n", "cp1252")
    with pytest.raises(InputError, match="decimal mark"):
        read_people(path)
    path = people_file(tmp_path, "Name;Weekly Hours;Team\nZoë;37.5;north\nBen;20;\n", "cp1252")
    assert read_people(path) == (Person("Zoë", 37.5, {"team": "north"}), Person("Ben", 20.0))


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
