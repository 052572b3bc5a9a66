"""Measure each run of days with work for being too short."""

from __future__ import annotations

import datetime as dt

from allocator.domain.findings import Finding
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rules.work_runs.card import CARD, WorkRuns

_ONE_DAY = dt.timedelta(days=1)


def check(view: RotaView, parameters: WorkRuns) -> list[Finding]:
    """Find runs of days with work that end in the week, too soon, and could have been longer.

    A run that ended on the day before the week was ended by the week's first day.
    """
    grid = view.scenario.grid
    eve = grid.first_day - _ONE_DAY
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        mine = CARD.for_agent(view.scenario, agent_id, parameters)
        worked = {view.operating_date(shift) for shift in view.shifts(agent_id)}
        worked |= {grid.operating_date(start) for start, _ in view.worked_before(agent_id)}
        for last in sorted(worked):
            if last + _ONE_DAY in worked or not eve <= last < grid.days[-1]:
                continue
            first = last
            while first - _ONE_DAY in worked:
                first -= _ONE_DAY
            days = (last - first).days + 1
            if first == grid.first_day and not mine.past_known:
                continue
            if days < mine.days_min and not _fills(view.scenario, agent_id, first, last):
                finding = CARD.finding(
                    "too_few",
                    agent_id=agent_id,
                    at=grid.at(last, 0),
                    days_worked=days,
                    first_day=first,
                    last_day=last,
                    days_min=mine.days_min,
                )
                findings.append(finding)
    return findings


def _fills(scenario: Scenario, agent_id: str, first: dt.date, last: dt.date) -> bool:
    """Whether a run takes all days there are between the past, or an idle day, and an idle day."""
    begins = first <= scenario.grid.first_day or _is_idle(scenario, agent_id, first - _ONE_DAY)
    return begins and _is_idle(scenario, agent_id, last + _ONE_DAY)


def _is_idle(scenario: Scenario, agent_id: str, day: dt.date) -> bool:
    """Whether the agent cannot work on a day."""
    if agent_id not in scenario.agent_by_id:  # told by the rule ``skills``
        return False
    return (
        scenario.available_spans(agent_id, day) == ()
        or not scenario.opening_spans(day)
        or not scenario.patterns_of(agent_id, day)
    )
