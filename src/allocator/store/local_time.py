"""Dates and times as they stand in files."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from allocator.domain.clock import date_written_like

_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_MOMENT = re.compile(
    r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?$"
)


def parse_date(text: str) -> dt.date:
    """Date of a text such as ``1999-08-27``.

    Raises
    ------
    ValueError
        If it is none; the text of the error is message and remedy, a semicolon between them.
    """
    if _DATE.match(text):
        try:
            return dt.date.fromisoformat(text)
        except ValueError as error:
            raise ValueError("is not a day of the calendar; correct the date") from error
    raise ValueError(f"is not a date; write it like {date_written_like(text)}")


def parse_moment(text: str, zone: ZoneInfo) -> dt.datetime:
    """Aware moment, in the site's zone, of a text with an offset or in local time.

    Raises
    ------
    ValueError
        If it is none, or a local time that the clocks skip or show twice; the text of the
        error is message and remedy, a semicolon between them.
    """
    written = _parse(text)
    if written.tzinfo is not None:
        return written.astimezone(zone)
    if not exists(written, zone):
        raise ValueError("is a time that the clocks skipped that day; correct it")
    if is_repeated(written, zone):
        raise ValueError(
            "is a time that the clocks showed twice that day; add the offset from UTC that is "
            "meant, such as +01:00"
        )
    return written.replace(tzinfo=zone)


def parse_clock_reading(text: str, zone: ZoneInfo) -> dt.datetime:
    """Local time without offset of a text; an offset in it is applied and then left out.

    Raises
    ------
    ValueError
        If it is none, or a time that the clocks skipped; message and remedy as above.
    """
    written = _parse(text)
    if written.tzinfo is not None:
        return written.astimezone(zone).replace(tzinfo=None)
    if not exists(written, zone):
        raise ValueError(
            "is a time that the clocks skipped that day; export the records in local time"
        )
    return written


def exists(local: dt.datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of a zone ever showed this local time."""
    aware = local.replace(tzinfo=zone)
    return aware.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) == local


def is_repeated(local: dt.datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks of a zone showed this local time twice."""
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    return first.utcoffset() != second.utcoffset() and exists(local, zone)


def _parse(text: str) -> dt.datetime:
    if not _MOMENT.match(text):
        like = date_written_like(text, with_time=True)
        raise ValueError(f"is not a date and time; write it like {like}")
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("is not a moment of the calendar; correct date and time") from error
