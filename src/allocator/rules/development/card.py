"""Goals get in the planned days what their pace asks for."""

from __future__ import annotations

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard

CARD = RuleCard[Parameters](
    id="development",
    title="Goals get the practice that their date asks for",
    strength=Strength.SOFT,
    parameters=Parameters(),
    source=(
        "House rule of November 2026: what is left of a goal of goals.csv is shared evenly over "
        "the days until its date, a week's share rounded up to whole sessions; what the planned "
        "days do not give of it is weighed against late contacts at the scenario's price."
    ),
    wording={
        "short": (
            "{agent_id} has {had_minutes} of the {owed_minutes} for the goal {goal} that these "
            "days should give"
        ),
    },
)
