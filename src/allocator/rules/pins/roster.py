"""Pins, for rosters of whole days: no form that reaches into pinned time off.

A pin to be at work is not stated.
"""

from __future__ import annotations

import datetime as dt

from allocator.domain.grid import UTC
from allocator.rules.card import Parameters
from allocator.rules.roster_face import RosterFace


def state(face: RosterFace, parameters: Parameters) -> None:
    """Bar the forms that touch a pin to be off."""
    del parameters
    grid = face.scenario.grid
    starts: dict[int, list[dt.datetime]] = {}
    for pin in face.scenario.pins:
        if pin.kind != "off":
            continue
        # A shift of the day before may last into the pin.
        first = (grid.operating_date(pin.start) - grid.first_day).days - 1
        last = (grid.operating_date(pin.end) - grid.first_day).days
        since, until = pin.start.astimezone(UTC), pin.end.astimezone(UTC)
        for day in range(max(0, first), min(grid.day_count, last + 1)):
            if day not in starts:
                starts[day] = [
                    grid.at(grid.days[day], form.start_minutes).astimezone(UTC)
                    for form in face.forms
                ]
            touched = [
                place
                for place, (start, form) in enumerate(zip(starts[day], face.forms, strict=True))
                if start < until and since < start + dt.timedelta(minutes=form.minutes)
            ]
            face.bar(pin.agent_id, day, touched)
