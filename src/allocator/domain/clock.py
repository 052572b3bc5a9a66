"""Clock times, weekdays and lists of days as people write them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Names of the weekdays, Monday first, as :meth:`datetime.date.weekday` numbers them."""

WEEKDAYS_IN_FULL = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)

CLOSED = "closed"
"""What a day is run like on which nobody works."""

AS_WRITTEN = {"as_written": True}
"""Context of validation for values out of a file, where a bare number is no clock time."""

_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LATEST_HOUR = 36
_NO_CLOCK = "is not a clock time; write it like 07:30, or 26:00 for two the next morning"
_CLOCK = re.compile(r"^(\d{1,2}):([0-5]\d)$")
_USUAL_DATE = "1999-08-27"
_DATE_AT_START = re.compile(r"^(\d{4}|\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{1,2})(?!\d)")
_TIME_AT_END = re.compile(r"^[T ,]+([01]?\d|2[0-3]):([0-5]\d)(:\d{2})?$")


def parse_clock(text: object) -> int:
    """Minutes after midnight of a clock time such as ``07:00`` or ``24:00``.

    Hours up to 36 are allowed, so that a shift that ends at two in the morning can be written
    as ``26:00`` of the day it began on.

    Raises
    ------
    ValueError
        If the text is not a clock time.
    """
    if isinstance(text, int) and not isinstance(text, bool):
        minutes = text
    else:
        match = _CLOCK.match(str(text).strip())
        minutes = -1 if match is None else int(match[1]) * 60 + int(match[2])
    if not 0 <= minutes <= _LATEST_HOUR * 60:
        raise ValueError(_NO_CLOCK)
    return minutes


def format_clock(minutes: int) -> str:
    """Clock time of minutes after midnight: 450 is ``07:30``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def date_written_like(text: str, *, with_time: bool = False) -> str:
    """Say how a date is to be written: the one that a text means, where that can be told.

    Only for messages: in files a date has one form. ``24/11/2026`` gives ``2026-11-24``; of
    ``03/04/2026`` both readings are given.

    Parameters
    ----------
    with_time
        Whether a time of day belongs to it, as in ``2026-11-24T07:30``.
    """
    found = _DATE_AT_START.match(text.strip())
    time = "T07:30" if with_time else ""
    if found is not None and with_time:
        after = _TIME_AT_END.match(text.strip()[found.end() :])
        time = time if after is None else f"T{int(after[1]):02d}:{after[2]}"
    dates = () if found is None else _dates_meant(int(found[1]), int(found[3]), int(found[4]))
    if len(dates) == 2:
        return f"{dates[0]}{time}, or {dates[1]}{time} if the month stands first"
    return f"{dates[0] if dates else _USUAL_DATE}{time}"


def _dates_meant(first: int, second: int, third: int) -> tuple[dt.date, ...]:
    """Dates that three numbers may mean, the day before the month first."""
    if first > 31:
        orders = [(first, second, third)]
    elif third > 31:
        orders = [(third, second, first), (third, first, second)]
    else:
        return ()
    dates: list[dt.date] = []
    for order in orders:
        try:
            dates.append(dt.date(*order))
        except ValueError:
            continue
    return tuple(dict.fromkeys(dates))


def _clock_in_field(value: object, info: ValidationInfo) -> int:
    # `open: 9` in a file means nine o'clock to its writer, not nine minutes past midnight.
    if info.context == AS_WRITTEN and not isinstance(value, str):
        raise ValueError(_NO_CLOCK)
    return parse_clock(value)


def _parse_weekday(text: object) -> str:
    name = str(text).strip().lower()
    if len(name) < 3 or not any(full.startswith(name) for full in _WEEKDAY_NAMES):
        raise ValueError(f"is not a weekday; use one of {', '.join(WEEKDAYS)}")
    return name[:3]


def _parse_weekday_or_closed(text: object) -> str:
    try:
        return CLOSED if str(text).strip().lower() == CLOSED else _parse_weekday(text)
    except ValueError as error:
        raise ValueError(f"is not a weekday; use one of {', '.join(WEEKDAYS)} or closed") from error


def _parse_day_list(text: object) -> str:
    return "|".join(_parse_day(name.strip().lower()) for name in str(text).split("|"))


def _parse_day(name: str) -> str:
    if name == "all":
        return name
    try:
        return dt.date.fromisoformat(name).isoformat()
    except ValueError:
        pass
    try:
        return _parse_weekday(name)
    except ValueError as error:
        raise ValueError(
            f"{name!r} is not a day; use all, {', '.join(WEEKDAYS)} or a date such as "
            f"{date_written_like(name)}"
        ) from error


ClockMinutes = Annotated[int, BeforeValidator(_clock_in_field)]
"""A clock time in a file, minutes after midnight in the program."""

Weekday = Annotated[str, BeforeValidator(_parse_weekday)]
"""A weekday in a file by its name, three lower-case letters in the program."""

WeekdayOrClosed = Annotated[str, BeforeValidator(_parse_weekday_or_closed)]
"""A weekday, or ``closed``."""

DayList = Annotated[str, BeforeValidator(_parse_day_list)]
"""Days in a file, ``all``, weekdays and dates joined by ``|``, in one spelling in the program."""
