"""Requests, for the counts: people with different requests are in different groups."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.card import Parameters
from allocator.rules.encoding import CountsFace, Linear, ShiftOption, clock_minutes
from allocator.rules.requests.encode import declines


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Price the shifts of a group that decline its people's requests."""
    del parameters
    scenario = model.scenario
    days = {date: day for day, date in enumerate(scenario.grid.days)}
    for group in model.groups:
        for request in scenario.requests_by_agent.get(group[0], ()):
            if request.date not in days:
                continue
            day = days[request.date]
            inside: list[Linear] = []
            outside: list[Linear] = []
            for option, count in model.shifts(request.agent_id, day).items():
                start = clock_minutes(scenario, day, option.start)
                after = request.start_to if request.start_to is not None else 10_000
                within = (request.start_from or 0) <= start < after
                (inside if within else outside).append(count)
            declined = {
                "day_off": sum(inside) + sum(outside),
                "start_between": sum(outside),
                "shift_between": len(group) - sum(inside),
                "no_shift_between": sum(inside),
            }[request.kind]
            price = scenario.settings.prices.declined_request * scenario.request_weight(request)
            model.add_cost("requests", declined, price)


def shift_price(
    scenario: Scenario, agent_id: str, option: ShiftOption, parameters: Parameters
) -> float:
    """Price of the requests that a shift declines, in late contacts."""
    del parameters
    return scenario.settings.prices.declined_request * sum(
        scenario.request_weight(request)
        for request in scenario.requests_by_agent.get(agent_id, ())
        if declines(scenario, request, option)
    )


def day_off_price(scenario: Scenario, agent_id: str, day: int, parameters: Parameters) -> float:
    """Price of the requests for a shift that a day without one declines, in late contacts."""
    del parameters
    return scenario.settings.prices.declined_request * sum(
        scenario.request_weight(request)
        for request in scenario.requests_by_agent.get(agent_id, ())
        if request.kind == "shift_between" and request.date == scenario.grid.days[day]
    )
