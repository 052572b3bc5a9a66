"""CSV files, read strictly: every fault of every row is found, none is passed over."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from allocator.domain.clock import AS_WRITTEN
from allocator.errors import InputProblem
from allocator.store.decode_text import decode_text
from allocator.store.local_time import parse_clock_reading, parse_date, parse_moment
from allocator.store.plain_words import bars_instead, explain, explain_error
from allocator.store.table_spec import TableSpec

RowT = TypeVar("RowT", bound=BaseModel)

_PLACE_IN_LIST = 2
"""Length of the way to a name in a row's column; one longer leads into a list of names."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file as written.

    Parameters
    ----------
    number
        Line in the file, the header being line 1.
    places
        Place of each column among the cells, the same for all rows of a file.
    cells
        Texts, without spaces around them.
    """

    number: int
    places: dict[str, int]
    cells: list[str]

    def text(self, column: str) -> str:
        """Text in a column; empty where the row has no such cell."""
        place = self.places.get(column)
        return "" if place is None or place >= len(self.cells) else self.cells[place]


@dataclass(frozen=True, slots=True)
class Table(Generic[RowT]):
    """The sound rows of a file, each with the line it stands on.

    Parameters
    ----------
    lines
        Parallel to ``rows``.
    written
        Lines with as many cells as the header, those of faulty rows included.
    ragged
        Lines with fewer or more.
    columns
        Columns of which every cell could be read.
    """

    file: str
    rows: tuple[RowT, ...] = ()
    lines: tuple[Line, ...] = ()
    written: tuple[Line, ...] = ()
    ragged: tuple[Line, ...] = ()
    columns: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[tuple[RowT, Line]]:
        return zip(self.rows, self.lines, strict=True)

    def names(self, column: str) -> frozenset[str] | None:
        """Everything written in a column, in faulty rows too; ``None`` if that is not known."""
        if column not in self.columns:
            return None
        return frozenset(line.text(column) for line in (*self.written, *self.ragged))

    def problem(self, line: Line, column: str | None, message: str, remedy: str) -> InputProblem:
        """Problem of one row, with the value that stands in the column."""
        value = None if column is None else line.text(column) or None
        return InputProblem(self.file, message, remedy, line.number, column, value)


def read_table(
    spec: TableSpec[RowT], data: bytes, zone: ZoneInfo, problems: list[InputProblem]
) -> Table[RowT]:
    """Read one file of a scenario.

    Parameters
    ----------
    zone
        Zone of times without offset.
    problems
        Every fault is added to it; the rows that have one are left out of the table.
    """
    text = decode_text(spec.file, data, problems)
    if text is None:
        return Table(spec.file)
    records, complete = _records(spec.file, text, problems)
    if not records:
        return Table(spec.file)
    (_, header), *body = records
    if not _check_header(spec, header, problems):
        return Table(spec.file)
    places = {name: place for place, name in enumerate(header)}
    lines = [Line(number, places, cells) for number, cells in body]
    ragged = tuple(line for line in lines if len(line.cells) != len(header))
    written = tuple(line for line in lines if len(line.cells) == len(header))
    problems.extend(_ragged(spec.file, line, len(header)) for line in ragged)
    rows, sound = _sound_rows(spec, written, zone, problems)
    columns = frozenset(header) if complete else frozenset[str]()
    return Table(spec.file, rows, sound, written, ragged, columns)


def _records(
    file: str, text: str, problems: list[InputProblem]
) -> tuple[list[tuple[int, list[str]]], bool]:
    """Line number and cells of each record but blank ones, and whether that is all of them."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    number = 1
    try:
        for cells in reader:
            if any(cells):
                records.append((number, [cell.strip() for cell in cells]))
            number = reader.line_num + 1
    except csv.Error as error:
        problems.append(
            InputProblem(
                file,
                f"the row cannot be told apart into cells: {error}",
                'Close each quoted text, and write a quote inside it as "".',
                row=number,
            )
        )
        return records, False
    return records, True


