"""Fair unsocial hours, for the counts: a group's excess is shared evenly among its people.

The price is convex, so an even split within a group costs no more than any other.
"""

from __future__ import annotations

from allocator.rules.encoding import CountsFace, Linear
from allocator.rules.unsocial_fairness.card import UnsocialFairness
from allocator.rules.unsocial_fairness.encode import eligible_hours, unsocial_minutes


def relax(model: CountsFace, parameters: UnsocialFairness) -> None:
    """Price each group's mean excess over the team's mean burden."""
    scenario = model.scenario
    eligible = eligible_hours(scenario)
    ledger = scenario.balances
    burden: dict[str, Linear] = {}
    hours: dict[str, float] = {}
    sizes: dict[str, int] = {}
    for group in model.groups:
        members = [agent_id for agent_id in group if agent_id in eligible]
        if not members:
            continue
        rows = [ledger[agent_id] for agent_id in members if agent_id in ledger]
        sizes[group[0]] = len(members)
        hours[group[0]] = sum(eligible[agent_id] for agent_id in members) + sum(
            row.contracted_hours for row in rows
        )
        # A variable of its own: the team's total would repeat every shift in every constraint.
        worked = model.new_amount(1e6)
        counted = sum(
            unsocial_minutes(scenario, option.day, option.start, option.end) / 60 * count
            for day in range(model.day_count)
            for option, count in model.shifts(group[0], day).items()
        )
        # Where some of the group are not eligible, their part of its hours is anybody's guess.
        model.add(worked == counted if len(members) == len(group) else worked <= counted)
        burden[group[0]] = worked + sum(row.unsocial_hours for row in rows)
    if not burden or not scenario.settings.unsocial:
        return
    total_burden = model.new_amount(1e6)
    model.add(total_burden == sum(burden.values()))
    total_hours = sum(hours.values())
    price = scenario.settings.prices.unsocial_hour_above_fair_share
    for first, size in sizes.items():
        width = parameters.tier_hours * size
        parts = [model.new_amount(width), model.new_amount(width), model.new_amount(1e6)]
        for part, factor in zip(parts, (1, 2, 4), strict=True):
            model.add_cost("unsocial_fairness", part, price * factor)
        model.add(sum(parts) >= burden[first] - hours[first] / total_hours * total_burden)
