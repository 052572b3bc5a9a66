"""Long stretches at the screen without a rest or another activity."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class ScreenBreaks(Parameters):
    """How long a stretch on the phone is free of price.

    Parameters
    ----------
    unbroken_minutes
        Minutes of one stretch, without a rest or an activity off the phone, that cost nothing.
    """

    unbroken_minutes: int = Field(default=120, ge=0, le=1440)


CARD = RuleCard[ScreenBreaks](
    id="screen_breaks",
    title="Work at the screen is broken up by rests or other activities",
    strength=Strength.SOFT,
    parameters=ScreenBreaks(),
    source=(
        "Health and Safety (Display Screen Equipment) Regulations 1992 (SI 1992/2792), "
        "regulation 4: work at a screen is periodically interrupted by breaks or changes of "
        "activity. The law names no figures; the HSE's guidance prefers 5 to 10 minutes in every "
        "hour, of which the pauses between contacts are a part. The limit of 120 minutes between "
        "planned interruptions is a house rule of November 2026."
    ),
    basis="house",
    wording={
        "long": (
            "{agent_id} takes contacts for {length_minutes} without a break from {start} to "
            "{end}, {excess_minutes} more than {unbroken_minutes}"
        ),
    },
)
