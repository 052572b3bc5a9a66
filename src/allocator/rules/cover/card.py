"""As many people in each kind of shift as are wanted."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="cover",
    title="As many people in each kind of shift as are wanted",
    strength=Strength.SOFT,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: where the work calls for so many people in a kind of shift, "
        "as at a desk that is to be staffed whatever the contacts, each one missing and each one "
        "too many has its weight in cover.csv. A shift counts on its operating date, whoever "
        "works it."
    ),
    wording={
        "short": ("{day} has {agents} in shifts of the kind {shift_kind}; {wanted} are wanted"),
        "over": ("{day} has {agents} in shifts of the kind {shift_kind}; {wanted} are wanted"),
    },
)
