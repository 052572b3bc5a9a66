"""Column maps on disk: what is written is read again, and faults are told with their line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from allocator.errors import InputError
from allocator.importing.column_map import ColumnMap
from allocator.importing.date_forms import DATE_FORMS
from allocator.importing.duration_forms import DURATION_FORMS
from allocator.importing.map_file import map_text, read_map
from tests.unit.importing.exports import SIMPLE

RICH: dict[str, Any] = {
    "sheet": "Sheet 1",
    "encoding": "cp1252",
    "separator": "tab",
    "header_row": 4,
    "skip_rows_with": ["Total", "Page*"],
    "skip_last_rows": 2,
    "fill_down": ["Day: local"],
    "interval_minutes": 15,
    "time_zone": "Europe/Dublin",
    "export_time_zone": "UTC",
    "moment": {"column": 'Start "local"', "form": "dd-mon-yyyy"},
    "time_is": "end",
    "queue": {
        "column": "Queue",
        "rename": {"1001": "sales", "Après-vente": "help"},
        "leave_out": "T",
    },
    "contacts": ["In", "Out"],
    "abandoned": "Lost",
    "handled": "In",
    "handling": {"total": ["Talk", "Wrap"], "form": "h:mm:ss"},
    "wait": {"mean": "Wait", "form": "excel_mm:ss"},
    "decimal_mark": ",",
    "repeated_rows": "add",
    "cap_abandoned": True,
}


@pytest.mark.parametrize("fields", [SIMPLE, RICH, {**SIMPLE, "queue": {"name": "calls"}}])
def test_map_that_is_written_is_read_again(fields: dict[str, Any], tmp_path: Path) -> None:
    column_map = ColumnMap.model_validate(fields)
    reasons = {"handling": "such as 3:05\nor so", "queue": "named so"}
    path = tmp_path / "map.yaml"
    path.write_text(map_text(column_map, source="acd.csv", reasons=reasons), encoding="utf-8")
    assert read_map(path) == column_map


def faults(parent: Path, text: str) -> list[tuple[int | None, str | None, str]]:
    path = parent / "map.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_map(path)
    return [(one.row, one.column, one.message) for one in caught.value.problems]


SOUND = """\
date: {column: Date, form: dd/mm/yyyy}
time: Time
queue: {column: Queue}
contacts: Offered
"""


def test_short_map_is_enough_and_queues_may_be_numbers(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(SOUND.replace("{column: Queue}", "{column: Queue, rename: {1001: sales}}"))
    assert read_map(path).queue.rename == {"1001": "sales"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("dd/mm/yyyy", "dmy", (1, "date.form", "is not one of 'yyyy-mm-dd', ")),
        ("contacts:", "contact:", (4, "contact", "is not a known field")),
        ("time: Time\n", "", (1, None, "does not say where date and time stand")),
        ("{column: Queue}", "{}", (3, "queue", "has both column and name, or neither")),
        ("time: Time", "time: Time\ntime_zone: London", (3, "time_zone", "is not a time zone")),
        (
            "time: Time",
            "time: Time\nhandling: {form: iso}",
            (3, "handling", "has both mean and total"),
        ),
        ("time: Time", "time: Time\nencoding: wingdings", (3, "encoding", "is not an encoding")),
        ("time: Time", "time: [", (4, None, "is not valid YAML here")),
    ],
)
def test_faults_of_a_map_are_told_with_line_and_field(
    old: str, new: str, fault: tuple[int, str | None, str], tmp_path: Path
) -> None:
    found = faults(tmp_path, SOUND.replace(old, new))
    row, column, message = fault
    assert any(
        one[0] == row and (column is None or one[1] == column) and one[2].startswith(message)
        for one in found
    ), found


def test_map_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--save-map writes one"):
        read_map(tmp_path / "none.yaml")


def test_every_field_and_form_is_documented() -> None:
    page = Path(__file__).parents[3] / "docs" / "bring-your-own-data.md"
    section = page.read_text(encoding="utf-8").partition("### The column map")[2]
    fields, dates, durations = section.split("\n| f")[1:]
    assert re.findall(r"^\| `(\w+)` \|", fields, re.MULTILINE) == list(ColumnMap.model_fields)
    assert re.findall(r"^\| `([^`]+)` \|", dates, re.MULTILINE) == list(DATE_FORMS)
    named = re.findall(
        r"`([^`]+)`", "\n".join(re.findall(r"^\| ([^|]+)\|", durations, re.MULTILINE))
    )
    assert named == list(DURATION_FORMS)
