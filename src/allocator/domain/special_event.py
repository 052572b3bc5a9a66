"""Events that change how many contacts come: campaigns, letters, failures."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator, Field

from allocator.domain.people import NameList, Row


def _no_percent(written: object) -> object:
    """Refuse ``30%`` with the share that it stands for."""
    found = re.fullmatch(r"\s*([+-]?[\d.]+)\s*%\s*", written) if isinstance(written, str) else None
    if found is None:
        return written
    try:
        percent = float(found[1])
    except ValueError:
        return written
    word = "fewer" if percent < 0 else "more"
    raise ValueError(
        f"is written in per cent; write {percent / 100:g} for {abs(percent):g}% {word}"
    )


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
    volume_share: Annotated[
        Annotated[float, Field(gt=-1, le=20)] | None, BeforeValidator(_no_percent)
    ] = None

    def touches(self, queue: str) -> bool:
        """Whether the event changes the contacts of a queue."""
        return not self.queues or queue in self.queues
