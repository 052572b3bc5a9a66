"""Not too many shifts of one kind in a week."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class KindLimits(Parameters):
    """How many shifts of which kind an agent may have.

    Parameters
    ----------
    most
        Most shifts by kind, of ``shift_kinds``, in each so many days from the first; kinds that
        are not named have no limit.
    days
        How many days these are: 7 for a limit a week, as many as are planned for one over all.
    """

    most: dict[str, Annotated[int, Field(ge=0, le=371)]] = Field(default={})
    days: int = Field(default=7, ge=1, le=371)


CARD = RuleCard[KindLimits](
    id="kind_limits",
    title="Not too many shifts of one kind in a week",
    strength=Strength.HARD,
    parameters=KindLimits(),
    source=(
        "House rule of November 2026: no more than so many shifts of a kind in the seven days "
        "(or another number of them) that begin with the first planned day, and in as many after "
        "these where more are planned. The HSE's guidance on managing shiftwork (HSG256, 2006) "
        "advises two or three nights in a row at most."
    ),
    basis="house",
    wording={
        "too_many": (
            "{agent_id} has {shifts} shifts of the kind {shift_kind} from {first_day} to "
            "{last_day}; {shifts_max} are the most"
        ),
    },
)
