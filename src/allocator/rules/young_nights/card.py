"""No work at night for people under 18."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class YoungNights(Parameters):
    """When nobody under 18 works.

    Parameters
    ----------
    night_from_minutes
        Clock time, in minutes after midnight, from which on they do not work: 1320 is 22:00.
    night_to_minutes
        Clock time of the next date until which they do not work: 360 is 06:00.
    """

    night_from_minutes: int = Field(default=1320, ge=1080, le=1380)
    night_to_minutes: int = Field(default=360, ge=0, le=720)


CARD = RuleCard[YoungNights](
    id="young_nights",
    title="People under 18 do not work at night",
    strength=Strength.HARD,
    parameters=YoungNights(),
    source=(
        "Working Time Regulations 1998 (SI 1998/1833), regulation 6A (inserted by SI 2002/3128) "
        "and the restricted period of regulation 2(1), as understood in November 2026: a young "
        "worker does not work between 22:00 and 06:00 or, where the contract provides for work "
        "after 22:00, between 23:00 and 07:00: for that set 1380 and 420. The exceptions of "
        "regulation 27A are not used. Read thus: no part of a shift, its breaks included, lies "
        "in the night before the midnight at which somebody turns 18."
    ),
    basis="law",
    wording={
        "at_night": (
            "{agent_id} is under 18 and works from {start} to {end}, {night_minutes} of it "
            "between {night_from} and {night_to}, when nobody under 18 may"
        ),
    },
)
