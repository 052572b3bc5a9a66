"""Break plans as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

import numpy as np

from allocator.rota.week_bound.compiled import Array
from allocator.rota.week_bound.duties import Plans

RelativePlan = tuple[tuple[int, int, int], ...]
"""Length of each break, and the first and last interval of its start after that of the shift."""


def break_plans(plans: list[RelativePlan]) -> Plans:
    """Put plans side by side."""
    breaks = max([1, *map(len, plans)])
    orders = [_orders(plan) for plan in plans]
    shape = (max(1, len(plans)), breaks)
    length, earliest, latest = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    order = np.zeros((shape[0], max([1, *map(len, orders)]), breaks), dtype=np.int64)
    for number, plan in enumerate(plans):
        for slot, (lasts, low, high) in enumerate(plan):
            length[number, slot], earliest[number, slot] = lasts, low
            latest[number, slot] = high
        for place, sequence in enumerate(orders[number]):
            order[number, place, : len(sequence)] = sequence
    return Plans(
        count=integers(map(len, plans)),
        length=length,
        earliest=earliest,
        latest=latest,
        orders=integers(map(len, orders)),
        order=order,
    )


def _orders(plan: RelativePlan) -> list[tuple[int, ...]]:
    """Orders in which the breaks of a plan can come, by their windows."""
    return [
        order for order in permutations(range(len(plan))) if _is_possible(plan[k] for k in order)
    ]


def _is_possible(plan: Iterator[tuple[int, int, int]]) -> bool:
    moment = 0
    for lasts, low, high in plan:
        moment = max(moment, low)
        if moment > high:
            return False
        moment += lasts
    return True


def integers(values: Iterable[int]) -> Array:
    """Array of whole numbers."""
    return np.array(list(values), dtype=np.int64)
