"""Add up the requests that the rota does not meet."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict

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
        not_met = declined(view, agent_id)
        if not_met:
            weight = view.scenario.request_weight
            by_agent[agent_id] = math.fsum(weight(request) for request, _ in not_met)
            findings += [_finding(view, request, shift) for request, shift in not_met]
    return SoftMeasure(
        rule_id=CARD.id,
        amount=math.fsum(by_agent.values()),
        unit="declined requests, weighted",
        by_agent=by_agent,
        findings=tuple(findings),
    )


def declined(view: RotaView, agent_id: str) -> list[tuple[Request, Shift | None]]:
    """Find an agent's requests for planned days that are not met, with the shift against each.

    ``None`` stands for the shift that is missing where one was asked for.
    """
    planned = set(view.scenario.grid.days)
    mine = view.scenario.requests_by_agent.get(agent_id, ())
    on_date: defaultdict[dt.date, list[Shift]] = defaultdict(list)
    for shift in view.shifts(agent_id) if mine else ():
        on_date[view.operating_date(shift)].append(shift)
    return [
        (request, shift)
        for request in mine
        if request.date in planned
        for shift in _against(view, request, on_date[request.date])
    ]


def _against(view: RotaView, request: Request, shifts: list[Shift]) -> tuple[Shift | None, ...]:
    """First of the date's shifts that goes against the request; none where it is met.

    ``None`` stands for the shift that is missing where one was asked for.
    """
    inside = [shift for shift in shifts if _starts_inside(view, request, shift)]
    match request.kind:
        case "day_off":
            return tuple(shifts[:1])
        case "start_between":
            return tuple(shift for shift in shifts if shift not in inside)[:1]
        case "shift_between":
            return () if inside else (None,)
        case "no_shift_between":
            return tuple(inside[:1])


def _starts_inside(view: RotaView, request: Request, shift: Shift) -> bool:
    clock = view.scenario.grid.clock_minutes(shift.start)
    return (request.start_from is None or clock >= request.start_from) and (
        request.start_to is None or clock < request.start_to
    )


def _finding(view: RotaView, request: Request, shift: Shift | None) -> Finding:
    from_minutes = 0 if request.start_from is None else request.start_from
    to_minutes = 2160 if request.start_to is None else request.start_to  # 36:00, the last written
    grid = view.scenario.grid
    return CARD.finding(
        request.kind,
        None if shift is None else view.place(shift),
        agent_id=request.agent_id,
        at=grid.at(request.date, from_minutes),
        day=request.date,
        start_from=format_clock(from_minutes),
        start_to=format_clock(to_minutes),
        weight=view.scenario.request_weight(request),
    )
