"""Measure the rest between shifts."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from allocator.domain.findings import Finding
from allocator.domain.grid import UTC
from allocator.domain.rota import minutes_between
from allocator.domain.view import RotaView
from allocator.rules.daily_rest.card import CARD, DailyRest


def check(view: RotaView, parameters: DailyRest) -> list[Finding]:
    """Find rests, in elapsed time, that are shorter than due; the last shift worked counts."""
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        shifts = [(shift.start, shift.end, True) for shift in view.shifts(agent_id)]
        shifts += [(start, end, False) for start, end in view.worked_before(agent_id)]
        shifts.sort(key=lambda shift: shift[0].astimezone(UTC))
        for (_, end, end_planned), (start, _, start_planned) in pairwise(shifts):
            rest_minutes = minutes_between(end, start)
            planned = end_planned or start_planned  # between two past shifts nothing can change
            due_minutes = parameters.rest_minutes
            if _is_young(view, agent_id, start):
                due_minutes = max(due_minutes, parameters.young_rest_minutes)
            if planned and rest_minutes < due_minutes:
                finding = CARD.finding(
                    "short_rest",
                    agent_id=agent_id,
                    at=view.local(start),
                    rest_minutes=max(0.0, rest_minutes),
                    previous_end=view.local(end),
                    next_start=view.local(start),
                    due_minutes=due_minutes,
                )
                findings.append(finding)
    return findings


def _is_young(view: RotaView, agent_id: str, start: dt.datetime) -> bool:
    """Whether an agent is under 18 on the operating day of a shift."""
    scenario = view.scenario
    return agent_id in scenario.agent_by_id and scenario.is_young(
        agent_id, scenario.grid.operating_date(start)
    )
