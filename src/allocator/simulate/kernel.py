"""The event kernel: contacts arrive, wait, give up or are taken; people come, go and work.

Arrays and plain loops compiled by numba: two to four million contacts a second on one core. It
knows no queue by name and no clock; ``centre.py`` gives it numbers. Times are seconds from any
origin.
"""

from __future__ import annotations

import numpy as np

from allocator.simulate.agenda import NOWHERE
from allocator.simulate.compiled import Array
from allocator.simulate.event_loop import run
from allocator.simulate.floor import (
    AGENT,
    CONTACT,
    ENTRY,
    HELD,
    MESSAGE,
    OFF,
    QUEUE,
    RULE,
    STINT,
    STINTS,
)
from allocator.simulate.waiting_line import NOBODY


def serve(
    *,
    arrival_s: Array,
    queue: Array,
    work_s: Array,
    wrap_s: Array,
    patience_s: Array,
    credit_s: Array,
    due_s: Array,
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
    kind: Array,
    at_once: Array,
    speed: Array,
) -> tuple[Array, Array]:
    """Serve a list of contacts.

    Parameters
    ----------
    arrival_s, queue, work_s, wrap_s, patience_s, credit_s, due_s
        Of each contact, in order of arrival, shape (C,): its queue, the handling time with an
        agent of factor 1 who does nothing else, the time after it before it is out of hand, the
        wait after which it is given up (``inf`` for never), the wait it is credited with when
        the longest waiting is chosen, and when it is due. Messages and call-backs are never
        given up and are taken by the moment due; of others that is not read.
    change_s, change_agent, change_login
        When which agent logs into which set of queues, in order of time, shape (P,);
        ``NOBODY`` for logging out. Calls, call-backs and chats in hand are finished first; a
        message is put aside by whoever is logged into its queue no longer.
    away_s, away_agent, away_length_s
        When which agent goes away for how long, in order of time, shape (W,). Calls, call-backs
        and chats in hand are finished first, no further chat is taken meanwhile, and the time
        away is as long all the same; a message is put aside. Of somebody who is not logged in
        then, nothing comes of it.
    answers
        Whether a set of queues holds a queue, shape (L, Q).
    contact_rank
        Rank of each queue for a set, shape (L, Q): somebody who becomes free takes, of the
        calls and chats of the lowest rank, the one that has waited longest; if none waits, the
        message or call-back that is due first, whatever its rank.
    agent_rank
        Rank of each set for a queue, shape (L, Q). A contact goes, of the idle agents of the
        lowest rank, to the one who has been idle longest: time on messages counts as idle here,
        as does that since the last chat taken. A call or chat that finds nobody idle goes to
        somebody on a message, who puts it aside. A chat goes to whoever holds the fewest: idle
        agents first, then those on a message, then those with one chat, two, ...
    overflow_s
        Wait after which a call or chat of a queue may go to a set, shape (L, Q); 0 for at once.
    factor
        Handling-time factor of each agent on each queue, shape (A, Q).
    kind
        ``CALL``, ``CHAT``, ``MESSAGE`` or ``CALL_BACK`` by queue, shape (Q,).
    at_once
        Most chats that an agent holds after taking one of a queue, shape (Q,).
    speed
        Total speed with 1, 2, ... chats in hand by queue, shape (Q, K): each of *j* chats
        passes at ``speed[q, j - 1] / j``.

    Returns
    -------
    contacts
        The contacts as records of ``floor.CONTACT``, shape (C,): when each was answered, by whom
        and when it was done with.
    stints
        Who spent which spans on messages and on chats, as records of ``floor.STINT``; chats that
        are held together, from the first taken to the last done, are one, named by the first.
    """
    deferred = kind >= MESSAGE
    contacts = np.empty(len(arrival_s), CONTACT)
    contacts["arrival_s"], contacts["queue"] = arrival_s, queue
    contacts["work_s"], contacts["wrap_s"] = work_s, wrap_s
    contacts["gives_up_s"], contacts["since_s"] = arrival_s + patience_s, arrival_s - credit_s
    contacts["answered_s"] = contacts["done_s"] = np.nan
    contacts["agent"], contacts["left_share"] = NOBODY, 1.0
    if deferred.any():
        later = deferred[queue]
        contacts["gives_up_s"][later], contacts["since_s"][later] = np.inf, due_s[later]
    queues = np.empty(len(kind), QUEUE)
    queues["kind"], queues["at_once"] = kind, at_once
    queues["first"] = queues["last"] = NOBODY
    rules = np.empty(answers.shape, RULE)
    rules["answers"], rules["agent_rank"] = answers, agent_rank
    after_all = 1.0 + contact_rank.max(initial=0.0)
    rules["contact_rank"] = np.where(deferred, after_all, contact_rank)
    rules["overflow_s"] = np.where(deferred, 0.0, overflow_s)
    agents = np.zeros(len(factor), AGENT)
    agents["login"] = NOBODY
    agenda = np.empty(len(factor), ENTRY)
    agenda["place"] = NOWHERE
    # A contact ends two stints at most: its own, and that of the message put aside for it. Others
    # end by a change or an absence.
    stints_max = 2 * len(arrival_s) + len(change_s) + len(away_s) if kind.any() else 0
    stints = np.empty(stints_max, STINT)
    count = np.zeros(3, np.int64)
    timers = len(arrival_s) * int((rules["overflow_s"] > 0).sum())
    run(
        contacts,
        queues,
        rules,
        factor,
        speed / np.arange(1.0, speed.shape[1] + 1),
        np.full(len(factor), OFF),
        agents,
        np.empty((len(factor), speed.shape[1]), HELD),
        stints,
        agenda,
        count,
        np.empty(timers),
        np.empty(timers, np.int64),
        change_s,
        change_agent,
        change_login,
        away_s,
        away_agent,
        away_length_s,
    )
    return contacts, stints[: count[STINTS]]
