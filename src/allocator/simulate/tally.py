"""Counts of one replication, from what became of its contacts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre
from allocator.simulate.compiled import Array
from allocator.simulate.contacts import Contacts, Fates


@dataclass(frozen=True)
class Cells:
    """How a week is cut for counting.

    Parameters
    ----------
    interval_s
        Length of an interval; the first begins at 0.
    count
        Number of intervals.
    day_start_s
        Start of each operating day, ascending.
    target_s
        Target time of each queue, shape (Q,).
    pool
        Number of each queue's pool, shape (Q,); a span belongs to that of its first queue.
    """

    interval_s: float
    count: int
    day_start_s: Floats
    target_s: Floats
    pool: Array

    def interval_of(self, moment_s: Floats) -> Array:
        """Give the interval that holds each moment, those outside put to the nearest."""
        return np.clip((moment_s // self.interval_s).astype(np.int64), 0, self.count - 1)

    def day_of(self, moment_s: Floats) -> Array:
        """Give the number of the operating day that holds each moment."""
        last = len(self.day_start_s) - 1
        return np.clip(np.searchsorted(self.day_start_s, moment_s, side="right") - 1, 0, last)

    @property
    def end_s(self) -> float:
        """End of the last interval."""
        return self.interval_s * self.count

    @property
    def edges_s(self) -> Floats:
        """Start of each interval and, last, the end of the final one."""
        return self.interval_s * np.arange(self.count + 1)


@dataclass(frozen=True)
class Tally:
    """Counts of one replication.

    Parameters
    ----------
    offered, in_time
        By interval of arrival and queue, shape (I, Q): contacts by which service is judged, and
        those in time. Of calls and chats all that came, and those answered within the target
        time; of messages and call-backs those due before the week's end, and those done when
        they were due.
    answered, wait_s
        Calls and chats answered, and their wait, shape (I, Q). Whoever was not answered gave up.
    left
        Messages and call-backs that waited, or were not yet done, at the end of each operating
        day, by day and queue, shape (D, Q).
    handling_s, away_s, chat_s, deferred_s
        Time on contacts and away, by agent and operating day, shape (A, D), within logged-in
        time: what is finished in a break or after log-off counts only up to it. Time with
        several chats in hand is counted once in ``handling_s`` and once for each chat in
        ``chat_s``; ``deferred_s`` is the part on messages and call-backs.
    handling_by_pool_s, away_by_pool_s, chat_by_pool_s, deferred_by_pool_s
        The same by the interval in which the time passed and by pool, shape (I, P).
    """

    offered: Array
    answered: Array
    in_time: Array
    wait_s: Floats
    left: Array
    handling_s: Floats
    away_s: Floats
    chat_s: Floats
    deferred_s: Floats
    handling_by_pool_s: Floats
    away_by_pool_s: Floats
    chat_by_pool_s: Floats
    deferred_by_pool_s: Floats


@dataclass(frozen=True)
class _Times:
    """Spans of time that people spent, shape (n,) each."""

    agent: Array
    queue: Array
    start_s: Floats
    end_s: Floats

    def those(self, which: Array) -> _Times:
        return _Times(self.agent[which], self.queue[which], self.start_s[which], self.end_s[which])

    def within_logged_in(self, centre: Centre) -> _Times:
        """Cut to the spans in which the agent is logged in; what has no end lasts through all."""
        # Each agent gets a stretch of one long time line, so that one search finds all overlaps.
        ends = self.end_s[np.isfinite(self.end_s)]
        last_s = max(ends.max(initial=0.0), centre.span_end_s.max(initial=0.0))
        offset, span_offset = ((last_s + 1.0) * who for who in (self.agent, centre.span_agent))
        start_s = self.start_s + offset
        end_s = np.where(np.isfinite(self.end_s), self.end_s, last_s) + offset
        span_start_s, span_end_s = (
            centre.span_start_s + span_offset,
            centre.span_end_s + span_offset,
        )
        first = np.searchsorted(span_end_s, start_s, side="right")
        count = np.maximum(np.searchsorted(span_start_s, end_s, side="left") - first, 0)
        which = np.repeat(np.arange(len(count)), count)
        span = first[which] + np.arange(len(which)) - np.repeat(count.cumsum() - count, count)
        return _Times(
            self.agent[which],
            self.queue[which],
            np.maximum(self.start_s[which], centre.span_start_s[span]),
            np.minimum(end_s[which] - offset[which], centre.span_end_s[span]),
        )

    def by_person(self, centre: Centre, cells: Cells) -> Floats:
        return _by_person(centre, cells, self.agent, self.start_s, self.end_s - self.start_s)

    def by_pool(self, cells: Cells) -> Floats:
        return _by_pool(cells, cells.pool[self.queue], self.start_s, self.end_s)


def tally(
    centre: Centre, contacts: Contacts, absences: Absences, fates: Fates, cells: Cells
) -> Tally:
    """Count what became of the contacts of one replication."""
    queues, handling = len(centre.queues), centre.handling
    cell = cells.interval_of(contacts.arrival_s) * queues + contacts.queue
    later = handling.is_deferred[contacts.queue]
    taken = ~np.isnan(fates.answered_s)
    answered = taken & ~later
    wait_s = fates.answered_s - contacts.arrival_s
    in_time = answered & (wait_s <= cells.target_s[contacts.queue])
    judged = np.ones(len(cell), bool)
    left = np.zeros((len(cells.day_start_s), queues), np.int64)
    if contacts.due_s is not None and later.any():
        judged = ~later | (contacts.due_s <= cells.end_s)
        in_time |= later & judged & (fates.free_s <= contacts.due_s)
        left = _left(contacts, fates, cells, handling.is_deferred)
    shape = (cells.count, queues)

    def counted(which: Array, weight: Floats | None = None) -> Array:
        return np.bincount(cell[which], weight, cells.count * queues).reshape(shape)

    spent = _spent(centre, contacts, fates, taken).within_logged_in(centre)
    # A chat is counted for each that is held; what is still in hand at the end has no end.
    is_chat = handling.is_chat[contacts.queue] & taken
    chats = _Times(fates.agent, contacts.queue, fates.answered_s, fates.free_s).those(is_chat)
    chats = chats.within_logged_in(centre)
    deferred = spent.those(handling.is_deferred[spent.queue])
    away_end_s = absences.start_s + absences.length_s
    return Tally(
        offered=counted(judged),
        answered=counted(answered),
        in_time=counted(in_time),
        wait_s=counted(answered, wait_s[answered]),
        left=left,
        handling_s=spent.by_person(centre, cells),
        away_s=_by_person(centre, cells, absences.agent, absences.start_s, absences.length_s),
        chat_s=chats.by_person(centre, cells),
        deferred_s=deferred.by_person(centre, cells),
        handling_by_pool_s=spent.by_pool(cells),
        away_by_pool_s=_by_pool(
            cells, span_pool(centre, cells)[absences.span], absences.start_s, away_end_s
        ),
        chat_by_pool_s=chats.by_pool(cells),
        deferred_by_pool_s=deferred.by_pool(cells),
    )


def _spent(centre: Centre, contacts: Contacts, fates: Fates, taken: Array) -> _Times:
    """Time on contacts: whole calls and call-backs, and stints on chats and messages."""
    handling, stints = centre.handling, fates.stints
    whole = taken & ~(handling.is_chat | handling.is_message)[contacts.queue]
    calls = _Times(fates.agent, contacts.queue, fates.answered_s, fates.free_s).those(whole)
    if not len(stints.agent):
        return calls
    queue = contacts.queue[stints.contact]
    return _Times(
        np.concatenate((calls.agent, stints.agent)),
        np.concatenate((calls.queue, queue)),
        np.concatenate((calls.start_s, stints.start_s)),
        np.concatenate((calls.end_s, stints.end_s)),
    )


def _left(contacts: Contacts, fates: Fates, cells: Cells, is_deferred: Array) -> Array:
    """Deferred contacts that had come and were not done at each day's end, shape (D, Q)."""
    ends_s = np.append(cells.day_start_s[1:], cells.end_s)
    left = np.zeros((len(ends_s), len(is_deferred)), np.int64)
    for q in np.flatnonzero(is_deferred):
        mine = contacts.queue == q
        came = np.searchsorted(contacts.arrival_s[mine], ends_s)
        left[:, q] = came - np.searchsorted(np.sort(fates.free_s[mine]), ends_s)
    return left


