"""Add up the time on the phone beyond what should go without an interruption."""

from __future__ import annotations

from allocator.domain.findings import Finding, Place, SoftMeasure
from allocator.domain.rota import Block, Shift
from allocator.domain.view import RotaView
from allocator.rules.screen_breaks.card import CARD, ScreenBreaks


def measure(view: RotaView, parameters: ScreenBreaks) -> SoftMeasure:
    """Hours by which stretches on the phone are longer than they should be."""
    by_agent: dict[str, float] = {}
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        excess_minutes = 0.0
        for shift in view.shifts(agent_id):
            for stretch in _stretches(shift):
                length = sum(block.minutes for block in stretch)
                excess = length - parameters.unbroken_minutes
                if excess <= 0:
                    continue
                excess_minutes += excess
                start, end = view.local(stretch[0].start), view.local(stretch[-1].end)
                findings.append(
                    CARD.finding(
                        "long",
                        Place(agent_id, start, end),
                        length_minutes=length,
                        excess_minutes=excess,
                        unbroken_minutes=parameters.unbroken_minutes,
                    )
                )
        if excess_minutes:
            by_agent[agent_id] = excess_minutes / 60
    return SoftMeasure(
        rule_id=CARD.id,
        amount=sum(by_agent.values()),
        unit="hours",
        by_agent=by_agent,
        findings=tuple(findings),
    )


def _stretches(shift: Shift) -> list[list[Block]]:
    """Blocks on the phone that follow one another, whatever the queues."""
    stretches: list[list[Block]] = []
    interrupted = True
    for block in shift.blocks:
        if not block.is_on_phone:
            interrupted = True
        elif interrupted:
            stretches.append([block])
            interrupted = False
        else:
            stretches[-1].append(block)
    return stretches
