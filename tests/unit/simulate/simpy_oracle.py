"""The same service of contacts as a model in simpy, written from the kernel's docstring alone."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import simpy

from allocator.simulate.floor import CALL, CALL_BACK, CHAT, MESSAGE


@dataclass
class Case:
    """Arguments of :func:`allocator.simulate.kernel.serve` by name."""

    arrival_s: np.ndarray
    queue: np.ndarray
    work_s: np.ndarray
    wrap_s: np.ndarray
    patience_s: np.ndarray
    credit_s: np.ndarray
    due_s: np.ndarray
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
    kind: np.ndarray
    at_once: np.ndarray
    speed: np.ndarray


@dataclass
class Oracle:
    """People and contacts as simpy processes that meet in :meth:`_match`.

    Whoever is logged in is in exactly one of ``idle``, ``busy`` (a call, a call-back, away),
    ``chats`` and ``message``; chats and messages in hand outlive the login.
    """

    case: Case
    env: simpy.Environment = field(default_factory=simpy.Environment)

    def __post_init__(self) -> None:
        case = self.case
        contacts, agents = len(case.arrival_s), len(case.factor)
        self.answered_s = np.full(contacts, np.nan)
        self.done_s = np.full(contacts, np.nan)
        self.agent = np.full(contacts, -1)
        self.stints: list[tuple[int, int, float, float]] = []
        self.login = dict.fromkeys(range(agents), -1)
        self.idle: set[int] = set()
        self.idle_since: dict[int, float] = {}
        self.busy: set[int] = set()
        self.chats: dict[int, dict[int, float]] = {}  # what each would still take alone
        self.message: dict[int, int] = {}
        self.begun: dict[int, tuple[int, float]] = {}
        self.settled: dict[int, float] = {}
        self.turn = dict.fromkeys(range(agents), 0)  # timers of an earlier turn have no effect
        self.left_share = np.ones(contacts)
        self.away_due = dict.fromkeys(range(agents), 0.0)
        self.waiting: set[int] = set()

    def run(self) -> Oracle:
        for c in range(len(self.case.arrival_s)):
            self.env.process(self._contact(c))
        for n in range(len(self.case.change_s)):
            self.env.process(self._change(n))
        for n in range(len(self.case.away_s)):
            self.env.process(self._away(n))
        self.env.run()
        return self

    def kind(self, c: int) -> int:
        return int(self.case.kind[self.case.queue[c]])

    def _contact(self, c: int):
        case = self.case
        yield self.env.timeout(case.arrival_s[c])
        self.waiting.add(c)
        self._match()
        if self.kind(c) in (MESSAGE, CALL_BACK):
            return
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
        if agent in self.message:
            queue = case.queue[self.message[agent]]
            if login == -1 or not case.answers[login, queue]:
                self._put_aside(agent)
        if login == -1:
            self.idle.discard(agent)
        elif agent not in self.idle and agent not in self.message and agent not in self.chats:
            self._be_idle(agent)
        self._match(agent)

    def _away(self, n: int):
        case = self.case
        yield self.env.timeout(case.away_s[n])
        agent = int(case.away_agent[n])
        if self.login[agent] == -1:
            return
        self.away_due[agent] += case.away_length_s[n]
        if agent in self.message:
            self._put_aside(agent)
        if agent in self.idle:
            self.idle.discard(agent)
            self.busy.add(agent)
            self._match()  # for the message put aside
            yield from self._free(agent)

    def _free(self, agent: int):
        """Go away as long as is due, and then be idle or gone."""
        while self.away_due[agent] > 0 and self.login[agent] != -1:
            self.busy.add(agent)
            length, self.away_due[agent] = self.away_due[agent], 0.0
            yield self.env.timeout(length)
        self.away_due[agent] = 0.0
        self.busy.discard(agent)
        if self.login[agent] != -1:
            self._be_idle(agent)
            self._match()

    def _be_idle(self, agent: int) -> None:
        self.idle.add(agent)
        self.idle_since[agent] = self.env.now

    def _call(self, c: int, agent: int):
        case = self.case
        factor = case.factor[agent, case.queue[c]]
        yield self.env.timeout(case.work_s[c] * factor + case.wrap_s[c])
        self.done_s[c] = self.env.now
        yield from self._free(agent)

    def _whole(self, c: int, agent: int) -> float:
        case = self.case
        return case.work_s[c] * case.factor[agent, case.queue[c]] + case.wrap_s[c]

    def _message(self, c: int, agent: int):
        turn = self.turn[agent]
        yield self.env.timeout(self._whole(c, agent) * self.left_share[c])
        if turn != self.turn[agent]:
            return
        self.done_s[c] = self.env.now
        del self.message[agent]
        self._end_stint(agent)
        self.idle.add(agent)
        self._match()

    def _put_aside(self, agent: int) -> None:
        self.turn[agent] += 1
        c = self.message.pop(agent)
        _, begun = self.begun[agent]
        self.left_share[c] -= (self.env.now - begun) / self._whole(c, agent)
        self._end_stint(agent)
        self.idle.add(agent)
        self.waiting.add(c)

    def _end_stint(self, agent: int) -> None:
        first, begun = self.begun.pop(agent)
        self.stints.append((agent, first, begun, self.env.now))

    def _pace(self, agent: int, c: int) -> float:
        held = len(self.chats[agent])
        return self.case.speed[self.case.queue[c], held - 1] / held

    def _settle(self, agent: int) -> None:
        for c in self.chats[agent]:
            passed = self.env.now - self.settled[agent]
            self.chats[agent][c] -= passed * self._pace(agent, c)
        self.settled[agent] = self.env.now

    def _chat(self, agent: int):
        """Wait for the first of the chats in hand to end, if their number does not change."""
        self.turn[agent] += 1
        turn, held = self.turn[agent], self.chats[agent]
        first = min(held, key=lambda c: held[c] / self._pace(agent, c))
        yield self.env.timeout(max(0.0, held[first] / self._pace(agent, first)))
        if turn != self.turn[agent]:
            return
        self._settle(agent)
        del held[first]
        self.done_s[first] = self.env.now
        if held:
            self.env.process(self._chat(agent))
            self._match()
        else:
            del self.chats[agent]
            self._end_stint(agent)
            yield from self._free(agent)

    def _room(self, c: int, agent: int) -> float | None:
        """How much somebody has in hand whom a contact may go to; ``None`` for whom it may not."""
        case, login, queue, kind = self.case, self.login[agent], self.case.queue[c], self.kind(c)
        if login == -1 or not case.answers[login, queue]:
            return None
        waited = self.env.now - case.arrival_s[c]
        if kind in (CALL, CHAT) and waited < case.overflow_s[login, queue]:
            return None
        if agent in self.idle:
            return 0.0
        if agent in self.message and kind in (CALL, CHAT):
            return 0.5
        held = len(self.chats.get(agent, ()))
        if kind == CHAT and 0 < held < case.at_once[queue] and not self.away_due[agent]:
            return float(held)
        return None

    def _match(self, changed: int | None = None) -> None:
        """Bring one contact and one agent together as long as any two may meet.

        Between two events at most one new party is there: a new contact chooses among agents, a
        new agent with room among contacts. Only who changes queues may also put a message aside,
        and chooses before it does.
        """
        case = self.case
        while True:
            perhaps = [*self.idle, *self.message, *self.chats]
            pairs = {
                (c, a): room
                for c in self.waiting
                for a in perhaps
                if (room := self._room(c, a)) is not None
            }
            if not pairs:
                return
            agents = {a for _, a in pairs}
            if changed in agents:
                agents, pairs = {changed}, {pair for pair in pairs if pair[1] == changed}
            if len(agents) == 1:
                (agent,) = agents
                login = self.login[agent]
                contact = min((c for c, _ in pairs), key=lambda c: self._turn_of(c, login))
            else:
                contacts = {c for c, _ in pairs}
                assert len(contacts) == 1
                (contact,) = contacts
                queue = case.queue[contact]
                agent = min(
                    agents,
                    key=lambda a: (
                        pairs[contact, a],
                        case.agent_rank[self.login[a], queue],
                        self.idle_since[a],
                    ),
                )
            self._begin(contact, agent)

    def _turn_of(self, c: int, login: int) -> tuple[bool, float, float]:
        case = self.case
        if self.kind(c) in (MESSAGE, CALL_BACK):
            return True, 0.0, case.due_s[c]
        return False, case.contact_rank[login, case.queue[c]], case.arrival_s[c] - case.credit_s[c]

    def _begin(self, c: int, agent: int) -> None:
        self.waiting.discard(c)
        if agent in self.message:
            self._put_aside(agent)
        self.idle.discard(agent)
        if np.isnan(self.answered_s[c]):
            self.answered_s[c], self.agent[c] = self.env.now, agent
        kind = self.kind(c)
        if kind == MESSAGE:
            self.message[agent] = c
            self.begun[agent] = c, self.env.now
            self.env.process(self._message(c, agent))
        elif kind == CHAT:
            if agent not in self.chats:
                self.chats[agent] = {}
                self.begun[agent] = c, self.env.now
                self.settled[agent] = self.env.now
            self._settle(agent)
            self.chats[agent][c] = self._whole(c, agent)
            self.idle_since[agent] = self.env.now
            self.env.process(self._chat(agent))
        else:
            self.busy.add(agent)
            self.env.process(self._call(c, agent))
