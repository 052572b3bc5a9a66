"""Measure by how much starts jump back from one day to the next."""

from __future__ import annotations

import datetime as dt
import math

from allocator.domain.findings import Finding, SoftMeasure
from allocator.domain.view import RotaView
from allocator.rules.steady_starts.card import CARD, SteadyStarts


def measure(view: RotaView, parameters: SteadyStarts) -> SoftMeasure:
    """Hours of clock time by which starts are earlier than the day before's, less the tolerance.

    Only starts on consecutive operating dates are compared, of which the later is planned.
    """
    by_agent: dict[str, float] = {}
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        backward = _backward(view, agent_id, parameters.tolerance_minutes)
        if backward:
            by_agent[agent_id] = math.fsum(hours for hours, _ in backward)
            findings += [finding for _, finding in backward]
    return SoftMeasure(
        rule_id=CARD.id,
        amount=math.fsum(by_agent.values()),
        unit="hours",
        by_agent=by_agent,
        findings=tuple(findings),
    )


def _backward(view: RotaView, agent_id: str, tolerance_minutes: int) -> list[tuple[float, Finding]]:
    """Hours beyond the tolerance and the finding, for each start that jumps back.

    A planned day begins once, with its first shift, though somebody may be away in the middle.
    """
    grid = view.scenario.grid
    planned: dict[dt.date, dt.datetime] = {}
    for shift in view.shifts(agent_id):
        planned.setdefault(grid.operating_date(shift.start), shift.start)
    before = [start for start, _ in view.worked_before(agent_id)]
    start_on = {grid.operating_date(start): start for start in before} | planned
    found: list[tuple[float, Finding]] = []
    for start in planned.values():
        previous = start_on.get(grid.operating_date(start) - dt.timedelta(days=1))
        if previous is None:
            continue
        earlier_minutes = grid.clock_minutes(previous) - grid.clock_minutes(start)
        if earlier_minutes > tolerance_minutes:
            finding = CARD.finding(
                "backward",
                agent_id=agent_id,
                at=view.local(start),
                start=view.local(start),
                previous_start=view.local(previous),
                earlier_minutes=earlier_minutes,
                tolerance_minutes=tolerance_minutes,
            )
            found.append(((earlier_minutes - tolerance_minutes) / 60, finding))
    return found
