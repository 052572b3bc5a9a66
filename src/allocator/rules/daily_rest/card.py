"""Rest between one shift and the next."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class DailyRest(Parameters):
    """How long the rest is.

    Parameters
    ----------
    rest_minutes
        Least elapsed minutes from the end of a shift to the start of the next.
    young_rest_minutes
        The same where the next shift is of somebody under 18 on its day.
    """

    rest_minutes: int = Field(default=660, ge=0, le=2880)
    young_rest_minutes: int = Field(default=720, ge=0, le=2880)


CARD = RuleCard[DailyRest](
    id="daily_rest",
    title="Rest between one shift and the next",
    strength=Strength.HARD,
    parameters=DailyRest(),
    source=(
        "Working Time Regulations 1998 (SI 1998/1833), regulation 10(1): not less than 11 "
        "consecutive hours of rest in each 24-hour period of work, and regulation 10(2): 12 for a "
        "worker under 18; as understood in November 2026. Read thus: age is that of the operating "
        "day of the shift after the rest, and nobody under 18 is due less than an adult."
    ),
    basis="law",
    wording={
        "short_rest": (
            "{agent_id} rests {rest_minutes} between {previous_end} and {next_start}; "
            "{due_minutes} are due"
        ),
    },
)
