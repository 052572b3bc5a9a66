"""What a plan expected of a queue, to stand beside what was simulated."""

from __future__ import annotations

import math
from collections.abc import Sequence

from allocator.demand.deferred import deferred_queues, judged_contacts
from allocator.simulate.week import WeekSimulation


def expected_share(
    simulation: WeekSimulation, queue: str, days: Sequence[int] | None
) -> float | None:
    """Service level of a queue in the plan, or on some of its days; ``None`` if it has none.

    Weighted by the contacts that it is judged by: of messages and call-backs those due before
    the plan's end.

    Parameters
    ----------
    days
        Numbers of operating days; ``None`` for all.
    """
    grid = simulation.scenario.grid
    dates = None if days is None else {grid.days[day] for day in days}
    rows = [
        row
        for row in simulation.requirements
        if row.queue == queue
        and (dates is None or grid.operating_date(row.interval_start) in dates)
    ]
    if any(row.expected_service_level is None for row in rows):
        return None
    judged = judged_by_interval(simulation, queue)
    weights = [judged[grid.index(row.interval_start)] for row in rows]
    contacts = math.fsum(weights)
    in_time = math.fsum(
        weight * (row.expected_service_level or 0)
        for weight, row in zip(weights, rows, strict=True)
    )
    return rounded(in_time / contacts, 6) if contacts else None


def judged_by_interval(simulation: WeekSimulation, queue: str) -> dict[int, float]:
    """Contacts by which a queue is judged, by number of the open interval.

    Calls and chats that are forecast; messages and call-backs due before the week's end.
    """
    scenario = simulation.scenario
    if not scenario.queue_by_id[queue].channel.is_deferred:
        return {
            scenario.grid.index(row.interval_start): row.forecast_contacts
            for row in simulation.requirements
            if row.queue == queue
        }
    pool = scenario.pool_of_queue[queue]
    mine = deferred_queues(scenario, simulation.requirements)[pool]
    (one,) = (found for found in mine if found.queue == queue)
    judged = judged_contacts(one, simulation.cells.interval_s)
    return dict(zip(scenario.open_intervals, judged.tolist(), strict=True))


def rounded(value: float, digits: int) -> float | None:
    """Round for a file; JSON has no word for what is not a number."""
    return None if math.isnan(value) else round(value, digits)
