"""Steady starts, for the bound: the price of starting much earlier than the day before."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.encoding import ShiftOption, clock_minutes
from allocator.rules.steady_starts.card import SteadyStarts
from allocator.rules.steady_starts.encode import previous_start_minutes


def follow_price(
    scenario: Scenario, before: ShiftOption, after: ShiftOption, parameters: SteadyStarts
) -> float:
    """Price of a shift on the day after another, by the starts of both, in late contacts."""
    before_minutes = clock_minutes(scenario, before.day, before.start)
    return _price(scenario, before_minutes, after, parameters)


def shift_price(
    scenario: Scenario, agent_id: str, option: ShiftOption, parameters: SteadyStarts
) -> float:
    """Price of a first day's shift after what was worked on the eve, in late contacts."""
    before_minutes = previous_start_minutes(scenario, agent_id) if option.day == 0 else None
    return 0.0 if before_minutes is None else _price(scenario, before_minutes, option, parameters)


def _price(
    scenario: Scenario, before_minutes: int, after: ShiftOption, parameters: SteadyStarts
) -> float:
    start_minutes = clock_minutes(scenario, after.day, after.start)
    earlier = before_minutes - parameters.tolerance_minutes - start_minutes
    return max(0, earlier) / 60 * scenario.settings.prices.backward_start_hour
