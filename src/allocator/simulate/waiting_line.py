"""Waiting contacts of each queue as linked lists in the tables of queues and contacts, compiled.

A list is ordered by ``since_s``. Whoever has given up stays in it until somebody walks past.
"""

from __future__ import annotations

from allocator.simulate.compiled import Array, compiled

NOBODY = -1


@compiled
def join(queues: Array, contacts: Array, c: int) -> None:
    """Put a contact into its place in its queue's list; mostly that is one of the ends."""
    q, since_s = contacts[c].queue, contacts[c].since_s
    place = queues[q].last
    if place != NOBODY and since_s < contacts[queues[q].first].since_s:
        place = NOBODY
    while place != NOBODY and contacts[place].since_s > since_s:
        place = contacts[place].before
    contacts[c].before = place
    if place == NOBODY:
        contacts[c].after = queues[q].first
        queues[q].first = c
    else:
        contacts[c].after = contacts[place].after
        contacts[place].after = c
    if contacts[c].after == NOBODY:
        queues[q].last = c
    else:
        contacts[contacts[c].after].before = c


@compiled
def leave(queues: Array, contacts: Array, c: int) -> None:
    """Take a contact out of its queue's list."""
    q, before, after = contacts[c].queue, contacts[c].before, contacts[c].after
    if before == NOBODY:
        queues[q].first = after
    else:
        contacts[before].after = after
    if after == NOBODY:
        queues[q].last = before
    else:
        contacts[after].before = before


@compiled
def longest_waiting(queues: Array, contacts: Array, q: int, overflow_s: float, now_s: float) -> int:
    """First contact of a list that still waits and has waited long enough to overflow."""
    c = queues[q].first
    while c != NOBODY and contacts[c].gives_up_s <= now_s:
        c = contacts[c].after
    queues[q].first = c
    if c == NOBODY:
        queues[q].last = NOBODY
        return NOBODY
    contacts[c].before = NOBODY
    while c != NOBODY and (
        contacts[c].gives_up_s <= now_s or contacts[c].arrival_s + overflow_s > now_s
    ):
        c = contacts[c].after
    return c
