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
        "House rule of November 2026: paid time in the planned days keeps to the contract within "
        "its tolerance, hours of paid leave counting as worked; the tolerance stands in the "
        "scenario's contract. A plan of seven days or fewer holds the hours of one week, a longer "
        "one those of as many weeks as it has, parts of a week too: 75 of 37.5 a week in 14 days. "
        "They are counted over the whole plan, with the tolerance once, so that one week of it "
        "may be longer than the other."
    ),
    basis="agreement",
    wording={
        "too_few": (
            "{agent_id} is paid {paid_minutes} in {planned}; at least {bound_minutes} are due "
            "({contracted_minutes} contracted and not on leave, "
            "{tolerance_minutes} tolerance)"
        ),
        "too_many": (
            "{agent_id} is paid {paid_minutes} in {planned}; at most {bound_minutes} are allowed "
            "({contracted_minutes} contracted and not on leave, "
            "{tolerance_minutes} tolerance)"
        ),
    },
)
