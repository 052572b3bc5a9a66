"""Opening hours, for rosters of whole days: no form outside them."""

from __future__ import annotations

import datetime as dt

from allocator.domain.grid import UTC
from allocator.rules.card import Parameters
from allocator.rules.roster_face import RosterFace


def state(face: RosterFace, parameters: Parameters) -> None:
    """Bar the forms that no open span of the day holds."""
    del parameters
    scenario = face.scenario
    for day, date in enumerate(scenario.grid.days):
        closed: list[int] = []
        for place, form in enumerate(face.forms):
            start = scenario.grid.at(date, form.start_minutes).astimezone(UTC)
            end = start + dt.timedelta(minutes=form.minutes)
            spans = scenario.opening_spans(date)
            if not any(since <= start and end <= until for since, until in spans):
                closed.append(place)
        for agent in scenario.agents:
            face.bar(agent.agent_id, day, closed)
