"""One unbroken shift a day at most."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="one_shift_a_day",
    title="At most one shift a day, and one thing at a time",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: an agent attends once a day, without a gap, "
        "and does one thing at a time."
    ),
    basis="structure",
    wording={
        "second_shift": (
            "{agent_id} begins another shift at {start} on {day}, after the one from "
            "{first_start} to {first_end}; one shift a day is the most"
        ),
        "overlap": (
            "{agent_id} is on {first_activity} until {first_end} and on {activity} from {start} "
            "at the same time"
        ),
        "no_length": (
            "{agent_id} has a block of {activity} from {start} that ends at {end}; it must end "
            "after it starts"
        ),
    },
)
