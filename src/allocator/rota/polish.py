"""Polish: a few agents at a time are taken out of the rota and given their best weeks again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable

from allocator.rota.best_week import best_week, soft_cost
from allocator.rota.instance import Assignment, Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.service_table import ServiceTable

_IMPROVEMENT = 1e-6


class Incumbent:
    """A rota that is being improved, with its phones and its cost in late contacts."""

    def __init__(self, instance: Instance, assignment: Assignment) -> None:
        self.instance = instance
        self.assignment = assignment
        self.table = ServiceTable(instance, assignment)
        self.cost = self.table.cost() + soft_cost(instance, assignment)

    @property
    def is_valid(self) -> bool:
        """Whether no hard rule is overdrawn."""
        return self.table.overdrawn_seats() == 0


def reassign(
    instance: Instance, incumbent: Incumbent, agent_ids: Iterable[str], limits: SearchLimits
) -> Incumbent | None:
    """Take agents out together and put them back one by one, in the order given."""
    order = tuple(agent_ids)
    assignment = dict(incumbent.assignment)
    table = incumbent.table.copy()
    for agent_id in order:
        for day in range(instance.day_count):
            duty = assignment.pop((agent_id, day), None)
            if duty is not None:
                table.remove(agent_id, duty)
    for agent_id in order:
        week = best_week(instance, assignment, table, agent_id, limits)
        if week is None:
            return None
        for key, duty in week.items():
            assignment[key] = duty
            table.add(agent_id, duty)
    return Incumbent(instance, assignment)


def polish(
    instance: Instance,
    assignment: Assignment,
    limits: SearchLimits,
    until: float,
    report: Callable[[float], None],
) -> Assignment:
    """Improve a rota until the time, or the number of steps, is up.

    First everybody once, alone: what remains after that needs several people to move at once,
    so two to four are taken out together and put back in random order.

    Parameters
    ----------
    until
        Moment of :func:`time.perf_counter` at which to stop; ignored where reproducible.
    report
        Called with the cost whenever it falls.
    """
    rng = random.Random(limits.seed)
    best = Incumbent(instance, assignment)
    report(best.cost)
    steps = 0
    order = list(instance.agent_ids)
    rng.shuffle(order)
    while steps < limits.polish_steps if limits.reproducible else time.perf_counter() < until:
        if steps < len(order):
            chosen = [order[steps]]
        else:
            size = min(rng.choice((2, 2, 3, 3, 4)), len(order))
            chosen = rng.sample(order, size)
        steps += 1
        found = reassign(instance, best, chosen, limits)
        if found is not None and found.cost < best.cost - _IMPROVEMENT:
            best = found
            report(best.cost)
    return best.assignment
