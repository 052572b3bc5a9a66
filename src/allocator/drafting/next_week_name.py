"""The dates in a scenario's name, moved with its week."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT = 3
_DAY = r"(?P<{0}day>\d{{1,2}})"
_MONTH = rf"(?P<{{0}}month>(?:{'|'.join(f'{m}|{m[:_SHORT]}' for m in _MONTHS)})\b)"
_YEAR = r"(?P<{0}year>\d{{4}})"
_RANGE = re.compile(
    rf"(?<!\d){_DAY}(?: {_MONTH})?(?: {_YEAR})?".format("first_")
    + r"(?P<between> ?[-–—] ?| to )"
    + rf"{_DAY} {_MONTH}(?: {_YEAR})?(?!\d)".format("last_")
)
_SINGLE = re.compile(rf"(?<!\d){_DAY} {_MONTH}(?: {_YEAR})?(?!\d)".format(""))
_ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


def moved_name(
    name: str, first: dt.date, last: dt.date, move_days: int, longer_days: int = 0
) -> str | None:
    """Name with the planned days in it moved; ``None`` where it names none of them.

    Known are ``31 August – 6 September 2026``, ``22–28 Aug``, ``31 August 2026`` and
    ``2026-08-31``.

    Parameters
    ----------
    first, last
        Planned days: other dates, such as that of an opening, stay.
    longer_days
        Days that are planned more than before: a range from the first to the last is longer.
    """
    move = dt.timedelta(days=move_days)

    def planned(day: str, month: str, year: str | None) -> dt.date | None:
        for candidate in (first, last):
            try:
                date = dt.date(int(year) if year else candidate.year, _number(month), int(day))
            except ValueError:
                return None
            if first <= date <= last:
                return date
        return None

    def of_range(found: re.Match[str]) -> str:
        last_year = found["last_year"]
        end = planned(found["last_day"], found["last_month"], last_year)
        begin = planned(
            found["first_day"],
            found["first_month"] or found["last_month"],
            found["first_year"] or (None if found["first_month"] else last_year),
        )
        if begin is None or end is None:
            return found[0]
        longer = dt.timedelta(days=longer_days if (begin, end) == (first, last) else 0)
        return _range_text(found, begin + move, end + move + longer, begin.month == end.month)

    def of_single(found: re.Match[str]) -> str:
        date = planned(found["day"], found["month"], found["year"])
        if date is None:
            return found[0]
        return _text(date + move, _month_like(found["month"], date + move), found["year"])

    def of_iso(found: re.Match[str]) -> str:
        try:
            date = dt.date.fromisoformat(found[0])
        except ValueError:
            return found[0]
        return (date + move).isoformat() if first <= date <= last else found[0]

    moved = _RANGE.sub(of_range, name)
    if moved == name:
        moved = _SINGLE.sub(of_single, name)
    moved = _ISO.sub(of_iso, moved)
    return None if moved == name else moved


def _range_text(found: re.Match[str], begin: dt.date, end: dt.date, one_month: bool) -> str:
    with_year = bool(found["last_year"])
    twice = begin.month != end.month or (bool(found["first_month"]) and one_month)
    first_year = bool(found["first_year"]) or (with_year and begin.year != end.year)
    start = str(begin.day)
    if twice or first_year:
        start = _text(begin, _month_like(found["last_month"], begin), first_year)
    between = found["between"]
    if between != " to ":
        between = f" {between.strip()} " if twice or first_year else between.strip()
    return f"{start}{between}{_text(end, _month_like(found['last_month'], end), with_year)}"


def _text(date: dt.date, month: str, year: object) -> str:
    return f"{date.day} {month} {date.year}" if year else f"{date.day} {month}"


def _month_like(written: str, date: dt.date) -> str:
    """Name of a date's month, short where another was written short."""
    name = _MONTHS[date.month - 1]
    return name[:_SHORT] if len(written) == _SHORT and written != "May" else name


def _number(month: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, start=1) if name.startswith(month))
