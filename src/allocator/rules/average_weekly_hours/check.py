"""Average the working time of the weeks that end with each planned week."""

from __future__ import annotations

import datetime as dt
import math

from allocator.domain.findings import Finding
from allocator.domain.paid_time import paid_minutes
from allocator.domain.people import Agent
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rules.average_weekly_hours.card import CARD, AverageWeeklyHours

_ROUNDING_MINUTES = 1e-6  # a mean of days is no whole number of minutes


def check(view: RotaView, parameters: AverageWeeklyHours) -> list[Finding]:
    """Find agents whose planned shifts bring their average above what is allowed.

    Where the weeks before have used it up already, any planned shift does.
    """
    scenario = view.scenario
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        agent = scenario.agent_by_id.get(agent_id)
        shifts = view.shifts(agent_id)
        if agent is None or not shifts or _has_opted_out(scenario, agent):
            continue
        planned = [(view.operating_date(shift), paid_minutes(scenario, shift)) for shift in shifts]
        for last in _last_days(scenario):
            first = _first_day(scenario, agent, last, parameters.reference_weeks)
            planned_minutes = math.fsum(minutes for day, minutes in planned if first <= day <= last)
            weeks = ((last - first).days + 1) // 7
            worked = [
                minutes
                for day, minutes in scenario.worked_minutes_by_day.get(agent_id, {}).items()
                if day >= first
            ]
            leave_days = _leave_days(scenario, agent_id, first, last)
            leave = leave_days * math.fsum(worked) / len(worked) if worked else 0.0
            allowed = max(0.0, parameters.average_minutes * weeks - math.fsum(worked) - leave)
            if planned_minutes > allowed + _ROUNDING_MINUTES:
                finding = CARD.finding(
                    "too_many",
                    agent_id=agent_id,
                    planned_minutes=planned_minutes,
                    last_day=last,
                    allowed_minutes=round(allowed, 2),
                    average_minutes=parameters.average_minutes,
                    first_day=first,
                    worked_minutes=math.fsum(worked),
                    leave_minutes=round(leave, 2),
                    leave_days=leave_days,
                )
                findings.append(finding)
    return findings


def _has_opted_out(scenario: Scenario, agent: Agent) -> bool:
    """Whether more hours are agreed with the agent, who can do so from the age of 18."""
    return agent.opted_out_48h and not scenario.is_young(agent.agent_id, scenario.grid.first_day)


def _last_days(scenario: Scenario) -> list[dt.date]:
    """Last day of each planned week, and of the plan."""
    days = scenario.grid.days
    return sorted({*days[6::7], days[-1]})


def _first_day(scenario: Scenario, agent: Agent, last: dt.date, weeks_max: int) -> dt.date:
    """First day of the whole weeks up to ``last`` in which the agent has been employed."""
    worked = scenario.worked_minutes_by_day.get(agent.agent_id, {})
    known = [*([agent.first_day] if agent.first_day else []), *worked]
    began = min(known, default=scenario.grid.first_day)
    days = (last - began).days + 1
    weeks = min(weeks_max, max(1, math.ceil(days / 7)))
    return last - dt.timedelta(days=7 * weeks - 1)


def _leave_days(scenario: Scenario, agent_id: str, first: dt.date, last: dt.date) -> int:
    if agent_id not in scenario.leave_by_agent:
        return 0
    dates = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return sum(scenario.leave_hours_on(agent_id, day) is not None for day in dates)
