"""Days as the heading of a grid's column names them, found among the planned days."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from allocator.domain.clock import WEEKDAYS
from allocator.domain.findings import day_text
from allocator.importing.cell import Cell, cell_text

_WEEKDAY = re.compile(
    r"^(mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|day|sday|nesday|rsday|urday)?(?![a-z])[.,]?\s*",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})$")
_LIKE_A_SHIFT = re.compile(r"^\d{1,2}-\d{1,2}$")
_NUMBERS = re.compile(
    r"^(?P<a>\d{1,2})(?P<sign>[-/. ])(?P<b>\d{1,2})(?:(?P=sign)(?P<y>\d{4}|\d{2}))?\.?$"
)
_DECIMAL = re.compile(r"^\d{1,2}\.\d{1,2}$")
_DAY_NAMED = re.compile(
    r"^(?P<d>\d{1,2})(?:st|nd|rd|th)?[-/. ]*(?P<m>[a-z]{3,9})\.?,?(?:[-/. ]+(?P<y>\d{4}|\d{2}))?$"
)
_NAMED_DAY = re.compile(
    r"^(?P<m>[a-z]{3,9})\.?[-/. ]*(?P<d>\d{1,2})(?:st|nd|rd|th)?,?(?:[-/. ]+(?P<y>\d{4}))?$"
)
_DAY_ALONE = re.compile(r"^(?P<d>\d{1,2})(?:st|nd|rd|th)?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class DayHeading:
    """A heading that names a day.

    Parameters
    ----------
    text
        As written.
    day
        The planned day that is meant; ``None`` for a day outside the planned ones.
    """

    text: str
    day: dt.date | None


def day_heading(cell: Cell, days: tuple[dt.date, ...]) -> DayHeading | None:
    """Day that a heading names, or ``None`` where it names none.

    Known are dates of any usual form, with or without year and weekday, and weekdays alone. Of
    ``03/08`` and its like the reading that falls into the planned days is taken, the day before
    the month if neither does. ``14.5`` is a day only if it is a planned one, else a number.

    Raises
    ------
    ValueError
        If weekday and date contradict each other, or a weekday, or one with a day of the month,
        fits several planned days; message and remedy, a semicolon between them.
    """
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    if isinstance(cell, dt.date):
        return DayHeading(day_text(cell), cell if cell in days else None)
    if isinstance(cell, int | float):
        return None
    text = " ".join(cell_text(cell).split())
    named = _WEEKDAY.match(text)
    weekday = named[1].lower() if named else None
    rest = text[named.end() :].strip().lower() if named else text.lower()
    if weekday and not rest:
        return DayHeading(text, _only_day(weekday, days))
    readings = _readings(rest, days, alone=weekday is not None)
    if not readings:
        return None
    inside = [day for day in readings if day in days]
    if not inside and is_decimal(text):
        return None
    if weekday:
        agreeing = [day for day in inside or readings if WEEKDAYS[day.weekday()] == weekday]
        if not agreeing:
            raise ValueError(
                f"is not a {weekday.capitalize()} ({day_text((inside or readings)[0])} is); "
                "correct the weekday or the date"
            )
        inside = [day for day in agreeing if day in days]
        if len(inside) > 1 and _DAY_ALONE.match(rest):
            raise ValueError(
                "is on several of the planned days; write the month as well, such as "
                f"{inside[0]:%a %d/%m}"
            )
    return DayHeading(text, inside[0] if inside else None)


def is_decimal(text: str) -> bool:
    """Whether a text may be a number as well as a day of a month: ``14.5``."""
    return _DECIMAL.match(text) is not None


def _only_day(weekday: str, days: tuple[dt.date, ...]) -> dt.date | None:
    fitting = [day for day in days if WEEKDAYS[day.weekday()] == weekday]
    if len(fitting) > 1:
        raise ValueError(
            "is on several of the planned days; write the date as well, such as "
            f"{fitting[0]:%a %d/%m}"
        )
    return fitting[0] if fitting else None


def _readings(text: str, days: tuple[dt.date, ...], *, alone: bool) -> list[dt.date]:
    """Dates that a text may mean, the likelier first; a day's number alone if allowed."""
    if match := _YEAR_FIRST.match(text):
        written = [(match["y"], match["m"], match["d"])]
    elif _LIKE_A_SHIFT.match(text) and not alone:
        return []  # "9-17" in a cell is a shift
    elif match := _NUMBERS.match(text):
        written = [(match["y"], match["b"], match["a"]), (match["y"], match["a"], match["b"])]
    elif (match := _DAY_NAMED.match(text)) or (match := _NAMED_DAY.match(text)):
        if match["m"][:3] not in _MONTHS:
            return []
        written = [(match["y"], str(_MONTHS.index(match["m"][:3]) + 1), match["d"])]
    elif alone and (match := _DAY_ALONE.match(text)):
        months = dict.fromkeys((str(day.year), str(day.month)) for day in days)
        written = [(year, month, match["d"]) for year, month in months]
    else:
        return []
    years = dict.fromkeys(day.year for day in days)
    return [
        day
        for year, month, number in written
        for in_year in ([_full_year(year)] if year else years)
        if (day := _date(in_year, int(month), int(number))) is not None
    ]


def _full_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= 70 else 2000)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
