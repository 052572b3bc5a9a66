"""How burdens are kept: how long they are remembered, and which queues nobody wants."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from allocator.domain.clock import Weekday
from allocator.domain.people import Identifier
from allocator.domain.setting import Setting

Weight = Annotated[float, Field(gt=0, le=10)]


class FairnessSettings(Setting):
    """What the ledger holds.

    Parameters
    ----------
    window_weeks
        Weeks before the plan that the ledger remembers; older ones count no more.
    hard_queues
        Queues that nobody wants, by id, each with what an hour logged into it weighs.
    weekend_days
        Weekdays that count as weekend.
    declined_request_factor
        How much more a request weighs of somebody whose every request was declined: with 1 it
        counts double, and half as much again where half were declined.
    """

    window_weeks: int = Field(default=17, ge=13, le=26)
    hard_queues: dict[Identifier, Weight] = Field(default={})
    weekend_days: tuple[Weekday, ...] = ("sat", "sun")
    declined_request_factor: float = Field(default=1.0, ge=0, le=10)
