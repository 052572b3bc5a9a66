"""Dates as exports write them. Separators are free, the order of day, month and year is not."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal, get_args

from allocator.importing.cell import Cell

DateForm = Literal[
    "yyyy-mm-dd",
    "dd/mm/yyyy",
    "mm/dd/yyyy",
    "dd.mm.yyyy",
    "dd-mon-yyyy",
    "mon dd yyyy",
    "yyyymmdd",
    "excel",
]
"""Forms of dates. ``dd.mm.yyyy`` is ``dd/mm/yyyy`` with points; ``dd-mon-yyyy`` is
``22-Aug-1999`` or ``Mon 22 Aug 1999``; ``excel`` is Excel's own dates or their numbers."""

DATE_FORMS: tuple[DateForm, ...] = get_args(DateForm)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?[.,]?\s+", re.I)
_YEAR_FIRST = re.compile(r"(?P<y>\d{4})[-/. ](?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4}|\d{2})(?!\d)")
_MONTH_FIRST = re.compile(r"(?P<m>\d{1,2})[-/. ](?P<d>\d{1,2})[-/. ](?P<y>\d{4}|\d{2})(?!\d)")
_DAY_NAMED = re.compile(
    r"(?P<d>\d{1,2})(st|nd|rd|th)?[-/. ]?(?P<m>[A-Za-z]{3,9})\.?,?[-/. ](?P<y>\d{4}|\d{2})(?!\d)"
)
_NAMED_DAY = re.compile(
    r"(?P<m>[A-Za-z]{3,9})\.?[-/. ](?P<d>\d{1,2})(st|nd|rd|th)?,?[-/. ](?P<y>\d{4}|\d{2})(?!\d)"
)
_RUN = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
_PATTERNS: dict[str, re.Pattern[str]] = {
    "yyyy-mm-dd": _YEAR_FIRST,
    "dd/mm/yyyy": _DAY_FIRST,
    "dd.mm.yyyy": _DAY_FIRST,
    "mm/dd/yyyy": _MONTH_FIRST,
    "dd-mon-yyyy": _DAY_NAMED,
    "mon dd yyyy": _NAMED_DAY,
    "yyyymmdd": _RUN,
}
EXCEL_EPOCH = dt.datetime.combine(dt.date(1899, 12, 30), dt.time())
"""What Excel counts days from."""

_EXCEL_FIRST, _EXCEL_LAST = 25_569, 73_050
"""Excel's numbers of 1 January 1970 and of 31 December 2099."""

_EARLIEST_YEAR = 1970


def split_date(text: str, form: DateForm) -> tuple[dt.date, str]:
    """Date at the beginning of a text, and what follows it.

    A weekday before the date is passed over. Years of two digits are those from 1970 to 2069.

    Raises
    ------
    ValueError
        If there is none; the text is message and remedy, a semicolon between them.
    """
    bare = _WEEKDAY.sub("", text.strip())
    match = _PATTERNS[form].match(bare) if form in _PATTERNS else None
    if match is None:
        raise ValueError(
            f"is not a date of the form {form}; correct it, or the form of the dates in the map"
        )
    year, month = int(match["y"]), match["m"]
    if len(match["y"]) == 2:
        year += 2000 if year < _EARLIEST_YEAR % 100 else 1900
    try:
        number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        date = dt.date(year, number, int(match["d"]))
    except ValueError as error:
        raise ValueError(
            f"is not a day of the calendar when read as {form}; correct it, or the form of the "
            "dates in the map"
        ) from error
    return date, bare[match.end() :]


def parse_date_cell(cell: Cell, form: DateForm) -> dt.date:
    """Date in a cell. Excel's own dates are read whatever the form.

    Raises
    ------
    ValueError
        If it is none; message and remedy as above.
    """
    match cell:
        case dt.datetime():
            return cell.date()
        case dt.date():
            return cell
        case str() if form != "excel":
            date, rest = split_date(cell, form)
            # Some exports write a date as that day's midnight.
            if rest.strip(" T0:.Z"):
                raise ValueError(
                    "holds more than a date; name the column as moment in the map if it is a "
                    "date with a time"
                )
            return date
        case int() if form == "yyyymmdd":
            return split_date(str(cell), form)[0]
        case _:
            return excel_moment(cell).date()


def excel_moment(cell: Cell) -> dt.datetime:
    """Date and time of one of Excel's day numbers, to the second.

    Raises
    ------
    ValueError
        If it is none of the years 1970 to 2099; message and remedy as above.
    """
    try:
        days = float(cell) if isinstance(cell, int | float | str) else -1.0
    except ValueError:
        days = -1.0
    if not _EXCEL_FIRST <= days <= _EXCEL_LAST:
        raise ValueError(
            "is not a date as Excel numbers them; correct it, or the form of the dates in the map"
        )
    return EXCEL_EPOCH + dt.timedelta(seconds=round(days * 86_400))
