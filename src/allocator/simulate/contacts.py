"""Contacts to be served, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass

from allocator.demand.arrays import Floats
from allocator.simulate.absence import Absences
from allocator.simulate.centre import Centre
from allocator.simulate.compiled import Array
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
    due_s
        When it is due, read of messages and call-backs only; ``None`` where there are none.
    """

    arrival_s: Floats
    queue: Array
    work_s: Floats
    wrap_s: Floats
    patience_s: Floats
    credit_s: Floats
    due_s: Floats | None = None


@dataclass(frozen=True)
class Stints:
    """Spans that people spent on chats and messages, shape (S,) each.

    Chats that somebody held together, from the first taken to the last done, are one stint.

    Parameters
    ----------
    agent, contact
        Who, and the message or the first of the chats.
    """

    agent: Array
    contact: Array
    start_s: Floats
    end_s: Floats


@dataclass(frozen=True)
class Fates:
    """What became of the contacts, shape (C,) each.

    Parameters
    ----------
    answered_s
        When each was answered or, of a message, first taken; NaN where it never was.
    agent
        Number of the agent who did; -1 where nobody did.
    free_s
        When it was out of hand, wrap-up included; NaN where it never was.
    stints
        Time on chats and messages.
    """

    answered_s: Floats
    agent: Array
    free_s: Floats
    stints: Stints


def serve_contacts(centre: Centre, contacts: Contacts, absences: Absences) -> Fates:
    """Send contacts through a centre.

    Raises
    ------
    ValueError
        If there is a message or call-back and nothing says when it is due.
    """
    handling = centre.handling
    due_s = contacts.due_s
    if due_s is None:
        if handling.is_deferred[contacts.queue].any():
            raise ValueError("contacts of deferred queues need due_s; give when each is due")
        due_s = contacts.arrival_s
    change_s, change_agent, change_login = centre.changes
    served, stints = serve(
        arrival_s=contacts.arrival_s,
        queue=contacts.queue,
        work_s=contacts.work_s,
        wrap_s=contacts.wrap_s,
        patience_s=contacts.patience_s,
        credit_s=contacts.credit_s,
        due_s=due_s,
        change_s=change_s,
        change_agent=change_agent,
        change_login=change_login,
        away_s=absences.start_s,
        away_agent=absences.agent,
        away_length_s=absences.length_s,
        answers=centre.answers,
        contact_rank=centre.contact_rank,
        agent_rank=centre.agent_rank,
        overflow_s=centre.overflow_s,
        factor=centre.factor,
        kind=handling.kind,
        at_once=handling.at_once,
        speed=handling.speed,
    )
    return Fates(
        served["answered_s"].copy(),
        served["agent"].copy(),
        served["done_s"].copy(),
        Stints(stints["agent"], stints["contact"], stints["start_s"], stints["end_s"]),
    )
