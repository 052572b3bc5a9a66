"""Durations as exports write them, in seconds."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, get_args

from allocator.importing.cell import Cell
from allocator.importing.date_forms import EXCEL_EPOCH
from allocator.importing.number_forms import parse_number

DurationForm = Literal[
    "seconds",
    "milliseconds",
    "minutes",
    "hours",
    "mm:ss",
    "h:mm:ss",
    "iso",
    "excel",
    "excel_mm:ss",
]
"""Forms of durations. ``minutes`` and ``hours`` are decimal; ``iso`` is ``PT3M5S``; ``excel`` is
Excel's own times or fractions of a day; ``excel_mm:ss`` is minutes and seconds that Excel has
taken for hours and minutes."""

DURATION_FORMS: tuple[DurationForm, ...] = get_args(DurationForm)

_UNIT_S = {"seconds": 1.0, "milliseconds": 0.001, "minutes": 60.0, "hours": 3600.0}
_UNIT_MARK = re.compile(r"\s*(ms|msecs?|secs?|seconds?|s|mins?|minutes?|m|hrs?|hours?|h)\.?$", re.I)
_COLONS = re.compile(r"^(?:(?:(\d+):)?(\d*):)(\d{1,2}(?:[.,]\d+)?)$")
_ISO = re.compile(
    r"^P(?:(?P<d>\d+)D)?T?(?:(?P<h>[\d.]+)H)?(?:(?P<m>[\d.]+)M)?(?:(?P<s>[\d.]+)S)?$", re.I
)
_DAY_S = 86_400.0


def parse_duration(cell: Cell, form: DurationForm, decimal_mark: str = ".") -> float:
    """Duration in a cell, in seconds.

    Raises
    ------
    ValueError
        If it is none; the text is message and remedy, a semicolon between them.
    """
    if form in {"excel", "excel_mm:ss"} or isinstance(cell, dt.time | dt.timedelta | dt.datetime):
        seconds = _excel_seconds(cell, decimal_mark)
        if form not in {"excel", "excel_mm:ss", "h:mm:ss", "mm:ss"}:
            raise ValueError(
                f"is a time of Excel's and not a number of {form}; set the form excel in the map"
            )
        return seconds / 60 if form == "excel_mm:ss" else seconds
    if form in _UNIT_S:
        bare = _UNIT_MARK.sub("", cell) if isinstance(cell, str) else cell
        return parse_number(bare, decimal_mark) * _UNIT_S[form]
    text = cell.strip() if isinstance(cell, str) else ""
    if form == "iso":
        match = _ISO.match(text)
        if match is None or not any(match.groups()):
            raise ValueError(f"is not a duration such as PT3M5S; {_REMEDY}")
        days, hours, minutes, seconds = (float(part or 0) for part in match.group(*"dhms"))
        return days * _DAY_S + hours * 3600 + minutes * 60 + seconds
    match = _COLONS.match(text)
    if match is None or (form == "h:mm:ss" and match[1] is None):
        raise ValueError(f"is not a duration of the form {form}; {_REMEDY}")
    hours, minutes, seconds = int(match[1] or 0), int(match[2] or 0), match[3]
    if float(seconds.replace(",", ".")) >= 60 or (match[1] is not None and minutes > 59):
        raise ValueError(f"has more than 59 seconds or minutes; {_REMEDY}")
    return hours * 3600.0 + minutes * 60.0 + float(seconds.replace(",", "."))


_REMEDY = "correct it, or the form of this duration in the map"


def _excel_seconds(cell: Cell, decimal_mark: str) -> float:
    match cell:
        case dt.timedelta():
            return cell.total_seconds()
        case dt.datetime():  # a duration beyond a day, counted from Excel's first day
            return max((cell - EXCEL_EPOCH).total_seconds(), 0.0)
        case dt.time():
            return cell.hour * 3600.0 + cell.minute * 60 + cell.second + cell.microsecond / 1e6
        case int() | float() | str():
            try:
                days = parse_number(cell, decimal_mark)
            except ValueError as error:
                raise ValueError(f"is not one of Excel's times; {_REMEDY}") from error
            return round(days * _DAY_S, 3)
        case _:
            raise ValueError(f"is not one of Excel's times; {_REMEDY}")
