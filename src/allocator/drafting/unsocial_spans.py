"""Hours inside the opening hours that most people call unsocial, to begin with."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.domain.clock import WEEKDAYS
from allocator.domain.settings import OpeningSpan

_WEEKEND = ("sat", "sun")

# Of a weekday, by the clock: to six in the morning and from ten at night weigh double.
_WEEKDAY_PARTS = ((0, 360, 2), (360, 420, 1), (1200, 1320, 1), (1320, 1800, 2), (1800, 1860, 1))
_WEEKEND_PARTS = ((0, 360, 2), (360, 1320, 1), (1320, 1800, 2), (1800, 2160, 1))


@dataclass(frozen=True)
class UnsocialHours:
    """Clock minutes of some weekdays, and what an hour of them weighs."""

    days: tuple[str, ...]
    start: int
    end: int
    weight: int


def unsocial_hours(spans: tuple[OpeningSpan, ...]) -> tuple[UnsocialHours, ...]:
    """Find the evenings, nights and weekends that the opening hours hold."""
    days_of: dict[tuple[int, int, int], list[str]] = {}
    for span in spans:
        for day in span.days:
            parts = _WEEKEND_PARTS if day in _WEEKEND else _WEEKDAY_PARTS
            for start, end, weight in parts:
                inside = max(start, span.open), min(end, span.close)
                if inside[0] < inside[1]:
                    days_of.setdefault((*inside, weight), []).append(day)
    return tuple(
        UnsocialHours(tuple(day for day in WEEKDAYS if day in days), *part)
        for part, days in sorted(days_of.items())
    )
