"""The price of service in the CP-SAT model: late contacts, uncovered queues and floors.

Late contacts of a pool's interval are the convex envelope of its curve over effective agents,
stated by its edges ("cuts"). Amounts are whole numbers of ``1 / COST_SCALE`` late contacts, prices
within them: as factors of the objective, which are whole numbers, prices would be rounded.

Rounding leaves the terms of a rota off by at most half a unit for each hundredth of an agent on
the phone, and one for each interval and class; and floors by a twenty-thousandth of what is late.
"""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python import cp_model

from allocator.demand.service import ServiceModel
from allocator.domain.queue_settings import ServiceClass
from allocator.rota.model import COST_SCALE, PhoneModel
from allocator.rules.encoding import Linear

LATE = "late_contacts"
UNCOVERED = "uncovered_contacts"
FLOOR = "below_floor"

_RATIO_SCALE = 10_000


class ServiceCost:
    """Adds the service terms to a model.

    Parameters
    ----------
    model
        A model whose rules have been stated.
    """

    def __init__(self, model: PhoneModel) -> None:
        self.model = model
        self.service: ServiceModel = model.instance.service
        self.queues = model.scenario.queue_by_id
        # Priced late contacts per (pool, class, interval) and uncovered share per queue.
        self._late: dict[tuple[str, ServiceClass, int], Linear] = {}
        self._uncovered: dict[tuple[str, int], Linear] = {}

    def add(self) -> None:
        """State late contacts, uncovered contacts and floors for the whole week."""
        for pool in self.service.pools:
            for interval in self.service.intervals:
                self._add_cell(pool, interval)
        self._add_floors()

    def weight(self, pool: str, service_class: ServiceClass, interval: int) -> float:
        """Weighted and priced contacts of a cell whose queues are of one class."""
        contacts = self.service.cell(pool, interval).contacts_by_queue
        # Free of charge, they still count for the floors.
        price = self.model.scenario.settings.prices.late_contact or 1.0
        return price * sum(
            self.queues[queue].weight * count
            for queue, count in contacts.items()
            if self.queues[queue].service_class == service_class
        )

    def _add_cell(self, pool: str, interval: int) -> None:
        cell = self.service.cell(pool, interval)
        free, held = self.model.on_phone(pool, interval)
        speed = self.model.instance.speed_percent
        held_speed = sum(speed[agent_id, pool] for agent_id in held)
        effective_share = self.service.effective_share
        price = self.model.scenario.settings.prices.late_contact
        literals = [literal for _, literal in free]
        speeds = [speed[agent_id, pool] for agent_id, _ in free]
        for service_class in cell.classes:
            weight = self.weight(pool, service_class, interval)
            if weight <= 0:
                continue
            curve = cell.curve(service_class)
            if not free:
                agents = effective_share * held_speed / 100
                amount: Linear = round(weight * curve.priced(agents) * COST_SCALE)
            else:
                most = effective_share * (held_speed + sum(speeds)) / 100
                least = effective_share * held_speed / 100
                # Rounding may lift an edge above the cell's contacts, by half a unit a hundredth.
                upper = round(weight * COST_SCALE) + held_speed + sum(speeds) + 1
                amount = self.model.new_amount(upper, f"late_{pool}_{interval}")
                variable = cp_model.LinearExpr.weighted_sum(literals, speeds)
                for slope, intercept in _cuts_between(curve.cuts, least, most):
                    per_percent = round(slope * weight * effective_share / 100 * COST_SCALE)
                    constant = round(intercept * weight * COST_SCALE) + per_percent * held_speed
                    self.model.add(amount >= per_percent * variable + constant)
                if most > curve.agents_max:  # more than the seats, where these do not bind
                    self.model.add(amount >= round(weight * curve.shares[-1] * COST_SCALE))
            self._late[pool, service_class, interval] = amount
            self.model.add_cost(LATE, amount, 1 / COST_SCALE if price else 0.0)
        self._add_uncovered(pool, interval)

    def _add_uncovered(self, pool: str, interval: int) -> None:
        free, held = self.model.on_phone(pool, interval)
        price = self.model.scenario.settings.prices.uncovered_contact
        usable = self.model.instance.usable_queues
        for queue, contacts in self.service.cell(pool, interval).contacts_by_queue.items():
            if any(queue in usable(agent_id, pool) for agent_id in held):
                continue
            able = [literal for agent_id, literal in free if queue in usable(agent_id, pool)]
            uncovered: Linear = 1
            if able:
                uncovered = self.model.new_amount(1, f"uncovered_{queue}_{interval}")
                self.model.add(uncovered + cp_model.LinearExpr.sum(able) >= 1)
            self._uncovered[queue, interval] = uncovered
            self.model.add_cost(UNCOVERED, uncovered, price * self.queues[queue].weight * contacts)

    def _add_floors(self) -> None:
        grid = self.model.scenario.grid
        price = self.model.scenario.settings.prices.below_floor_contact
        by_day: defaultdict[int, list[int]] = defaultdict(list)
        bounds = grid.day_bounds
        for interval in self.service.intervals:
            day = next(d for d in range(grid.day_count) if interval < bounds[d + 1])
            by_day[day].append(interval)
        for pool in self.service.pools:
            for queue_id in self.model.scenario.pool_by_id[pool].queues:
                queue = self.queues[queue_id]
                if queue.floor_share <= 0:
                    continue
                for day, intervals in by_day.items():
                    self._add_floor(pool, queue_id, day, intervals, price * queue.weight)

    def _add_floor(
        self, pool: str, queue_id: str, day: int, intervals: list[int], price: float
    ) -> None:
        queue = self.queues[queue_id]
        contacts = {
            interval: self.service.cell(pool, interval).contacts_by_queue.get(queue_id, 0.0)
            for interval in intervals
        }
        total = sum(contacts.values())
        if total <= 0:
            return
        # Late and uncovered contacts of the queue, allowed up to (1 - floor) of the day's.
        missed: Linear = 0
        for interval, count in contacts.items():
            late = self._late.get((pool, queue.service_class, interval))
            if late is not None and count > 0:
                share = count / self.weight(pool, queue.service_class, interval)
                missed += round(price * share * _RATIO_SCALE) * late
            uncovered = self._uncovered.get((queue_id, interval), 0)
            missed += round(price * count * COST_SCALE * _RATIO_SCALE) * uncovered
        allowed = round(price * (1 - queue.floor_share) * total * COST_SCALE * _RATIO_SCALE)
        if isinstance(missed, int):
            below: Linear = max(0, -(-(missed - allowed) // _RATIO_SCALE))
        else:
            below = self.model.new_amount(
                round(2.1 * price * total * COST_SCALE) + 1, f"below_floor_{queue_id}_{day}"
            )
            self.model.add(_RATIO_SCALE * below >= missed - allowed)
        self.model.add_cost(FLOOR, below, 1 / COST_SCALE)


def _cuts_between(
    cuts: tuple[tuple[float, float], ...], least: float, most: float
) -> list[tuple[float, float]]:
    """Edges of a convex envelope that are its maximum somewhere between two abscissae.

    Edges come in order of slope, steepest fall first; each is the maximum from its crossing
    with the one before to its crossing with the one after.
    """
    kept: list[tuple[float, float]] = []
    for number, (slope, intercept) in enumerate(cuts):
        starts_at, ends_at = float("-inf"), float("inf")
        if number > 0 and cuts[number - 1][0] != slope:
            before_slope, before_intercept = cuts[number - 1]
            starts_at = (before_intercept - intercept) / (slope - before_slope)
        if number + 1 < len(cuts) and cuts[number + 1][0] != slope:
            after_slope, after_intercept = cuts[number + 1]
            ends_at = (intercept - after_intercept) / (after_slope - slope)
        if ends_at >= least and starts_at <= most:
            kept.append((slope, intercept))
    return kept
