"""What becomes of deferred contacts under given capacities, as a fluid.

Work flows in evenly within an interval and flows off at the rate that the interval's capacity
allows; whatever has come is done earliest due first, and what is not done is carried on. For work
due by d there is no other. Let N(u) be what of it came by u, less the capacity up to u: where N
is as low as it ever was, all of it is done. So a contact that came at a and is due at d is done
by a time t if and only if::

    min N(u) over a ≤ u ≤ t   ≤   min N(u) over 0 ≤ u ≤ a, and 0

(t is d, or the plan's end for what is still left then). N is linear between the starts of intervals
and the moments when a queue's contacts that came were due at d, so that both minima are exact; in d
the comparison is made at every moment at which a rate changes and midway between, and the moment
at which it turns is found by halving. Where nobody is logged into a queue, its own work alone must
be done without that capacity as well.

Source
------
E. Reich, "On the integrodifferential equation of Takács I", Annals of Mathematical Statistics
29(2), 1958 (the minimum); B. Doytchinov, J. Lehoczky and S. Shreve, "Real-time queues in heavy
traffic with earliest-deadline-first queue discipline", Annals of Applied Probability 11(2), 2001.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.demand.deferred import DeferredQueue

_NOTHING_S = 1e-6
"""Seconds of work that are left by rounding alone."""

_PARTS = 2
"""Parts into which the time between two changes of a rate is cut."""

_HALVINGS = 24


@dataclass(frozen=True)
class DoneInTime:
    """What becomes of one deferred queue's contacts.

    Parameters
    ----------
    judged, in_time
        Contacts due before the plan's end, and those of them done by then, by the open interval in
        which they came, shape (I,). The backlog came with the first.
    left
        Contacts still waiting at the plan's end, whenever they are due.
    """

    judged: Floats
    in_time: Floats
    left: float


def done_in_time(
    queues: tuple[DeferredQueue, ...],
    interval_s: float,
    capacity_s: Floats,
    covered: Booleans | None = None,
) -> tuple[DoneInTime, ...]:
    """Follow the deferred work of one pool through the plan's open time.

    Parameters
    ----------
    capacity_s
        Seconds of work that can be done in each interval, shape (I,).
    covered
        Whether anybody is logged into a queue, shape (Q, I); everywhere if not given.

    Returns
    -------
    tuple of DoneInTime
        One a queue.
    """
    if covered is None:
        covered = np.ones((len(queues), len(capacity_s)), dtype=np.bool_)
    anybody = covered.any(axis=0)
    pool = _Flow(queues, interval_s, capacity_s * anybody)
    found: list[DoneInTime] = []
    for row, queue in enumerate(queues):
        flows = [pool]
        if (covered[row] != anybody).any():
            flows.append(_Flow((queue,), interval_s, capacity_s * covered[row]))
        found.append(_followed(queue, flows))
    return tuple(found)


def _followed(queue: DeferredQueue, flows: list[_Flow]) -> DoneInTime:
    """Follow one queue through some flows, of which the worst counts."""
    end_s = flows[0].end_s
    bounds_s = flows[0].bounds_s
    due_s = bounds_s[bounds_s >= queue.target_s]
    came_s = (due_s[:-1] + due_s[1:]) / 2.0 - queue.target_s
    came_in = np.minimum((came_s / flows[0].interval_s).astype(np.int64), len(queue.contacts) - 1)
    contacts = queue.contacts[came_in] * np.diff(due_s) / flows[0].interval_s
    contacts *= came_s < end_s
    in_time_share, done_share = np.ones((2, len(contacts)))
    for flow in flows:
        in_time_share = np.minimum(in_time_share, flow.done_share(queue, due_s, np.inf))
        done_share = np.minimum(done_share, flow.done_share(queue, due_s, end_s))
    within = due_s[1:] <= end_s + _NOTHING_S
    judged, in_time = np.zeros((2, len(queue.contacts)))
    np.add.at(judged, came_in[within], contacts[within])
    np.add.at(in_time, came_in[within], (contacts * in_time_share)[within])
    left = float(contacts @ (1.0 - done_share))
    for waiting in queue.backlog:
        left += waiting.contacts * max(f.backlog_left(waiting.due_s, end_s) for f in flows)
        if waiting.due_s <= end_s:
            late = max(f.backlog_left(waiting.due_s, waiting.due_s) for f in flows)
            judged[0] += waiting.contacts
            in_time[0] += waiting.contacts * (1.0 - late)
    return DoneInTime(judged, in_time, left)


class _Flow:
    """Deferred work of some queues against a capacity."""

    def __init__(
        self, queues: tuple[DeferredQueue, ...], interval_s: float, capacity_s: Floats
    ) -> None:
        self.queues = queues
        self.interval_s = interval_s
        self.starts_s = interval_s * np.arange(len(capacity_s) + 1)
        self.end_s = float(self.starts_s[-1])
        self._capacity_s = np.concatenate([[0.0], np.cumsum(capacity_s)])
        self._come_s = [
            np.concatenate([[0.0], np.cumsum(queue.contacts)]) * queue.aht_s for queue in queues
        ]
        self._backlog = [
            (waiting.due_s, waiting.contacts * queue.aht_s)
            for queue in queues
            for waiting in queue.backlog
        ]
        self.bounds_s = self._bounds()

    def _bounds(self) -> Floats:
        """Moments at which some rate changes, of what comes or is due, with those in between."""
        moments = [self.starts_s, *(self.starts_s + queue.target_s for queue in self.queues)]
        moments.append(np.array([max(0.0, due_s) for due_s, _ in self._backlog]))
        changes = np.unique(np.concatenate(moments).round(6))
        parts = np.arange(_PARTS * (len(changes) - 1) + 1) / _PARTS
        return np.interp(parts, np.arange(len(changes)), changes)

    def done_share(self, queue: DeferredQueue, due_s: Floats, by_s: float) -> Floats:
        """Share of the contacts due between each two moments that is done by some time.

        Parameters
        ----------
        due_s
            Moments, shape (P,); the shares have shape (P − 1,).
        by_s
            The time; ``inf`` for when each contact is due.
        """
        # What waited at the start and is due at a moment itself is due before what follows it.
        since_s, until_s = due_s[:-1].copy(), due_s[1:].copy()
        first = self._excess(queue, since_s, by_s, due_s[:-1]) <= _NOTHING_S
        last = self._excess(queue, until_s, by_s, due_s[:-1]) <= _NOTHING_S
        turns = np.flatnonzero(first != last)
        for _ in range(_HALVINGS if len(turns) else 0):
            middle_s = (since_s[turns] + until_s[turns]) / 2.0
            done = self._excess(queue, middle_s, by_s, due_s[:-1][turns]) <= _NOTHING_S
            as_first = done == first[turns]
            since_s[turns] = np.where(as_first, middle_s, since_s[turns])
            until_s[turns] = np.where(as_first, until_s[turns], middle_s)
        part = (since_s - due_s[:-1]) / np.diff(due_s)
        return np.where(first == last, first.astype(float), np.where(first, part, 1.0 - part))

    def _excess(
        self, queue: DeferredQueue, due_s: Floats, by_s: float, backlog_by_s: Floats
    ) -> Floats:
        """Difference of the two minima for a queue's contacts due at each moment, shape (P,)."""
        until_s = due_s if by_s == np.inf else np.full(len(due_s), by_s)
        came_s = (due_s - queue.target_s)[:, np.newaxis]
        moments, net_s = self._net(due_s, backlog_by_s, [came_s[:, 0], until_s])
        before = np.where(moments <= came_s, net_s, np.inf).min(axis=1)
        inside = (moments >= came_s) & (moments <= until_s[:, np.newaxis])
        since = np.where(inside, net_s, np.inf).min(axis=1)
        return since - np.minimum(0.0, before)

    def backlog_left(self, due_s: float, by_s: float) -> float:
        """Share of what waited at the start and is due at a moment that is left at some time."""
        if by_s <= 0:
            return 1.0
        due = np.array([due_s])
        moments, net_s = self._net(due, due, [np.array([by_s])])
        order = np.argsort(moments[0], kind="stable")
        kept = order[moments[0][order] <= by_s]
        lowest = np.minimum(0.0, np.minimum.accumulate(net_s[0, kept]))
        undone_s = float((net_s[0, kept] - lowest).min())
        work_s = sum(work_s for due, work_s in self._backlog if due == due_s)
        if work_s <= 0:
            return float(undone_s > _NOTHING_S)
        return min(1.0, max(0.0, undone_s - _NOTHING_S) / work_s)

    def _net(
        self, due_s: Floats, backlog_by_s: Floats, more: list[Floats]
    ) -> tuple[Floats, Floats]:
        """N at the moments where it may be lowest.

        Parameters
        ----------
        due_s
            d, shape (P,).
        backlog_by_s
            What waited at the start counts if due by then, shape (P,).
        more
            Further moments, shape (P,) each.

        Returns
        -------
        moments, net_s
            Shape (P, S).
        """
        kinks = np.stack([*more, *(due_s - queue.target_s for queue in self.queues)], axis=1)
        kinks = np.clip(kinks, 0.0, self.end_s)
        starts = np.broadcast_to(self.starts_s, (len(due_s), len(self.starts_s)))
        moments = np.concatenate([starts, kinks], axis=1)
        capacity_s = np.interp(kinks, self.starts_s, self._capacity_s)
        at_starts = np.broadcast_to(-self._capacity_s, starts.shape).copy()
        at_kinks = -capacity_s
        for queue, come_s in zip(self.queues, self._come_s, strict=True):
            due_by = np.interp(due_s - queue.target_s, self.starts_s, come_s)[:, np.newaxis]
            at_starts += np.minimum(come_s, due_by)
            at_kinks += np.minimum(np.interp(kinks, self.starts_s, come_s), due_by)
        net_s = np.concatenate([at_starts, at_kinks], axis=1)
        for due, work_s in self._backlog:
            net_s[backlog_by_s >= due - _NOTHING_S] += work_s
        return moments, net_s
