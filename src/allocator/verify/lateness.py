"""Where contacts are answered late: by queue, and by pool and day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import numpy as np

from allocator.demand.arrays import Floats
from allocator.verify.service_state import ServiceState


def late_by_queue(state: ServiceState, since: int | None = None) -> dict[str, float]:
    """Contacts of each queue late or lost in the week, counted one each.

    By the priced curve, as in the objective, without weights or prices.

    Parameters
    ----------
    since
        First interval of the grid that counts; by default all do.
    """
    counted = slice(None) if since is None else np.asarray(state.service.intervals) >= since
    return {
        queue: float(late[row][counted].sum())
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


def late_by_queue_and_interval(state: ServiceState) -> dict[str, Floats]:
    """Contacts of each queue late, lost or met by nobody, by open interval, counted one each.

    Late by the priced curve; in an interval in which nobody is logged into the queue all of them.
    """
    found: dict[str, Floats] = {}
    for pool_id, pool in state.pools.items():
        alone = pool.uncovered_contacts(state.presence[pool_id].logged_in)
        late = np.maximum(_late(state, pool_id), alone)
        found |= {queue: late[row] for row, queue in enumerate(pool.queues)}
    return found
