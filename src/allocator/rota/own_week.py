"""The best own week of each of some people under further pins, nobody else moving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.limits import SearchLimits
from allocator.rota.open_week import OpenWeek
from allocator.rota.service_table import ServiceTable


@dataclass(frozen=True)
class OwnWeek:
    """The rota in which only one person's week changes.

    Parameters
    ----------
    rota
        ``None`` where the person has no such week beside the others as they are.
    change_price
        Price of the changes by notice, in late contacts; 0 in a plan that is no replan's.
    """

    agent_id: str
    rota: Rota | None
    change_price: float = 0.0


def own_weeks(
    week: OpenWeek, pinned: Scenario, agent_ids: Sequence[str], limits: SearchLimits
) -> Iterator[OwnWeek]:
    """Yield for each person the rota in which only their own week changes, so that pins hold.

    Parameters
    ----------
    week
        What may be otherwise, without the further pins.
    pinned
        The scenario with them; those of one person bind nobody else.
    agent_ids
        In the order in which to look at them.
    """
    twin = week.base.pinned(pinned)
    table = ServiceTable(twin, week.given)
    for agent_id in agent_ids:
        mine = {key: duty for key, duty in week.given.items() if key[0] == agent_id}
        others = {key: duty for key, duty in week.given.items() if key[0] != agent_id}
        for duty in mine.values():
            table.remove(agent_id, duty)
        found = week.own_week(twin, others, table, agent_id, limits)
        for duty in mine.values():
            table.add(agent_id, duty)
        if found is None:
            yield OwnWeek(agent_id, None)
        else:
            rota = week.with_week(twin, agent_id, found)
            yield OwnWeek(agent_id, rota, week.change_price({**others, **found}))
