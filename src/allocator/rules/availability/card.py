"""Shifts lie inside the hours that the agent can work."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="availability",
    title="Nobody works when they are not available",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: an agreed limit on availability binds. It also keeps "
        "reasonable adjustments (Equality Act 2010, section 20) and agreed flexible working "
        "(Employment Rights Act 1996, part 8A, as amended in 2023)."
    ),
    basis="agreement",
    wording={
        "outside": ("{agent_id} works from {start} to {end}, and can work on {day} only {spans}"),
        "not_at_all": ("{agent_id} works from {start} to {end}, and cannot work on {day}"),
    },
)
