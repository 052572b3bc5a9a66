"""What happens after a rota is published: who is away, what is down, what changes.

Each kind of event is a model of its own; :data:`Event` is any of them. Moments are aware and need
not lie on the grid: :mod:`~allocator.domain.disrupt` says what becomes of the intervals that an
event begins or ends in. Of a person who is away the times are stored, and never the cause.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from allocator.domain.people import Identifier, NameList, Row

WhileDown = Literal["wait", "callback", "move"]
"""What contacts do that come while nothing can be answered.

``wait``: they come as soon as it is up again. ``callback``: they come back in the hours after.
``move``: they come to another queue at once.
"""

ChangeShare = Annotated[float, Field(gt=-1, le=20)]
"""A change over what is expected: 0.2 for a fifth more, -0.1 for a tenth less."""

WAIT_OVER_MINUTES, CALLBACK_OVER_MINUTES = 30, 180
"""Open time over which contacts come back that waited, and those that are called back."""


class _Spanned(Row):
    start: AwareDatetime
    until: AwareDatetime

    @model_validator(mode="after")
    def _ordered(self) -> _Spanned:
        if self.until.timestamp() <= self.start.timestamp():
            raise ValueError("until is not later than the start; exchange or correct them")
        return self


class Absence(_Spanned):
    """Somebody is away from a moment until another, be it hours or days."""

    kind: Literal["absence"] = "absence"
    agent_id: Identifier


class TimeOff(_Spanned):
    """Somebody takes time off that was offered, and is away as in an absence."""

    kind: Literal["time_off"] = "time_off"
    agent_id: Identifier


class Late(Row):
    """Somebody comes later than their shift begins.

    Parameters
    ----------
    day
        Operating day of the shift.
    at
        When they arrive.
    """

    kind: Literal["late"] = "late"
    agent_id: Identifier
    day: dt.date
    at: AwareDatetime


class EarlyLeave(Row):
    """Somebody leaves before their shift ends."""

    kind: Literal["early_leave"] = "early_leave"
    agent_id: Identifier
    at: AwareDatetime


class Overtime(Row):
    """Somebody offers to work longer on a day, or on a day off.

    Parameters
    ----------
    hours
        Paid hours that may be added to those published for the day.
    """

    kind: Literal["overtime"] = "overtime"
    agent_id: Identifier
    day: dt.date
    hours: float = Field(gt=0, le=12)


class Swap(Row):
    """Two people exchange shifts, as both ask.

    The shift that the first has on ``day`` goes to the second, and the one that the second has
    on ``other_day`` to the first. One of the two may be a day off.
    """

    kind: Literal["swap"] = "swap"
    agent_id: Identifier
    day: dt.date
    other_agent_id: Identifier
    other_day: dt.date

    @model_validator(mode="after")
    def _two_people(self) -> Swap:
        if self.agent_id == self.other_agent_id:
            raise ValueError("names one person twice; name the two who exchange shifts")
        return self


class _Down(_Spanned):
    then: WhileDown = "wait"
    share: float = Field(default=1.0, ge=0, le=1)
    over_minutes: int | None = Field(default=None, gt=0, le=2880)

    @property
    def comes_back_over_minutes(self) -> int:
        """Open time after it is up in which the contacts come that wait or are called back."""
        if self.over_minutes is not None:
            return self.over_minutes
        return CALLBACK_OVER_MINUTES if self.then == "callback" else WAIT_OVER_MINUTES


class QueueDown(_Down):
    """No contact of a queue can be answered for a while.

    Parameters
    ----------
    share
        Of the contacts that come meanwhile, those that ``then`` is true of; the rest is lost.
    to_queue
        Where contacts move to, with ``then`` ``move``; where those that are called back come
        back to, the same queue if not given.
    over_minutes
        Open time after ``until`` over which they come back, evenly; 30 minutes of those that
        wait and 180 of those called back unless given.
    """

    kind: Literal["queue_down"] = "queue_down"
    queue: Identifier
    to_queue: Identifier | None = None

    @model_validator(mode="after")
    def _goes_somewhere(self) -> QueueDown:
        if self.then == "move" and self.to_queue is None:
            raise ValueError("says move and not where to; add to_queue")
        if self.then == "wait" and self.to_queue is not None:
            raise ValueError("says wait and a to_queue; say move or callback, or leave it out")
        if self.to_queue == self.queue and self.then == "move":
            raise ValueError("moves contacts to the queue that is down; name another")
        return self


class SiteDown(_Down):
    """No contact of any queue can be answered for a while; fields as of :class:`QueueDown`."""

    kind: Literal["site_down"] = "site_down"

    @model_validator(mode="after")
    def _nowhere_to_move(self) -> SiteDown:
        if self.then == "move":
            raise ValueError("says move, and no queue is up; say wait or callback")
        return self


class Volume(_Spanned):
    """More or fewer contacts come than expected.

    Parameters
    ----------
    queues
        Those touched; empty for all.
    change_share
        0.2 for a fifth more.
    """

    kind: Literal["volume"] = "volume"
    queues: NameList = ()
    change_share: ChangeShare


class HandlingTime(_Spanned):
    """Contacts take longer or less time than expected; fields as of :class:`Volume`."""

    kind: Literal["handling_time"] = "handling_time"
    queues: NameList = ()
    change_share: ChangeShare


class SpecialEventOfDay(_Spanned):
    """A change of volume with a name; fields as of :class:`Volume`.

    Parameters
    ----------
    event
        What it is, such as ``storm``.
    """

    kind: Literal["special_event"] = "special_event"
    event: str = Field(min_length=1, max_length=80)
    queues: NameList = ()
    change_share: ChangeShare


Event = Annotated[
    Absence
    | TimeOff
    | Late
    | EarlyLeave
    | Overtime
    | Swap
    | QueueDown
    | SiteDown
    | Volume
    | HandlingTime
    | SpecialEventOfDay,
    Field(discriminator="kind"),
]
"""Anything that happens after a rota is published."""

EVENT_MODELS: tuple[type[Row], ...] = (
    Absence,
    TimeOff,
    Late,
    EarlyLeave,
    Overtime,
    Swap,
    QueueDown,
    SiteDown,
    Volume,
    HandlingTime,
    SpecialEventOfDay,
)
"""The models of all kinds."""


def people_of(event: Event) -> tuple[str, ...]:
    """Ids of the people that an event names."""
    if isinstance(event, Swap):
        return (event.agent_id, event.other_agent_id)
    if isinstance(event, Absence | TimeOff | Late | EarlyLeave | Overtime):
        return (event.agent_id,)
    return ()
