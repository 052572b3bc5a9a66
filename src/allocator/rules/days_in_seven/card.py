"""A day off in any seven days in a row."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class DaysInSeven(Parameters):
    """How many days of seven may hold work.

    Parameters
    ----------
    days_max
        Most operating dates with work in any seven consecutive dates.
    """

    days_max: int = Field(default=6, ge=0, le=7)


CARD = RuleCard[DaysInSeven](
    id="days_in_seven",
    title="At least one day off in any seven days",
    strength=Strength.HARD,
    parameters=DaysInSeven(),
    source=(
        "House rule of November 2026: at most so many dates with work in any seven "
        "consecutive dates. It follows the Working Time Regulations 1998 (SI 1998/1833), "
        "regulation 11(1), 24 hours of rest in each seven days, in every window and not "
        "only the fixed week."
    ),
    basis="house",
    wording={
        "too_many": (
            "{agent_id} works on {days_worked} of the seven days from {first_day} to {last_day}; "
            "{days_max} are the most"
        ),
    },
)
