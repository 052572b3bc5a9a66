"""Small exports, and what is made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from allocator.errors import InputError, InputProblem
from allocator.importing.column_map import ColumnMap
from allocator.importing.guess import Guess, guess_map
from allocator.importing.history import ImportedHistory, assemble, history_csv
from allocator.importing.layout import lay_out
from allocator.importing.records import RecordReader
from allocator.importing.sheet import Sheet, read_sheet

SIMPLE: dict[str, Any] = {
    "date": {"column": "Date", "form": "dd/mm/yyyy"},
    "time": "Time",
    "queue": {"column": "Queue"},
    "contacts": "Offered",
    "abandoned": "Lost",
    "handling": {"mean": "AHT", "form": "mm:ss"},
}
"""Map of a file with the header ``Date,Time,Queue,Offered,Lost,AHT``."""

HEADER = "Date,Time,Queue,Offered,Lost,AHT"


def sheet_of(parent: Path, text: str | bytes, name: str = "acd.csv") -> Sheet:
    path = parent / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sheet(path)


def imported(
    parent: Path, text: str, interval: int | None = None, **changes: Any
) -> tuple[ImportedHistory | None, list[InputProblem]]:
    """Read an export by the simple map with some changes."""
    column_map = ColumnMap.model_validate({**SIMPLE, **changes})
    sheet = sheet_of(parent, text)
    problems: list[InputProblem] = []
    layout = lay_out(sheet, column_map, problems)
    if layout is None:
        return None, problems
    records = RecordReader(layout, column_map, problems).read()
    history = assemble(sheet.file, records, column_map, interval, problems) if records else None
    return history, problems


def lines_of(parent: Path, text: str, interval: int | None = None, **changes: Any) -> list[str]:
    """Rows of the history made of an export, which must be sound."""
    history, problems = imported(parent, text, interval, **changes)
    assert problems == []
    assert history is not None
    return history_csv(history.rows).splitlines()[1:]


def faults_of(parent: Path, text: str, **changes: Any) -> list[InputProblem]:
    """Problems of an export, which must have one."""
    problems = imported(parent, text, **changes)[1]
    assert problems
    return problems


def guessed(parent: Path, text: str, **options: Any) -> Guess:
    return guess_map(sheet_of(parent, text), **options)


def refused(parent: Path, text: str, **options: Any) -> list[InputProblem]:
    with pytest.raises(InputError) as caught:
        guessed(parent, text, **options)
    return list(caught.value.problems)
