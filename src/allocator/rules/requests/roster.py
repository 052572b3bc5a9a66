"""Requests, for rosters of whole days: the price of each one not met."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.roster_face import RosterFace


def state(face: RosterFace, parameters: Parameters) -> None:
    """Price the forms that decline a request; for a shift asked for, all but those that meet it."""
    del parameters
    scenario = face.scenario
    everything = range(len(face.forms))
    first, count = scenario.grid.first_day, scenario.grid.day_count
    for request in scenario.requests:
        day = (request.date - first).days
        if not 0 <= day < count:
            continue
        price = scenario.settings.prices.declined_request * scenario.request_weight(request)
        since = 0 if request.start_from is None else request.start_from
        until = 10_000 if request.start_to is None else request.start_to
        inside = [p for p in everything if since <= face.forms[p].start_minutes < until]
        outside = [p for p in everything if p not in inside]
        match request.kind:
            case "day_off":
                face.price(request.agent_id, day, everything, price)
            case "start_between":
                face.price(request.agent_id, day, outside, price)
            case "no_shift_between":
                face.price(request.agent_id, day, inside, price)
            case "shift_between":
                face.price_always(price)
                face.price(request.agent_id, day, inside, -price)
