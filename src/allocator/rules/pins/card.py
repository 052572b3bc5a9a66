"""What the supervisor has fixed stands in the rota."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="pins",
    title="What is pinned stands",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: what the scenario's pins fix is kept: work already promised, "
        "and leave already granted."
    ),
    basis="structure",
    wording={
        "not_at_work": (
            "{agent_id} is pinned to work from {start} to {end} and has no shift that covers it"
        ),
        "other_shift": (
            "{agent_id} is pinned to the shift from {start} to {end} and has one from "
            "{shift_start} to {shift_end} that day"
        ),
        "other_queue": (
            "{agent_id} is pinned to {queue} from {start} to {end} and is logged in from "
            "{block_start} to {block_end} without it"
        ),
        "no_shift": (
            "{agent_id} is pinned to have a shift on the day that begins {start} and has none"
        ),
        "not_on_phone": (
            "{agent_id} is pinned to take contacts from {start} to {end} and has a block of "
            "{activity} from {block_start} to {block_end}"
        ),
        "not_off_phone": (
            "{agent_id} is pinned to take no contacts{of_queue} from {start} to {end} and does "
            "from {block_start} to {block_end}"
        ),
        "not_off": (
            "{agent_id} is pinned off from {start} to {end} and has a block of {activity} from "
            "{block_start} to {block_end}"
        ),
    },
)
