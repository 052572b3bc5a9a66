"""What agents ask for is met where it can be."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="requests",
    title="Requests for days off, for shifts and for starting times are met",
    strength=Strength.SOFT,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: a request is a wish, weighed against late contacts at the "
        "scenario's price."
    ),
    wording={
        "day_off": ("{agent_id} asked for {day} off and works from {start} to {end}"),
        "start_between": (
            "{agent_id} asked to start on {day} between {start_from} and {start_to} and starts at "
            "{start}"
        ),
        "shift_between": (
            "{agent_id} asked for a shift on {day} that starts between {start_from} and {start_to} "
            "and has none"
        ),
        "no_shift_between": (
            "{agent_id} asked for no shift on {day} that starts between {start_from} and "
            "{start_to} and starts at {start}"
        ),
    },
)
