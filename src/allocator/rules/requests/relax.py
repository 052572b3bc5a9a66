"""Requests, for the counts: people with different requests are in different groups."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.encoding import CountsFace, clock_minutes


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Price the shifts of a group that decline its people's requests."""
    del parameters
    scenario = model.scenario
    days = {date: day for day, date in enumerate(scenario.grid.days)}
    stand_for_all = {group[0] for group in model.groups}
    for request in scenario.requests:
        if request.agent_id not in stand_for_all or request.date not in days:
            continue
        day = days[request.date]
        declined = [
            count
            for option, count in model.shifts(request.agent_id, day).items()
            if request.kind == "day_off"
            or not (
                (request.start_from or 0)
                <= clock_minutes(scenario, day, option.start)
                < (request.start_to if request.start_to is not None else 10_000)
            )
        ]
        price = scenario.settings.prices.declined_request * request.weight
        model.add_cost("requests", sum(declined), price)
