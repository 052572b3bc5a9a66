"""A column map proposed from an export's header and values, with the reason of every choice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allocator.errors import InputError, InputProblem
from allocator.importing import header_words as headers
from allocator.importing.cell import Cell, cell_text, is_nothing
from allocator.importing.column_map import DEFAULT_ZONE, ColumnMap
from allocator.importing.date_forms import DateForm
from allocator.importing.guess_durations import guess_handling, guess_wait
from allocator.importing.guess_forms import decimal_mark, is_numeric
from allocator.importing.guess_rows import guess_header, guess_passed_over
from allocator.importing.guess_times import guess_times
from allocator.importing.queue_names import identifier
from allocator.importing.sheet import Sheet, SheetRow

SEE_MAP = "docs/bring-your-own-data.md shows how to write a map."
_MOST_QUEUES = 200


@dataclass
class Columns:
    """Columns of a sheet under a header, for guessing.

    Parameters
    ----------
    rows
        Rows below the header.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    cells: dict[str, list[Cell]] = field(init=False)

    def __post_init__(self) -> None:
        """Cut the rows into columns; of two columns with one name, neither can be used."""
        self.cells = {
            name: [row.cell(place) for row in self.rows]
            for place, name in enumerate(self.header)
            if name and self.header.count(name) == 1
        }

    def numeric(self, fits: Callable[[str], bool]) -> list[str]:
        """Headers that fit, of columns of numbers."""
        return [name for name in self.cells if fits(name) and is_numeric(self.cells[name])]


@dataclass(frozen=True)
class Guess:
    """A proposed map.

    Parameters
    ----------
    reasons
        Why each field is as it is, by the field's name.
    remarks
        What the user should look at.
    """

    column_map: ColumnMap
    reasons: dict[str, str]
    remarks: tuple[str, ...]


def guess_map(
    sheet: Sheet, *, date_form: DateForm | None = None, time_zone: str = DEFAULT_ZONE
) -> Guess:
    """Propose a map for an export.

    Parameters
    ----------
    date_form
        Form of the dates, where the user has said it.

    Raises
    ------
    InputError
        If something that a history needs is not found, or if day and month of the dates cannot
        be told apart.
    """
    head = guess_header(sheet)
    if head is None:
        raise InputError(
            [
                InputProblem(
                    sheet.file,
                    "no line of column names is recognised",
                    f"Name the columns in the first line, or write a map; {SEE_MAP}",
                )
            ]
        )
    header = tuple(cell_text(cell) for cell in head.cells)
    below = tuple(row for row in sheet.rows if row.number > head.number)
    if not below:
        raise InputError(
            [
                InputProblem(
                    sheet.file,
                    "has a line of column names and nothing below it",
                    "Export it again, with a span of time that has contacts.",
                    row=head.number,
                )
            ]
        )
    fields: dict[str, Any] = {"header_row": head.number, "time_zone": time_zone}
    reasons: dict[str, str] = {}
    remarks: list[str] = []
    columns = Columns(sheet.file, header, below)
    times = guess_times(columns, date_form)
    fields |= times.fields
    reasons |= times.reasons
    rows, passed_over = guess_passed_over(below, times.is_record)
    fields |= passed_over
    columns = Columns(sheet.file, header, rows)
    problems: list[InputProblem] = []
    if not times.found:
        problems.append(_not_found(sheet, header, "dates" if times.undated else "times"))
    taken = set(times.columns)
    fields |= _guess_queue(columns, taken, reasons, remarks)
    fields |= _guess_counts(columns, taken, reasons, remarks)
    if "contacts" not in fields:
        problems.append(_not_found(sheet, header, "contacts"))
    if problems:
        raise InputError(problems)
    count_columns = [*fields["contacts"], *fields["abandoned"], *fields["handled"]]
    fields["decimal_mark"] = decimal_mark(
        [cell for name in columns.cells if name not in taken for cell in columns.cells[name]]
    )
    fields |= guess_handling(columns.cells, count_columns, fields, reasons, remarks)
    fields |= guess_wait(columns.cells, fields, reasons, remarks)
    return Guess(ColumnMap.model_validate(fields), reasons, tuple(remarks))


