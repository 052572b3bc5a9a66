"""Contacts to be served, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre
from allocator.simulate.event_heap import Array
from allocator.simulate.kernel import serve


@dataclass(frozen=True)
class Contacts:
    """Contacts in order of arrival, shape (C,) each.

    Parameters
    ----------
    arrival_s
        When each comes into its queue, in seconds from the week's start.
    queue
        Number of its queue.
    work_s
        Handling time with an agent of factor 1.
    wrap_s
        Time after it before the agent is free.
    patience_s
        Wait after which it is given up.
    credit_s
        Wait that it is credited with when the longest waiting is chosen.
    """

    arrival_s: Floats
    queue: Array
    work_s: Floats
    wrap_s: Floats
    patience_s: Floats
    credit_s: Floats


@dataclass(frozen=True)
class Fates:
    """What became of the contacts, shape (C,) each.

    Parameters
    ----------
    answered_s
        When each was answered; NaN where it never was.
    agent
        Number of the agent who answered; -1 where nobody did.
    free_s
        When the agent was free again, wrap-up included.
    """

    answered_s: Floats
    agent: Array
    free_s: Floats


def serve_contacts(centre: Centre, contacts: Contacts, absences: Absences) -> Fates:
    """Send contacts through a centre."""
    answered_s, agent = serve(
        contacts.arrival_s,
        contacts.queue,
        contacts.work_s,
        contacts.wrap_s,
        contacts.patience_s,
        contacts.credit_s,
        *centre.changes,
        absences.start_s,
        absences.agent,
        absences.length_s,
        centre.answers,
        centre.contact_rank,
        centre.agent_rank,
        centre.overflow_s,
        centre.factor,
    )
    factor = centre.factor[agent, contacts.queue]  # of -1 too, where it comes to NaN
    free_s: Floats = answered_s + contacts.work_s * factor + contacts.wrap_s
    return Fates(answered_s, np.asarray(agent), free_s)
