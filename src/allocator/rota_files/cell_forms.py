"""What a cell of a hand-made rota says: spans of work, a day off, or an absence."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from allocator.domain.clock import format_clock
from allocator.importing.cell import Cell, cell_text

OFF_CODES = {
    "off": "day off",
    "o": "day off",
    "x": "day off",
    "do": "day off",
    "d/o": "day off",
    "rd": "rest day",
    "r/d": "rest day",
    "rdo": "rostered day off",
    "rest": "rest day",
    "nwd": "non-working day",
    "nw": "non-working day",
    "free": "day off",
    "n/a": "day off",
    "-": "day off",
    "–": "day off",
    "—": "day off",
}
"""Ways to write a day without a shift that needs no leave, in small letters."""

ABSENCE_CODES = {
    "al": "annual leave",
    "a/l": "annual leave",
    "leave": "leave",
    "hol": "holiday",
    "holiday": "holiday",
    "vac": "holiday",
    "bh": "bank holiday",
    "lieu": "time off in lieu",
    "toil": "time off in lieu",
    "ul": "unpaid leave",
    "upl": "unpaid leave",
    "pl": "parental leave",
    "mat": "parental leave",
    "pat": "parental leave",
    "cl": "compassionate leave",
    "sick": "sickness",
    "sl": "sickness",
    "abs": "absence",
    "absent": "absence",
    "jury": "jury service",
    "trn": "training away from the phones",
    "training": "training away from the phones",
    "course": "training away from the phones",
}
"""Ways to write that somebody is away all day, in small letters. None of them is a shift."""

LOCK_MARK = "*"
"""At the end of a cell: what it says is to stand."""

_DAY_MINUTES = 1440
_LATEST_MINUTES = 36 * 60
_LONGEST_OVERNIGHT_MINUTES = 16 * 60
"""Whoever writes ``9-5`` means no shift of twenty hours."""
_TIME = r"(?:\d{1,2}[:.hH]\d{2}|\d{3,4}|\d{1,2})\s*(?:[aApP]\.?[mM]\.?)?"
_SPAN = re.compile(rf"({_TIME})\s*(?:-|–|—|\bto\b|\buntil\b|\btill\b)\s*({_TIME})", re.IGNORECASE)
_BETWEEN = re.compile(r"^[\s,;/+&|]*(?:and)?[\s,;/+&|]*$")
_CLOCK = re.compile(r"^(\d{1,2})(?:[:.hH](\d{2}))?\s*(?:([ap])\.?m\.?)?$", re.IGNORECASE)
_RUN = re.compile(r"^(\d{1,2})(\d{2})\s*(?:([ap])\.?m\.?)?$", re.IGNORECASE)

_REMEDY = (
    "Write a shift like 08:00-16:30, two of one day with / between them, or one of the codes "
    f"{', '.join(code.upper() for code in (*OFF_CODES, *ABSENCE_CODES))}"
)


@dataclass(frozen=True)
class CellSays:
    """What a cell says.

    Parameters
    ----------
    spans
        Start and end of each shift in minutes after midnight of the cell's day, in time order;
        an end past midnight is more than 1440. Spans that touch are one.
    absence
        The absence code as written, in capitals; empty where there is none.
    is_written
        Whether anything stands in the cell.
    is_locked
        Whether it is marked to stand.
    """

    spans: tuple[tuple[int, int], ...] = ()
    absence: str = ""
    is_written: bool = field(default=True, compare=False)
    is_locked: bool = False


def parse_cell(cell: Cell) -> CellSays:
    """Read a cell of a grid.

    Raises
    ------
    ValueError
        If it is neither shifts nor a known code; message and remedy, a semicolon between them.
    """
    if isinstance(cell, dt.datetime | dt.date | dt.time | dt.timedelta):
        raise ValueError(f"is one time and not a shift; {_REMEDY}")
    text = " ".join(cell_text(cell).replace("\u00a0", " ").split())
    is_locked = text.endswith(LOCK_MARK)
    bare = text.removesuffix(LOCK_MARK).rstrip()
    code = bare.lower().rstrip(".")
    if not code or code in OFF_CODES:
        return CellSays(is_written=bool(text), is_locked=is_locked)
    if code in ABSENCE_CODES:
        return CellSays(absence=bare.upper().rstrip("."), is_locked=is_locked)
    return CellSays(spans=_spans(bare), is_locked=is_locked)


def parse_clock_text(text: str) -> int:
    """Minutes after midnight of a clock time: ``08:00``, ``8``, ``0830``, ``8.30``, ``4:30pm``.

    Raises
    ------
    ValueError
        If it is none; message and remedy as above.
    """
    bare = text.strip()
    match = _CLOCK.match(bare) or _RUN.match(bare)
    if match is None:
        raise ValueError("is not a clock time; write it like 08:00 or 16:30")
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("is not a clock time; an hour before am or pm is 1 to 12")
        hour = hour % 12 + (12 if half == "p" else 0)
    minutes = hour * 60 + minute
    if minute > 59 or minutes > _LATEST_MINUTES:
        raise ValueError("is not a clock time; write it like 08:00, or 26:00 for two at night")
    return minutes


def span_of(start: int, end: int) -> tuple[int, int]:
    """Span of two clock times, the end on the next day where it is not after the start.

    Raises
    ------
    ValueError
        If the two are the same time, or the end would be so late on the next day that the
        afternoon is meant; message and remedy as above.
    """
    if start == end:
        raise ValueError("starts and ends at the same time; correct one of the two")
    if end > start:
        return start, end
    if end + _DAY_MINUTES - start > _LONGEST_OVERNIGHT_MINUTES:
        raise ValueError(
            f"ends at {format_clock(end)} on the next day; write "
            f"{format_clock(start)}-{format_clock(end + _DAY_MINUTES // 2)} if the afternoon is "
            f"meant, and {format_clock(start)}-{format_clock(end + _DAY_MINUTES)} if not"
        )
    return start, end + _DAY_MINUTES


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    read_to = 0
    for match in _SPAN.finditer(text):
        if not _BETWEEN.match(text[read_to : match.start()]):
            raise ValueError(f"is neither a shift nor a known code; {_REMEDY}")
        found.append(span_of(parse_clock_text(match[1]), parse_clock_text(match[2])))
        read_to = match.end()
    if not found or text[read_to:].strip():
        raise ValueError(f"is neither a shift nor a known code; {_REMEDY}")
    return _joined(found)


def _joined(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Put spans in order and join those that touch.

    Raises
    ------
    ValueError
        If two overlap; message and remedy as above.
    """
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            first = "-".join(format_clock(minutes) for minutes in joined[-1])
            raise ValueError(f"has two shifts that overlap, the first {first}; correct one")
        if joined and start == joined[-1][1]:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return tuple(joined)
