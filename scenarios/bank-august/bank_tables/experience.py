"""``skills.csv``: who took which queue, how often, and how long it took them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from bank_tables.records import AUGUST_STARTS, Contact, operating_date

HEADER = ("agent_id", "queue", "level", "aht_factor")

FEWEST_CONTACTS = 5
"""Fewer than this may be calls passed on by mistake; an agent's main queue counts regardless."""

EXPERIENCED_FROM_CONTACTS = 50
EXPERT_FROM_CONTACTS = 300

PRIOR_CONTACTS = 20
"""Weight of the prior, a factor of 1, in contacts: the variance of a single service over that
between agents, both relative to the queue's mean (see the README for the estimate)."""


def shrunk_factor(handled_s: float, expected_s: float, contacts: int) -> float:
    """Handling-time factor, shrunk towards 1 where contacts are few.

    Parameters
    ----------
    handled_s
        Seconds of service that the agent gave on the queue.
    expected_s
        Seconds that the same contacts would have taken at the queue's mean of their month.
    contacts
        Their number.

    Notes
    -----
    ``(n · ratio + k) / (n + k)`` with ``ratio = handled / expected`` and ``k`` the prior's
    contacts: the linear empirical-Bayes estimate.

    Source
    ------
    Bühlmann, H. (1967), Experience rating and credibility, ASTIN Bulletin 4(3), 199–207.
    """
    ratio = handled_s / expected_s
    return (contacts * ratio + PRIOR_CONTACTS) / (contacts + PRIOR_CONTACTS)


def level_of(contacts: int) -> int:
    """Level by the contacts taken in the records: 1 able, 2 experienced, 3 expert."""
    return 1 + (contacts >= EXPERIENCED_FROM_CONTACTS) + (contacts >= EXPERT_FROM_CONTACTS)


def skill_rows(
    contacts: Iterable[Contact], agents: list[str], queues: tuple[str, ...]
) -> list[list[object]]:
    """Rows of ``skills.csv`` by agent, then in the order of the queues.

    Each service is held against its queue's mean of the same month, since handling times moved
    between January and August (internet support most) and agents were not there alike in both.
    """
    services: defaultdict[tuple[str, bool], list[int]] = defaultdict(list)
    taken: defaultdict[tuple[str, str, bool], list[int]] = defaultdict(list)
    for contact in contacts:
        service_s = contact.believed_service_s
        if service_s is None:
            continue
        in_august = operating_date(contact.arrived_at) >= AUGUST_STARTS
        services[contact.queue, in_august].append(service_s)
        if contact.agent:
            taken[contact.agent, contact.queue, in_august].append(service_s)
    mean_s = {cell: sum(values) / len(values) for cell, values in services.items()}
    rows: list[list[object]] = []
    for agent in agents:
        counts = Counter(
            {q: sum(len(taken[agent, q, month]) for month in (False, True)) for q in queues}
        )
        main_queue = counts.most_common(1)[0][0]
        for queue in queues:
            count = counts[queue]
            if count < FEWEST_CONTACTS and queue != main_queue:
                continue
            months = [month for month in (False, True) if taken[agent, queue, month]]
            handled_s = sum(sum(taken[agent, queue, month]) for month in months)
            expected_s = sum(
                len(taken[agent, queue, month]) * mean_s[queue, month] for month in months
            )
            factor = shrunk_factor(handled_s, expected_s, count)
            rows.append([agent, queue, level_of(count), f"{factor:.2f}"])
    return rows