def span_pool(centre: Centre, cells: Cells) -> Array:
    """Give the number of each span's pool, that of its first queue."""
    column = {queue: place for place, queue in enumerate(centre.queues)}
    first = np.array([column[span.queues[0]] for span in centre.spans], np.int64)
    return cells.pool[first]


def logged_in_by_pool_s(centre: Centre, cells: Cells) -> Floats:
    """Logged-in time by interval and pool, shape (I, P)."""
    pool = span_pool(centre, cells)
    return _by_pool(cells, pool, centre.span_start_s, centre.span_end_s)


def _by_pool(cells: Cells, pool: Array, start_s: Floats, end_s: Floats) -> Floats:
    columns = [
        time_by_interval(start_s[pool == p], end_s[pool == p], cells.edges_s)
        for p in range(int(cells.pool.max()) + 1)
    ]
    return np.stack(columns, axis=1)


def logged_in_s(centre: Centre, cells: Cells) -> Floats:
    """Logged-in time by agent and operating day of the span's start, shape (A, D)."""
    length_s = centre.span_end_s - centre.span_start_s
    return _by_person(centre, cells, centre.span_agent, centre.span_start_s, length_s)


def _by_person(
    centre: Centre, cells: Cells, agent: Array, start_s: Floats, length_s: Floats
) -> Floats:
    days = len(cells.day_start_s)
    place = agent * days + cells.day_of(start_s)
    size = len(centre.agents) * days
    total: Floats = np.bincount(place, length_s, size).astype(np.float64)
    return total.reshape(len(centre.agents), days)


def time_by_interval(start_s: Floats, end_s: Floats, edges_s: Floats) -> Floats:
    """Time of spans that passed between each two neighbouring edges, shape (edges − 1,)."""
    return np.diff(_passed_s(start_s, edges_s) - _passed_s(end_s, edges_s))


def _passed_s(since_s: Floats, edges_s: Floats) -> Floats:
    """Sum over moments of the time passed since each at every edge, none before it."""
    ordered = np.sort(since_s)
    count = np.searchsorted(ordered, edges_s)
    total = np.concatenate(([0.0], ordered.cumsum()))
    return count * edges_s - total[count]
