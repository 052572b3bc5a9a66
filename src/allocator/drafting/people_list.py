"""The people of a first scenario: from a table of names and hours, or typed one a line."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from allocator.domain.people import Agent
from allocator.errors import InputError, InputProblem
from allocator.importing.cell import Cell, cell_text
from allocator.importing.number_forms import parse_number
from allocator.importing.sheet import SheetRow, read_sheet
from allocator.store.plain_words import explain_error

MOST_HOURS = 84.0

_NAME = ("name", "agent", "person", "employee", "full name")
_HOURS = ("hours", "weekly hours", "contracted hours", "contract hours", "hours per week")
_OURS = frozenset({"agent_id", "name", "contract", "weekly_hours"})
_LATER = frozenset({"rotation", "rotation_offset_weeks"})  # rotations are written by hand
EXTRA_COLUMNS = tuple(name for name in Agent.model_fields if name not in _OURS | _LATER)
"""Further columns of ``agents.csv`` that a table of people may have, and that are passed on."""

_LINE = re.compile(
    r"^(?P<name>.*?)[\s,;:\t]+(?P<hours>\d+(?:[.,]\d+|(?::\d+)+)?)\s*(?:h|hrs?|hours?)?\.?$", re.I
)
_HOURS_AND_MINUTES = re.compile(r"^(\d+):([0-5]\d)(?::00)?$")
_DECIMAL_COMMA = re.compile(r"^\d+,\d{1,2}$")


@dataclass(frozen=True)
class Person:
    """A name and contracted hours a week, and what else a table says, by column."""

    name: str
    weekly_hours: float
    extra: dict[str, str] = field(default_factory=dict[str, str])


def parse_person(text: str) -> Person:
    """Read a person typed as ``Asha Patel 37.5``; ``37:30`` are 37 hours and 30 minutes.

    Raises
    ------
    ValueError
        If there is no name or no sensible number; message and remedy, a semicolon between.
    """
    match = _LINE.match(text.strip())
    if match is None or not match["name"].strip(" ,;:"):
        raise ValueError(
            f"{text.strip()!r} is not a name with hours; write it like Asha Patel 37.5"
        )
    return Person(match["name"].strip(" ,;:"), _weekly_hours(match["hours"]))


def read_people(path: Path) -> tuple[Person, ...]:
    """Read people from a CSV or Excel file with the columns ``name`` and ``hours``.

    Raises
    ------
    InputError
        If it is not sound: every fault of every row.
    """
    sheet = read_sheet(path)
    problems: list[InputProblem] = []
    head, *body = sheet.rows
    columns = _columns(sheet.file, head, problems)
    if problems:
        raise InputError(problems)
    people: list[Person] = []
    rows: dict[str, int] = {}
    for row in body:
        texts = {column: cell_text(row.cell(place)) for column, place in columns.items()}
        name = texts.pop("name")
        hours = row.cell(columns["weekly_hours"])
        texts.pop("weekly_hours")
        if not name:
            problems.append(_fault(sheet.file, row, "name", "is empty", "Give a name.", ""))
            continue
        beyond = [cell_text(cell) for cell in row.cells[len(head.cells) :] if cell_text(cell)]
        if beyond:
            problems.append(
                _fault(
                    sheet.file,
                    row,
                    "hours",
                    "more values stand in the row than columns in the header",
                    "Write hours with a point, 37.5; a comma begins the next column.",
                    ",".join([cell_text(hours), *beyond]),
                )
            )
            continue
        if name in rows:
            problems.append(
                _fault(
                    sheet.file,
                    row,
                    "name",
                    "the name is already there",
                    f"See row {rows[name]}: remove one, or tell the two apart in the name.",
                    name,
                )
            )
        rows.setdefault(name, row.number)
        try:
            weekly_hours = _weekly_hours(hours)
        except ValueError as error:
            shown = cell_text(hours)
            message, remedy = explain_error(error) if shown else ("is empty", "Give a number.")
            remedy = remedy.replace(" in the map", "").replace("the map's", "the")
            problems.append(_fault(sheet.file, row, "hours", message, remedy, shown))
            continue
        people.append(
            Person(name, weekly_hours, {key: text for key, text in texts.items() if text})
        )
    if not people and not problems:
        problems.append(
            InputProblem(sheet.file, "has a header and nobody in it", "Add a row for each person.")
        )
    if problems:
        raise InputError(problems)
    return tuple(people)


def extra_columns(people: Sequence[Person]) -> tuple[str, ...]:
    """Further columns that any of the people fills."""
    return tuple(name for name in EXTRA_COLUMNS if any(name in person.extra for person in people))


def _columns(file: str, head: SheetRow, problems: list[InputProblem]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, cell in enumerate(head.cells):
        name = cell_text(cell)
        if not name:
            continue
        plain = " ".join(name.lower().replace("_", " ").split())
        known = (
            "name"
            if plain in _NAME
            else "weekly_hours"
            if plain in _HOURS
            else plain.replace(" ", "_")
        )
        if known not in {"name", "weekly_hours", *EXTRA_COLUMNS}:
            problems.append(
                InputProblem(
                    file,
                    "is not a column of this table",
                    "Correct or remove it; the columns are name, hours and, where wanted, "
                    f"{', '.join(EXTRA_COLUMNS)}.",
                    row=head.number,
                    column=name,
                )
            )
        columns.setdefault(known, place)
    for wanted, shown in (("name", "name"), ("weekly_hours", "hours")):
        if wanted not in columns:
            problems.append(
                InputProblem(
                    file,
                    "the column is missing",
                    "Begin the file with a line such as name,hours.",
                    row=head.number,
                    column=shown,
                )
            )
    return columns


def _weekly_hours(cell: Cell) -> float:
    """Hours of a cell or text: ``37.5``, ``37,5``, ``37:30``, or a length of time of Excel's."""
    if isinstance(cell, dt.timedelta):
        return _sensible(round(cell.total_seconds() / 3600, 4))
    if isinstance(cell, dt.time):
        return _sensible(round(cell.hour + cell.minute / 60, 4))
    text = cell_text(cell)
    match = _HOURS_AND_MINUTES.match(text)
    if match is not None:
        return _sensible(round(int(match[1]) + int(match[2]) / 60, 4))
    if ":" in text:
        raise ValueError(
            f"{text!r} is not hours and minutes; write 37.5 or 37:30 for 37 hours and a half"
        )
    # Two decimals at most: of thousands there would be three figures behind the comma.
    return _sensible(parse_number(cell, "," if _DECIMAL_COMMA.match(text) else "."))


def same_names(people: Sequence[Person]) -> tuple[str, ...]:
    """Names that more than one of the people has, whatever the capitals."""
    count = Counter(" ".join(person.name.casefold().split()) for person in people)
    found: dict[str, str] = {}
    for person in people:
        key = " ".join(person.name.casefold().split())
        if count[key] > 1:
            found.setdefault(key, person.name)
    return tuple(found.values())


def _sensible(hours: float) -> float:
    if not 0 < hours <= MOST_HOURS:
        raise ValueError(
            f"{hours:g} hours a week cannot be; give contracted hours above 0, to {MOST_HOURS:g}"
        )
    return hours


def _fault(
    file: str, row: SheetRow, column: str, message: str, remedy: str, value: str
) -> InputProblem:
    return InputProblem(file, message, remedy, row.number, column, value)
