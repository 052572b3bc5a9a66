"""Searches on from a finished rota: the best week of one agent, or everybody's."""

from __future__ import annotations

import time
from collections.abc import Callable

from allocator.demand.service import ServiceModel
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.best_week import best_week
from allocator.rota.blocks import to_rota
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent, polish
from allocator.rota.service_table import ServiceTable


def with_best_week(
    scenario: Scenario, service: ServiceModel, rota: Rota, agent_id: str, limits: SearchLimits
) -> Rota | None:
    """Rota in which one agent has the best week there is and nobody else moves.

    Returns
    -------
    Rota or None
        ``None`` where no such week was found; whether hard rules that tie people together hold
        is for the check to say.
    """
    instance = Instance.of(scenario, service)
    others = from_rota(instance, rota)
    instance = instance.of_rota(others)
    for day in range(instance.day_count):
        others.pop((agent_id, day), None)
    table = ServiceTable(instance, others)
    week = best_week(instance, others, table, agent_id, limits)
    if week is None:
        return None
    changed = to_rota(instance, week)
    return rota.replaced({agent_id}, list(changed.blocks))


def improve(
    scenario: Scenario,
    service: ServiceModel,
    rota: Rota,
    limits: SearchLimits,
    report: Callable[[float], None],
) -> Rota:
    """Improve a rota from where it is; everybody may move.

    Parameters
    ----------
    report
        Called with the least cost so far, in late contacts.

    Returns
    -------
    Rota
        No worse by the engine's own account; what it costs and breaks is for the check to say.
    """
    until = time.perf_counter() + limits.seconds
    instance = Instance.of(scenario, service)
    start = from_rota(instance, rota)
    instance = instance.of_rota(start)
    best = polish(Incumbent(instance, start), limits, until, report)
    return to_rota(best.instance, best.assignment)
