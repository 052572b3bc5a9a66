"""No more agents on the phone in a pool than it has seats."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="seats",
    title="No more people logged in than seats",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: each pool works from its own seats, whose number stands in "
        "the scenario."
    ),
    basis="structure",
    wording={
        "too_many": (
            "{pool} has {agents_on_phone} agents logged in from {start} to {end} and {seats} seats"
        ),
    },
)
