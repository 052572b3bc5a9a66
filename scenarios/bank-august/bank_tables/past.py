"""``worked.csv`` and ``ledger.csv``: what the agents bring into the week."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from math import fsum
from zoneinfo import ZoneInfo

from bank_tables.people import SeenAgent
from bank_tables.records import PresentDay

WORKED_HEADER = ("agent_id", "start", "end")
LEDGER_HEADER = ("agent_id", "unsocial_hours", "contracted_hours")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

UnsocialSpan = tuple[tuple[str, ...], int, int, float]
"""Weekdays, start and end in clock minutes after the operating date's midnight, weight."""


def whole_minutes(day: PresentDay) -> tuple[dt.datetime, dt.datetime]:
    """Shift as seen, outward to whole minutes, so that rest is never reckoned too long."""
    start = day.first_answer.replace(second=0)
    end = day.last_end
    if end.second:
        end = end.replace(second=0) + dt.timedelta(minutes=1)
    return start, end


def worked_rows(shifts: Iterable[PresentDay], zone: ZoneInfo) -> list[list[object]]:
    """Rows of ``worked.csv`` by agent and time, with the site's offset."""
    rows: list[list[object]] = []
    for day in shifts:
        start, end = (moment.replace(tzinfo=zone) for moment in whole_minutes(day))
        rows.append(
            [day.agent, start.isoformat(timespec="seconds"), end.isoformat(timespec="seconds")]
        )
    return rows


def unsocial_hours(day: PresentDay, spans: Iterable[UnsocialSpan]) -> float:
    """Weighted hours of a shift that fall into unsocial spans of its operating day."""
    midnight = dt.datetime.combine(day.date, dt.time())
    start, end = whole_minutes(day)
    hours = 0.0
    for weekdays, span_start, span_end, weight in spans:
        if WEEKDAYS[day.date.weekday()] in weekdays:
            begin = max(start, midnight + dt.timedelta(minutes=span_start))
            finish = min(end, midnight + dt.timedelta(minutes=span_end))
            hours += max(0.0, (finish - begin).total_seconds() / 3_600) * weight
    return hours


def ledger_rows(
    agents: Iterable[SeenAgent], shifts: list[PresentDay], spans: list[UnsocialSpan]
) -> list[list[object]]:
    """Rows of ``ledger.csv``: the weeks in which an agent was seen, and no others, count."""
    rows: list[list[object]] = []
    for agent in agents:
        mine = [day for day in shifts if day.agent == agent.agent_id]
        unsocial = fsum(unsocial_hours(day, spans) for day in mine)
        contracted = agent.weekly_hours * len(agent.weeks_seen)
        rows.append([agent.agent_id, f"{unsocial:.2f}", f"{contracted:.1f}"])
    return rows
