"""Screen breaks, for the optimiser: the price of a long stretch on the phone."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.encoding import Linear, NamesFace
from allocator.rules.screen_breaks.card import CARD, ScreenBreaks


def stretch_cost(scenario: Scenario, minutes: int, parameters: ScreenBreaks) -> float:
    """Price of one stretch on the phone of so many minutes, in late contacts."""
    excess = max(0, minutes - parameters.unbroken_minutes)
    return scenario.settings.prices.unbroken_screen_hour * excess / 60


def encode(model: NamesFace, parameters: ScreenBreaks) -> None:
    """Price the minutes of each stretch beyond the limit.

    Where the model chooses among complete duties they are numbers. Where breaks are variables,
    each interval counts that has so many on the phone before it that the limit is passed. Where
    breaks are not known at all the price is that of the best duty, which the search puts in.
    """
    scenario = model.scenario
    step = scenario.settings.interval_minutes
    price_per_minute = scenario.settings.prices.unbroken_screen_hour / 60
    for agent in scenario.agents:
        agent_id = agent.agent_id
        if model.places_breaks and agent_id in model.free_agents:
            minutes = _excess(model, agent_id, parameters.unbroken_minutes)
            model.add_cost(CARD.id, minutes, price_per_minute)
            continue
        for day in range(model.day_count):
            for option, lengths in model.stretches(agent_id, day).items():
                over = sum(max(0, n * step - parameters.unbroken_minutes) for n in lengths)
                if over:
                    literal = model.shifts(agent_id, day)[option]
                    model.add_cost(CARD.id, over * literal, price_per_minute)


def _excess(model: NamesFace, agent_id: str, limit_minutes: int) -> Linear:
    """Minutes beyond the limit in all stretches of an agent's week."""
    grid = model.scenario.grid
    step = grid.interval_minutes
    # The first interval that passes the limit may pass it by a part.
    passing = limit_minutes // step + 1
    first_part = passing * step - limit_minutes
    ends = [option.end for d in range(model.day_count) for option in model.shifts(agent_id, d)]
    at_work: list[Linear] = [
        sum(model.in_pool(agent_id, pool, interval) for pool in model.pools(agent_id))
        for interval in range(max(ends, default=0))
    ]
    total: Linear = 0
    for length, minutes in ((passing, first_part), (passing + 1, step - first_part)):
        for last in range(length - 1, len(at_work)):
            run = at_work[last - length + 1 : last + 1]
            if minutes and not any(isinstance(here, int) and here == 0 for here in run):
                beyond = model.new_amount(1, f"unbroken_{agent_id}_{last}_{length}")
                model.add(beyond >= sum(run) - (length - 1))
                total += minutes * beyond
    return total
