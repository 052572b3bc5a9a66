"""The service level of each queue and day, from the levels of its intervals."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from allocator.demand.deferred import deferred_queues, judged_contacts
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario


def day_levels(scenario: Scenario, plan: Plan) -> dict[tuple[str, dt.date], float]:
    """Work out the service level of each queue and day on which contacts are expected.

    Of emails and call-backs those count that are due before the plan's end, the backlog with the
    first interval.
    """
    grid = scenario.grid
    judged: dict[tuple[str, int], float] = {}
    for queues in deferred_queues(scenario, plan.requirements).values():
        for queue in queues:
            contacts = judged_contacts(queue, 60.0 * grid.interval_minutes)
            for interval, number in zip(scenario.open_intervals, contacts, strict=True):
                judged[queue.queue, interval] = float(number)
    offered = defaultdict[tuple[str, dt.date], float](float)
    on_time = defaultdict[tuple[str, dt.date], float](float)
    for row in plan.requirements:
        key = row.queue, grid.operating_date(row.interval_start)
        place = row.queue, grid.index(row.interval_start)
        contacts = judged.get(place, row.forecast_contacts)
        offered[key] += contacts
        on_time[key] += contacts * (row.expected_service_level or 0.0)
    return {key: on_time[key] / contacts for key, contacts in offered.items() if contacts > 0}
