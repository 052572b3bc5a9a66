"""Look for agents who attend twice a day or do two things at once."""

from __future__ import annotations

from allocator.domain.findings import Finding
from allocator.domain.rota import minutes_between
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.one_shift_a_day.card import CARD


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find second shifts of an operating day, overlapping blocks and blocks without length."""
    del parameters
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        findings += _impossible_blocks(view, agent_id)
        findings += _second_shifts(view, agent_id)
    return findings


def _impossible_blocks(view: RotaView, agent_id: str) -> list[Finding]:
    findings: list[Finding] = []
    latest = None
    for block in view.rota.agent_blocks(agent_id):
        if block.minutes <= 0:
            activity = str(block.activity)
            findings.append(CARD.finding("no_length", view.place(block), activity=activity))
            continue
        if latest is not None and minutes_between(block.start, latest.end) > 0:
            finding = CARD.finding(
                "overlap",
                view.place(block),
                activity=str(block.activity),
                first_activity=str(latest.activity),
                first_end=view.local(latest.end),
            )
            findings.append(finding)
        if latest is None or minutes_between(latest.end, block.end) > 0:
            latest = block
    return findings


def _second_shifts(view: RotaView, agent_id: str) -> list[Finding]:
    findings: list[Finding] = []
    latest = None
    for shift in view.shifts(agent_id):
        if latest is None:
            latest = shift
            continue
        gap_minutes = minutes_between(latest.end, shift.start)
        day = view.operating_date(shift)
        if gap_minutes > 0 and view.operating_date(latest) == day:  # an overlap is told above
            finding = CARD.finding(
                "second_shift",
                view.place(shift),
                day=day,
                first_start=view.local(latest.start),
                first_end=view.local(latest.end),
            )
            findings.append(finding)
        if minutes_between(latest.end, shift.end) > 0:
            latest = shift
    return findings
