"""What a scenario holds of people's agreements, in lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.pipeline.check_scenario import AgreedOverview

_NAMED = 4
"""How many of a kind are named; the rest are counted."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """Write a number with its word: ``1 pin``, ``2 pins``."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def agreed_lines(held: AgreedOverview) -> Iterator[tuple[str, str]]:
    """Label and text of each kind that the scenario has any of."""
    if held.available_rows:
        rows = counted(held.available_rows, "row")
        yield "Available", f"{rows} for {counted(held.available_people, 'person', 'people')}"
    if held.leave:
        texts = (
            f"{one.person} {_days(one.first_day, one.last_day)} ({one.paid_hours_a_day:g} h a day)"
            for one in held.leave
        )
        yield "Leave", _first_few(texts, len(held.leave))
    if held.adjustments:
        texts = (f"{one.person} {one.kind} {one.value}" for one in held.adjustments)
        yield "Adjusted", _first_few(texts, len(held.adjustments))
    for rotation in held.rotations:
        yield (
            "Rotation",
            f"{rotation.rotation}: {_first_few(rotation.people, len(rotation.people)) or 'nobody'}",
        )
    if held.activities:
        texts = (
            f"{one.activity_id} ({counted(one.people, 'person', 'people')})"
            for one in held.activities
        )
        yield "Off phone", _first_few(texts, len(held.activities))
    if held.goals:
        people = counted(held.goal_people, "person", "people")
        hours = f"{held.goal_hours:g} h left of them, {held.goal_hours_owed:g} h due by the plan"
        yield "Goals", f"{held.goals} of {people}: {hours}"
    if held.published_shifts:
        people = counted(held.published_people, "person", "people")
        yield "Published", f"{counted(held.published_shifts, 'shift')} of {people}"


def _first_few(texts: Iterable[str], count: int) -> str:
    """Name the first few, and say how many there are in all where there are more."""
    named = "; ".join(islice(texts, _NAMED))
    return f"{named}; {count} in all" if count > _NAMED else named


def _days(first: dt.date, last: dt.date) -> str:
    """Dates as short as they can be: ``24 Nov``, ``24–25 Nov``, ``30 Nov–2 Dec``."""
    end = f"{last.day} {last:%b}"
    if first == last:
        return end
    alike = (first.year, first.month) == (last.year, last.month)
    return f"{first.day}–{end}" if alike else f"{first.day} {first:%b}–{end}"
