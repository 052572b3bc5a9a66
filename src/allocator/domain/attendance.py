"""Who could take part in an activity when, by the shifts and other activities of a rota."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.domain.findings import local_text
from allocator.domain.people import PlannedActivity
from allocator.domain.rota import Activity, Shift
from allocator.domain.view import RotaView

AT_WORK = (Activity.WORK, Activity.BREAK, Activity.LUNCH)
"""What people do in a shift who are at no activity."""

_MOST_SHIFTS = 2


@dataclass(frozen=True)
class Attendance:
    """The start of an activity at which the fewest of those who take part would be missing.

    Parameters
    ----------
    absent
        Who has no shift over all of it then, or is at another activity.
    """

    start: dt.datetime
    absent: tuple[str, ...]


def best_attendance(view: RotaView, activity: PlannedActivity) -> Attendance:
    """Find the first start with the fewest absent; breaks do not count, as they can be moved."""
    first, latest_s = span_of(activity)
    step_s = 60 * view.scenario.grid.interval_minutes
    busy = {name: _busy_spans_s(view, name) for name in activity.participants}
    shifts = {name: view.shifts(name) for name in activity.participants}
    found: list[tuple[int, float, tuple[str, ...]]] = []
    start_s = first.timestamp()
    while start_s + 60 * activity.minutes <= latest_s:
        end_s = start_s + 60 * activity.minutes
        absent = tuple(
            name
            for name in activity.participants
            if not any(
                shift.start.timestamp() <= start_s and end_s <= shift.end.timestamp()
                for shift in shifts[name]
            )
            or any(since < end_s and start_s < until for since, until in busy[name])
        )
        found.append((len(absent), start_s, absent))
        start_s += step_s
    if not found:  # a window with no room, which no scenario that was read has
        return Attendance(view.local(first), activity.participants)
    _, start_s, absent = min(found)
    return Attendance(view.local(dt.datetime.fromtimestamp(start_s, tz=dt.UTC)), absent)


def span_of(activity: PlannedActivity) -> tuple[dt.datetime, float]:
    """Moment from which an activity may begin, and POSIX seconds by which it is over."""
    if activity.start is not None:
        return activity.start, activity.start.timestamp() + 60 * activity.minutes
    assert activity.earliest is not None
    assert activity.latest is not None
    return activity.earliest, activity.latest.timestamp()


def why_absent(view: RotaView, agent_id: str, activity: PlannedActivity, start: dt.datetime) -> str:
    """Agent with what stands against a start: other shifts, none, or another activity."""
    start_s = start.timestamp()
    end_s = start_s + 60 * activity.minutes
    if any(since < end_s and start_s < until for since, until in _busy_spans_s(view, agent_id)):
        return f"{agent_id} (at another activity)"
    return with_shifts(view, agent_id, activity)


def with_shifts(view: RotaView, agent_id: str, activity: PlannedActivity) -> str:
    """Agent with the shifts that meet an activity's time or window: ``H22 (Mon 1 Jun …)``."""
    first, latest_s = span_of(activity)
    here = [
        shift
        for shift in view.shifts(agent_id)
        if shift.start.timestamp() < latest_s and first.timestamp() < shift.end.timestamp()
    ]
    if len(here) > _MOST_SHIFTS:
        return agent_id
    return f"{agent_id} ({', '.join(_span(view, shift) for shift in here) or 'no shift then'})"


def _span(view: RotaView, shift: Shift) -> str:
    start, end = view.local(shift.start), view.local(shift.end)
    until = f"{end:%H:%M}" if end.date() == start.date() else local_text(end)
    return f"{local_text(start)}–{until}"


def _busy_spans_s(view: RotaView, agent_id: str) -> list[tuple[float, float]]:
    return [
        block.span_s for block in view.rota.agent_blocks(agent_id) if block.activity not in AT_WORK
    ]
