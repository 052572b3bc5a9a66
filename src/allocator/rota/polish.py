"""Polish: everybody's week is chosen again and again, under prices that tighten.

A rota in which nobody can improve alone is found within two rounds and is far from the best: full
seats block nearly every single move. So each cycle begins with seats that may be overdrawn
cheaply and with prices blurred by noise, and ends with seats that bind and exact prices. The best
rota of all cycles is where the next one begins.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from allocator.rota.best_week import best_week, soft_cost
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import BREACH_PRICE
from allocator.rota.move_activities import move_activities
from allocator.rota.service_table import ServiceTable

_CYCLE = ((0.1, 0.2), (0.2, 0.1), (0.4, 0.05), (0.8, 0.0), (1.6, 0.0), (BREACH_PRICE, 0.0))
"""Price of an overdrawn seat, in late contacts an interval, and noise of each round."""


class Incumbent:
    """A rota with its cost in late contacts, and whether it overdraws a hard rule.

    Parameters
    ----------
    instance
        The compiled scenario, activities at the times that they have in the rota.
    """

    def __init__(self, instance: Instance, assignment: Assignment) -> None:
        self.instance = instance
        table = ServiceTable(instance, assignment)
        self.assignment = dict(assignment)
        self.cost = table.cost() + soft_cost(instance, assignment)
        self.is_valid = table.overdrawn_seats() == 0

    def rank(self) -> tuple[bool, float]:
        """Key to sort by: valid rotas first, then the cheapest."""
        return not self.is_valid, self.cost


def polish(
    first: Incumbent,
    limits: SearchLimits,
    until: float,
    report: Callable[[float], None],
) -> list[Incumbent]:
    """Improve a rota until the time, or the number of cycles, is up.

    Parameters
    ----------
    until
        Moment of :func:`time.perf_counter` at which to stop; ignored where reproducible.
    report
        Called with the least cost so far after each cycle.

    Returns
    -------
    list of Incumbent
        What each cycle found that overdraws nothing, cheapest first, and at least the rota
        given.
    """
    random = np.random.default_rng(limits.seed)

    def out_of_time() -> bool:
        return not limits.reproducible and time.perf_counter() > until

    best = first
    found = [best]
    while not out_of_time() and (not limits.reproducible or len(found) <= limits.cycles):
        instance, current = best.instance, dict(best.assignment)
        table = ServiceTable(instance, current)
        for seat_price, noise in _CYCLE:
            table.seat_price = seat_price
            for agent_id in random.permutation(instance.agent_ids).tolist():
                if out_of_time():
                    break
                _choose_again(instance, current, table, agent_id, limits, noise, random)
        found.append(with_activities_moved(Incumbent(instance, current)))
        best = min(found, key=Incumbent.rank)
        report(best.cost)
    ranked = sorted(found, key=Incumbent.rank)
    return [rota for rota in ranked if rota.is_valid] or ranked[:1]


def settle(rota: Incumbent, limits: SearchLimits) -> Incumbent:
    """Let activities move and everybody choose once more, at exact prices and binding seats."""
    rota = with_activities_moved(rota)
    current = dict(rota.assignment)
    table = ServiceTable(rota.instance, current)
    random = np.random.default_rng(limits.seed)
    for agent_id in rota.instance.agent_ids:
        _choose_again(rota.instance, current, table, agent_id, limits, 0.0, random)
    return min(rota, Incumbent(rota.instance, current), key=Incumbent.rank)


def with_activities_moved(rota: Incumbent) -> Incumbent:
    """Return the rota with activities at the best times that its shifts allow."""
    if not rota.instance.movable:
        return rota
    moved = Incumbent(*move_activities(rota.instance, rota.assignment))
    return min(rota, moved, key=Incumbent.rank)


def _choose_again(
    instance: Instance,
    assignment: Assignment,
    table: ServiceTable,
    agent_id: str,
    limits: SearchLimits,
    noise: float,
    random: np.random.Generator,
) -> None:
    """Take one agent out of the rota and put the best week in its place."""
    before = {
        (agent_id, day): duty
        for day in range(instance.day_count)
        if (duty := assignment.pop((agent_id, day), None)) is not None
    }
    for duty in before.values():
        table.remove(agent_id, duty)
    blur = random.normal(1.0, noise, table.effective.shape) if noise else None
    week = best_week(instance, assignment, table, agent_id, limits, blur)
    for key, duty in (before if week is None else week).items():
        assignment[key] = duty
        table.add(agent_id, duty)
