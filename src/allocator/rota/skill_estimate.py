"""What a further skill would be worth at a glance: its holder changes queues, nobody else moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from allocator.rota.duty import Assignment, Duty
from allocator.rota.instance import Instance
from allocator.rota.service_table import Floats, PoolTable, ServiceTable


@dataclass(frozen=True)
class SkillEstimate:
    """One person on one further queue.

    Parameters
    ----------
    saved_contacts
        Late contacts, weighted, that are avoided if the person is on the new queue in those
        intervals of their shifts in which that saves any, a seat there given.
    """

    agent_id: str
    queue: str
    saved_contacts: float


def estimated_skills(
    instance: Instance, assignment: Assignment, aht_factor: dict[str, float]
) -> list[SkillEstimate]:
    """Estimate every queue that somebody with a shift may not be logged into, the best first.

    Parameters
    ----------
    aht_factor
        Handling time that a beginner has on each queue, over its mean.
    """
    table = ServiceTable(instance, assignment)
    found: list[SkillEstimate] = []
    for agent_id in instance.agent_ids:
        duties = [duty for (who, _), duty in assignment.items() if who == agent_id]
        if not duties:
            continue
        for number, pool in enumerate(table.pools):
            known = instance.scenario.usable_queues(agent_id, pool.pool)
            for row, queue in enumerate(pool.queues):
                if queue in known or queue not in aht_factor:
                    continue
                if known:
                    saved = _met(table, number, row, duties)
                else:
                    speed = instance.service.effective_share / aht_factor[queue]
                    saved = sum(_saved(table, agent_id, number, row, speed, d) for d in duties)
                found.append(SkillEstimate(agent_id, queue, saved))
    return sorted(found, key=lambda each: (-each.saved_contacts, each.agent_id, each.queue))


def _met(table: ServiceTable, number: int, row: int, duties: list[Duty]) -> float:
    """Contacts that nobody is there for while the person is in the queue's pool anyway."""
    pool = table.pools[number]
    alone = pool.contacts[row] * np.clip(1 - table.logged[number][row], 0, 1)
    return float(sum(alone[t] for duty in duties for name, t in duty.on_phone if name == pool.pool))


def _saved(
    table: ServiceTable, agent_id: str, number: int, row: int, speed: float, duty: Duty
) -> float:
    """Late contacts that changing to a queue of another pool saves in a shift."""
    pool = table.pools[number]
    come = _of_late(pool, table.effective[number], table.effective[number] + speed)
    come[table.heads[number] + 1 > pool.seats] = 0.0  # no seat, no help
    # The pool's contacts are helped by so much as are of the queue.
    share = np.divide(
        pool.contacts[row],
        pool.contacts.sum(axis=0),
        out=np.zeros(pool.contacts.shape[1]),
        where=pool.contacts.sum(axis=0) > 0,
    )
    names = [each.pool for each in table.pools]
    saved = 0.0
    for here, stretch in _stretches(duty):
        left = names.index(here)
        old = table.pools[left]
        own = table.instance.service.effective_share / 100
        own *= table.instance.speed_percent[agent_id, here]
        go = _of_late(old, table.effective[left], table.effective[left] - own)
        saved += float(np.maximum(0.0, -(come * share + go)[stretch]).sum())
    return saved


def _stretches(duty: Duty) -> Iterator[tuple[str, slice]]:
    """Spans in one pool without a rest."""
    for pool, members in groupby(enumerate(duty.pools), lambda each: each[1]):
        offsets = [offset for offset, _ in members]
        if pool is not None:
            start = duty.option.start
            yield pool, slice(start + offsets[0], start + offsets[-1] + 1)


def _of_late(pool: PoolTable, before: Floats, after: Floats) -> Floats:
    """Change of a pool's late contacts, by interval."""
    top = pool.late.shape[2] - 1
    columns = np.arange(pool.late.shape[1])

    def at(agents: Floats) -> Floats:
        clipped = np.clip(agents, 0.0, top)
        low = np.minimum(clipped.astype(np.int64), top - 1)
        left, right = pool.late[:, columns, low], pool.late[:, columns, low + 1]
        return (left + (right - left) * (clipped - low)).sum(axis=0)

    return at(after) - at(before)
