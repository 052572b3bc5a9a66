"""Every planned activity takes place, with all who take part."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="meetings",
    title="Each planned activity takes place, all who take part at the same time",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: training, coaching, one-to-ones and briefings that "
        "activities.csv asks for take place once, at their time or inside their window, off the "
        "phone and in working time. They are work and no rest."
    ),
    wording={
        "not_held": (
            "{activity} ({sort}, {length_minutes}) does not take place from {earliest} to "
            "{latest}: {participants} have no such time together"
        ),
        "not_begun": (
            "{activity} ({sort}, {length_minutes}) does not take place from {earliest} to "
            "{latest}: all who take part ({participants}) are at work from {possible_start}, and "
            "not at it"
        ),
        "not_all": (
            "{activity} ({sort}, {length_minutes}) does not take place from {earliest} to "
            "{latest}: the {participant_count} who take part have no such time together; without "
            "{left_out} the others would be at work from {possible_start}"
        ),
        "not_asked_for": (
            "{agent_id} has a block of {sort} from {start} to {end}{company} that no planned "
            "activity asks for"
        ),
    },
)
