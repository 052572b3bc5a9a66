"""Clock times, intervals such as ``08:00 - 08:30``, and dates with times, as exports write them."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass

from allocator.importing.cell import Cell
from allocator.importing.date_forms import DateForm, excel_moment, split_date

_DAY_MINUTES = 1440
_CLOCK = re.compile(
    r"^(?P<h>\d{1,2})(?:[:.hH](?P<m>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?$",
    re.IGNORECASE,
)
_RUN = re.compile(r"^(?P<h>\d{1,2})(?P<m>\d{2})$")
_BETWEEN = re.compile(r"\s*(?:-|–|—|\bto\b)\s*")
_OFFSET = re.compile(r"\s*(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2})$")
_NO_TIME = "is not a time; write it like 08:30, 8:30 am or 08:00 - 08:30"


@dataclass(frozen=True, slots=True)
class IntervalTime:
    """When an interval is, by the clock.

    Parameters
    ----------
    minutes
        Minutes after midnight of its start or its end, whichever is written; 1440 for ``24:00``.
    length_minutes
        Length where start and end are both written, otherwise ``None``.
    """

    minutes: int
    length_minutes: int | None = None


def parse_time_cell(cell: Cell) -> IntervalTime:
    """Clock time in a cell, or the start of an interval and its length.

    Raises
    ------
    ValueError
        If it is none; the text is message and remedy, a semicolon between them.
    """
    match cell:
        case dt.datetime():
            cell = cell.time()
        case dt.timedelta():
            return IntervalTime(_whole_minutes(cell.total_seconds()))
        case float() | int() if 0 <= cell <= 1:
            return IntervalTime(_whole_minutes(round(cell * 86_400)))
        case int():
            return parse_time_text(f"{cell:04d}")
        case str():
            return parse_time_text(cell)
        case _:
            pass
    if isinstance(cell, dt.time):
        return IntervalTime(_whole_minutes(cell.hour * 3600 + cell.minute * 60 + cell.second))
    raise ValueError(_NO_TIME)


def parse_time_text(text: str) -> IntervalTime:
    """Read one clock time, or two with a dash or ``to`` between them."""
    first, *others = _BETWEEN.split(text.strip(), maxsplit=1)
    if not others:
        return IntervalTime(_clock_minutes(first))
    end = _clock_minutes(others[0])
    half = re.search(r"[ap]\.?m\.?$", others[0].strip(), re.IGNORECASE)
    starts = [_clock_minutes(first)]
    if half and not re.search(r"[ap]\.?m\.?$", first, re.IGNORECASE):
        # "11:30-12:00 pm" begins in the morning, "1:00-1:30 pm" in the afternoon.
        starts = [_clock_minutes(f"{first} {mark}") for mark in ("am", "pm")]
    start = min(starts, key=lambda minutes: (end - minutes) % _DAY_MINUTES or _DAY_MINUTES)
    length = (end - start) % _DAY_MINUTES or _DAY_MINUTES
    if length % 5 == 4:  # 08:00 - 08:29 is the half-hour up to 08:30
        length += 1
    return IntervalTime(start, length)


def parse_moment_cell(cell: Cell, form: DateForm) -> tuple[dt.date, IntervalTime, dt.tzinfo | None]:
    """Date and time in one cell, and the offset that is written with them.

    Raises
    ------
    ValueError
        If the cell does not hold both; message and remedy as above.
    """
    if isinstance(cell, dt.datetime):
        moment = cell
    elif isinstance(cell, int | float) or (form == "excel" and isinstance(cell, str)):
        moment = excel_moment(cell)
    elif isinstance(cell, str):
        date, rest = split_date(cell, form)
        iso = rest.startswith("T")
        rest = rest.lstrip(" T,\t")
        offset = _OFFSET.search(rest)
        zone = None
        # "08:00-08:30" is an interval; an offset west of Greenwich follows the T of ISO 8601.
        if offset and (not offset["z"].startswith("-") or iso):
            rest, zone = rest[: offset.start()], _zone_of(offset["z"])
        if not rest:
            raise ValueError(
                "holds a date and no time; name the column as date in the map, with the column "
                "of the time beside it"
            )
        # Both ends may carry the date: "02/03/2026 08:00 - 02/03/2026 08:30".
        ends = _BETWEEN.split(rest, maxsplit=1)
        if len(ends) == 2:
            with suppress(ValueError):
                rest = f"{ends[0]} - {split_date(ends[1], form)[1].lstrip(' T,')}"
        return date, parse_time_text(rest), zone
    else:
        raise ValueError("is not a date with a time; choose the right column in the map")
    # Half a second of rounding is what Excel's fractions of a day may leave.
    whole = moment + dt.timedelta(seconds=1) if moment.second == 59 else moment
    return whole.date(), IntervalTime(_whole_minutes(whole.hour * 3600 + whole.minute * 60)), None


def _clock_minutes(text: str) -> int:
    match = _RUN.match(text.strip()) if len(text.strip()) > 2 else None
    match = match or _CLOCK.match(text.strip())
    if match is None:
        raise ValueError(_NO_TIME)
    groups = match.groupdict()
    hour, minute = int(groups["h"]), int(groups["m"] or 0)
    half = (groups.get("half") or "").lower()[:1]
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(_NO_TIME)
        hour = hour % 12 + (12 if half == "p" else 0)
    elif len(text.strip()) <= 2 and hour > 24:
        raise ValueError(_NO_TIME)
    minutes = hour * 60 + minute
    if minute > 59 or minutes > _DAY_MINUTES:
        raise ValueError(_NO_TIME)
    return minutes


def _whole_minutes(seconds: float) -> int:
    minutes = round(seconds / 60)
    if not 0 <= minutes <= _DAY_MINUTES:
        raise ValueError(_NO_TIME)
    return minutes


def _zone_of(text: str) -> dt.tzinfo:
    if text in {"Z", "UTC", "GMT"}:
        return dt.UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return dt.timezone(sign * dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))
