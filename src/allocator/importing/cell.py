"""A cell of an export: a text, or what Excel keeps in its place."""

from __future__ import annotations

import datetime as dt

Cell = str | int | float | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""Texts out of text files; numbers, dates and times too out of Excel files."""

NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "null", "none", "#div/0!", "#n/a", "nan"})
"""What exports write where there is no value, in small letters."""


def cell_text(cell: Cell) -> str:
    """Text of a cell as a person would read it."""
    match cell:
        case None:
            return ""
        case str():
            return cell.strip()
        case dt.datetime():
            seconds = "minutes" if not cell.second else "seconds"
            return cell.isoformat(sep=" ", timespec=seconds)
        case dt.date() | dt.time() | dt.timedelta():
            return str(cell)
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return f"{cell:.10g}" if isinstance(cell, float) else str(cell)


def is_nothing(cell: Cell) -> bool:
    """Whether a cell is empty or says that there is no value."""
    return cell is None or (isinstance(cell, str) and cell.strip().lower() in NOTHING)
