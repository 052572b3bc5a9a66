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
        "its tolerance, hours of paid leave counting as worked; the tolerances stand in the "
        "scenario's contract. A plan of seven days or fewer holds the hours of one week, a longer "
        "one those of as many weeks as it has, parts of a week too: 75 of 37.5 a week in 14 days. "
        "They are counted over the whole plan, with tolerance_minutes once, and of a longer plan "
        "also in each whole week from its first day, with week_tolerance_minutes (or else "
        "tolerance_minutes): nobody works two weeks' hours in one of them. Leave of a week counts "
        "in that week, and takes no more than its hours off. A week that is over before a "
        "starter's first day holds no hours."
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
