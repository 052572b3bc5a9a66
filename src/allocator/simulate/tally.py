"""Counts of one replication, from what became of its contacts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre
from allocator.simulate.contacts import Contacts, Fates
from allocator.simulate.event_heap import Array


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
    def edges_s(self) -> Floats:
        """Start of each interval and, last, the end of the final one."""
        return self.interval_s * np.arange(self.count + 1)


@dataclass(frozen=True)
class Tally:
    """Counts of one replication.

    Parameters
    ----------
    offered, answered, in_time, wait_s
        By interval of arrival and queue, shape (I, Q): contacts that came, those answered, those
        answered within the target time, and the wait of the answered. Whoever was not answered
        gave up.
    handling_s, away_s
        Time on contacts and away, by agent and operating day, shape (A, D): a contact counts to
        the day in which it was answered.
    handling_by_pool_s, away_by_pool_s
        The same by the interval in which the time passed and by pool, shape (I, P).
    """

    offered: Array
    answered: Array
    in_time: Array
    wait_s: Floats
    handling_s: Floats
    away_s: Floats
    handling_by_pool_s: Floats
    away_by_pool_s: Floats


def tally(
    centre: Centre, contacts: Contacts, absences: Absences, fates: Fates, cells: Cells
) -> Tally:
    """Count what became of the contacts of one replication."""
    queues = len(centre.queues)
    cell = cells.interval_of(contacts.arrival_s) * queues + contacts.queue
    answered = ~np.isnan(fates.answered_s)
    wait_s = fates.answered_s - contacts.arrival_s
    in_time = answered & (wait_s <= cells.target_s[contacts.queue])
    shape = (cells.count, queues)

    def counted(which: Array, weight: Floats | None = None) -> Array:
        return np.bincount(cell[which], weight, cells.count * queues).reshape(shape)

    everyone = np.ones(len(cell), bool)
    start_s, end_s = fates.answered_s[answered], fates.free_s[answered]
    away_end_s = absences.start_s + absences.length_s
    return Tally(
        offered=counted(everyone),
        answered=counted(answered),
        in_time=counted(in_time),
        wait_s=counted(answered, wait_s[answered]),
        handling_s=_by_person(centre, cells, fates.agent[answered], start_s, end_s - start_s),
        away_s=_by_person(centre, cells, absences.agent, absences.start_s, absences.length_s),
        handling_by_pool_s=_by_pool(cells, cells.pool[contacts.queue[answered]], start_s, end_s),
        away_by_pool_s=_by_pool(
            cells, span_pool(centre, cells)[absences.span], absences.start_s, away_end_s
        ),
    )


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
