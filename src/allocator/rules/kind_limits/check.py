"""Count the shifts of each kind week by week."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from allocator.domain.findings import Finding
from allocator.domain.grid import UTC
from allocator.domain.view import RotaView
from allocator.rules.kind_limits.card import CARD, KindLimits


def check(view: RotaView, parameters: KindLimits) -> list[Finding]:
    """Find agents with more shifts of a kind in a week than allowed."""
    scenario = view.scenario
    first = scenario.grid.first_day
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        mine = CARD.for_agent(scenario, agent_id, parameters)
        starts: defaultdict[tuple[int, str], list[dt.datetime]] = defaultdict(list)
        for shift in view.shifts(agent_id):
            week = (view.operating_date(shift) - first).days // mine.days
            kind = scenario.shift_kind(shift.start)
            if kind is not None:
                starts[week, kind].append(shift.start)
        for (week, kind), of_kind in sorted(starts.items()):
            shifts_max = mine.most.get(kind)
            if shifts_max is not None and len(of_kind) > shifts_max:
                finding = CARD.finding(
                    "too_many",
                    agent_id=agent_id,
                    at=view.local(max(of_kind, key=lambda start: start.astimezone(UTC))),
                    shifts=len(of_kind),
                    shift_kind=kind,
                    first_day=first + dt.timedelta(days=week * mine.days),
                    last_day=first + dt.timedelta(days=(week + 1) * mine.days - 1),
                    shifts_max=shifts_max,
                )
                findings.append(finding)
    return findings
