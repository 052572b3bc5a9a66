"""Forbidden successions of kinds of shift, for the bound."""

from __future__ import annotations

from allocator.domain.scenario import Scenario
from allocator.rules.encoding import ShiftOption, shift_kind
from allocator.rules.shift_successions.card import ShiftSuccessions


def may_follow(
    scenario: Scenario, before: ShiftOption, after: ShiftOption, parameters: ShiftSuccessions
) -> bool:
    """Whether a shift may come on the day after another, by the starts of both."""
    return (shift_kind(scenario, before), shift_kind(scenario, after)) not in parameters.pairs
