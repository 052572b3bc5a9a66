"""Starts do not jump backwards from one day to the next."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class SteadyStarts(Parameters):
    """How much earlier a start may be at no cost.

    Parameters
    ----------
    tolerance_minutes
        Clock time by which a start may be earlier than that of the day before.
    """

    tolerance_minutes: int = Field(default=120, ge=0, le=1440)


CARD = RuleCard[SteadyStarts](
    id="steady_starts",
    title="Shifts do not start much earlier than the day before",
    strength=Strength.SOFT,
    parameters=SteadyStarts(),
    source=(
        "House rule of November 2026: shifts should rotate forwards and not back, as the HSE's "
        "guidance on managing shiftwork (HSG256, 2006) advises."
    ),
    wording={
        "backward": (
            "{agent_id} starts at {start}, by the clock {earlier_minutes} earlier than on the day "
            "before ({previous_start}); {tolerance_minutes} are allowed"
        ),
    },
)
