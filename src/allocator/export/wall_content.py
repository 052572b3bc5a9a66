"""What the PDF of the wall shows, as plain data for its template: texts, and places of bars."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from allocator.domain.findings import day_text
from allocator.domain.grid import UTC
from allocator.domain.rota import Block, minutes_between
from allocator.export.cover import CoverInterval, PoolCover
from allocator.export.run_facts import SIMULATED
from allocator.export.shift_text import DASH, other_date_text, span_text
from allocator.export.wall_rota import WallDay, WallPerson, WallRota, WallShift, during_text
from allocator.report.formats import compact

_DAYS_A_TABLE = 7
_OFF_PHONE = -1
_HOURS_BETWEEN_MARKS = (1, 2, 3, 4, 6, 12)
_MOST_MARKS = 7

Span = tuple[dt.datetime, dt.datetime]


def wall_content(wall: WallRota) -> dict[str, Any]:
    """Return what the template sets, in plain JSON types, but for paper and size of letters."""
    facts = wall.facts
    chunks = [
        range(first, min(first + _DAYS_A_TABLE, len(wall.days)))
        for first in range(0, len(wall.days), _DAYS_A_TABLE)
    ]
    foot = [
        f"Run {facts.run_id}",
        f"made {facts.made_text}",
        f"allocator {facts.version}",
        f"inputs {facts.input_hash[:12]}",
        facts.check_text,
    ]
    blocks = [block for one in wall.people for shift in one.shifts for block in shift.shift.blocks]
    return {
        "title": f"Rota of {facts.centre}, {facts.week}",
        "description": f"Run {facts.run_id}" + (f". {SIMULATED}" if facts.simulated else ""),
        "centre": facts.centre,
        "week": facts.week,
        "foot": " · ".join(foot),
        "simulated": facts.simulated,
        "broken": facts.rules_broken > 0,
        "parts": [_part(wall, chunk) for chunk in chunks],
        "shades": [
            {"label": shade.label, "fill": shade.fill, "ink": shade.ink} for shade in wall.shades
        ],
        "pools": [
            {"name": name, "style": number}
            for number, name in enumerate(wall.pool_names.values())
            if len(wall.pool_names) > 1
        ],
        "has-activities": any(not block.is_on_phone and not block.is_rest for block in blocks),
        "notes": (
            f"{DASH} no shift. Times are those of the clock in {wall.time_zone}; a shift that "
            "ends after midnight stands on the day on which it begins. Paid hours are those "
            "without unpaid breaks."
        ),
    }


def _part(wall: WallRota, chunk: range) -> dict[str, Any]:
    """Content of one table of up to seven days."""
    spans = {number: _day_span(wall, number) for number in chunk}
    teams = list(dict.fromkeys(person.team for person in wall.people))
    days = [wall.days[number] for number in chunk]
    return {
        "days": [
            {
                "name": day_text(wall.days[number]),
                "marks": _marks(spans[number], ZoneInfo(wall.time_zone)),
                "people": str(wall.people_on[wall.days[number]]),
                "hours": compact(wall.hours_on[wall.days[number]]),
            }
            for number in chunk
        ],
        "hours": compact(sum(wall.hours_on[day] for day in days)),
        "groups": [
            {
                "team": (team or "No team") if wall.has_teams else "",
                "people": [
                    _person(wall, person, spans) for person in wall.people if person.team == team
                ],
            }
            for team in teams
        ],
        "covers": [
            {
                "name": cover.name,
                "top": max(1, *(max(one.required, one.planned) for one in cover.intervals)),
                "days": [_cover_day(cover, wall.days[number], spans[number]) for number in chunk],
            }
            for cover in wall.covers
        ],
    }


def _person(wall: WallRota, person: WallPerson, spans: dict[int, Span]) -> dict[str, Any]:
    shown = [person.days[number] for number in spans]
    return {
        "id": person.agent_id,
        "name": person.name,
        "hours": compact(sum(shift.paid_hours for day in shown for shift in day.shifts)),
        "cells": [_cell(wall, day, span) for day, span in zip(shown, spans.values(), strict=True)],
    }


def _cell(wall: WallRota, day: WallDay, span: Span) -> dict[str, Any]:
    return {
        "text": "leave" if day.on_leave else DASH,
        "parts": [_shift(wall, day.day, shift, span) for shift in day.shifts],
    }


def _shift(wall: WallRota, day: dt.date, shift: WallShift, span: Span) -> dict[str, Any]:
    styles = {pool: number for number, pool in enumerate(wall.pool_names)}
    several = len(wall.pool_names) > 1

    def style(block: Block) -> int:
        if not block.is_on_phone or not block.queues:
            return _OFF_PHONE
        return styles.get(wall.pool_of_queue.get(block.queues[0], ""), 0)

    small = [other_date_text(shift.shift, day), during_text(wall, shift)]
    return {
        "time": span_text(shift.shift),
        "where": wall.pool_names[shift.pools[0]] if several and shift.pools else "",
        # A line may end after a dot, never inside a piece.
        "small": " · ".join(filter(None, small)).replace(" ", "\u00a0").replace("·\u00a0", "· "),
        "fill": shift.shade.fill,
        "ink": shift.shade.ink,
        "blocks": [
            [_share(span, block.start), _share(span, block.end), style(block)]
            for block in shift.shift.blocks
            if not block.is_rest
        ],
    }


def _cover_day(cover: PoolCover, day: dt.date, span: Span) -> dict[str, Any] | None:
    intervals = cover.on(day)
    if not intervals:
        return None
    return {
        "steps": [
            [_share(span, one.start), _share(span, one.end), one.required, one.planned]
            for one in intervals
        ],
        "text": _cover_text(intervals),
    }


def _cover_text(intervals: tuple[CoverInterval, ...]) -> str:
    short = [one for one in intervals if one.short]
    if not short:
        return "enough all day"
    worst = max(short, key=lambda one: one.short)
    hours = sum(one.short * minutes_between(one.start, one.end) for one in short) / 60
    return (
        f"{round(hours, 2):g} agent hours short, "
        f"most at {worst.start:%H:%M}: {worst.planned} there, {worst.required} needed"
    )


def _day_span(wall: WallRota, number: int) -> Span:
    """Span from the first to the last that happens on a day, for the bars of all people."""
    day = wall.days[number]
    moments = [
        moment
        for person in wall.people
        for shift in person.days[number].shifts
        for moment in (shift.shift.start, shift.shift.end)
    ]
    for cover in wall.covers:
        moments += [moment for one in cover.on(day) for moment in (one.start, one.end)]
    in_utc = [moment.astimezone(UTC) for moment in moments]
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=UTC)
    return min(in_utc, default=noon), max(in_utc, default=noon)


def _share(span: Span, moment: dt.datetime) -> float:
    """Place of a moment in a span, from 0 to 1."""
    whole = minutes_between(*span)
    return round(minutes_between(span[0], moment) / whole, 4) if whole else 0.0


def _marks(span: Span, zone: ZoneInfo) -> list[tuple[float, str]]:
    """Full hours of the clock at round steps: place in the span and the hour."""
    hours = minutes_between(*span) / 60
    step = next((one for one in _HOURS_BETWEEN_MARKS if hours / one <= _MOST_MARKS), 12)
    first = span[0].astimezone(UTC).replace(minute=0, second=0)
    # In quarter-hours: not every zone is whole hours from UTC.
    quarters = [first + dt.timedelta(minutes=15 * n) for n in range(4 * int(hours) + 8)]
    moments = [moment.astimezone(zone) for moment in quarters]
    return [
        (_share(span, moment), f"{moment:%H}")
        for moment in moments
        if moment.minute == 0 and moment.hour % step == 0 and 0 < _share(span, moment) < 1
    ]
