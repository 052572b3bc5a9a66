"""Whoever need not move gets their own week back."""

from __future__ import annotations

from itertools import combinations

from allocator.rota.anneal.leaning import Near
from allocator.rota.anneal.search import Search
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance

_MOST_PAIRS = 60
"""Pairs of people who may have exchanged shifts: with more, only single people are tried."""
_LEAST = 1e-6


def put_back(search: Search, near: Near) -> None:
    """Give people back the weeks that they had, one and two at a time, where it costs nothing.

    The price of shifts that are others is part of the cost, as in the search itself.

    Parameters
    ----------
    search
        At a rota that keeps the rules; is left at one no dearer.
    """
    cost, is_valid = search.measure()
    if not is_valid:
        return
    for many in (1, 2):
        moved = _moved(search, near.rota)
        groups = list(combinations(moved, many))
        if many == 2 and len(groups) > _MOST_PAIRS:
            return
        for group in groups:
            before = search.snapshot()
            search.take_up(near.rota, group)
            found, keeps_seats = search.measure()
            if keeps_seats and found < cost - _LEAST:
                cost = found
            else:
                search.go_back(before)


def _may_have(instance: Instance, agent_id: str, kept: Assignment) -> bool:
    """Whether a week fits the instance's activities and pins, which have no part in its cost."""
    held = instance.held.get(agent_id, frozenset[int]())
    on_phone: set[int] = set()
    for day in range(instance.day_count):
        duty = kept.get((agent_id, day))
        if duty is None:
            continue
        if duty.option not in instance.options[agent_id][day]:
            return False
        if not instance.allows(agent_id, day, duty):
            return False
        for pool, interval in duty.on_phone:
            if interval in instance.barred[agent_id, pool]:
                return False
            on_phone.add(interval)
    return held <= on_phone


def _moved(search: Search, kept: Assignment) -> list[str]:
    """People with a shift that is another than in a rota, and who could have theirs."""
    now = search.assignment()
    return [
        agent_id
        for agent_id in search.instance.agent_ids
        if _may_have(search.instance, agent_id, kept)
        and any(
            _option(now, (agent_id, day)) != _option(kept, (agent_id, day))
            for day in range(search.instance.day_count)
        )
    ]


def _option(rota: Assignment, key: tuple[str, int]) -> object:
    duty = rota.get(key)
    return None if duty is None else duty.option
