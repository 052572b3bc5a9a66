"""Numbers as exports write them."""

from __future__ import annotations

import datetime as dt
import re

from allocator.importing.cell import Cell

_NUMBER = {
    ".": re.compile(r"^[+-]?(\d{1,3}([, '\u00a0\u202f]\d{3})+|\d+)?(\.\d*)?$"),
    ",": re.compile(r"^[+-]?(\d{1,3}([. '\u00a0\u202f]\d{3})+|\d+)?(,\d*)?$"),
}


def parse_number(cell: Cell, decimal_mark: str = ".") -> float:
    """Return the number in a cell; thousands may be marked by the other sign or by spaces.

    Raises
    ------
    ValueError
        If it is none; the text is message and remedy, a semicolon between them.
    """
    if isinstance(cell, int | float):
        return float(cell)
    text = cell.strip() if isinstance(cell, str) else ""
    if isinstance(cell, dt.datetime | dt.date | dt.time | dt.timedelta):
        raise ValueError("is a date or a time, not a number; choose the right column in the map")
    if not any(sign.isdigit() for sign in text) or not _NUMBER[decimal_mark].match(text):
        other = "," if decimal_mark == "." else "."
        if _NUMBER[other].match(text) and any(sign.isdigit() for sign in text):
            raise ValueError(
                f"is not a number with the decimal mark {decimal_mark!r}; correct it, or set "
                f"decimal_mark to {other!r} in the map"
            )
        raise ValueError("is not a number; correct it, or choose the right column in the map")
    thousands = "." if decimal_mark == "," else ","
    for sign in (thousands, " ", "'", "\u00a0", "\u202f"):
        text = text.replace(sign, "")
    return float(text.replace(decimal_mark, "."))
