"""Cover, for the optimiser: the price of each one missing from a kind of shift, or too many."""

from __future__ import annotations

from collections import defaultdict

from allocator.rules.card import Parameters
from allocator.rules.encoding import Linear, NamesFace, shift_kind


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Price what is missing and what is too much on each day that cover is asked for."""
    del parameters
    scenario = model.scenario
    price = scenario.settings.prices.cover_deviation
    kinds: dict[int, str | None] = model.once("cover.kinds", dict)
    everybody = [agent.agent_id for agent in scenario.agents]
    for day, date in enumerate(scenario.grid.days):
        wanted = scenario.cover_on(date)
        if not wanted:
            continue
        working: defaultdict[str | None, list[Linear]] = defaultdict(list)
        for agent_id in everybody:
            for option, literal in model.shifts(agent_id, day).items():
                if option.start not in kinds:
                    kinds[option.start] = shift_kind(scenario, option)
                working[kinds[option.start]].append(literal)
        for kind, row in wanted.items():
            heads: Linear = sum(working[kind])
            if isinstance(heads, int):  # nobody's shift is free on this day
                missing, beyond = max(0, row.agents - heads), max(0, heads - row.agents)
            else:
                missing = model.new_amount(row.agents, f"short_{day}_{kind}")
                beyond = model.new_amount(len(everybody), f"over_{day}_{kind}")
                model.add(missing >= row.agents - heads)
                model.add(beyond >= heads - row.agents)
            model.add_cost("cover", missing, price * row.short_weight)
            model.add_cost("cover", beyond, price * row.over_weight)
