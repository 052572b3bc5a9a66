"""Hold each agent's week against what was agreed with the agent."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from allocator.domain.clock import format_clock
from allocator.domain.findings import Finding
from allocator.domain.people import Adjustment
from allocator.domain.rota import Shift, minutes_between
from allocator.domain.view import RotaView
from allocator.rules.agreed_adjustments.card import CARD
from allocator.rules.card import Parameters

_ONE_DAY = dt.timedelta(days=1)


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find shifts and days that an adjustment of their agent does not allow."""
    del parameters
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        for agreed in view.scenario.adjustments_by_agent.get(agent_id, ()):
            if agreed.kind == "days_in_a_row_max":
                findings += _too_long_runs(view, agreed)
            elif agreed.kind == "days_in_week_max":
                findings += _too_full_weeks(view, agreed)
            else:
                for shift in view.shifts(agent_id):
                    findings += _in_shift(view, shift, agreed)
    return findings


def _in_shift(view: RotaView, shift: Shift, agreed: Adjustment) -> list[Finding]:
    """Find what an adjustment of single shifts does not allow in one."""
    match agreed.kind:
        case "start_not_before" | "end_not_after":
            return _outside_clock(view, shift, agreed)
        case "longest_shift_minutes" if shift.minutes > agreed.number:
            return [
                CARD.finding(
                    agreed.kind,
                    view.place(shift),
                    length_minutes=shift.minutes,
                    agreed_minutes=agreed.number,
                )
            ]
        case "unbroken_work_minutes_max":
            return [
                CARD.finding(
                    agreed.kind,
                    agent_id=shift.agent_id,
                    at=view.local(start),
                    unbroken_minutes=minutes,
                    start=view.local(start),
                    agreed_minutes=agreed.number,
                )
                for start, minutes in _stretches(shift)
                if minutes > agreed.number
            ]
        case "only_queues":
            return [
                CARD.finding(
                    agreed.kind,
                    view.place(block),
                    queue=queue,
                    agreed_queues=", ".join(agreed.queues),
                )
                for block in shift.blocks
                for queue in block.queues
                if queue not in agreed.queues
            ]
        case _:
            return []


def _outside_clock(view: RotaView, shift: Shift, agreed: Adjustment) -> list[Finding]:
    """Compare the clock, counted from the midnight of the operating date, with what was agreed."""
    midnight = dt.datetime.combine(view.operating_date(shift), dt.time())
    starts = agreed.kind == "start_not_before"
    moment = view.local(shift.start if starts else shift.end)
    clock_minutes = (moment.replace(tzinfo=None) - midnight).total_seconds() / 60
    kept = clock_minutes >= agreed.number if starts else clock_minutes <= agreed.number
    if kept:
        return []
    return [
        CARD.finding(agreed.kind, view.place(shift), agreed_clock=format_clock(agreed.number)),
    ]


def _stretches(shift: Shift) -> Iterator[tuple[dt.datetime, float]]:
    """Start and elapsed length of each stretch of a shift in which the agent does not rest."""
    for rests, group in groupby(shift.blocks, key=lambda block: block.is_rest):
        if not rests:
            blocks = list(group)
            yield blocks[0].start, minutes_between(blocks[0].start, blocks[-1].end)


def _too_long_runs(view: RotaView, agreed: Adjustment) -> list[Finding]:
    grid = view.scenario.grid
    agent_id = agreed.agent_id
    planned = {view.operating_date(shift) for shift in view.shifts(agent_id)}
    worked = planned | {grid.operating_date(start) for start, _ in view.worked_before(agent_id)}
    findings: list[Finding] = []
    for last in sorted(planned):
        if last + _ONE_DAY in worked:
            continue
        first = last
        while first - _ONE_DAY in worked:
            first -= _ONE_DAY
        days = (last - first).days + 1
        if days > agreed.number:
            finding = CARD.finding(
                agreed.kind,
                agent_id=agent_id,
                at=grid.at(last, 0),
                days_worked=days,
                first_day=first,
                last_day=last,
                agreed_days=agreed.number,
            )
            findings.append(finding)
    return findings


def _too_full_weeks(view: RotaView, agreed: Adjustment) -> list[Finding]:
    grid = view.scenario.grid
    planned = {view.operating_date(shift) for shift in view.shifts(agreed.agent_id)}
    worked_in = Counter((day - grid.first_day).days // 7 for day in planned)
    return [
        CARD.finding(
            agreed.kind,
            agent_id=agreed.agent_id,
            at=grid.at(grid.first_day + dt.timedelta(weeks=week), 0),
            days_worked=days,
            first_day=grid.first_day + dt.timedelta(weeks=week),
            agreed_days=agreed.number,
        )
        for week, days in sorted(worked_in.items())
        if days > agreed.number
    ]
