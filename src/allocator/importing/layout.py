"""Which rows of a sheet are records, and at which place each column of the map stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from allocator.errors import InputProblem
from allocator.importing.cell import cell_text
from allocator.importing.column_map import ColumnMap
from allocator.importing.sheet import Sheet, SheetRow
from allocator.store.plain_words import suggest


@dataclass(frozen=True)
class Layout:
    """The records of a sheet.

    Parameters
    ----------
    header
        Names of the columns, in their order.
    places
        Place of each column that the map names.
    body
        Rows that are records.
    passed_over
        Lines below the header that are no records.
    """

    file: str
    header: tuple[str, ...]
    places: dict[str, int]
    body: tuple[SheetRow, ...]
    passed_over: tuple[int, ...]


def lay_out(sheet: Sheet, column_map: ColumnMap, problems: list[InputProblem]) -> Layout | None:
    """Find header and records; ``None``, and the problems, where a column is not there."""
    head = next((row for row in sheet.rows if row.number == column_map.header_row), None)
    if head is None:
        problems.append(
            InputProblem(
                sheet.file,
                "there is no line of column names here",
                "Set header_row in the map to the line that has them.",
                row=column_map.header_row,
            )
        )
        return None
    header = tuple(cell_text(cell) for cell in head.cells)
    places = _places(sheet.file, head.number, header, column_map, problems)
    if places is None:
        return None
    below = [row for row in sheet.rows if row.number > head.number]
    kept_to = len(below) - column_map.skip_last_rows
    body: list[SheetRow] = []
    passed_over = [row.number for row in below[max(kept_to, 0) :]]
    for row in below[: max(kept_to, 0)]:
        # Reports with pages repeat their header.
        if is_passed_over(row, column_map.skip_rows_with) or _repeats(row, header):
            passed_over.append(row.number)
        else:
            body.append(row)
    filled = _filled_down(body, [places[name] for name in column_map.fill_down])
    if not filled:
        problems.append(
            InputProblem(
                sheet.file,
                "no records stand below the line of column names",
                "Export the file again with data, or correct header_row and skip_rows_with.",
                row=head.number,
            )
        )
        return None
    return Layout(sheet.file, header, places, tuple(filled), tuple(sorted(passed_over)))


def is_passed_over(row: SheetRow, marks: tuple[str, ...]) -> bool:
    """Whether one of a row's cells reads like a mark, or begins so where that ends in ``*``."""
    texts = [cell.strip().rstrip(":").casefold() for cell in row.cells if isinstance(cell, str)]
    for mark in marks:
        wanted = mark.casefold().rstrip(":")
        if wanted.endswith("*"):
            if any(text.startswith(wanted[:-1]) for text in texts if text):
                return True
        elif wanted in texts:
            return True
    return False


def _places(
    file: str,
    number: int,
    header: tuple[str, ...],
    column_map: ColumnMap,
    problems: list[InputProblem],
) -> dict[str, int] | None:
    known = [name.casefold() for name in header]
    places: dict[str, int] = {}
    sound = True
    for field, column in column_map.columns:
        count = known.count(column.strip().casefold())
        if count == 1:
            places[column] = known.index(column.strip().casefold())
            continue
        sound = False
        named = frozenset(name for name in header if name)
        problems.append(
            InputProblem(
                file,
                f"the column that the map names for {field} "
                + ("is not there" if not count else "is there more than once"),
                (
                    f"{suggest(column, named)}The columns are {', '.join(sorted(named))}: correct "
                    "the map, or its header_row."
                    if not count
                    else "Rename one of the two in the file."
                ),
                row=number,
                column=column,
            )
        )
    return places if sound else None


def _repeats(row: SheetRow, header: tuple[str, ...]) -> bool:
    return tuple(cell_text(cell) for cell in row.cells) == header


def _filled_down(rows: list[SheetRow], places: list[int]) -> list[SheetRow]:
    if not places:
        return rows
    filled: list[SheetRow] = []
    for row in rows:
        cells = list(row.cells) + [None] * (max(places) + 1 - len(row.cells))
        for place in places:
            if not cell_text(cells[place]) and filled:
                cells[place] = filled[-1].cells[place]
        filled.append(replace(row, cells=tuple(cells)))
    return filled
