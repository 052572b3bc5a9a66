"""The best own week of each of some people under further pins, nobody else moving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from allocator.demand.service import ServiceModel
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.best_week import best_week
from allocator.rota.blocks import to_rota
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.service_table import ServiceTable


def own_weeks(
    scenario: Scenario,
    pinned: Scenario,
    service: ServiceModel,
    rota: Rota,
    agent_ids: Sequence[str],
    limits: SearchLimits,
) -> Iterator[tuple[str, Rota | None]]:
    """Yield for each person the rota in which only their own week changes, so that pins hold.

    Parameters
    ----------
    scenario, pinned
        Without and with the further pins; those of one person bind nobody else.
    agent_ids
        In the order in which to look at them.

    Yields
    ------
    agent id and rota
        ``None`` where the person has no such week beside the others as they are.
    """
    base = Instance.of(scenario, service)
    given = from_rota(base, rota)
    base = base.of_rota(given)
    twin = base.pinned(pinned)
    table = ServiceTable(twin, given)
    for agent_id in agent_ids:
        mine = {key: duty for key, duty in given.items() if key[0] == agent_id}
        others = {key: duty for key, duty in given.items() if key[0] != agent_id}
        for duty in mine.values():
            table.remove(agent_id, duty)
        week = best_week(twin, others, table, agent_id, limits)
        for duty in mine.values():
            table.add(agent_id, duty)
        if week is None:
            yield agent_id, None
        else:
            yield agent_id, rota.replaced({agent_id}, list(to_rota(twin, week).blocks))
