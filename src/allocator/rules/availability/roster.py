"""Availability, for rosters of whole days: no form outside the spans of a day."""

from __future__ import annotations

import datetime as dt

from allocator.rules.card import Parameters
from allocator.rules.roster_face import RosterFace


def state(face: RosterFace, parameters: Parameters) -> None:
    """Bar the forms that no available span of the agent's day holds."""
    del parameters
    scenario = face.scenario
    for agent in scenario.agents:
        mine = agent.agent_id
        limited = mine in scenario.availability_by_agent or mine in scenario.leave_by_agent
        if not limited and agent.first_day is None:
            continue
        for day, date in enumerate(scenario.grid.days):
            spans = scenario.available_spans(mine, date)
            if spans is None:
                continue
            outside = [
                place
                for place, form in enumerate(face.forms)
                if not any(
                    since <= scenario.grid.at(date, form.start_minutes)
                    and scenario.grid.at(date, form.start_minutes)
                    + dt.timedelta(minutes=form.minutes)
                    <= until
                    for since, until in spans
                )
            ]
            face.bar(mine, day, outside)
