"""Add up the hours of people under 18, day by day and week by week."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from allocator.domain.findings import Finding
from allocator.domain.paid_time import paid_minutes
from allocator.domain.view import RotaView
from allocator.rules.young_hours.card import CARD, YoungHours


def check(view: RotaView, parameters: YoungHours) -> list[Finding]:
    """Find planned days, and weeks with planned days, on which the young work too long."""
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        agent = view.scenario.agent_by_id.get(agent_id)
        if agent is not None and agent.adult_from is not None:
            findings += _of_young(view, agent_id, parameters)
    return findings


def _of_young(view: RotaView, agent_id: str, parameters: YoungHours) -> list[Finding]:
    scenario = view.scenario
    planned: defaultdict[dt.date, float] = defaultdict(float)
    for shift in view.shifts(agent_id):
        day = view.operating_date(shift)
        if scenario.is_young(agent_id, day):
            planned[day] += paid_minutes(scenario, shift)
    findings = [
        CARD.finding(
            "long_day",
            agent_id=agent_id,
            at=scenario.grid.at(day, 0),
            worked_minutes=minutes,
            day=day,
            most_minutes=parameters.day_minutes,
        )
        for day, minutes in planned.items()
        if minutes > parameters.day_minutes
    ]
    worked = scenario.worked_minutes_by_day.get(agent_id, {})
    mondays = sorted({day - dt.timedelta(days=day.weekday()) for day in planned})
    for monday in mondays:
        dates = [monday + dt.timedelta(days=n) for n in range(7)]
        minutes = sum(
            planned.get(day, 0.0) + worked.get(day, 0.0)
            for day in dates
            if scenario.is_young(agent_id, day)
        )
        if minutes > parameters.week_minutes:
            finding = CARD.finding(
                "long_week",
                agent_id=agent_id,
                at=scenario.grid.at(min(day for day in dates if day in planned), 0),
                worked_minutes=minutes,
                first_day=monday,
                last_day=dates[-1],
                most_minutes=parameters.week_minutes,
            )
            findings.append(finding)
    return findings
