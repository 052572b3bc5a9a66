"""Days off come several in a row."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class RestRuns(Parameters):
    """How many days in a row are off at least.

    Parameters
    ----------
    days_min
        Fewest operating dates in a row without work, between two with work; 1 asks for nothing.
    """

    days_min: int = Field(default=1, ge=1, le=28)


CARD = RuleCard[RestRuns](
    id="rest_runs",
    title="Days off come several in a row",
    strength=Strength.HARD,
    parameters=RestRuns(),
    source=(
        "House rule of November 2026: no fewer than so many dates in a row without work between "
        "two with work, worked.csv included, as the HSE's guidance on managing shiftwork "
        "(HSG256, 2006) advises of two. Days off that reach the last planned day are not judged, "
        "since they may go on, nor those with a day of leave among them, since leave may be "
        "taken by the day. Days on which the agent cannot work for another reason, or on which "
        "the centre is closed, are days off like others."
    ),
    basis="house",
    wording={
        "too_few": (
            "{agent_id} is off from {first_day} to {last_day} only: {days_off} in a row, where "
            "{days_min} are the fewest"
        ),
    },
)
