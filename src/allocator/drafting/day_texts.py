"""Days and what belongs to them as people type them: ``mon-fri 08:00-18:00, sat 09:00-13:00``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from allocator.domain.clock import WEEKDAYS, format_clock
from allocator.domain.settings import OpeningSpan
from allocator.drafting.hours_texts import DAY_MINUTES, parse_hours

ROUND_THE_CLOCK_STARTS = 360
"""When an operating day begins where the centre never closes: few change shifts at midnight."""

_GROUPS = {
    "all": WEEKDAYS,
    "daily": WEEKDAYS,
    "every day": WEEKDAYS,
    "weekdays": WEEKDAYS[:5],
    "weekend": WEEKDAYS[5:],
    "weekends": WEEKDAYS[5:],
}
_ENTRY = re.compile(r"^(?P<days>[a-z][a-z \-–/&+]*?)\s*:?\s*(?P<rest>(?:\d|closed|24h).*)?$")


def parse_by_day(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Weekdays, each group with the text that follows it.

    Raises
    ------
    ValueError
        If there is no weekday where one should be; message and remedy, a semicolon between.
    """
    found: list[tuple[tuple[str, ...], str]] = []
    waiting: tuple[str, ...] = ()
    for part in re.split(r"[,;\n]", text.lower()):
        entry = part.strip()
        if not entry:
            continue
        match = _ENTRY.match(entry)
        if match is None:
            if not re.match(r"^\d", entry):
                raise ValueError(f"{entry!r} has no day that is known; write mon-fri, sat or all")
            # "mon-fri 08:00-12:00, 13:00-17:00": more of the same days
            days = found[-1][0] if found and not waiting else waiting or WEEKDAYS
            found.append((days, entry))
            waiting = ()
            continue
        days = waiting + _days(match["days"])
        if match["rest"]:
            found.append((days, match["rest"]))
            waiting = ()
        else:
            waiting = days  # "mon, wed, fri 09:00-13:00"
    if waiting or not found:
        raise ValueError("ends without a value; write each group like mon-fri 08:00-18:00")
    return found


def parse_opening_hours(text: str) -> tuple[OpeningSpan, ...]:
    """Read opening hours of a week; hours that end past midnight run on: ``22:00-02:00``.

    Without a day they are those of every day (:func:`names_no_day` tells).

    Where the centre is open all day every day, each operating day runs from six to six, so that
    night shifts over midnight can be planned.

    Raises
    ------
    ValueError
        If they are none; message and remedy, a semicolon between.
    """
    spans: list[tuple[tuple[str, ...], int, int]] = []
    for days, rest in parse_by_day(text):
        if rest.strip() == "closed":
            continue
        pieces = re.split(r"\s*(?:\band\b|&|\+)\s*", rest.strip())
        spans.extend((days, *parse_hours(piece)) for piece in pieces)
    if not spans:
        raise ValueError("leaves the centre closed all week; write mon-fri 08:00-18:00")
    always = {day for days, start, end in spans for day in days if end - start == DAY_MINUTES}
    if always == set(WEEKDAYS):
        start = ROUND_THE_CLOCK_STARTS
        return (OpeningSpan(days=WEEKDAYS, open=start, close=start + DAY_MINUTES),)
    for day in WEEKDAYS:
        own = sorted((start, end) for days, start, end in spans if day in days)
        if any(later[0] < earlier[1] for earlier, later in pairwise(own)):
            raise ValueError(f"gives {day} hours that overlap; write each hour of a day once")
    latest = max(end for _, _, end in spans)
    earliest = min(start for _, start, _ in spans)
    if latest - DAY_MINUTES > earliest:
        raise ValueError(
            f"closes at {format_clock(latest - DAY_MINUTES)} the next morning on one day and opens "
            f"at {format_clock(earliest)} on another; end the night's hours at 24:00 and begin "
            "the next day's at 00:00"
        )
    return tuple(OpeningSpan(days=days, open=start, close=end) for days, start, end in spans)


def day_starts_at(spans: tuple[OpeningSpan, ...]) -> int:
    """When operating days begin, in minutes after midnight: when the latest one has ended."""
    return max(0, max(span.close for span in spans) - DAY_MINUTES)


def names_no_day(text: str) -> bool:
    """Whether hours come before any day, so that they are taken for every day."""
    return re.match(r"[\s,;]*\d", text) is not None


def opening_hours_text(spans: Iterable[OpeningSpan]) -> str:
    """Write opening hours in one line: ``mon-fri 08:00-18:00, sat 09:00-13:00``."""
    texts = [
        f"{named_days(span.days)} {format_clock(span.open)}-{format_clock(span.close)}"
        for span in spans
    ]
    return ", ".join(texts)


def named_days(days: Sequence[str]) -> str:
    """Weekdays in their order as they would be typed, neighbours as a range: ``mon-fri``."""
    ordered = sorted(days, key=WEEKDAYS.index)
    first, last = WEEKDAYS.index(ordered[0]), WEEKDAYS.index(ordered[-1])
    together = last - first == len(ordered) - 1 and len(ordered) > 1
    return f"{ordered[0]}-{ordered[-1]}" if together else " ".join(ordered)


def _days(text: str) -> tuple[str, ...]:
    bare = " ".join(text.split()).rstrip(":").strip()
    if bare in _GROUPS:
        return _GROUPS[bare]
    days: list[str] = []
    for piece in re.split(r"[/&+ ]+", re.sub(r"\s*[-–]\s*", "-", bare)):
        first, _, last = piece.partition("-")
        begin = _weekday(first)
        end = _weekday(last) if last else begin
        count = (end - begin) % 7 + 1
        days += [WEEKDAYS[(begin + step) % 7] for step in range(count)]
    return tuple(days)


def _weekday(name: str) -> int:
    for number, day in enumerate(WEEKDAYS):
        if name.startswith(day):
            return number
    raise ValueError(f"{name!r} is not a weekday; write {', '.join(WEEKDAYS)}, mon-fri or all")


def parse_contacts(text: str) -> dict[str, float]:
    """Contacts of each weekday: ``mon-fri 200, sat 80``, or one number for all days.

    Raises
    ------
    ValueError
        If a number is none or a day has two; message and remedy, a semicolon between.
    """
    contacts: dict[str, float] = {}
    for days, rest in parse_by_day(text):
        bare = re.sub(r"\s*(contacts|calls|a day|per day)\s*", "", rest).strip()
        try:
            number = 0.0 if bare == "closed" else float(bare)
        except ValueError as error:
            raise ValueError(
                f"{rest!r} is not a number of contacts; write it like mon-fri 200, sat 80"
            ) from error
        for day in days:
            if day in contacts:
                raise ValueError(f"gives {day} two numbers; write one for each day")
            contacts[day] = number
    return contacts
