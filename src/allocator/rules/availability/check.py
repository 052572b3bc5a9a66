"""Hold each shift against the hours in which its agent can work."""

from __future__ import annotations

from allocator.domain.findings import Finding
from allocator.domain.view import RotaView
from allocator.rules.availability.card import CARD
from allocator.rules.card import Parameters


def check(view: RotaView, parameters: Parameters) -> list[Finding]:
    """Find shifts that do not lie inside one span of the agent's availability."""
    del parameters
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        for shift in view.shifts(agent_id):
            day = view.operating_date(shift)
            spans = view.scenario.available_spans(agent_id, day)
            if spans is None or any(shift.lies_within(*span) for span in spans):
                continue
            finding = CARD.finding(
                "outside" if spans else "not_at_all",
                view.place(shift),
                day=day,
                spans=", ".join(f"{since:%H:%M}–{until:%H:%M}" for since, until in spans),
            )
            findings.append(finding)
    return findings
