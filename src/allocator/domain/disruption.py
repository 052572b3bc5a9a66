"""A rota that was published and what has happened since: what is frozen and who is away.

Made by :func:`allocator.domain.disrupt.disrupt` out of the published rota and the events, applied
to a scenario by :func:`allocator.domain.disrupted.disrupted`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cached_property

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from allocator.domain.event_of_day import Event as Event
from allocator.domain.grid import UTC
from allocator.domain.rota import Rota

Span = tuple[dt.datetime, dt.datetime]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KnownEvent(_Fact):
    """An event, and when it became known.

    Parameters
    ----------
    known_at
        The ``now`` of the replan in which it came.
    replan
        Number of that replan, from 1.
    """

    event: Event
    known_at: AwareDatetime
    replan: int = Field(ge=1)


class Away(_Fact):
    """Whole intervals in which somebody cannot work, by an event.

    Parameters
    ----------
    event
        Place of the event in :attr:`Disruption.events`, from 0.
    """

    agent_id: str
    start: AwareDatetime
    until: AwareDatetime
    event: int = Field(ge=0)


class LostTime(_Fact):
    """Paid time of the published rota that events have taken: the agent owes it no more.

    Parameters
    ----------
    day
        Operating day.
    minutes
        Paid minutes; negative on a day to which a part of a cut night shift now counts.
    """

    agent_id: str
    day: dt.date
    minutes: float


class CutShift(_Fact):
    """What an event has left of a shift, which keeps the breaks that were meant for the whole.

    Parameters
    ----------
    start
        Of what is left.
    published_minutes
        Elapsed length of the shift as it was.
    """

    agent_id: str
    start: AwareDatetime
    published_minutes: float


class OvertimeOffer(_Fact):
    """How much longer somebody may work on a day.

    Parameters
    ----------
    minutes
        Paid minutes that may be added.
    published_minutes
        Paid minutes that stand on the day without them.
    start, end
        Of the shift that stands on the day; ``None`` for a day off.
    """

    agent_id: str
    day: dt.date
    minutes: float
    published_minutes: float
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None


class Cancelled(_Fact):
    """A planned activity that somebody cannot take part in.

    Parameters
    ----------
    without
        Who is away.
    is_held
        Whether the others hold it all the same, or all of them at another time; otherwise it does
        not take place.
    start
        When it stood in the published rota.
    moved_to
        When it is held instead, by all who take part.
    is_fixed
        Whether its time is fixed, so that it could not be moved.
    event
        Place of the event in :attr:`Disruption.events`, from 0.
    """

    activity_id: str
    kind: str
    start: AwareDatetime
    without: tuple[str, ...]
    is_held: bool
    event: int = Field(ge=0)
    moved_to: AwareDatetime | None = None
    is_fixed: bool = False


class Disruption(_Fact):
    """What has happened since a rota was published, by the replan's ``now``.

    Parameters
    ----------
    now
        Moment at which it is replanned.
    join
        First moment of the grid at or after ``now``: from there on the rota may change.
    replan
        Number of this replan, from 1.
    events
        All events so far, in the order of the replans in which they became known.
    standing
        The published rota if nobody does anything more: who is away is cut out of it, shifts are
        swapped, and those whom an activity cannot be held with are back on the phone.
    frozen
        What of it lies before ``join``, a block that goes on after it cut there.
    away
        When people cannot work by the events.
    lost
        Paid time that events have taken.
    cut
        What is left of shifts that events have cut.
    overtime
        What was offered.
    cancelled
        Activities that are not held as planned.
    touched
        Agents whose blocks in ``standing`` differ from the published ones.
    """

    now: AwareDatetime
    join: AwareDatetime
    replan: int = Field(ge=1)
    events: tuple[KnownEvent, ...]
    standing: Rota
    frozen: Rota
    away: tuple[Away, ...] = ()
    lost: tuple[LostTime, ...] = ()
    cut: tuple[CutShift, ...] = ()
    overtime: tuple[OvertimeOffer, ...] = ()
    cancelled: tuple[Cancelled, ...] = ()
    touched: tuple[str, ...] = ()

    @property
    def new_events(self) -> tuple[KnownEvent, ...]:
        """Events that became known in this replan."""
        return tuple(known for known in self.events if known.replan == self.replan)

    @cached_property
    def _away_by_agent(self) -> dict[str, tuple[Span, ...]]:
        spans: defaultdict[str, list[Span]] = defaultdict(list)
        for row in sorted(self.away, key=lambda row: row.start.astimezone(UTC)):
            spans[row.agent_id].append((row.start, row.until))
        return {agent_id: tuple(mine) for agent_id, mine in spans.items()}

    def away_spans(self, agent_id: str) -> tuple[Span, ...]:
        """Spans in which an agent is away, by start; they may overlap."""
        return self._away_by_agent.get(agent_id, ())

    @cached_property
    def _lost_minutes(self) -> dict[tuple[str, dt.date], float]:
        minutes: defaultdict[tuple[str, dt.date], float] = defaultdict(float)
        for row in self.lost:
            minutes[row.agent_id, row.day] += row.minutes
        return dict(minutes)

    def lost_hours_on(self, agent_id: str, day: dt.date) -> float:
        """Paid hours of an operating day that an agent owes no more."""
        return self._lost_minutes.get((agent_id, day), 0.0) / 60

    @cached_property
    def _uncut_minutes(self) -> dict[tuple[str, float], float]:
        return {(row.agent_id, row.start.timestamp()): row.published_minutes for row in self.cut}

    def uncut_minutes(self, agent_id: str, start: dt.datetime) -> float | None:
        """Return how long a shift was before events cut it; ``None`` where none has.

        Parameters
        ----------
        start
            Of what is left of the shift.
        """
        return self._uncut_minutes.get((agent_id, start.timestamp()))

    @cached_property
    def _offers(self) -> dict[tuple[str, dt.date], OvertimeOffer]:
        return {(offer.agent_id, offer.day): offer for offer in self.overtime}

    def overtime_on(self, agent_id: str, day: dt.date) -> OvertimeOffer | None:
        """Return what an agent offers on an operating day."""
        return self._offers.get((agent_id, day))

    def overtime_minutes(self, agent_id: str, day: dt.date, paid_minutes: float) -> float:
        """Of the paid minutes of a day those that are overtime, and not of the contract.

        What is above the minutes published for the day, and no more than was offered.
        """
        offer = self.overtime_on(agent_id, day)
        if offer is None:
            return 0.0
        return min(offer.minutes, max(0.0, paid_minutes - offer.published_minutes))
