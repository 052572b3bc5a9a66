"""What agents have in hand: taking a contact, putting it aside, being done; compiled.

Of the chats that somebody holds each passes at its queue's speed for so many, so that whenever
their number changes the time that each would still take alone is settled anew.
"""

from __future__ import annotations

import numpy as np

from allocator.simulate.agenda import enter, strike
from allocator.simulate.compiled import Array, compiled
from allocator.simulate.floor import (
    CHATTING,
    IDLE,
    MESSAGES_IN_HAND,
    ON_MESSAGE,
    STINTS,
)
from allocator.simulate.waiting_line import NOBODY


@compiled
def begin_message(
    a: int,
    c: int,
    now_s: float,
    contacts: Array,
    factor: Array,
    state: Array,
    agents: Array,
    held: Array,
    agenda: Array,
    count: Array,
) -> None:
    """Begin a message or go on with one that was put aside."""
    whole_s = contacts[c].work_s * factor[a, contacts[c].queue] + contacts[c].wrap_s
    left_s = whole_s * contacts[c].left_share
    state[a] = ON_MESSAGE
    count[MESSAGES_IN_HAND] += 1
    held[a, 0].contact, held[a, 0].left_s = c, left_s
    agents[a].begun_s, agents[a].first = now_s, c
    enter(agenda, count, a, now_s + left_s)
    if contacts[c].agent == NOBODY:
        contacts[c].answered_s, contacts[c].agent = now_s, a


@compiled
def put_aside(
    a: int,
    now_s: float,
    contacts: Array,
    factor: Array,
    state: Array,
    agents: Array,
    held: Array,
    stints: Array,
    agenda: Array,
    count: Array,
) -> int:
    """Stop somebody's message, who is idle then; return it."""
    c = held[a, 0].contact
    whole_s = contacts[c].work_s * factor[a, contacts[c].queue] + contacts[c].wrap_s
    if whole_s > 0:
        left_s = held[a, 0].left_s - (now_s - agents[a].begun_s)
        contacts[c].left_share = max(0.0, left_s / whole_s)
    end_message(a, now_s, state, agents, stints, count)
    strike(agenda, count, a)
    return c


@compiled
def end_message(
    a: int, now_s: float, state: Array, agents: Array, stints: Array, count: Array
) -> None:
    """Have nothing in hand after a message."""
    count[MESSAGES_IN_HAND] -= 1
    state[a] = IDLE
    _end_stint(a, now_s, agents, stints, count)


@compiled
def begin_chat(
    a: int,
    c: int,
    now_s: float,
    contacts: Array,
    factor: Array,
    speed: Array,
    state: Array,
    agents: Array,
    held: Array,
    agenda: Array,
    count: Array,
) -> None:
    """Take a chat beside those in hand."""
    _settle(a, now_s, contacts, speed, agents, held)
    n = agents[a].in_hand
    if n == 0:
        state[a] = CHATTING
        agents[a].begun_s, agents[a].first = now_s, c
    work_s = contacts[c].work_s * factor[a, contacts[c].queue] + contacts[c].wrap_s
    held[a, n].contact, held[a, n].left_s = c, work_s
    agents[a].in_hand = n + 1
    agents[a].idle_since_s = now_s
    contacts[c].answered_s, contacts[c].agent = now_s, a
    _, soonest_s = _next_chat(a, contacts, speed, agents, held)
    enter(agenda, count, a, now_s + soonest_s)


@compiled
def end_chat(
    a: int,
    now_s: float,
    contacts: Array,
    speed: Array,
    agents: Array,
    held: Array,
    stints: Array,
    agenda: Array,
    count: Array,
) -> None:
    """Be done with the chat that has come to its end; the state stays until the last one has."""
    _settle(a, now_s, contacts, speed, agents, held)
    done, _ = _next_chat(a, contacts, speed, agents, held)
    contacts[held[a, done].contact].done_s = now_s
    agents[a].in_hand -= 1
    for n in range(done, agents[a].in_hand):
        held[a, n].contact, held[a, n].left_s = held[a, n + 1].contact, held[a, n + 1].left_s
    if agents[a].in_hand > 0:
        _, soonest_s = _next_chat(a, contacts, speed, agents, held)
        enter(agenda, count, a, now_s + soonest_s)
    else:
        _end_stint(a, now_s, agents, stints, count)


@compiled
def _end_stint(a: int, now_s: float, agents: Array, stints: Array, count: Array) -> None:
    n = count[STINTS]
    stints[n].agent, stints[n].contact = a, agents[a].first
    stints[n].start_s, stints[n].end_s = agents[a].begun_s, now_s
    count[STINTS] = n + 1


@compiled
def _settle(
    a: int, now_s: float, contacts: Array, speed: Array, agents: Array, held: Array
) -> None:
    """Take off the work done on each chat since the number of them last changed."""
    in_hand, passed_s = agents[a].in_hand, now_s - agents[a].settled_s
    for n in range(in_hand):
        pace = speed[contacts[held[a, n].contact].queue, in_hand - 1]
        held[a, n].left_s = max(0.0, held[a, n].left_s - passed_s * pace)
    agents[a].settled_s = now_s


@compiled
def _next_chat(
    a: int, contacts: Array, speed: Array, agents: Array, held: Array
) -> tuple[int, float]:
    """Place of the chat that ends first if their number stays, and after how long."""
    in_hand = agents[a].in_hand
    best, soonest_s = 0, np.inf
    for n in range(in_hand):
        pace = speed[contacts[held[a, n].contact].queue, in_hand - 1]
        if held[a, n].left_s / pace < soonest_s:
            best, soonest_s = n, held[a, n].left_s / pace
    return best, soonest_s
