"""The price of service in the linear model: late contacts, uncovered queues and floors."""

from __future__ import annotations

from collections import defaultdict

from allocator.rota.counts import CountsModel
from allocator.rules.encoding import Linear

_FLAT_SLOPE = 1e-8


def add_service(counts: CountsModel) -> None:
    """State late contacts, uncovered contacts and floors for the whole week."""
    instance = counts.instance
    service = instance.service
    queues = counts.scenario.queue_by_id
    prices = counts.scenario.settings.prices
    bounds = counts.scenario.grid.day_bounds
    missed: defaultdict[tuple[str, int], list[Linear]] = defaultdict(list)
    offered: defaultdict[tuple[str, int], float] = defaultdict(float)
    for pool in service.pools:
        for interval in service.intervals:
            cell = service.cell(pool, interval)
            day = next(d for d in range(counts.day_count) if interval < bounds[d + 1])
            effective = _effective_agents(counts, pool, interval)
            for service_class in cell.classes:
                here = {
                    queue: contacts
                    for queue, contacts in cell.contacts_by_queue.items()
                    if queues[queue].service_class == service_class
                }
                share = _late_share(counts, cell.curve(service_class).cuts, effective)
                weight = sum(queues[queue].weight * contacts for queue, contacts in here.items())
                counts.add_cost("late_contacts", share, prices.late_contact * weight)
                for queue, contacts in here.items():
                    uncovered = _uncovered_share(counts, queue, pool, interval)
                    counts.add_cost(
                        "uncovered_contacts",
                        uncovered,
                        prices.uncovered_contact * queues[queue].weight * contacts,
                    )
                    missed[queue, day].append(contacts * (share + uncovered))
                    offered[queue, day] += contacts
    for (queue, day), parts in missed.items():
        floor_share = queues[queue].floor_share
        if floor_share > 0 and offered[queue, day] > 0:
            below = counts.new_amount(2 * offered[queue, day])
            counts.add(below >= sum(parts) - (1 - floor_share) * offered[queue, day])
            price = prices.below_floor_contact * queues[queue].weight
            counts.add_cost("below_floor", below, price)


def _effective_agents(counts: CountsModel, pool: str, interval: int) -> Linear:
    parts = counts.effective(pool, interval)
    if not parts:
        return 0.0
    effective = counts.new_amount(1e6)
    counts.add(effective == counts.instance.service.effective_share * sum(parts))
    return effective


def _late_share(
    counts: CountsModel, cuts: tuple[tuple[float, float], ...], effective: Linear
) -> Linear:
    if isinstance(effective, float):
        return counts.model.new_num_var(1.0, 1.0, "")
    share = counts.new_amount(1.0)
    for slope, intercept in cuts:
        # An edge that falls by less than a hundred-millionth an agent says no more than zero.
        if -slope > _FLAT_SLOPE:
            counts.add(share >= slope * effective + intercept)
    return share


def _uncovered_share(counts: CountsModel, queue: str, pool: str, interval: int) -> Linear:
    able = counts.able(pool, queue, interval)
    if not able:
        return counts.model.new_num_var(1.0, 1.0, "")
    uncovered = counts.new_amount(1.0)
    counts.add(uncovered >= 1 - sum(able))
    return uncovered
