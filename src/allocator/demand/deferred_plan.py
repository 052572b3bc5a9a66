"""Put a week's deferred contacts into intervals, so that they are done when they are due.

The work of a pool is spread as a string pulled tight between what has come so far and what is due
by then (:mod:`~allocator.demand.taut_string`), measured against the time that the contacts on the
line leave to those who are there for them: that time is used first, evenly, and as little more as
the deadlines allow. Which contacts are done in an interval follows from the order they are due in.

Rules, since a plan has two ends:

- Contacts that wait at the beginning are planned with their own due time. Those that were due
  before it are done first, and so by the time when the first of the others is due.
- Contacts due after the plan's end are planned in part: of their time to the deadline the share
  that lies in the plan. The rest is the next plan's, which finds it in its backlog.
- Where all the people and seats of the pool could not do the work in time, what is over is planned
  as early after its due time as they could.
"""

from __future__ import annotations

import heapq
from dataclasses import replace

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.chain_weights import idle_agents
from allocator.demand.deferred import DeferredQueue, deferred_queues
from allocator.demand.pool_load import PoolLoad, pool_loads
from allocator.demand.staffing import heads_needed
from allocator.demand.taut_string import taut_string
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario

_BASE_AGENTS = 0.05
"""Added to the time left over: where nobody is needed for contacts on the line, somebody may come
for the others all the same."""

_DECIMALS = 4
"""Of planned contacts, as of forecast ones."""


def plan_deferred(
    scenario: Scenario, requirements: tuple[Requirement, ...]
) -> tuple[Requirement, ...]:
    """Set the ``planned_contacts`` of the deferred queues; other requirements stay as they are.

    The same forecast always gives the same plan of them, whatever corrections of load the
    requirements carry.

    Parameters
    ----------
    requirements
        A row for every queue of the scenario in every open interval.
    """
    plain = tuple(
        row.model_copy(update={"load_correction": 1.0, "planned_contacts": None})
        for row in requirements
    )
    pools = deferred_queues(scenario, plain)
    if not pools:
        return requirements
    interval_s = scenario.grid.interval_minutes * 60.0
    live = {
        place: replace(load, deferred_work_s=0.0)
        for place, load in pool_loads(scenario, plain).items()
    }
    heads = heads_needed(scenario, live)
    planned: dict[tuple[str, int], float] = {}
    for pool_id, queues in pools.items():
        loads = [live[pool_id, interval] for interval in scenario.open_intervals]
        needed = np.array([heads[pool_id, interval] for interval in scenario.open_intervals])
        share = 1.0 - scenario.settings.shrinkage_share
        people = _people(scenario, pool_id, queues)
        contacts = spread(
            queues,
            interval_s,
            interval_s * _idle(loads, share * needed),
            interval_s * _idle(loads, np.full(len(loads), share * people)),
        )
        for queue, row in zip(queues, contacts.round(_DECIMALS), strict=True):
            for interval, number in zip(scenario.open_intervals, row, strict=True):
                planned[queue.queue, interval] = float(number)
    index = scenario.grid.index
    return tuple(
        row.model_copy(update={"planned_contacts": planned[row.queue, index(row.interval_start)]})
        if (row.queue, index(row.interval_start)) in planned
        else row
        for row in requirements
    )


def spread(
    queues: tuple[DeferredQueue, ...], interval_s: float, left_s: Floats, most_s: Floats
) -> Floats:
    """Contacts of each queue to be done in each interval, shape (Q, I).

    Parameters
    ----------
    queues
        Deferred queues of one pool.
    left_s
        Seconds that contacts on the line leave to those needed for them, by interval.
    most_s
        The same with everybody there who could be.
    """
    count = len(left_s)
    ends_s = interval_s * np.arange(1, count + 1)
    come, due = np.zeros(count), np.zeros(count)
    first_due_s = min(
        [queue.target_s for queue in queues]
        + [waiting.due_s for queue in queues for waiting in queue.backlog if waiting.due_s > 0]
    )
    for queue in queues:
        arriving = _arriving(queue, interval_s) * queue.aht_s
        come += np.cumsum(arriving)
        all_come = np.concatenate([[0.0], np.cumsum(queue.contacts)]) * queue.aht_s
        starts_s = interval_s * np.arange(count + 1)
        due += np.interp(ends_s - queue.target_s, starts_s, all_come)
        for number, due_s in _waiting(queue, ends_s[-1]):
            come += number * queue.aht_s
            due += number * queue.aht_s * (ends_s >= max(due_s, first_due_s))
    due[-1] = come[-1]
    weights = left_s + _BASE_AGENTS * interval_s
    done_s = taut_string(*_within(due, come, np.maximum(most_s, weights)), weights)
    return _in_order_of_due(queues, interval_s, done_s)


