"""A span of hours as people type it: ``08:00-18:00``, ``9am-5pm``, ``22:00-06:00``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from allocator.domain.clock import format_clock

DAY_MINUTES = 1440

_HALF_DAY_MINUTES = 720
_EARLIEST_UNDOUBTED = 360
"""An opening before six that nothing marks as morning may be meant as the afternoon."""

_CLOCK = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$")


@dataclass(frozen=True)
class _End:
    """One end of a span, in minutes after midnight as it reads without a second thought.

    Parameters
    ----------
    marked
        Whether am or pm stands beside it.
    four_digits
        Whether it is written as ``09:00``: a 24-hour clock.
    """

    minutes: int
    marked: bool
    four_digits: bool

    @property
    def is_vague(self) -> bool:
        """Whether it may be of the other half of the day, by itself."""
        return not self.marked and 60 <= self.minutes < _HALF_DAY_MINUTES + 60


def parse_hours(text: str) -> tuple[int, int]:
    """Minutes after midnight from which and to which hours run; past midnight above 1440.

    Hours that can be meant in two ways, such as ``9-5``, are refused with both. Hours of a
    24-hour clock written in full, ``22:00-06:00``, are night hours.

    Raises
    ------
    ValueError
        If they are none or can be read in two ways; message and remedy, a semicolon between.
    """
    if text in {"24h", "24 hours", "24"}:
        return 0, DAY_MINUTES
    pieces = re.split(r"\s*(?:-|–|\bto\b|\buntil\b|\btill?\b)\s*", text)
    if len(pieces) != 2:
        raise ValueError(f"{text!r} is not a span of hours; write it like 08:00-18:00")
    begin, end = (_end(piece) for piece in pieces)
    if end.minutes > begin.minutes:
        _refuse_afternoon(text, begin, end)
        start, close = begin.minutes, end.minutes
    else:
        _refuse_two_readings(text, begin, end)
        start, close = begin.minutes, end.minutes + DAY_MINUTES
    if start % 15 or close % 15:
        raise ValueError(f"{text!r} does not lie on quarter-hours; round it to 15 minutes")
    return start, close


def _refuse_afternoon(text: str, begin: _End, end: _End) -> None:
    """Refuse ``1-5pm`` and ``1-5``, which most mean as the afternoon."""
    later = begin.minutes + _HALF_DAY_MINUTES
    if not begin.is_vague or begin.four_digits:
        return
    if end.marked and later < end.minutes:
        raise ValueError(_two_readings(text, (later, end.minutes), (begin.minutes, end.minutes)))
    if end.is_vague and not end.four_digits and begin.minutes < _EARLIEST_UNDOUBTED:
        evening = (later, end.minutes + _HALF_DAY_MINUTES)
        raise ValueError(_two_readings(text, evening, (begin.minutes, end.minutes)))


def _refuse_two_readings(text: str, begin: _End, end: _End) -> None:
    """Refuse an end at or before the start, unless it can only be the next morning."""
    night = (begin.minutes, end.minutes + DAY_MINUTES)
    if begin.minutes == end.minutes:
        if begin.minutes and not (begin.marked and end.marked):
            half = f"{_half_day_clock(begin.minutes)}-"
            half += f"{_half_day_clock(end.minutes + _HALF_DAY_MINUTES)}, or "
            whole = f"{format_clock(night[0])}-{format_clock(night[1])}"
            raise ValueError(
                f"{text!r} ends where it starts; write {half if end.is_vague else ''}{whole} if "
                "it is open round the clock"
            )
        return
    if begin.four_digits and end.four_digits:
        return
    if end.is_vague and end.minutes + _HALF_DAY_MINUTES > begin.minutes:
        raise ValueError(
            _two_readings(text, (begin.minutes, end.minutes + _HALF_DAY_MINUTES), night)
        )
    if begin.is_vague and end.marked:
        other = (begin.minutes + _HALF_DAY_MINUTES) % DAY_MINUTES
        close = end.minutes if end.minutes > other else end.minutes + DAY_MINUTES
        raise ValueError(_two_readings(text, (other, close), night))


def _two_readings(text: str, first: tuple[int, int], second: tuple[int, int]) -> str:
    readings = (
        f"{_half_day_clock(first[0])}-{_half_day_clock(first[1])}, or "
        f"{format_clock(second[0])}-{format_clock(second[1])}"
    )
    if second[1] > DAY_MINUTES:
        readings += f" if it closes at {format_clock(second[1] - DAY_MINUTES)} the next morning"
    return f"{text!r} can be meant in two ways; write {readings}"


def _half_day_clock(minutes: int) -> str:
    """Clock time with am or pm: 1050 is ``5:30pm``."""
    if minutes == DAY_MINUTES:
        return "24:00"
    hour, minute = divmod(minutes % DAY_MINUTES, 60)
    shown = f"{hour % 12 or 12}" + (f":{minute:02d}" if minute else "")
    return shown + ("pm" if hour >= 12 else "am")


def _end(text: str) -> _End:
    match = _CLOCK.match(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a time of day; write it like 08:00")
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{text!r} is not a time of day; write it like 8am or 08:00")
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    if minute > 59 or hour * 60 + minute > 36 * 60:
        raise ValueError(f"{text!r} is not a time of day; write it like 08:00")
    in_full = len(match[1]) == 2 and match[2] is not None and not match[3]
    return _End(hour * 60 + minute, bool(match[3]), in_full)
