"""Look for shifts of people under 18 that reach into the night."""

from __future__ import annotations

import datetime as dt

from allocator.domain.clock import format_clock
from allocator.domain.findings import Finding
from allocator.domain.rota import Shift
from allocator.domain.view import RotaView
from allocator.rules.young_nights.card import CARD, YoungNights


def check(view: RotaView, parameters: YoungNights) -> list[Finding]:
    """Find shifts of which somebody under 18 works any part at night."""
    findings: list[Finding] = []
    for agent_id in view.agent_ids:
        agent = view.scenario.agent_by_id.get(agent_id)
        if agent is None or agent.adult_from is None:
            continue
        for shift in view.shifts(agent_id):
            night_minutes = _night_minutes(view, shift, agent.adult_from, parameters)
            if night_minutes > 0:
                finding = CARD.finding(
                    "at_night",
                    view.place(shift),
                    night_minutes=night_minutes,
                    night_from=format_clock(parameters.night_from_minutes),
                    night_to=format_clock(parameters.night_to_minutes),
                )
                findings.append(finding)
    return findings


def _night_minutes(
    view: RotaView, shift: Shift, adult_from: dt.date, parameters: YoungNights
) -> float:
    """Elapsed minutes of a shift that lie in a night and before the 18th birthday."""
    at = view.scenario.grid.at
    ends = min(shift.end.timestamp(), at(adult_from, 0).timestamp())
    seconds = 0.0
    date = view.local(shift.start).date() - dt.timedelta(days=1)
    while date <= view.local(shift.end).date():
        night_from = at(date, parameters.night_from_minutes).timestamp()
        night_to = at(date, 1440 + parameters.night_to_minutes).timestamp()
        seconds += max(0.0, min(ends, night_to) - max(shift.start.timestamp(), night_from))
        date += dt.timedelta(days=1)
    return seconds / 60