def _within(due: Floats, come: Floats, most_s: Floats) -> tuple[Floats, Floats]:
    """Bounds that everybody could keep to; the bounds as they are where nobody could."""
    least, most, sum_before = due.copy(), come.copy(), 0.0
    for step in range(len(most)):
        sum_before = most[step] = min(come[step], sum_before + most_s[step])
        least[step] = min(due[step], most[step])
    if most[-1] < come[-1]:
        return np.minimum(due, come), come
    for step in range(len(most) - 2, -1, -1):
        least[step] = min(most[step], max(least[step], least[step + 1] - most_s[step + 1]))
    return least, most


def _arriving(queue: DeferredQueue, interval_s: float) -> Floats:
    """Contacts to be planned of those that come in each interval."""
    end_s = interval_s * len(queue.contacts)
    bounds_s = interval_s * np.arange(len(queue.contacts) + 1)
    left_s = end_s - bounds_s  # to the plan's end
    # Integral of min(1, left/target) from a moment to the plan's end.
    owed_s = np.where(
        left_s < queue.target_s,
        left_s**2 / (2.0 * queue.target_s),
        left_s - queue.target_s / 2.0,
    )
    return queue.contacts * (owed_s[:-1] - owed_s[1:]) / interval_s


def _waiting(queue: DeferredQueue, end_s: float) -> list[tuple[float, float]]:
    """Contacts of the backlog to be planned, with when they are due, at the plan's end at last."""
    return [
        (waiting.contacts * min(1.0, end_s / max(waiting.due_s, 1.0)), min(waiting.due_s, end_s))
        for waiting in queue.backlog
    ]


def _in_order_of_due(
    queues: tuple[DeferredQueue, ...], interval_s: float, done_s: Floats
) -> Floats:
    """Share out the seconds of each interval to what has come, earliest due first."""
    count = len(done_s)
    end_s = interval_s * count
    contacts = np.zeros((len(queues), count))
    arriving = [_arriving(queue, interval_s) for queue in queues]
    waiting: list[tuple[float, int, int, float]] = []  # due, queue, what came when, contacts
    for row, queue in enumerate(queues):
        waiting += [(due_s, row, -1, number) for number, due_s in _waiting(queue, end_s)]
    heapq.heapify(waiting)
    for interval in range(count):
        for row, queue in enumerate(queues):
            due_s = min(end_s, (interval + 0.5) * interval_s + queue.target_s)
            heapq.heappush(waiting, (due_s, row, interval, float(arriving[row][interval])))
        room_s = float(done_s[interval]) if interval < count - 1 else np.inf
        while waiting and room_s > 0:
            due_s, row, came, number = heapq.heappop(waiting)
            taken = min(number, room_s / queues[row].aht_s)
            contacts[row, interval] += taken
            room_s -= taken * queues[row].aht_s
            if taken < number:
                heapq.heappush(waiting, (due_s, row, came, number - taken))
                break  # the interval is full, whatever rounding leaves of it
    return contacts


def _people(scenario: Scenario, pool_id: str, queues: tuple[DeferredQueue, ...]) -> int:
    """Most people who could be at the pool's deferred queues at once."""
    names = {queue.queue for queue in queues}
    able = sum(
        bool(names & set(scenario.usable_queues(agent.agent_id, pool_id)))
        for agent in scenario.agents
    )
    seats = scenario.pool_by_id[pool_id].seats
    return able if seats is None else min(able, seats)


def _idle(loads: list[PoolLoad], agents: Floats) -> Floats:
    """Mean agents without a contact on the line, by interval, of so many there."""
    top = int(agents.max()) + 1
    table = idle_agents(
        np.array([load.arrivals_per_s for load in loads]),
        np.array([load.aht_s for load in loads]),
        np.array([load.patience_s for load in loads]),
        top,
        loads[0].speeds,
    )
    row, below = np.arange(len(loads)), agents.astype(int)
    part = agents - below
    return table[row, below] * (1.0 - part) + table[row, below + 1] * part
