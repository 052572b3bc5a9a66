"""Days with work come several in a row."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class WorkRuns(Parameters):
    """How many days in a row are worked at least.

    Parameters
    ----------
    days_min
        Fewest operating dates in a row with work; 1 asks for nothing.
    past_known
        Whether ``worked.csv`` holds the days before the week. Where it does not, a run that
        begins with the first planned day may have begun before, and is not judged.
    """

    days_min: int = Field(default=1, ge=1, le=28)
    past_known: bool = True


CARD = RuleCard[WorkRuns](
    id="work_runs",
    title="Days with work come several in a row",
    strength=Strength.HARD,
    parameters=WorkRuns(),
    source=(
        "House rule of November 2026: no fewer than so many dates in a row with work, worked.csv "
        "included, which must then hold the days before the week (where past_known is false, a run "
        "that begins with the first planned day is not judged). A run that reaches the last "
        "planned day is not judged, since it may go on. Neither is one that could be no longer: "
        "after it comes a day on which the agent cannot work (leave, availability, before the "
        "first day of employment, no pattern, closed), and before it another, or the past."
    ),
    basis="house",
    wording={
        "too_few": (
            "{agent_id} works from {first_day} to {last_day} only: {days_worked} in a row, where "
            "{days_min} are the fewest"
        ),
    },
)
