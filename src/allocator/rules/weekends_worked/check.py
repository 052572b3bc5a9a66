"""Count the weekends with work in every few weeks in a row."""

from __future__ import annotations

import datetime as dt

from allocator.domain.clock import WEEKDAYS
from allocator.domain.findings import Finding
from allocator.domain.view import RotaView
from allocator.rules.weekends_worked.card import CARD, WeekendsWorked


def check(view: RotaView, parameters: WeekendsWorked) -> list[Finding]:
    """Find weeks in a row with work on too many of their weekends, some of it planned.

    It is enough to look at the weeks that end with a weekend worked.
    """
    grid = view.scenario.grid
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        mine = CARD.for_agent(view.scenario, agent_id, parameters)
        planned = _weekends({view.operating_date(shift) for shift in view.shifts(agent_id)}, mine)
        before = {grid.operating_date(start) for start, _ in view.worked_before(agent_id)}
        worked = planned | _weekends(before, mine)
        for last in sorted(worked):
            window = {last - dt.timedelta(weeks=back) for back in range(mine.weeks)}
            if len(worked & window) > mine.weekends_max and planned & window:
                last_day = last + dt.timedelta(days=len(mine.days) - 1)
                finding = CARD.finding(
                    "too_many",
                    agent_id=agent_id,
                    at=grid.at(last, 0),
                    weekends_worked=len(worked & window),
                    weeks=mine.weeks,
                    first_day=min(window),
                    last_day=last_day,
                    weekends_max=mine.weekends_max,
                )
                findings.append(finding)
    return findings


def _weekends(dates: set[dt.date], parameters: WeekendsWorked) -> set[dt.date]:
    """First day of each weekend that some of the dates lie in."""
    found: set[dt.date] = set()
    for date in dates:
        weekday = WEEKDAYS[date.weekday()]
        if weekday in parameters.days:
            found.add(date - dt.timedelta(days=parameters.days.index(weekday)))
    return found
