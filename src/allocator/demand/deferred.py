"""Contacts that are kept until somebody has time: what comes when, and what waits already.

Time here is *open time*: the plan's open intervals set end to end. A contact is due ``target_s``
of open time after it came; within an interval contacts come evenly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.demand import Requirement
from allocator.domain.open_time import open_seconds
from allocator.domain.scenario import Scenario


@dataclass(frozen=True)
class Waiting:
    """Contacts that wait when the plan begins.

    Parameters
    ----------
    due_s
        Open seconds from the plan's beginning to the moment they are due; not above 0 where that
        is past.
    """

    contacts: float
    due_s: float


@dataclass(frozen=True)
class DeferredQueue:
    """A queue of emails or call-backs over the plan's open time.

    Parameters
    ----------
    contacts
        That come in each open interval, shape (I,).
    aht_s
        Mean handling time of the week.
    target_s
        Open seconds in which a contact is to be done.
    backlog
        What waits at the beginning.
    """

    queue: str
    contacts: Floats
    aht_s: float
    target_s: float
    backlog: tuple[Waiting, ...] = ()


def deferred_queues(
    scenario: Scenario, requirements: tuple[Requirement, ...]
) -> dict[str, tuple[DeferredQueue, ...]]:
    """Deferred queues of each pool that has any.

    Parameters
    ----------
    requirements
        A row for every queue in every open interval. Corrections of load lengthen the work.
    """
    place = {interval: number for number, interval in enumerate(scenario.open_intervals)}
    found: dict[str, list[DeferredQueue]] = {}
    for queue in scenario.settings.queues:
        if not queue.channel.is_deferred:
            continue
        contacts, work_s = np.zeros(len(place)), np.zeros(len(place))
        plain_s: list[float] = []
        for row in requirements:
            if row.queue == queue.id:
                number = place[scenario.grid.index(row.interval_start)]
                contacts[number] = row.forecast_contacts
                work_s[number] = row.forecast_contacts * row.load_correction * row.aht_s
                plain_s.append(row.load_correction * row.aht_s)
        total = float(contacts.sum())
        found.setdefault(scenario.pool_of_queue[queue.id], []).append(
            DeferredQueue(
                queue=queue.id,
                contacts=contacts,
                aht_s=float(work_s.sum()) / total if total > 0 else float(np.mean(plain_s)),
                target_s=queue.target_s,
                backlog=tuple(
                    Waiting(row.contacts, open_seconds(scenario, row.due))
                    for row in scenario.backlog
                    if row.queue == queue.id and row.contacts > 0
                ),
            )
        )
    return {pool: tuple(queues) for pool, queues in found.items()}


def backlog_contacts(scenario: Scenario, queue_id: str) -> float:
    """Contacts of a queue that wait when the plan begins."""
    return sum(row.contacts for row in scenario.backlog if row.queue == queue_id)


def judged_contacts(queue: DeferredQueue, interval_s: float) -> Floats:
    """Contacts due before the plan's end, by the interval they came in: the backlog, the first."""
    count = len(queue.contacts)
    end_s = interval_s * count
    latest_s = end_s - queue.target_s - interval_s * np.arange(count)
    judged = queue.contacts * np.clip(latest_s / interval_s, 0.0, 1.0)
    judged[0] += sum(waiting.contacts for waiting in queue.backlog if waiting.due_s <= end_s)
    return judged
