"""Where contacts are answered late: by queue, and by pool and day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from allocator.demand.arrays import Floats
from allocator.verify.service_state import ServiceState


def late_by_queue(state: ServiceState) -> dict[str, float]:
    """Contacts of each queue late or lost in the week, counted one each.

    By the priced curve, as in the objective, without weights or prices.
    """
    return {
        queue: float(late[row].sum())
        for pool_id, pool in state.pools.items()
        for late in (_late(state, pool_id),)
        for row, queue in enumerate(pool.queues)
    }


def service_cost_by_pool_and_day(state: ServiceState) -> dict[tuple[str, dt.date], float]:
    """Share of each pool's day in the objective's service terms, in late contacts.

    Late and uncovered contacts and those below a floor, weighted and priced: the parts add up
    to the three terms.
    """
    prices = state.scenario.settings.prices
    days = state.scenario.grid.days
    found: defaultdict[tuple[str, dt.date], float] = defaultdict(float)
    for pool_id, pool in state.pools.items():
        late = _late(state, pool_id)
        uncovered = pool.uncovered_contacts(state.presence[pool_id].logged_in)
        below = pool.below_floor_contacts(late, uncovered)
        by_interval = prices.late_contact * late + prices.uncovered_contact * uncovered
        by_day = by_interval @ pool.day_of_interval + prices.below_floor_contact * below
        for day, cost in zip(days, pool.weights @ by_day, strict=True):
            found[pool_id, day] += float(cost)
    return dict(found)


def _late(state: ServiceState, pool_id: str) -> Floats:
    return state.pools[pool_id].late_contacts(state.effective_agents(pool_id))
