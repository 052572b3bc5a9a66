"""Shifts lie inside one span of opening hours."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="opening_hours",
    title="Nobody works outside opening hours",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: the site is staffed only while it is open; the hours stand "
        "in the scenario."
    ),
    basis="structure",
    wording={
        "outside": ("{agent_id} works from {start} to {end}, and {day} is open {spans}"),
        "closed": ("{agent_id} works from {start} to {end}, and {day} is closed"),
    },
)