def _check_header(
    spec: TableSpec[BaseModel], header: Sequence[str], problems: list[InputProblem]
) -> bool:
    """Add the faults of a header; say whether the rows below it can be read by it at all."""
    other = next((sign for sign in (";", "\t") if sign in header[0]), None)
    if len(header) == 1 and other is not None:
        problems.append(
            InputProblem(
                spec.file,
                f"the columns are separated by {other!r}, not by commas",
                "Save the file with commas between the columns.",
                row=1,
                column=header[0].split(other)[0],
                value=header[0],
            )
        )
        return False
    for number, name in enumerate(header):
        if name not in spec.columns:
            message = "is not a column of this file" if name else "a column has no name"
            remedy = f"Correct or remove it; the columns are {', '.join(spec.columns)}."
        elif name in header[:number]:
            message, remedy = "the column is there twice", "Remove one of the two."
        else:
            continue
        problems.append(InputProblem(spec.file, message, remedy, 1, name or None, name))
    problems.extend(
        InputProblem(
            spec.file,
            "the column is missing",
            "Add it to the header line and to each row.",
            row=1,
            column=name,
            value=",".join(header),
        )
        for name in spec.required_columns
        if name not in header
    )
    return True


def _ragged(file: str, line: Line, columns: int) -> InputProblem:
    return InputProblem(
        file,
        f"the row has {len(line.cells)} cells where the header has {columns}",
        "Correct the number of commas; put a text that holds a comma into double quotes.",
        row=line.number,
        value=",".join(line.cells),
    )


def _sound_rows(
    spec: TableSpec[RowT],
    lines: Sequence[Line],
    zone: ZoneInfo,
    problems: list[InputProblem],
) -> tuple[tuple[RowT, ...], tuple[Line, ...]]:
    """Rows without fault and their lines; the faults of the others become problems."""
    places = lines[0].places if lines else {}
    known = [(column, place) for column, place in places.items() if column in spec.columns]
    inputs: list[dict[str, object]] = [
        {column: line.cells[place] for column, place in known if line.cells[place]}
        for line in lines
    ]
    found = _read_times(spec, lines, inputs, zone)
    rows_adapter: TypeAdapter[list[RowT]] = TypeAdapter(
        list[spec.row_model]  # pyright: ignore[reportInvalidTypeForm]  # a class in a variable
    )
    try:
        rows = rows_adapter.validate_python(inputs, context=AS_WRITTEN)
    except ValidationError as error:
        rows = []
        for fault in error.errors(include_url=False):
            index, *place = fault["loc"]
            assert isinstance(index, int)
            column = str(place[0]) if place else None
            found.setdefault((index, column), _problem(spec.file, lines[index], column, fault))
    # A column that the file lacks is told once, of the header.
    problems.extend(
        problem for (_, column), problem in found.items() if column is None or column in places
    )
    if found:
        faulty = {index for index, _ in found}
        sound = [index for index in range(len(lines)) if index not in faulty]
        lines = [lines[index] for index in sound]
        rows = rows_adapter.validate_python([inputs[index] for index in sound], context=AS_WRITTEN)
    return tuple(rows), tuple(lines)


def _problem(file: str, line: Line, column: str | None, fault: ErrorDetails) -> InputProblem:
    message, remedy = explain(fault)
    value = None if column is None else line.text(column) or None
    if fault["type"] == "missing":
        message, value = "is empty", ""
    elif fault["type"] == "string_pattern_mismatch" and len(fault["loc"]) > _PLACE_IN_LIST:
        message = f"{fault['input']!r} {message}"
        remedy = bars_instead(str(fault["input"])) or remedy
    return InputProblem(file, message, remedy, line.number, column, value)


def _read_times(
    spec: TableSpec[RowT],
    lines: Sequence[Line],
    inputs: Sequence[dict[str, object]],
    zone: ZoneInfo,
) -> dict[tuple[int, str | None], InputProblem]:
    """Put dates and times in the place of their texts; return the faults by row and column."""
    # Each half-hour of the history is written once a queue: cached, it is parsed only once.
    clock = cache(partial(parse_clock_reading, zone=zone))
    moment = cache(partial(parse_moment, zone=zone))
    parsers: dict[str, Callable[[str], object]] = {
        **dict.fromkeys(spec.clock_columns, clock),
        **dict.fromkeys(spec.moment_columns, moment),
        **dict.fromkeys(spec.date_columns, parse_date),
    }
    found: dict[tuple[int, str | None], InputProblem] = {}
    for column, parse in parsers.items():
        for index, row in enumerate(inputs):
            if column not in row:
                continue
            text = lines[index].text(column)
            try:
                row[column] = parse(text)
            except ValueError as error:
                message, remedy = explain_error(error)
                found[index, column] = InputProblem(
                    spec.file, message, remedy, lines[index].number, column, text
                )
    return found
