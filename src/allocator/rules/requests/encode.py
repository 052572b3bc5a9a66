"""Requests, for the optimiser: the price of each one not met."""

from __future__ import annotations

from allocator.domain.people import Request
from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import NamesFace, ShiftOption, clock_minutes


def declines(scenario: Scenario, request: Request, option: ShiftOption) -> bool:
    """Whether working this shift means that the request is not met."""
    if request.date != scenario.grid.days[option.day]:
        return False
    if request.kind == "day_off":
        return True
    start = clock_minutes(scenario, option.day, option.start)
    inside = (request.start_from is None or start >= request.start_from) and (
        request.start_to is None or start < request.start_to
    )
    return inside if request.kind == "no_shift_between" else not inside


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Price the shifts that decline a request, and a day off where a shift was asked for."""
    del parameters
    scenario = model.scenario
    days = {date: day for day, date in enumerate(scenario.grid.days)}
    for request in scenario.requests:
        if request.date not in days:
            continue
        shifts = model.shifts(request.agent_id, days[request.date])
        declining = {option: declines(scenario, request, option) for option in shifts}
        if request.kind == "shift_between":
            declined = 1 - sum(lit for option, lit in shifts.items() if not declining[option])
        else:
            declined = sum(literal for option, literal in shifts.items() if declining[option])
        price = scenario.settings.prices.declined_request * scenario.request_weight(request)
        model.add_cost("requests", declined, price)
