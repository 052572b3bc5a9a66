"""Hours of people under 18, by day and by week."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class YoungHours(Parameters):
    """The most hours of somebody under 18.

    Parameters
    ----------
    day_minutes
        Most working time on a day.
    week_minutes
        Most working time in a week from Monday to Sunday.
    """

    day_minutes: int = Field(default=480, ge=0, le=1440)
    week_minutes: int = Field(default=2400, ge=0, le=10080)


CARD = RuleCard[YoungHours](
    id="young_hours",
    title="People under 18 work at most 8 hours a day and 40 a week",
    strength=Strength.HARD,
    parameters=YoungHours(),
    source=(
        "Working Time Regulations 1998 (SI 1998/1833), regulation 5A (inserted by SI 2002/3128), "
        "as understood in November 2026: the working time of a young worker does not exceed 8 "
        "hours a day or 40 hours a week; it is not averaged and cannot be opted out of. Read "
        "thus: a shift belongs to the operating day it begins on; the week is from Monday to "
        "Sunday whatever day the plan begins on (5A(3)), worked.csv included; paid breaks count "
        "as working time; days from the 18th birthday on do not count."
    ),
    basis="law",
    wording={
        "long_day": (
            "{agent_id} is under 18 and works {worked_minutes} on {day}; {most_minutes} are the "
            "most"
        ),
        "long_week": (
            "{agent_id} is under 18 and works {worked_minutes} from {first_day} to {last_day}; "
            "{most_minutes} are the most"
        ),
    },
)
