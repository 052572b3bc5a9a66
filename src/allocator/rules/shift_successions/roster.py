"""Forbidden successions of kinds of shift, for rosters of whole days."""

from __future__ import annotations

import datetime as dt

from allocator.rules.roster_face import RosterFace
from allocator.rules.shift_successions.card import ShiftSuccessions


def state(face: RosterFace, parameters: ShiftSuccessions) -> None:
    """Forbid each pair of forms of which the kinds must not follow each other."""
    pairs = set(parameters.pairs)
    for earlier, before in enumerate(face.forms):
        for later, after in enumerate(face.forms):
            if (before.kind, after.kind) in pairs:
                face.forbid_after(earlier, later)
    scenario = face.scenario
    eve = scenario.grid.first_day - dt.timedelta(days=1)
    for agent_id, spans in scenario.worked_by_agent.items():
        kinds = {
            scenario.shift_kind(start)
            for start, _ in spans
            if scenario.grid.operating_date(start) == eve
        }
        barred = [
            place
            for place, form in enumerate(face.forms)
            if any((kind, form.kind) in pairs for kind in kinds)
        ]
        face.bar(agent_id, 0, barred)
