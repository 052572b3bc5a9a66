"""Count the days of work in every seven days in a row."""

from __future__ import annotations

import datetime as dt

from allocator.domain.findings import Finding
from allocator.domain.view import RotaView
from allocator.rules.days_in_seven.card import CARD, DaysInSeven


def check(view: RotaView, parameters: DaysInSeven) -> list[Finding]:
    """Find seven consecutive dates with work on too many of them.

    Dates worked before the week count; seven days that lie wholly before it are past mending and
    are not reported. It is enough to look at the seven days that end with a date of work.
    """
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        planned = {view.operating_date(shift) for shift in view.shifts(agent_id)}
        before = {
            view.scenario.grid.operating_date(start) for start, _ in view.worked_before(agent_id)
        }
        worked = planned | before
        for last in sorted(worked):
            window = {last - dt.timedelta(days=back) for back in range(7)}
            days = worked & window
            if len(days) > parameters.days_max and planned & window:
                finding = CARD.finding(
                    "too_many",
                    agent_id=agent_id,
                    at=view.scenario.grid.at(last, 0),
                    days_worked=len(days),
                    first_day=min(window),
                    last_day=last,
                    days_max=parameters.days_max,
                )
                findings.append(finding)
    return findings
