"""Opening hours as the records show them, to offer as a default."""

from __future__ import annotations

from collections.abc import Iterable

from allocator.domain.clock import WEEKDAYS, format_clock
from allocator.domain.demand import HistoryRow
from allocator.drafting.day_texts import named_days

_DAY_MINUTES = 1440
_USUAL_SHARE = 0.25
_LEAST_GAP_MINUTES = 120


def observed_hours(rows: Iterable[HistoryRow], interval_minutes: int) -> str | None:
    """Find opening hours, as they would be typed: ``mon-fri 08:00-18:00, sat 09:00-13:00``.

    An interval counts as open where contacts came on at least a quarter of the dates of its
    weekday. One span a day, from the first such interval to the last; a centre that is still
    open at midnight has its day end where the longest quiet time of the day begins.

    Returns
    -------
    str or None
        ``None`` where no contacts came at all.
    """
    active = _active(rows, interval_minutes)
    if not active:
        return None
    starts = _day_starts(set[int]().union(*active.values()), interval_minutes)
    if starts is None:
        return "all 00:00-24:00"
    spans: dict[str, tuple[int, int]] = {}
    for number, day in enumerate(WEEKDAYS):
        after = WEEKDAYS[(number + 1) % 7]
        own = {minutes for minutes in active.get(day, ()) if minutes >= starts}
        own |= {minutes + _DAY_MINUTES for minutes in active.get(after, ()) if minutes < starts}
        if own:
            spans[day] = min(own), max(own) + interval_minutes
    return ", ".join(_groups(spans)) or None


def days_with_contacts(rows: Iterable[HistoryRow]) -> int:
    """Count the dates on which contacts came: what the opening hours are guessed from."""
    return len({row.interval_start.date() for row in rows if row.contacts > 0})


def _active(rows: Iterable[HistoryRow], interval_minutes: int) -> dict[str, set[int]]:
    """Minutes of the day at which intervals with contacts begin, by weekday."""
    counts: dict[tuple[str, int], set[int]] = {}
    dates: dict[str, set[int]] = {}
    for row in rows:
        if row.contacts <= 0:
            continue
        start = row.interval_start
        minutes = (start.hour * 60 + start.minute) // interval_minutes * interval_minutes
        day = WEEKDAYS[start.weekday()]
        dates.setdefault(day, set()).add(start.toordinal())
        counts.setdefault((day, minutes), set()).add(start.toordinal())
    active: dict[str, set[int]] = {}
    for (day, minutes), seen in counts.items():
        if len(seen) >= _USUAL_SHARE * len(dates[day]):
            active.setdefault(day, set()).add(minutes)
    return active


def _day_starts(active: set[int], interval_minutes: int) -> int | None:
    """Minute of the day at which the day's work begins, after its longest quiet time.

    ``None`` where there is no quiet time of two hours.
    """
    ordered = sorted(active)
    gaps = [
        ((later - earlier) % _DAY_MINUTES or _DAY_MINUTES, later)
        for earlier, later in zip(ordered, [*ordered[1:], ordered[0]], strict=True)
    ]
    length, begins = max(gaps)
    if length - interval_minutes < _LEAST_GAP_MINUTES:
        return None
    # Quiet over midnight, or up to it: the day is the calendar's.
    return 0 if begins == ordered[0] else begins


def _groups(spans: dict[str, tuple[int, int]]) -> list[str]:
    """Days with the same hours in one entry; neighbours as a range."""
    texts: list[str] = []
    for span in dict.fromkeys(spans.values()):
        days = [day for day in WEEKDAYS if spans.get(day) == span]
        texts.append(f"{named_days(days)} {format_clock(span[0])}-{format_clock(span[1])}")
    return texts
