"""Who takes a contact, and which contact somebody takes: compiled choices of the event kernel."""

from __future__ import annotations

import numpy as np

from allocator.simulate.compiled import Array, compiled
from allocator.simulate.floor import (
    BUSY,
    CHAT,
    CHATTING,
    IDLE,
    MESSAGE,
    MESSAGES_IN_HAND,
    OFF,
    ON_MESSAGE,
)
from allocator.simulate.waiting_line import NOBODY, longest_waiting


@compiled
def agent_for(
    c: int,
    now_s: float,
    contacts: Array,
    queues: Array,
    rules: Array,
    state: Array,
    agents: Array,
    count: Array,
) -> int:
    """Whom a contact goes to; ``NOBODY`` if it has to wait.

    Somebody idle; a chat, to whoever holds the fewest and, of these, is idle rather than on a
    message. A call that finds nobody takes somebody from a message.
    """
    kind = queues[contacts[c].queue].kind
    if kind == CHAT:
        return _agent_with_room(c, now_s, contacts, queues, rules, state, agents)
    best = _agent_in(IDLE, c, now_s, contacts, rules, state, agents)
    if best == NOBODY and kind < MESSAGE and count[MESSAGES_IN_HAND] > 0:
        best = _agent_in(ON_MESSAGE, c, now_s, contacts, rules, state, agents)
    return best


@compiled
def _agent_in(
    wanted: int, c: int, now_s: float, contacts: Array, rules: Array, state: Array, agents: Array
) -> int:
    """Of the agents in a state who may take a contact, the lowest rank, then the longest idle."""
    q, arrived_s = contacts[c].queue, contacts[c].arrival_s
    best, lowest, longest_s = NOBODY, np.inf, np.inf
    for a in range(state.shape[0]):
        if state[a] != wanted:
            continue
        rule = rules[agents[a].login, q]
        if not rule.answers or arrived_s + rule.overflow_s > now_s or rule.agent_rank > lowest:
            continue
        if rule.agent_rank < lowest or agents[a].idle_since_s < longest_s:
            best, lowest, longest_s = a, rule.agent_rank, agents[a].idle_since_s
    return best


@compiled
def _agent_with_room(
    c: int, now_s: float, contacts: Array, queues: Array, rules: Array, state: Array, agents: Array
) -> int:
    """Whom a chat goes to: the fewest in hand, not on a message, lowest rank, longest idle."""
    q, arrived_s = contacts[c].queue, contacts[c].arrival_s
    at_once = queues[q].at_once
    best, fewest, lowest, longest_s = NOBODY, np.inf, np.inf, np.inf
    for a in range(state.shape[0]):
        if state[a] == IDLE:
            in_hand = 0.0
        elif state[a] == ON_MESSAGE:
            in_hand = 0.5
        elif state[a] == CHATTING and agents[a].login != NOBODY and agents[a].away_due_s == 0:
            in_hand = float(agents[a].in_hand)
            if in_hand >= at_once:
                continue
        else:
            continue
        rule = rules[agents[a].login, q]
        if not rule.answers or arrived_s + rule.overflow_s > now_s:
            continue
        if in_hand > fewest or (in_hand == fewest and rule.agent_rank > lowest):
            continue
        if in_hand < fewest or rule.agent_rank < lowest or agents[a].idle_since_s < longest_s:
            best, fewest = a, in_hand
            lowest, longest_s = rule.agent_rank, agents[a].idle_since_s
    return best


@compiled
def may_take(a: int, state: Array, agents: Array) -> bool:
    """Whether somebody has room for something: is there, and neither busy nor about to go."""
    return (
        state[a] != OFF
        and state[a] != BUSY
        and agents[a].login != NOBODY
        and agents[a].away_due_s == 0
    )


@compiled
def contact_for(
    a: int,
    now_s: float,
    contacts: Array,
    queues: Array,
    rules: Array,
    state: Array,
    agents: Array,
) -> int:
    """Which waiting contact somebody takes; ``NOBODY`` for none that may be taken.

    With chats in hand only a chat, and on a message only a call or chat. Of the contacts of the
    lowest rank the one that is first by ``since_s``.
    """
    s = agents[a].login
    best, lowest, first_s = NOBODY, np.inf, np.inf
    for q in range(queues.shape[0]):
        rule = rules[s, q]
        if not rule.answers or queues[q].first == NOBODY:
            continue
        if state[a] == ON_MESSAGE and queues[q].kind >= MESSAGE:
            continue
        if state[a] == CHATTING and (
            queues[q].kind != CHAT or agents[a].in_hand >= queues[q].at_once
        ):
            continue
        c = longest_waiting(queues, contacts, q, rule.overflow_s, now_s)
        if c == NOBODY or rule.contact_rank > lowest:
            continue
        if rule.contact_rank < lowest or contacts[c].since_s < first_s:
            best, lowest, first_s = c, rule.contact_rank, contacts[c].since_s
    return best