def _not_found(sheet: Sheet, header: tuple[str, ...], what: str) -> InputProblem:
    message, remedy = {
        "times": (
            "no column with dates and times of intervals is recognised",
            (
                "Export the figures by interval (5 to 60 minutes), not by day or in all; or name "
                f"the columns in a map: {SEE_MAP}"
            ),
        ),
        "dates": (
            "a column has times, but none has their dates (or more than half are no dates)",
            (
                "Add a column with the date of each row, or export with one; a date in the title "
                "cannot be used."
            ),
        ),
        "contacts": (
            "no column with the contacts offered is recognised",
            (
                "Export contacts offered (received), or both answered and abandoned; or name the "
                f"columns in a map: {SEE_MAP}"
            ),
        ),
    }[what]
    return InputProblem(
        sheet.file, message, remedy, value=", ".join(name for name in header if name)
    )


def _guess_queue(
    columns: Columns, taken: set[str], reasons: dict[str, str], remarks: list[str]
) -> dict[str, Any]:
    ranked: list[tuple[int, int, str]] = []
    for place, (name, cells) in enumerate(columns.cells.items()):
        rank = headers.queue_rank(name)
        values = {cell_text(cell) for cell in cells if not is_nothing(cell)}
        if rank is None or name in taken or not 0 < len(values) <= _MOST_QUEUES:
            continue
        if any(isinstance(cell, float) and not cell.is_integer() for cell in cells):
            continue
        ranked.append((rank, place, name))
    if not ranked:
        reasons["queue"] = "no column names queues: everything is one queue"
        remarks.append("No column names queues: all contacts are taken as one queue, 'calls'.")
        return {"queue": {"name": "calls"}}
    _, _, chosen = min(ranked)
    taken.add(chosen)
    names = list(dict.fromkeys(cell_text(cell) for cell in columns.cells[chosen]))
    names = [name for name in names if name]
    rename = {name: identifier(name) for name in names if identifier(name) != name}
    # Names that are sound as they are stay; two that would become the same are told apart.
    rename = {old: new for old, new in rename.items() if any(sign in old for sign in " ,|\t\u00a0")}
    used = [name for name in names if name not in rename]
    for old, new in rename.items():
        number, free = 2, new
        while free in used:
            free, number = f"{new}_{number}", number + 1
        rename[old] = free
        used.append(free)
    reasons["queue"] = f"{len(names)} in the column {chosen}"
    others = [name for _, _, name in ranked if name != chosen]
    if others:
        remarks.append(
            f"Queues are taken from the column {chosen!r}; {', '.join(map(repr, others))} could "
            "name them too."
        )
    fields: dict[str, Any] = {"column": chosen, "rename": rename}
    blank = [is_nothing(cell) for cell in columns.cells[chosen]]
    if any(blank) and not blank[0]:
        remarks.append(f"Empty cells of {chosen!r} are taken to mean the queue above.")
        return {"queue": fields, "fill_down": (chosen,)}
    return {"queue": fields}


def _guess_counts(
    columns: Columns, taken: set[str], reasons: dict[str, str], remarks: list[str]
) -> dict[str, Any]:
    free = [name for name in columns.cells if name not in taken]
    abandoned = [n for n in columns.numeric(headers.counts_abandoned) if n in free][:1]
    answered = [n for n in columns.numeric(headers.counts_answered) if n in free][:1]
    ranked = sorted(
        (rank, free.index(name), name)
        for name in columns.numeric(lambda header: headers.offered_rank(header) is not None)
        if name in free and (rank := headers.offered_rank(name)) is not None
    )
    found: dict[str, Any] = {"abandoned": abandoned, "handled": answered}
    if abandoned:
        reasons["abandoned"] = "named so in the header"
    if ranked and (ranked[0][0] == 0 or not (answered and abandoned)):
        found["contacts"] = [ranked[0][2]]
        reasons["contacts"] = "named so in the header"
        alike = [name for rank, _, name in ranked[1:] if rank == ranked[0][0]]
        if alike:
            remarks.append(
                f"Contacts offered are taken from {ranked[0][2]!r}; check that it is not "
                f"{' or '.join(map(repr, alike))}."
            )
    elif answered and abandoned:
        found["contacts"] = [*answered, *abandoned]
        reasons["contacts"] = "answered and abandoned added up: no column is called offered"
    elif answered:
        found["contacts"] = answered
        reasons["contacts"] = "only the answered are there"
        remarks.append(
            f"Only contacts answered ({answered[0]!r}) are in the export: those who gave up "
            "are missing from the demand. Export offered or abandoned contacts if you can."
        )
    return found
