"""Events that change how many contacts come: campaigns, letters, failures."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field

from allocator.domain.people import NameList, Row


class SpecialEvent(Row):
    """Something known that makes more or fewer contacts come for a while (``events.csv``).

    Parameters
    ----------
    event
        Name of the kind of event: what is learned from its past rows is used for the next.
    queues
        Queues that it touches; empty for all.
    start, end
        From when until when, the end left out.
    volume_share
        Contacts that it adds, as a share of those otherwise expected: 0.3 for thirty percent more,
        -0.2 for a fifth fewer. ``None`` to have it estimated from the event's past.
    """

    event: str = Field(min_length=1, max_length=80)
    queues: NameList = ()
    start: AwareDatetime
    end: AwareDatetime
    volume_share: Annotated[float, Field(gt=-1, le=20)] | None = None

    def touches(self, queue: str) -> bool:
        """Whether the event changes the contacts of a queue."""
        return not self.queues or queue in self.queues
