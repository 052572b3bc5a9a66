"""The week's paid time is the contracted time, within the contract's tolerance."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="contracted_hours",
    title="Paid hours of the week are those of the contract",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: paid time in the week keeps to the contract within "
        "its tolerance, hours of paid leave counting as worked; the tolerance stands in the "
        "scenario's contract."
    ),
    basis="agreement",
    wording={
        "too_few": (
            "{agent_id} is paid {paid_minutes} in the week; at least {bound_minutes} are due "
            "({contracted_minutes} contracted and not on leave, "
            "{tolerance_minutes} tolerance)"
        ),
        "too_many": (
            "{agent_id} is paid {paid_minutes} in the week; at most {bound_minutes} are allowed "
            "({contracted_minutes} contracted and not on leave, "
            "{tolerance_minutes} tolerance)"
        ),
    },
)
