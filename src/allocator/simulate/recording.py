"""Recorded contacts: who came when, how long they waited and who answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from allocator.demand.arrays import Booleans, Floats
from allocator.domain.grid import TimeGrid
from allocator.domain.people import Identifier, Row
from allocator.simulate.centre import LoggedIn
from allocator.simulate.event_heap import Array

Seconds = Annotated[float, Field(ge=0, le=1_000_000)]


class ContactRow(Row):
    """A contact as a telephone system records it.

    Parameters
    ----------
    arrived_at
        Local clock at which the contact began.
    priority
        Class of the customer; 2 and more may be credited a wait. Systems that identify a
        customer who has to wait leave it at 0 for those who had not to.
    vru_s
        Time in the menu before the queue; below 0 where a system's two clocks disagree.
    queue_s
        Time in the queue, until the answer or the end.
    outcome
        Empty for answered where there is a service, abandoned where there is none.
    service_s, agent
        Handling time and who answered; empty where nobody did or it is not known.
    answered_at, ended_at
        Not read: they follow from the others.
    entered_queue
        ``False`` for somebody who hung up in the menu, who is left out.
    """

    arrived_at: dt.datetime
    queue: Identifier
    priority: int | None = Field(default=None, ge=0)
    vru_s: float = Field(default=0.0, ge=-3600, le=1_000_000)
    queue_s: Seconds
    outcome: Literal["answered", "abandoned"] | None = None
    service_s: Seconds | None = None
    answered_at: str | None = None
    ended_at: str | None = None
    agent: Identifier | None = None
    entered_queue: bool | None = None

    @property
    def answered(self) -> bool:
        """Whether the contact was answered."""
        return self.service_s is not None if self.outcome is None else self.outcome == "answered"


@dataclass(frozen=True)
class Recording:
    """Contacts that came to a queue, in order of coming to it, shape (C,) each.

    Parameters
    ----------
    grid
        Operating days that the contacts lie in; seconds count from its start.
    queues, agents
        Ids that the arrays number; agents are those that answered somebody.
    agent
        Number of who answered; -1 where nobody did or it is not known.
    service_s
        0 where not answered.
    """

    grid: TimeGrid
    queues: tuple[str, ...]
    agents: tuple[str, ...]
    arrival_s: Floats
    queue: Array
    wait_s: Floats
    answered: Booleans
    service_s: Floats
    agent: Array
    priority: Array

    @classmethod
    def of(cls, rows: Sequence[ContactRow], queues: Sequence[str], frame: TimeGrid) -> Recording:
        """Put rows, in any order, into a recording.

        Parameters
        ----------
        rows
            At least one that came to a queue; their queues are all among ``queues``.
        frame
            Time zone and start of the operating day; its own days do not matter.
        """
        came = [row for row in rows if row.entered_queue is not False]
        moments = np.array(
            [row.arrived_at.replace(tzinfo=frame.zone).timestamp() + row.vru_s for row in came]
        )
        order = np.argsort(moments, kind="stable")
        came = [came[place] for place in order]
        days = [
            frame.operating_date(_local(frame, float(moments[place]))) for place in order[[0, -1]]
        ]
        grid = _days_of(frame, days[0], (days[1] - days[0]).days + 1)
        agents = sorted({row.agent for row in came if row.agent and row.answered})
        agent_number = {agent: number for number, agent in enumerate(agents)}
        queue_number = {queue: number for number, queue in enumerate(queues)}
        answered = np.array([row.answered for row in came])
        return cls(
            grid=grid,
            queues=tuple(queues),
            agents=tuple(agents),
            arrival_s=moments[order] - grid.start.timestamp(),
            queue=np.array([queue_number[row.queue] for row in came], np.int64),
            wait_s=np.array([row.queue_s for row in came], np.float64),
            answered=answered,
            service_s=np.array([row.service_s or 0.0 for row in came]) * answered,
            agent=np.array(
                [agent_number.get(row.agent or "", -1) if row.answered else -1 for row in came],
                np.int64,
            ),
            priority=np.array([row.priority or 0 for row in came], np.int64),
        )

    @cached_property
    def start_s(self) -> Floats:
        """When each contact was answered, or given up."""
        return self.arrival_s + self.wait_s

    @cached_property
    def end_s(self) -> Floats:
        """When each service ended."""
        return self.start_s + self.service_s

    @cached_property
    def day_start_s(self) -> Floats:
        """Start of each operating day, and the end of the last."""
        origin = self.grid.start.timestamp()
        return np.array([moment.timestamp() - origin for moment in self.grid.day_starts])

    @cached_property
    def day(self) -> Array:
        """Number of the operating day in which each contact was answered or given up."""
        last = self.grid.day_count - 1
        return np.clip(np.searchsorted(self.day_start_s, self.start_s, side="right") - 1, 0, last)

    def services_of(self, agent: int) -> Array:
        """Contacts that an agent answered, in order; services of no length are left out."""
        mine = np.flatnonzero((self.agent == agent) & (self.service_s > 0))
        return mine[np.argsort(self.start_s[mine], kind="stable")]

    def last_days(self, days: int) -> Recording:
        """Keep the contacts of the last operating days alone."""
        first = max(0, self.grid.day_count - days)
        since_s = float(self.day_start_s[first])
        keep = self.arrival_s >= since_s
        return Recording(
            grid=_days_of(self.grid, self.grid.days[first], self.grid.day_count - first),
            queues=self.queues,
            agents=self.agents,
            arrival_s=self.arrival_s[keep] - since_s,
            queue=self.queue[keep],
            wait_s=self.wait_s[keep],
            answered=self.answered[keep],
            service_s=self.service_s[keep],
            agent=self.agent[keep],
            priority=self.priority[keep],
        )


def _days_of(frame: TimeGrid, first_day: dt.date, day_count: int) -> TimeGrid:
    """Grid like another over other days; built anew, since a copy keeps what was worked out."""
    fields = frame.model_dump() | {"first_day": first_day, "day_count": day_count}
    return TimeGrid.model_validate(fields)


def _local(frame: TimeGrid, moment_s: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(moment_s, tz=frame.zone)


def recorded_presence(
    recording: Recording, login: dict[str, tuple[str, ...]], gap_s: float
) -> tuple[LoggedIn, ...]:
    """Who was there when, as far as the contacts show it.

    An agent is there from the first answer of an operating day to the end of the last service,
    but for gaps between two services that last ``gap_s`` or longer.

    Parameters
    ----------
    login
        Queues of each agent; who is not in it is logged into those of which the recording
        holds a contact of theirs.
    """
    spans: list[LoggedIn] = []
    for number, agent in enumerate(recording.agents):
        mine = recording.services_of(number)
        queues = login.get(agent) or tuple(
            recording.queues[q] for q in np.unique(recording.queue[mine])
        )
        for day in np.unique(recording.day[mine]):
            today = mine[recording.day[mine] == day]
            start_s = recording.start_s[today]
            end_s = np.maximum.accumulate(recording.end_s[today])
            cut = np.flatnonzero(start_s[1:] - end_s[:-1] >= gap_s)
            first = np.concatenate((start_s[:1], start_s[1:][cut]))
            last = np.concatenate((end_s[:-1][cut], end_s[-1:]))
            spans += [
                LoggedIn(agent, float(a), float(b), queues)
                for a, b in zip(first, last, strict=True)
            ]
    return tuple(spans)
