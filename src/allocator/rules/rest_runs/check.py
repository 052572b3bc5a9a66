"""Measure each run of days off for being too short."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from allocator.domain.findings import Finding
from allocator.domain.view import RotaView
from allocator.rules.rest_runs.card import CARD, RestRuns

_ONE_DAY = dt.timedelta(days=1)


def check(view: RotaView, parameters: RestRuns) -> list[Finding]:
    """Find too few days off between two days with work, the second of them in the week."""
    grid = view.scenario.grid
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        days_min = CARD.for_agent(view.scenario, agent_id, parameters).days_min
        planned = {view.operating_date(shift) for shift in view.shifts(agent_id)}
        before = {grid.operating_date(start) for start, _ in view.worked_before(agent_id)}
        for one, following in pairwise(sorted(planned | before)):
            days = [one + n * _ONE_DAY for n in range(1, (following - one).days)]
            if (
                0 < len(days) < days_min
                and following in planned
                and all(view.scenario.leave_hours_on(agent_id, day) is None for day in days)
            ):
                finding = CARD.finding(
                    "too_few",
                    agent_id=agent_id,
                    at=grid.at(following, 0),
                    days_off=len(days),
                    first_day=days[0],
                    last_day=days[-1],
                    days_min=days_min,
                )
                findings.append(finding)
    return findings
