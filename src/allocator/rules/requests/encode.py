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
    if request.start_from is not None and start < request.start_from:
        return True
    return request.start_to is not None and start >= request.start_to


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Price the shifts that decline a request."""
    del parameters
    scenario = model.scenario
    days = {date: day for day, date in enumerate(scenario.grid.days)}
    for request in scenario.requests:
        if request.date in days:
            shifts = model.shifts(request.agent_id, days[request.date])
            declined = sum(
                literal for option, literal in shifts.items() if declines(scenario, request, option)
            )
            price = scenario.settings.prices.declined_request * request.weight
            model.add_cost("requests", declined, price)
