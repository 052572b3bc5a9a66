"""Hold each shift against the opening hours of its day."""

from __future__ import annotations

from allocator.domain.findings import Finding
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.opening_hours.card import CARD


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find shifts that do not lie inside one open span of their operating day."""
    del parameters
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        for shift in view.shifts(agent_id):
            day = view.operating_date(shift)
            spans = view.scenario.opening_spans(day)
            if any(shift.lies_within(*span) for span in spans):
                continue
            finding = CARD.finding(
                "outside" if spans else "closed",
                view.place(shift),
                day=day,
                spans=", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans),
            )
            findings.append(finding)
    return findings
