"""Shifts, rests and moments in the few words that fit into a cell of a rota."""

from __future__ import annotations

import datetime as dt

from allocator.domain.findings import day_text
from allocator.domain.rota import Activity, Block, Shift

DASH = "–"

ACTIVITY_WORDS = {
    Activity.WORK: "work",
    Activity.BREAK: "break",
    Activity.LUNCH: "lunch",
    Activity.TRAINING: "training",
    Activity.COACHING: "coaching",
    Activity.ONE_TO_ONE: "one-to-one",
    Activity.BRIEFING: "briefing",
    Activity.OTHER: "off the phone",
}


def is_repeated(moment: dt.datetime) -> bool:
    """Whether the clock shows a local moment's time twice that night, as clocks go back."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()


def clock_text(moment: dt.datetime) -> str:
    """Clock time of a local moment: ``07:30``, with the zone where it comes twice, ``01:30 GMT``.

    Parameters
    ----------
    moment
        On the site's own clock.
    """
    text = f"{moment:%H:%M}"
    return f"{text} {moment:%Z}" if is_repeated(moment) else text


def span_text(part: Block | Shift) -> str:
    """Start and end on the site's own clock: ``22:00–06:00``, ``00:00–01:45 GMT``."""
    return f"{clock_text(part.start)}{DASH}{clock_text(part.end)}"


def grid_text(shift: Shift, day: dt.date, dash: str = DASH) -> str:
    """Start and end in the form that grids of people by day are read in.

    Without a zone, and counted on from the midnight of the operating day where the shift begins
    after the next one: ``25:30–29:30``.
    """
    if shift.start.date() == day:
        return f"{shift.start:%H:%M}{dash}{shift.end:%H:%M}"
    return dash.join(
        f"{24 * (moment.date() - day).days + moment.hour}:{moment:%M}"
        for moment in (shift.start, shift.end)
    )


def other_date_text(shift: Shift, day: dt.date) -> str:
    """Calendar date of a shift that begins after the midnight of its operating day."""
    return "" if shift.start.date() == day else f"on {day_text(shift.start.date())}"


def repeated_text(shift: Shift) -> str:
    """Which reading of a repeated hour is meant, where a shift touches one: ``to 01:45 GMT``."""
    parts = [f"from {clock_text(shift.start)}"] if is_repeated(shift.start) else []
    parts += [f"to {clock_text(shift.end)}"] if is_repeated(shift.end) else []
    return " ".join(parts)
