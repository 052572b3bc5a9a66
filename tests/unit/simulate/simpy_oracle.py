"""The same service of contacts as a model in simpy, written from the kernel's docstring alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import simpy


@dataclass
class Case:
    """Arguments of :func:`allocator.simulate.kernel.serve` by name."""

    arrival_s: np.ndarray
    queue: np.ndarray
    work_s: np.ndarray
    wrap_s: np.ndarray
    patience_s: np.ndarray
    credit_s: np.ndarray
    change_s: np.ndarray
    change_agent: np.ndarray
    change_login: np.ndarray
    away_s: np.ndarray
    away_agent: np.ndarray
    away_length_s: np.ndarray
    answers: np.ndarray
    contact_rank: np.ndarray
    agent_rank: np.ndarray
    overflow_s: np.ndarray
    factor: np.ndarray


@dataclass
class Oracle:
    """People and contacts as simpy processes that meet in :meth:`_match`."""

    case: Case
    env: simpy.Environment = field(default_factory=simpy.Environment)

    def __post_init__(self) -> None:
        case = self.case
        self.answered_s = np.full(len(case.arrival_s), np.nan)
        self.agent = np.full(len(case.arrival_s), -1)
        self.login = dict.fromkeys(range(len(case.factor)), -1)
        self.idle_since: dict[int, float] = {}
        self.busy: set[int] = set()
        self.away_due = dict.fromkeys(range(len(case.factor)), 0.0)
        self.waiting: set[int] = set()

    def run(self) -> tuple[np.ndarray, np.ndarray]:
        for c in range(len(self.case.arrival_s)):
            self.env.process(self._contact(c))
        for n in range(len(self.case.change_s)):
            self.env.process(self._change(n))
        for n in range(len(self.case.away_s)):
            self.env.process(self._away(n))
        self.env.run()
        return self.answered_s, self.agent

    def _contact(self, c: int):
        case = self.case
        yield self.env.timeout(case.arrival_s[c])
        self.waiting.add(c)
        self._match()
        moments = sorted({*case.overflow_s[:, case.queue[c]].tolist()} - {0.0})
        for wait in moments:
            self.env.process(self._overflow(c, wait))
        if np.isfinite(case.patience_s[c]):
            yield self.env.timeout(case.patience_s[c])
            self.waiting.discard(c)

    def _overflow(self, c: int, wait: float):
        yield self.env.timeout(wait + 1e-9)  # just after, when it may go
        if c in self.waiting:
            self._match()

    def _change(self, n: int):
        case = self.case
        yield self.env.timeout(case.change_s[n])
        agent, login = int(case.change_agent[n]), int(case.change_login[n])
        self.login[agent] = login
        if agent in self.busy:
            return
        if login == -1:
            self.idle_since.pop(agent, None)
        else:
            self.idle_since.setdefault(agent, self.env.now)
            self._match()

    def _work(self, c: int, agent: int):
        case = self.case
        factor = case.factor[agent, case.queue[c]]
        yield self.env.timeout(case.work_s[c] * factor + case.wrap_s[c])
        yield from self._free(agent)

    def _away(self, n: int):
        case = self.case
        yield self.env.timeout(case.away_s[n])
        agent = int(case.away_agent[n])
        if self.login[agent] == -1:
            return
        self.away_due[agent] += case.away_length_s[n]
        if agent in self.idle_since:
            del self.idle_since[agent]
            self.busy.add(agent)
            yield from self._free(agent)

    def _free(self, agent: int):
        """Go away as long as is due, and then be idle or gone."""
        while self.away_due[agent] > 0 and self.login[agent] != -1:
            length, self.away_due[agent] = self.away_due[agent], 0.0
            yield self.env.timeout(length)
        self.away_due[agent] = 0.0
        self.busy.discard(agent)
        if self.login[agent] != -1:
            self.idle_since[agent] = self.env.now
            self._match()

    def _may(self, c: int, agent: int) -> bool:
        case, login, queue = self.case, self.login[agent], self.case.queue[c]
        waited = self.env.now - case.arrival_s[c]
        return bool(case.answers[login, queue]) and waited >= case.overflow_s[login, queue]

    def _match(self) -> None:
        """Bring one contact and one idle agent together as long as any two may meet.

        Between two events at most one new party is there: a new contact chooses among idle
        agents, a new idle agent among contacts.
        """
        case = self.case
        while True:
            pairs = [(c, a) for c in self.waiting for a in self.idle_since if self._may(c, a)]
            if not pairs:
                return
            agents = {a for _, a in pairs}
            if len(agents) == 1:
                (agent,) = agents
                login = self.login[agent]
                contact = min(
                    (c for c, _ in pairs),
                    key=lambda c: (
                        case.contact_rank[login, case.queue[c]],
                        case.arrival_s[c] - case.credit_s[c],
                    ),
                )
            else:
                contacts = {c for c, _ in pairs}
                assert len(contacts) == 1
                (contact,) = contacts
                queue = case.queue[contact]
                agent = min(
                    agents,
                    key=lambda a: (case.agent_rank[self.login[a], queue], self.idle_since[a]),
                )
            self.waiting.discard(contact)
            del self.idle_since[agent]
            self.busy.add(agent)
            self.answered_s[contact] = self.env.now
            self.agent[contact] = agent
            self.env.process(self._work(contact, agent))
