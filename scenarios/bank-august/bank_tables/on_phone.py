"""Who was on the phone when, as the calls of 1–21 August show it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bank_tables.records import AUGUST_STARTS, Contact, operating_date

GAP_MINUTES = 15
"""A gap of this length or more without a call stands for a break or an absence."""


@dataclass(frozen=True, slots=True)
class PhoneSpan:
    """Time of one agent on one queue: calls, and the short waits that led to them."""

    agent: str
    queue: str
    start: dt.datetime
    end: dt.datetime


def phone_spans(contacts: Iterable[Contact], gap_minutes: float = GAP_MINUTES) -> list[PhoneSpan]:
    """Time on the phone by agent, each wait counted to the queue of the call that ended it.

    Parameters
    ----------
    contacts
        Call records; those before August or without an agent are passed over.
    gap_minutes
        Shortest wait that is taken for a break or an absence and left out.
    """
    calls: defaultdict[tuple[str, dt.date], list[Contact]] = defaultdict(list)
    for contact in contacts:
        date = operating_date(contact.arrived_at)
        if contact.agent and contact.service_s and date >= AUGUST_STARTS:
            calls[contact.agent, date].append(contact)
    gap = dt.timedelta(minutes=gap_minutes)
    spans: list[PhoneSpan] = []
    for (agent, _), mine in sorted(calls.items()):
        free_since: dt.datetime | None = None
        for call in sorted(mine, key=lambda c: (c.answered_at, c.ended_at)):
            start = call.answered_at
            if free_since is not None and start - free_since < gap:
                start = free_since
            if call.ended_at > start:
                spans.append(PhoneSpan(agent, call.queue, start, call.ended_at))
            free_since = call.ended_at if free_since is None else max(free_since, call.ended_at)
    return spans
