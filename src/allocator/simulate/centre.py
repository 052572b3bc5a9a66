"""Who is logged into what when, as the arrays that the kernel reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from allocator.demand.arrays import Floats
from allocator.simulate.compiled import Array
from allocator.simulate.handling import Handling
from allocator.simulate.routing import AgentChoice, ContactChoice, Routing
from allocator.simulate.waiting_line import NOBODY


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Somebody logged into queues over a half-open span, in seconds from the week's start.

    Parameters
    ----------
    queues
        In the agent's order of priority; at least one.
    """

    agent_id: str
    start_s: float
    end_s: float
    queues: tuple[str, ...]


@dataclass(frozen=True)
class Centre:
    """The people of a week and the queues they take.

    Parameters
    ----------
    queues, agents
        Ids; everything else numbers them in this order.
    spans
        By agent and time; those of one agent do not overlap.
    factor
        Handling-time factor of each agent on each queue, shape (A, Q).
    handling
        How the queues are dealt with.
    """

    queues: tuple[str, ...]
    agents: tuple[str, ...]
    spans: tuple[LoggedIn, ...]
    factor: Floats
    handling: Handling
    routing: Routing = field(default_factory=Routing)

    @classmethod
    def of(
        cls,
        queues: Sequence[str],
        agents: Sequence[str],
        spans: Iterable[LoggedIn],
        factor: Mapping[tuple[str, str], float],
        routing: Routing | None = None,
        handling: Handling | None = None,
    ) -> Centre:
        """Centre of named people.

        Parameters
        ----------
        agents
            All who may have absences, in a fixed order, whether they have a span or not: so
            that one person's absences do not change when another's shift does.
        factor
            By agent and queue; 1 where it is not given.
        handling
            All queues are calls unless told otherwise.
        """
        place = {agent: number for number, agent in enumerate(agents)}
        ordered = sorted(spans, key=lambda span: (place[span.agent_id], span.start_s))
        return cls(
            queues=tuple(queues),
            agents=tuple(agents),
            spans=tuple(span for span in ordered if span.queues and span.end_s > span.start_s),
            factor=np.array(
                [[factor.get((agent, queue), 1.0) for queue in queues] for agent in agents]
            ).reshape(len(agents), len(queues)),
            handling=handling or Handling.calls(len(queues)),
            routing=routing or Routing(),
        )

    @cached_property
    def logins(self) -> tuple[tuple[str, ...], ...]:
        """Every list of queues that somebody is logged into, each once."""
        return tuple(dict.fromkeys(span.queues for span in self.spans))

    @cached_property
    def span_agent(self) -> Array:
        """Number of each span's agent."""
        place = {agent: number for number, agent in enumerate(self.agents)}
        return np.array([place[span.agent_id] for span in self.spans], np.int64)

    @cached_property
    def span_start_s(self) -> Floats:
        """Start of each span."""
        return np.array([span.start_s for span in self.spans], np.float64)

    @cached_property
    def span_end_s(self) -> Floats:
        """End of each span."""
        return np.array([span.end_s for span in self.spans], np.float64)

    @cached_property
    def changes(self) -> tuple[Floats, Array, Array]:
        """When which agent changes to which login, in order of time; ``NOBODY`` for none."""
        number = {login: place for place, login in enumerate(self.logins)}
        rows: list[tuple[float, int, int]] = []
        for n, (span, agent) in enumerate(zip(self.spans, self.span_agent, strict=True)):
            rows.append((span.start_s, int(agent), number[span.queues]))
            follows = n + 1 < len(self.spans) and self.spans[n + 1]
            if not (
                follows and follows.agent_id == span.agent_id and follows.start_s <= span.end_s
            ):
                rows.append((span.end_s, int(agent), NOBODY))
        rows.sort(key=lambda row: row[:2])
        return (
            np.array([row[0] for row in rows], np.float64),
            np.array([row[1] for row in rows], np.int64),
            np.array([row[2] for row in rows], np.int64),
        )

    @cached_property
    def answers(self) -> Array:
        """Whether a login holds a queue, shape (L, Q)."""
        held = [[queue in login for queue in self.queues] for login in self.logins]
        return np.array(held, bool).reshape(len(self.logins), len(self.queues))

    @cached_property
    def contact_rank(self) -> Floats:
        """Which queue somebody who becomes free takes first, shape (L, Q)."""
        if self.routing.contact_choice is ContactChoice.LONGEST_WAITING:
            return np.zeros(self.answers.shape)
        return self._place_in_login

    @cached_property
    def agent_rank(self) -> Floats:
        """Whom a contact of a queue goes to first, shape (L, Q)."""
        if self.routing.agent_choice is AgentChoice.LONGEST_IDLE:
            return np.zeros(self.answers.shape)
        held = self.answers.sum(axis=1, dtype=np.float64)
        return np.broadcast_to(held[:, np.newaxis], self.answers.shape).copy()

    @cached_property
    def overflow_s(self) -> Floats:
        """Wait after which a contact may go to a login, shape (L, Q)."""
        return np.where(self._place_in_login > 0, self.routing.overflow_s, 0.0)

    @cached_property
    def _place_in_login(self) -> Floats:
        places = [
            [login.index(queue) if queue in login else 0 for queue in self.queues]
            for login in self.logins
        ]
        return np.array(places, np.float64).reshape(self.answers.shape)
