"""Times and days of events, which may leave out the day of the replan."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from allocator.domain.clock import WEEKDAYS, WEEKDAYS_IN_FULL
from allocator.domain.findings import day_text
from allocator.domain.grid import TimeGrid
from allocator.store.local_time import exists, is_repeated, parse_date, parse_moment

_CLOCK = re.compile(r"^([0-9]|[0-2][0-9]|3[0-6]):([0-5][0-9])$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_LATEST_MINUTES = 36 * 60


def event_moment(
    grid: TimeGrid, text: str, day: dt.date, edge: Literal["start", "end"]
) -> dt.datetime:
    """Moment on the site's clock that a text means: a time, a date or both.

    Parameters
    ----------
    day
        Operating day of a time that stands alone: 26:00 is two in the morning after it.
    edge
        Whether a date alone means the beginning of that operating day or its end.

    Raises
    ------
    ValueError
        If it is none; message and remedy, with a semicolon between them.
    """
    found = _CLOCK.match(text)
    if found is not None:
        minutes = 60 * int(found[1]) + int(found[2])
        if minutes <= _LATEST_MINUTES:
            return _at(grid, day, minutes)
    if _DATE.match(text):
        date = parse_date(text)
        starts_at = 60 * grid.day_starts_at.hour + grid.day_starts_at.minute
        return grid.at(date + dt.timedelta(days=edge == "end"), starts_at)
    try:
        return parse_moment(text, grid.zone)
    except ValueError as error:
        if "not a date and time" not in str(error):
            raise
        raise ValueError(
            f"is no time; write 10:30 for a time of {day_text(day)}, or {day.isoformat()}T10:30"
        ) from error


def event_day(grid: TimeGrid, text: str) -> dt.date:
    """Operating day that a date or the name of a weekday of the plan means.

    Raises
    ------
    ValueError
        If it is none, or no planned day; message and remedy, with a semicolon between them.
    """
    names = [*WEEKDAYS, *(name.lower() for name in WEEKDAYS_IN_FULL)]
    if text.lower() in names:
        weekday = names.index(text.lower()) % len(WEEKDAYS)
        days = [day for day in grid.days if day.weekday() == weekday]
        if len(days) == 1:
            return days[0]
        raise ValueError(f"names {len(days)} days of the plan; give its date")
    day = parse_date(text)
    if day not in grid.days:
        first, last = grid.days[0].isoformat(), grid.days[-1].isoformat()
        raise ValueError(f"is not a planned day; give one from {first} to {last}")
    return day


def _at(grid: TimeGrid, day: dt.date, minutes: int) -> dt.datetime:
    local = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
    if not exists(local, grid.zone):
        raise ValueError("is a time that the clocks skip that day; correct it")
    if is_repeated(local, grid.zone):
        raise ValueError(
            "is a time that the clocks show twice that day; write date, time and the offset from "
            "UTC that is meant, such as +01:00"
        )
    return local.replace(tzinfo=grid.zone)
