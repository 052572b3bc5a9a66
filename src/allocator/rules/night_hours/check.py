"""Find out who works mostly at night, and average their working time."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable

from allocator.domain.findings import Finding
from allocator.domain.paid_time import paid_minutes
from allocator.domain.people import Agent
from allocator.domain.rota import Shift
from allocator.domain.scenario import Scenario, Span
from allocator.domain.view import RotaView
from allocator.rules.night_hours.card import CARD, NightHours

_ROUNDING_MINUTES = 1e-6


def check(view: RotaView, parameters: NightHours) -> list[Finding]:
    """Find night workers whose planned shifts bring their average above what is allowed."""
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        agent = view.scenario.agent_by_id.get(agent_id)
        shifts = view.shifts(agent_id)
        if agent is None or not shifts:
            continue
        days = view.scenario.grid.days
        for last in sorted({*days[6::7], days[-1]}):
            findings += _up_to(view, agent, shifts, last, parameters)
    return findings


def _up_to(
    view: RotaView,
    agent: Agent,
    shifts: tuple[Shift, ...],
    last: dt.date,
    parameters: NightHours,
) -> list[Finding]:
    """Look at the weeks that end with a day."""
    scenario = view.scenario
    first = _first_day(scenario, agent, last, parameters.reference_weeks)
    weeks = ((last - first).days + 1) // 7
    within = [shift for shift in shifts if first <= view.operating_date(shift) <= last]
    planned = math.fsum(paid_minutes(scenario, shift) for shift in within)
    past = scenario.worked_minutes_by_day.get(agent.agent_id, {})
    worked = math.fsum(minutes for day, minutes in past.items() if day >= first)
    counted_days = weeks * (7 - parameters.rest_days_a_week)
    allowed = max(0.0, parameters.average_minutes * counted_days - worked)
    if planned <= allowed + _ROUNDING_MINUTES:
        return []
    spans = [
        span
        for span in view.worked_before(agent.agent_id)
        if first <= scenario.grid.operating_date(span[0])
    ]
    spans += [(shift.start, shift.end) for shift in within]
    at_night = _night_minutes_by_day(scenario, spans, parameters)
    nights = sum(minutes >= parameters.night_work_minutes for minutes in at_night.values())
    if 100 * nights <= parameters.nights_over_percent * len(at_night):
        return []
    return [
        CARD.finding(
            "too_many",
            agent_id=agent.agent_id,
            at=view.local(within[0].start),
            nights=nights,
            days=len(at_night),
            planned_minutes=planned,
            last_day=last,
            allowed_minutes=round(allowed, 2),
            average_minutes=parameters.average_minutes,
            first_day=first,
        )
    ]


def _first_day(scenario: Scenario, agent: Agent, last: dt.date, weeks_max: int) -> dt.date:
    """First day of the whole weeks up to ``last`` in which the agent has been employed."""
    began = [*scenario.worked_minutes_by_day.get(agent.agent_id, {})]
    if agent.first_day is not None:
        began.append(agent.first_day)
    days = (last - min(began, default=scenario.grid.first_day)).days + 1
    weeks = min(weeks_max, max(1, math.ceil(days / 7)))
    return last - dt.timedelta(days=7 * weeks - 1)


def _night_minutes_by_day(
    scenario: Scenario, spans: Iterable[Span], parameters: NightHours
) -> dict[dt.date, float]:
    """Elapsed minutes in night time of each day worked, by operating day."""
    grid = scenario.grid
    by_day: defaultdict[dt.date, float] = defaultdict(float)
    for start, end in spans:
        seconds = 0.0
        date = start.astimezone(grid.zone).date() - dt.timedelta(days=1)
        while date <= end.astimezone(grid.zone).date():
            night_from = grid.at(date, parameters.night_from_minutes).timestamp()
            night_to = grid.at(date, 1440 + parameters.night_to_minutes).timestamp()
            overlap = min(end.timestamp(), night_to) - max(start.timestamp(), night_from)
            seconds += max(0.0, overlap)
            date += dt.timedelta(days=1)
        by_day[grid.operating_date(start)] += seconds / 60
    return by_day
