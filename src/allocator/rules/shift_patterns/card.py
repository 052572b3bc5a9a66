"""Every shift is one that the agent's contract offers."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="shift_patterns",
    title="Shifts start and last as the contract's patterns and the rotation say",
    strength=Strength.HARD,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: shifts are those of the contract's patterns, within the "
        "planned week and on its grid of intervals; of whoever follows a rotation, those that are "
        "in turn. Patterns and rotations stand in the scenario."
    ),
    basis="structure",
    wording={
        "no_pattern": (
            "{agent_id} has a shift from {start} to {end} ({length_minutes}), which no pattern of "
            "contract {contract} allows: {reasons}"
        ),
        "off_grid": (
            "{agent_id} has a block of {activity} from {start} to {end}, which does not lie on the "
            "grid of {interval_minutes}"
        ),
        "outside_week": (
            "{agent_id} has a shift from {start} to {end}, which is not inside the planned days "
            "from {first_day} to {last_day}"
        ),
    },
)
