"""Look at the kinds of shifts on two days in a row."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from allocator.domain.findings import Finding
from allocator.domain.grid import UTC
from allocator.domain.view import RotaView
from allocator.rules.shift_successions.card import CARD, ShiftSuccessions


def check(view: RotaView, parameters: ShiftSuccessions) -> list[Finding]:
    """Find planned shifts on the day after a shift, planned or worked, that forbids them."""
    scenario = view.scenario
    pairs = set(parameters.pairs)
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        starts: defaultdict[dt.date, list[dt.datetime]] = defaultdict(list)
        planned = [shift.start for shift in view.shifts(agent_id)]
        for start in [*planned, *(start for start, _ in view.worked_before(agent_id))]:
            starts[scenario.grid.operating_date(start)].append(start)
        for start in planned:
            eve = scenario.grid.operating_date(start) - dt.timedelta(days=1)
            kind = scenario.shift_kind(start)
            for previous in sorted(starts.get(eve, ()), key=lambda at: at.astimezone(UTC)):
                previous_kind = scenario.shift_kind(previous)
                if (previous_kind, kind) in pairs:
                    finding = CARD.finding(
                        "forbidden",
                        agent_id=agent_id,
                        at=view.local(start),
                        shift_kind=str(kind),
                        start=view.local(start),
                        previous_kind=str(previous_kind),
                        previous_start=view.local(previous),
                    )
                    findings.append(finding)
    return findings
