"""Need against cover of each pool, ready for the template."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from allocator.domain.findings import day_text
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.wording import clock_span
from allocator.report.formats import compact, number
from allocator.report.marks import figure, quote
from allocator.report.palette import PoolInk
from allocator.report.pool_chart import pool_chart
from allocator.report.pool_week import PoolDay, PoolWeek, pool_weeks
from allocator.report.week_parts import week_parts


@dataclass(frozen=True)
class SpanView:
    """A run of short intervals.

    Parameters
    ----------
    worst
        Most agents missing at once.
    activities
        Planned activities that take agents off the phone then, by id.
    """

    times: str
    worst: Markup
    activities: tuple[Markup, ...]


@dataclass(frozen=True)
class CoverRow:
    """A pool's day.

    Parameters
    ----------
    spans
        Runs of short intervals.
    """

    date: dt.date
    day: str
    contacts: Markup
    intervals: Markup
    short: Markup
    short_hours: Markup
    spans: tuple[SpanView, ...]


@dataclass(frozen=True)
class CoverWeek:
    """A pool's week in a picture and rows of a table.

    Parameters
    ----------
    heading
        Empty where the plan has one week.
    """

    heading: str
    chart: Markup
    rows: tuple[CoverRow, ...]


@dataclass(frozen=True)
class CoverView:
    """A pool's weeks."""

    ink: PoolInk
    seats: Markup | None
    weeks: tuple[CoverWeek, ...]
    intervals: Markup
    short: Markup
    short_hours: Markup


def cover_views(scenario: Scenario, plan: Plan, inks: dict[str, PoolInk]) -> list[CoverView]:
    """View of each pool that is open at all, in the scenario's order."""
    return [
        _view(scenario, week, inks[week.pool_id])
        for week in pool_weeks(scenario, plan)
        if week.days
    ]


def _view(scenario: Scenario, week: PoolWeek, ink: PoolInk) -> CoverView:
    seats = scenario.pool_by_id[week.pool_id].seats
    pool = week.pool_id
    return CoverView(
        ink=ink,
        seats=None if seats is None else figure("pool_seats", seats, number(seats), pool),
        weeks=tuple(_weeks(scenario, week, ink)),
        intervals=figure("pool_intervals", week.intervals, number(week.intervals), pool),
        short=figure("pool_short", week.short_intervals, number(week.short_intervals), pool),
        short_hours=figure("pool_short_hours", week.short_hours, number(week.short_hours), pool),
    )


def _weeks(scenario: Scenario, whole: PoolWeek, ink: PoolInk) -> Iterator[CoverWeek]:
    """Draw each week of the plan on which the pool is open."""
    for part in week_parts(scenario):
        days = tuple(day for day in whole.days if day.day in part.dates)
        if days:
            chart = pool_chart(PoolWeek(whole.pool_id, days), ink, whole)
            yield CoverWeek(part.heading, chart, tuple(_row(day) for day in days))


def _row(day: PoolDay) -> CoverRow:
    key = day.pool_id, day.day
    count = len(day.intervals)
    return CoverRow(
        date=day.day,
        day=day_text(day.day),
        contacts=figure("pool_day_contacts", day.contacts, number(day.contacts), *key),
        intervals=figure("pool_day_intervals", count, number(count), *key),
        short=figure("pool_day_short", day.short_intervals, number(day.short_intervals), *key),
        short_hours=figure(
            "pool_day_short_hours", day.short_hours, compact(round(day.short_hours, 2)), *key
        ),
        spans=tuple(
            SpanView(
                times=clock_span(span.start, span.end),
                worst=figure(
                    "short_span",
                    span.worst,
                    number(span.worst),
                    day.pool_id,
                    span.start.isoformat(),
                    span.end.isoformat(),
                ),
                activities=tuple(quote(f"activity/{name}", name) for name in span.activities),
            )
            for span in day.short_spans
        ),
    )
