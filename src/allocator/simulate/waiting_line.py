"""Waiting contacts of each queue as linked lists in arrays, compiled.

A list is ordered by arrival less the wait that a contact is credited with. ``first`` and ``last``
hold its ends by queue, ``before`` and ``after`` the neighbours by contact; ``NOBODY`` is none.
Whoever has given up stays in the list until somebody walks past.
"""

from __future__ import annotations

from numba import njit

from allocator.simulate.event_heap import Array

NOBODY = -1


@njit(cache=True, nogil=True)
def join(
    first: Array, last: Array, before: Array, after: Array, q: int, c: int, since_s: Array
) -> None:
    """Put a contact into its place in a queue's list; mostly that is the end."""
    place = last[q]
    while place != NOBODY and since_s[place] > since_s[c]:
        place = before[place]
    before[c] = place
    if place == NOBODY:
        after[c] = first[q]
        first[q] = c
    else:
        after[c] = after[place]
        after[place] = c
    if after[c] == NOBODY:
        last[q] = c
    else:
        before[after[c]] = c


@njit(cache=True, nogil=True)
def leave(first: Array, last: Array, before: Array, after: Array, q: int, c: int) -> None:
    """Take a contact out of a queue's list."""
    if before[c] == NOBODY:
        first[q] = after[c]
    else:
        after[before[c]] = after[c]
    if after[c] == NOBODY:
        last[q] = before[c]
    else:
        before[after[c]] = before[c]


@njit(cache=True, nogil=True)
def longest_waiting(
    first: Array,
    last: Array,
    before: Array,
    after: Array,
    q: int,
    gives_up_s: Array,
    arrival_s: Array,
    overflow_s: float,
    now_s: float,
) -> int:
    """First contact of a list that still waits and has waited long enough to overflow."""
    c = first[q]
    while c != NOBODY and gives_up_s[c] <= now_s:
        c = after[c]
    first[q] = c
    if c == NOBODY:
        last[q] = NOBODY
        return NOBODY
    before[c] = NOBODY
    while c != NOBODY and (gives_up_s[c] <= now_s or arrival_s[c] + overflow_s > now_s):
        c = after[c]
    return c
