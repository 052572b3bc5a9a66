"""The weeks of a plan, each under a heading of its own where there are several."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.domain.findings import day_text
from allocator.domain.scenario import Scenario
from allocator.report.formats import date_range


@dataclass(frozen=True)
class WeekPart:
    """A week of the plan.

    Parameters
    ----------
    anchor
        Id of its rota on the page; empty where the plan has no other week.
    heading, short
        ``Week 2: Monday 7 to Sunday 13 September 2026`` and ``Week 2``; empty likewise.
    days
        Its days, with what stands above each.
    place
        Which of the planned days they are.
    """

    anchor: str
    heading: str
    short: str
    days: tuple[tuple[dt.date, str], ...]
    place: slice

    @property
    def dates(self) -> tuple[dt.date, ...]:
        """Its days."""
        return tuple(date for date, _ in self.days)


def week_parts(scenario: Scenario) -> tuple[WeekPart, ...]:
    """Return the weeks of a plan."""
    weeks = scenario.plan_weeks
    several = len(weeks) > 1
    return tuple(
        WeekPart(
            anchor=f"week-{number}" if several else "",
            heading=f"Week {number}: {date_range(week[0], week[-1])}" if several else "",
            short=f"Week {number}" if several else "",
            days=tuple((day, day_text(day)) for day in week),
            place=slice(7 * (number - 1), 7 * (number - 1) + len(week)),
        )
        for number, week in enumerate(weeks, 1)
    )
