"""The event kernel: contacts arrive, wait, give up or are answered; people come, go and answer.

Arrays and plain loops compiled by numba: one to two million contacts a second on one core. It knows
no queue by name and no clock; ``centre.py`` gives it numbers. Times are seconds from any origin.
At one moment, whoever finishes is free first, then people come, go and step away, then contacts
that have waited long enough overflow, then new contacts arrive.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from allocator.simulate.event_heap import Array, pop, push
from allocator.simulate.waiting_line import NOBODY, join, leave, longest_waiting

_OFF, _IDLE, _BUSY = 0, 1, 2
_FINISH, _CHANGE, _GO_AWAY, _OVERFLOW, _ARRIVE, _END = 0, 1, 2, 3, 4, 5


@njit(cache=True, nogil=True)
def _idle_agent(
    q: int,
    arrived_s: float,
    now_s: float,
    state: Array,
    login: Array,
    idle_since_s: Array,
    answers: Array,
    agent_rank: Array,
    overflow_s: Array,
) -> int:
    """Whom a contact goes to: the lowest rank, and of these the longest idle."""
    best = NOBODY
    for a in range(state.shape[0]):
        if state[a] != _IDLE:
            continue
        s = login[a]
        if not answers[s, q] or arrived_s + overflow_s[s, q] > now_s:
            continue
        rank = agent_rank[s, q]
        best_rank = agent_rank[login[best], q] if best != NOBODY else np.inf
        if rank < best_rank or (rank == best_rank and idle_since_s[a] < idle_since_s[best]):
            best = a
    return best


@njit(cache=True, nogil=True)
def serve(
    arrival_s: Array,
    queue: Array,
    work_s: Array,
    wrap_s: Array,
    patience_s: Array,
    credit_s: Array,
    change_s: Array,
    change_agent: Array,
    change_login: Array,
    away_s: Array,
    away_agent: Array,
    away_length_s: Array,
    answers: Array,
    contact_rank: Array,
    agent_rank: Array,
    overflow_s: Array,
    factor: Array,
) -> tuple[Array, Array]:
    """Serve a list of contacts.

    Parameters
    ----------
    arrival_s, queue, work_s, wrap_s, patience_s, credit_s
        Of each contact, in order of arrival, shape (C,): its queue, the handling time with an
        agent of factor 1, the time after it before the agent is free, the wait after which it is
        given up (``inf`` for never), and the wait it is credited with when the longest waiting
        is chosen.
    change_s, change_agent, change_login
        When which agent logs into which set of queues, in order of time, shape (P,);
        ``NOBODY`` for logging out. A contact in hand is finished first.
    away_s, away_agent, away_length_s
        When which agent goes away for how long, in order of time, shape (W,). A contact in hand
        is finished first, and the time away is as long all the same; of somebody who is not
        logged in then, nothing comes of it.
    answers
        Whether a set of queues holds a queue, shape (L, Q).
    contact_rank
        Rank of each queue for a set, shape (L, Q): somebody who becomes free takes, of the
        contacts of the lowest rank, the one that has waited longest.
    agent_rank
        Rank of each set for a queue, shape (L, Q): a contact goes, of the idle agents of the
        lowest rank, to the one who has been idle longest.
    overflow_s
        Wait after which a contact of a queue may go to a set, shape (L, Q); 0 for at once.
    factor
        Handling-time factor of each agent on each queue, shape (A, Q).

    Returns
    -------
    answered_s, agent
        When each contact is answered and by whom, shape (C,); NaN and ``NOBODY`` where never.
    """
    contacts, changes, aways = arrival_s.shape[0], change_s.shape[0], away_s.shape[0]
    queues = factor.shape[1]
    answered_s = np.full(contacts, np.nan)
    served_by = np.full(contacts, NOBODY)
    since_s = arrival_s - credit_s
    gives_up_s = arrival_s + patience_s
    first, last = np.full(queues, NOBODY), np.full(queues, NOBODY)
    before, after = np.full(contacts, NOBODY), np.full(contacts, NOBODY)
    state = np.zeros(factor.shape[0], np.int64)
    login = np.full(factor.shape[0], NOBODY)
    idle_since_s = np.zeros(factor.shape[0])
    away_due_s = np.zeros(factor.shape[0])
    finish_s, finish_agent = np.empty(factor.shape[0]), np.empty(factor.shape[0], np.int64)
    timers = (overflow_s > 0).sum() * contacts
    due_s, due_contact = np.empty(timers), np.empty(timers, np.int64)
    finishing, due = 0, 0
    next_contact, next_change, next_away = 0, 0, 0
    while True:
        now_s, kind = np.inf, _END
        if finishing > 0:
            now_s, kind = finish_s[0], _FINISH
        if next_change < changes and change_s[next_change] < now_s:
            now_s, kind = change_s[next_change], _CHANGE
        if next_away < aways and away_s[next_away] < now_s:
            now_s, kind = away_s[next_away], _GO_AWAY
        if due > 0 and due_s[0] < now_s:
            now_s, kind = due_s[0], _OVERFLOW
        if next_contact < contacts and arrival_s[next_contact] < now_s:
            now_s, kind = arrival_s[next_contact], _ARRIVE
        if kind == _END:
            break
        if kind == _GO_AWAY:
            a = away_agent[next_away]
            if state[a] == _IDLE:
                state[a] = _BUSY
                finishing = push(
                    finish_s, finish_agent, finishing, now_s + away_length_s[next_away], a
                )
            elif login[a] != NOBODY:
                away_due_s[a] += away_length_s[next_away]
            next_away += 1
            continue
        if kind == _FINISH or kind == _CHANGE:  # noqa: SIM109 (a tuple is slower when compiled)
            if kind == _FINISH:
                a = finish_agent[0]
                finishing = pop(finish_s, finish_agent, finishing)
                if away_due_s[a] > 0 and login[a] != NOBODY:
                    back_s = float(now_s + away_due_s[a])
                    finishing = push(finish_s, finish_agent, finishing, back_s, a)
                    away_due_s[a] = 0.0
                    continue
                away_due_s[a] = 0.0
                state[a] = _OFF
            else:
                a = change_agent[next_change]
                login[a] = change_login[next_change]
                next_change += 1
                if state[a] == _BUSY:
                    continue
            if login[a] == NOBODY:
                state[a] = _OFF
                continue
            if state[a] == _OFF:
                state[a], idle_since_s[a] = _IDLE, now_s
            s = login[a]
            c = NOBODY
            for q in range(queues):
                if not answers[s, q]:
                    continue
                other = longest_waiting(
                    first, last, before, after, q, gives_up_s, arrival_s, overflow_s[s, q], now_s
                )
                if other == NOBODY:
                    continue
                rank = contact_rank[s, q]
                best_rank = contact_rank[s, queue[c]] if c != NOBODY else np.inf
                if rank < best_rank or (rank == best_rank and since_s[other] < since_s[c]):
                    c = other
            if c == NOBODY:
                continue
            leave(first, last, before, after, queue[c], c)
        else:
            if kind == _OVERFLOW:
                c = due_contact[0]
                due = pop(due_s, due_contact, due)
                if served_by[c] != NOBODY or gives_up_s[c] <= now_s:
                    continue
            else:
                c = next_contact
                next_contact += 1
            q = queue[c]
            a = _idle_agent(
                q,
                arrival_s[c],
                now_s,
                state,
                login,
                idle_since_s,
                answers,
                agent_rank,
                overflow_s,
            )
            if kind == _OVERFLOW:
                if a == NOBODY:
                    continue
                leave(first, last, before, after, q, c)
            elif a == NOBODY:
                if patience_s[c] > 0:
                    join(first, last, before, after, q, c, since_s)
                    for s in range(overflow_s.shape[0]):
                        if overflow_s[s, q] > 0:
                            due = push(due_s, due_contact, due, now_s + overflow_s[s, q], c)
                continue
        answered_s[c], served_by[c], state[a] = now_s, a, _BUSY
        free_s = now_s + work_s[c] * factor[a, queue[c]] + wrap_s[c]
        finishing = push(finish_s, finish_agent, finishing, free_s, a)
    return answered_s, served_by
