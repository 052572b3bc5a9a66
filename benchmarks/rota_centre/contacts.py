"""Contacts of a typical week, so many that the best rota answers about 80% in time.

A pool's volume is found from the staffing curves and the hours of its people. Were they free of
shifts, hours could be put wherever they save most: that *ideal* service level falls as contacts
grow, and is worked out for a volume in a moment (a price on an hour, found by bisection, at which
the hours are used up). Shifts, breaks, rest and rules take something off it; people of two pools,
and the half-hour that contracts leave free, put something on: the volume is the one whose ideal
lies :func:`allowance` above 80%. That was measured once: rotas of 10, 30 and 60 people came to
80.0%, 80.2% and 78.6%, linear models of 300 and 1,000 (groups as large as they go) to 81% and 80%.
It depends on the size of the centre alone, so that the instance of a seed stays the same whatever
becomes of the search.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.late_shares import late_shares
from benchmarks.rota_centre.chance import stream
from benchmarks.rota_centre.queues import Pool, Queue

OPEN_MINUTES, CLOSE_MINUTES, SLOT_MINUTES = 360, 1320, 30
DAY_FACTORS = (1.1, 1.05, 1.0, 1.0, 0.95, 0.75, 0.65)
"""From Monday to Sunday."""

SHRINKAGE_SHARE = 0.1
WANTED_SHARE = 0.8

Row = tuple[int, int, str, float, float]
"""Weekday, minutes after midnight, queue, contacts, handling time in seconds."""


def allowance(people: int) -> float:
    """Return what shifts and rules take off the ideal service level; below 0, what they gain."""
    return 0.375 / math.sqrt(people) - 0.07


def typical_week(
    people: int, seed: int, pools: Sequence[Pool], hours: Mapping[str, float]
) -> list[Row]:
    """Contacts of each half-hour and queue.

    Parameters
    ----------
    hours
        Agent-hours on the phone by pool, in hands of mean speed and less shrinkage.
    """
    slots = range(OPEN_MINUTES, CLOSE_MINUTES, SLOT_MINUTES)
    rows: list[Row] = []
    for pool in pools:
        shapes = [
            pool.queues[q].pool_share / pool.queues[q].aht_s * _shape(people, seed, pool.queues[q])
            for q in range(len(pool.queues))
        ]
        scale = _volume(pool, np.array(shapes), hours[pool.id], WANTED_SHARE + allowance(people))
        for queue, shape in zip(pool.queues, shapes, strict=True):
            rows += [
                (day, slot, queue.id, round(scale * shape[day, column], 3), queue.aht_s)
                for day in range(7)
                for column, slot in enumerate(slots)
            ]
    return sorted(rows)


def _shape(people: int, seed: int, queue: Queue) -> Floats:
    """Contacts by weekday and half-hour up to a factor, with a mean of one a slot."""
    chance = stream(seed, people, f"shape {queue.id}")
    morning, evening = chance.uniform(9.75, 11.25), chance.uniform(15.0, 17.0)
    late = chance.uniform(0.7, 1.0)
    hour = (np.arange(OPEN_MINUTES, CLOSE_MINUTES, SLOT_MINUTES) + SLOT_MINUTES / 2) / 60
    day = np.exp(-0.5 * ((hour - morning) / 2.4) ** 2)
    day += late * np.exp(-0.5 * ((hour - evening) / 2.8) ** 2) + 0.15
    factors = np.array([factor * chance.uniform(0.96, 1.04) for factor in DAY_FACTORS])
    shape = factors[:, np.newaxis] * day
    shape *= np.array([chance.uniform(0.95, 1.05) for _ in range(shape.size)]).reshape(shape.shape)
    return shape / shape.mean()


def _volume(pool: Pool, shapes: Floats, hours: float, wanted: float) -> float:
    """Factor on the shapes at which the ideal service level is as wanted."""
    aht = np.array([queue.aht_s for queue in pool.queues])
    load_hours = float((shapes * aht[:, np.newaxis, np.newaxis]).sum()) / 3600
    low, high = 0.0, 1.5 * hours / load_hours
    for _ in range(16):
        middle = (low + high) / 2
        if ideal_share(pool, middle * shapes, hours) >= wanted:
            low = middle
        else:
            high = middle
    return low


def ideal_share(pool: Pool, contacts: Floats, hours: float) -> float:
    """Share answered in time where a pool's hours may lie wherever they save most.

    Parameters
    ----------
    contacts
        Queue × weekday × half-hour.
    hours
        Agent-hours to give.
    """
    by_slot = contacts.reshape(len(pool.queues), -1)
    total = by_slot.sum(axis=0)
    mix = by_slot / total
    aht = np.array([queue.aht_s for queue in pool.queues]) @ mix
    patience = np.array([queue.patience_s for queue in pool.queues]) @ mix
    arrivals = total / (SLOT_MINUTES * 60)
    top = int(np.max(arrivals * aht) * 1.6) + 12
    late = np.zeros((total.size, top + 1))
    for target_s in {queue.target_s for queue in pool.queues}:
        alike = np.array([queue.target_s == target_s for queue in pool.queues])
        part = by_slot[alike].sum(axis=0)
        late += part[:, np.newaxis] * late_shares(arrivals, aht, patience, top, target_s)
    heads = np.arange(top + 1)
    given = hours * 60 / SLOT_MINUTES

    def answer(price: float) -> tuple[float, float]:
        best = np.argmin(late + price * heads, axis=1)
        return float(best.sum()), float(late[np.arange(total.size), best].sum())

    dear, cheap = float(late.max()), 0.0
    for _ in range(40):
        price = (dear + cheap) / 2
        if answer(price)[0] > given:
            cheap = price
        else:
            dear = price
    (few, most_late), (many, least_late) = answer(dear), answer(cheap)
    part = min(1.0, (given - few) / (many - few)) if many > few else 0.0
    return 1.0 - (most_late + part * (least_late - most_late)) / float(total.sum())
