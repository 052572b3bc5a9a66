"""Add up the requests that the rota does not meet."""

from __future__ import annotations

import math

from allocator.domain.clock import format_clock
from allocator.domain.findings import Finding, SoftMeasure
from allocator.domain.people import Request
from allocator.domain.rota import Shift
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.requests.card import CARD


def measure(view: RotaView, parameters: Parameters) -> SoftMeasure:
    """Sum of the weights of requests not met, with a finding for each."""
    del parameters
    by_agent: dict[str, float] = {}
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        declined = [
            (request, shift)
            for request in view.scenario.requests_by_agent.get(agent_id, ())
            if (shift := _against(view, request)) is not None
        ]
        if declined:
            by_agent[agent_id] = math.fsum(request.weight for request, _ in declined)
            findings += [_finding(view, request, shift) for request, shift in declined]
    return SoftMeasure(
        rule_id=CARD.id,
        amount=math.fsum(by_agent.values()),
        unit="declined requests, weighted",
        by_agent=by_agent,
        findings=tuple(findings),
    )


def _against(view: RotaView, request: Request) -> Shift | None:
    """First shift of the request's operating date that goes against it; ``None`` where met."""
    for shift in view.shifts(request.agent_id):
        if view.operating_date(shift) != request.date:
            continue
        if request.kind == "day_off":
            return shift
        clock = view.scenario.grid.clock_minutes(shift.start)
        too_early = request.start_from is not None and clock < request.start_from
        too_late = request.start_to is not None and clock >= request.start_to
        if too_early or too_late:
            return shift
    return None


def _finding(view: RotaView, request: Request, shift: Shift) -> Finding:
    from_minutes = 0 if request.start_from is None else request.start_from
    to_minutes = 2160 if request.start_to is None else request.start_to  # 36:00, the last written
    return CARD.finding(
        request.kind,
        view.place(shift),
        day=request.date,
        start_from=format_clock(from_minutes),
        start_to=format_clock(to_minutes),
        weight=request.weight,
    )
