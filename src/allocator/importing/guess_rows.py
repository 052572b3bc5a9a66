"""Where an export's header stands, and which rows below it are no records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allocator.importing.cell import cell_text
from allocator.importing.header_words import is_known
from allocator.importing.layout import is_passed_over
from allocator.importing.sheet import Sheet, SheetRow

_SEARCHED_ROWS = 40
_TOTALS = frozenset(
    {"total", "totals", "grand total", "subtotal", "sub total", "sum", "average", "summary"}
)
_FOOTERS = (
    "total",
    "grand total",
    "subtotal",
    "page",
    "report",
    "generated",
    "printed",
    "exported",
)


def guess_header(sheet: Sheet) -> SheetRow | None:
    """Find the row with the most column names; ``None`` where none has two."""

    def known(row: SheetRow) -> int:
        return sum(isinstance(cell, str) and is_known(cell) for cell in row.cells)

    best = max(sheet.rows[:_SEARCHED_ROWS], key=known)
    return best if known(best) >= 2 else None


def guess_passed_over(
    rows: tuple[SheetRow, ...], is_record: Callable[[SheetRow], bool]
) -> tuple[tuple[SheetRow, ...], dict[str, Any]]:
    """Rows that are records, and the map's fields that pass over the others.

    Parameters
    ----------
    is_record
        Whether date and time of a row can be read. Other rows are passed over where they say
        that they are totals or footers, or stand at the end; the rest are left to be reported.
    """
    marks: list[str] = []
    for row in rows:
        if is_record(row):
            continue
        for cell in row.cells:
            text = cell.strip().rstrip(":") if isinstance(cell, str) else ""
            if text.casefold() in _TOTALS:
                marks.append(text)
                break
            begins = next((word for word in _FOOTERS if text.casefold().startswith(word)), None)
            if begins is not None:
                marks.append(f"{text[: len(begins)]}*")
                break
    skip_rows_with = tuple(dict.fromkeys(marks))
    kept = [row for row in rows if not is_passed_over(row, skip_rows_with)]
    at_end = 0
    while kept and not is_record(kept[-1]) and _filled(kept[-1]) * 2 < _filled(kept[0]):
        kept.pop()
        at_end += 1
    # Counted in all rows, those with marks included, as the map counts them.
    if at_end and kept:
        last = kept[-1].number
        at_end = sum(row.number > last for row in rows)
    return tuple(kept), {"skip_rows_with": skip_rows_with, "skip_last_rows": at_end}


def _filled(row: SheetRow) -> int:
    return sum(bool(cell_text(cell)) for cell in row.cells)
