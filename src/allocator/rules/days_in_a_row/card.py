"""Not too many days with work in a row."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class DaysInARow(Parameters):
    """How many days in a row may hold work.

    Parameters
    ----------
    days_max
        Most operating dates in a row with work.
    """

    days_max: int = Field(default=6, ge=1, le=28)


CARD = RuleCard[DaysInARow](
    id="days_in_a_row",
    title="Not too many days with work in a row",
    strength=Strength.HARD,
    parameters=DaysInARow(),
    source=(
        "House rule of November 2026: at most so many dates in a row with work, those of "
        "worked.csv included. Six leave the day off in seven that the Working Time Regulations "
        "1998 (SI 1998/1833), regulation 11(1), are kept with; the HSE's guidance on managing "
        "shiftwork (HSG256, 2006) advises five to seven at most, and two or three nights."
    ),
    basis="house",
    wording={
        "too_many": (
            "{agent_id} works on {days_worked} days in a row, from {first_day} to {last_day}; "
            "{days_max} are the most"
        ),
    },
)
