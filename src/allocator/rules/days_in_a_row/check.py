"""Measure each run of days with work."""

from __future__ import annotations

import datetime as dt

from allocator.domain.findings import Finding
from allocator.domain.view import RotaView
from allocator.rules.days_in_a_row.card import CARD, DaysInARow

_ONE_DAY = dt.timedelta(days=1)


def check(view: RotaView, parameters: DaysInARow) -> list[Finding]:
    """Find runs of days with work that are too long.

    Dates worked before the week lengthen a run of the week; a run that lies wholly before it is
    past mending and is not reported.
    """
    grid = view.scenario.grid
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        days_max = CARD.for_agent(view.scenario, agent_id, parameters).days_max
        planned = {view.operating_date(shift) for shift in view.shifts(agent_id)}
        worked = planned | {grid.operating_date(start) for start, _ in view.worked_before(agent_id)}
        for first in sorted(worked):
            if first - _ONE_DAY in worked:
                continue
            last = first
            while last + _ONE_DAY in worked:
                last += _ONE_DAY
            days = (last - first).days + 1
            # A run that reaches the week ends with a planned day.
            if days > days_max and last in planned:
                finding = CARD.finding(
                    "too_many",
                    agent_id=agent_id,
                    at=grid.at(last, 0),
                    days_worked=days,
                    first_day=first,
                    last_day=last,
                    days_max=days_max,
                )
                findings.append(finding)
    return findings
