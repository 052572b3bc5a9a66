"""How often the queues may change inside a shift."""

from __future__ import annotations

from pydantic import Field

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class QueueChanges(Parameters):
    """How often.

    Parameters
    ----------
    changes_max
        Most changes of the queues logged into inside one shift.
    """

    changes_max: int = Field(default=2, ge=0, le=20)


CARD = RuleCard[QueueChanges](
    id="queue_changes",
    title="Few changes of queue inside a shift",
    strength=Strength.HARD,
    parameters=QueueChanges(),
    source=(
        "House rule of November 2026: whoever is logged into other queues must find their way "
        "into them again, so that a shift has few such changes."
    ),
    wording={
        "too_many": (
            "{agent_id}: changes of queue in the shift from {start} to {end}: {changes}, and at "
            "most {changes_max} are allowed"
        ),
    },
)
