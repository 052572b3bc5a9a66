"""Fair unsocial hours, for the optimiser."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.encoding import Linear, NamesFace, ShiftOption
from allocator.rules.unsocial_fairness.card import UnsocialFairness

_WEIGHT_SCALE = 10
"""Whole numbers of unsocial time in one weighted minute."""
_SHARE_SCALE = 10_000
_NO_HOURS = 1e-9


def unsocial_minutes(scenario: Scenario, day: int, start: float, end: float) -> float:
    """Weighted unsocial minutes of a span on an operating day.

    Parameters
    ----------
    start, end
        In intervals of the grid; an end may lie inside one.
    """
    grid = scenario.grid
    step = grid.interval_minutes
    weekday = scenario.run_as(grid.days[day])
    total = 0.0
    for span in scenario.settings.unsocial:
        if weekday in span.days:
            opens = grid.minutes_from_start(grid.at(grid.days[day], span.start))
            closes = grid.minutes_from_start(grid.at(grid.days[day], span.end))
            overlap = min(end * step, closes) - max(start * step, opens)
            total += max(0.0, overlap) * span.weight
    return total


def eligible_hours(scenario: Scenario) -> dict[str, float]:
    """Contracted hours of the weeks that leave an agent some unsocial time inside opening hours.

    Weeks taken up by paid leave are none of them. Agents whose contract is for unsocial hours,
    and those left none in any week, are not in it.
    """
    first, found = scenario.grid.first_day, dict[str, float]()
    for agent in scenario.agents:
        if agent.unsocial_agreed:
            continue
        hours = [
            scenario.contracted_hours(agent.agent_id, week)
            for week in scenario.plan_weeks
            if scenario.hours_due(agent.agent_id, week) > _NO_HOURS
            and _can_work_then(scenario, agent.agent_id, [(day - first).days for day in week])
        ]
        if hours:
            found[agent.agent_id] = sum(hours)
    return found


def _can_work_then(scenario: Scenario, agent_id: str, days: list[int]) -> bool:
    grid = scenario.grid
    step = grid.interval_minutes
    for day in days:
        date = grid.days[day]
        available = scenario.available_spans(agent_id, date)
        for opens, closes in scenario.opening_spans(date):
            for begin, finish in available if available is not None else [(opens, closes)]:
                start = max(grid.minutes_from_start(opens), grid.minutes_from_start(begin)) / step
                end = min(grid.minutes_from_start(closes), grid.minutes_from_start(finish)) / step
                if end > start and unsocial_minutes(scenario, day, start, end) > 0:
                    return True
    return False


def encode(model: NamesFace, parameters: UnsocialFairness) -> None:
    """Price each agent's unsocial hours above the team's mean per contracted hour.

    The mean moves with the plan, so the constraints of all eligible agents are stated, those
    held at their shifts too.

    Whole numbers make the price inexact. An agent's excess is off by at most
    ``total / 20,000 + (entries + 3) / 1,200`` hours, where ``total`` are the weighted unsocial
    hours of the team, ledgers included, and ``entries`` its shifts and rows of the ledger: the
    agent's share of the total is rounded to a ten-thousandth, the excess up to a tenth of a
    minute, and each entry's minutes and the tiers to the nearest tenth. At the steepest tier an
    hour of it is priced four times. The price of a tenth of a minute is itself rounded, to a
    millionth of a late contact: by at most 0.0003 an hour.
    """
    scenario = model.scenario
    eligible = model.once("unsocial_eligible", lambda: eligible_hours(scenario))
    if not eligible or not scenario.settings.unsocial:
        return
    ledger = scenario.balances
    known = model.once("unsocial_minutes", dict[tuple[int, int, int], int])

    def minutes_of(option: ShiftOption) -> int:
        span = option.day, option.start, option.end
        if span not in known:
            known[span] = round(unsocial_minutes(scenario, *span) * _WEIGHT_SCALE)
        return known[span]

    carried: dict[str, int] = {}
    hours_by_agent: dict[str, float] = {}
    burden: dict[str, Linear] = {}
    for agent_id in eligible:
        row = ledger.get(agent_id)
        carried[agent_id] = round(row.unsocial_hours * 60 * _WEIGHT_SCALE) if row else 0
        hours_by_agent[agent_id] = eligible[agent_id] + (row.contracted_hours if row else 0)
        burden[agent_id] = carried[agent_id] + sum(
            minutes_of(option) * literal
            for day in range(model.day_count)
            for option, literal in model.shifts(agent_id, day).items()
        )
    total_burden: Linear = sum(burden.values())
    if not isinstance(total_burden, int):
        # A variable of its own: the sum would repeat every shift in every constraint.
        total_burden = model.new_amount(_most(scenario, carried), "unsocial_total")
        model.add(total_burden == sum(burden.values()))
    total_hours = sum(hours_by_agent.values())
    unit = 60 * _WEIGHT_SCALE
    tier = round(parameters.tier_hours * unit)
    price = scenario.settings.prices.unsocial_hour_above_fair_share / unit
    for agent_id in eligible:
        share = round(hours_by_agent[agent_id] / total_hours * _SHARE_SCALE)
        above: Linear = _SHARE_SCALE * burden[agent_id] - share * total_burden
        if isinstance(above, int):
            left = max(0, -(-above // _SHARE_SCALE))
            for width, factor in _tiers(tier):
                model.add_cost("unsocial_fairness", min(left, width), price * factor)
                left -= min(left, width)
            continue
        excess: Linear = 0
        for number, (width, factor) in enumerate(_tiers(tier)):
            part = model.new_amount(width, f"excess_{agent_id}_{number}")
            model.add_cost("unsocial_fairness", part, price * factor)
            excess += part
        model.add(_SHARE_SCALE * excess >= above)


def _tiers(width: int) -> tuple[tuple[int, int], ...]:
    """Width and factor of each step of the price."""
    return (width, 1), (width, 2), (10**9, 4)


def _most(scenario: Scenario, carried: dict[str, int]) -> int:
    weights = [span.weight for span in scenario.settings.unsocial]
    week_minutes = scenario.grid.interval_count * scenario.grid.interval_minutes
    worst = week_minutes * sum(weights) * _WEIGHT_SCALE * len(carried)
    return sum(carried.values()) + round(worst)
