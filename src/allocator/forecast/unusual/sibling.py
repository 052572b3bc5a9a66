"""New queues, which take the profile of another until they have records of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.queue_settings import QueueSetting

_OWN_PRIOR_CONTACTS = 200.0
"""A queue with so many contacts of its own counts half by itself and half by its sibling."""

_NEW_FOR_DAYS = 42
"""A queue whose first contact lies further back than this has a history of its own."""

_SHARE_SPREAD = 0.3
"""How far a stated ``like_share`` is thought to lie from the truth, as a share of it. A
judgement, and wide: nobody knows a queue before it opens."""


@dataclass(frozen=True, slots=True)
class Borrowing:
    """A queue that borrows from another.

    Parameters
    ----------
    queue, sibling
        Ids.
    share
        Contacts of the queue over those of its sibling, as the scenario states it.
    own_contacts
        Contacts of its own that are recorded.
    own_weight
        Part that its own records have in the forecast.
    """

    queue: str
    sibling: str
    share: float
    own_contacts: float
    own_weight: float

    @property
    def sd_share(self) -> float:
        """How uncertain the expectation is for want of records, as a share."""
        return (1.0 - self.own_weight) * _SHARE_SPREAD


def filled(
    contacts: Floats, settings: Sequence[QueueSetting]
) -> tuple[Floats, tuple[Borrowing, ...]]:
    """Fill the time before a new queue's first contact with its sibling's contacts.

    Times the share of the sibling's contacts that the queue's own records show so far, drawn to
    the stated one, so that the level does not jump where its own records begin.

    Parameters
    ----------
    contacts
        Contacts to learn from, shape (D, B, Q); NaN where there are none.
    settings
        The queues, in the order of the last axis.

    Returns
    -------
    contacts
        With the columns of new queues filled.
    borrowings
        Siblings before those that borrow from them.
    """
    place = {queue.id: q for q, queue in enumerate(settings)}
    found: list[Borrowing] = []
    made = contacts.copy()
    for queue in _siblings_first(settings):
        assert queue.like_queue is not None
        assert queue.like_share is not None
        q, s = place[queue.id], place[queue.like_queue]
        seen_on = np.flatnonzero(np.nan_to_num(contacts[:, :, q]).sum(axis=1) > 0)
        first = int(seen_on[0]) if len(seen_on) else len(contacts)
        if len(contacts) - first > _NEW_FOR_DAYS:
            continue
        own = float(np.nansum(contacts[first:, :, q]))
        theirs = float(np.nansum(made[first:, :, s]))
        prior = _OWN_PRIOR_CONTACTS
        ratio = (own + prior) / (theirs + prior / queue.like_share)
        made[:first, :, q] = ratio * made[:first, :, s]
        found.append(
            Borrowing(queue.id, queue.like_queue, queue.like_share, own, own / (own + prior))
        )
    return made, tuple(found)


def _siblings_first(settings: Sequence[QueueSetting]) -> list[QueueSetting]:
    """Queues that borrow, each after the one it borrows from."""
    waiting = [queue for queue in settings if queue.like_queue is not None]
    ordered: list[QueueSetting] = []
    while waiting:
        names = {queue.id for queue in waiting}
        ready = [queue for queue in waiting if queue.like_queue not in names]
        if not ready:  # a circle, which the reader refuses
            break
        ordered += ready
        waiting = [queue for queue in waiting if queue not in ready]
    return ordered


def blended(expected: Floats, queues: Sequence[str], borrowings: Sequence[Borrowing]) -> Floats:
    """Blend each new queue's own forecast with its sibling's times the stated share.

    Parameters
    ----------
    expected
        Contacts of ordinary days, shape (D, B, Q).
    """
    made = expected.copy()
    for one in borrowings:
        q, s = queues.index(one.queue), queues.index(one.sibling)
        theirs = one.share * made[:, :, s]
        made[:, :, q] = one.own_weight * made[:, :, q] + (1.0 - one.own_weight) * theirs
    return made
