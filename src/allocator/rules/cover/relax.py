"""Cover, for the counts: the sums over groups are those over people."""

from __future__ import annotations

from collections import defaultdict

from allocator.rules.card import Parameters
from allocator.rules.encoding import CountsFace, Linear, shift_kind


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Price what is missing and what is too much, with parts of people."""
    del parameters
    scenario = model.scenario
    price = scenario.settings.prices.cover_deviation
    for day, date in enumerate(scenario.grid.days):
        wanted = scenario.cover_on(date)
        working: defaultdict[str | None, list[Linear]] = defaultdict(list)
        for group in model.groups if wanted else ():
            for option, count in model.shifts(group[0], day).items():
                working[shift_kind(scenario, option)].append(count)
        for kind, row in wanted.items():
            heads: Linear = sum(working[kind])
            missing = model.new_amount(row.agents)
            beyond = model.new_amount(len(scenario.agents))
            model.add(heads + missing - beyond == row.agents)
            model.add_cost("cover", missing, price * row.short_weight)
            model.add_cost("cover", beyond, price * row.over_weight)
