"""A plan compiled once, on which one loss after another is measured."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.service import ServiceModel
from allocator.domain.contingency import Loss, QueueLate
from allocator.domain.demand import Requirement
from allocator.domain.people_names import NamedPeople
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.contingency.cases import Case
from allocator.pipeline.contingency.left import Left, left_by
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.single_steps import without_activities
from allocator.verify.lateness import late_by_queue_and_interval
from allocator.verify.service_state import ServiceState

Late = dict[str, Floats]
"""Late contacts by queue and day."""


class Bench:
    """Measures and answers losses of one plan.

    Parameters
    ----------
    requirements
        Of the plan.
    rota
        Of the plan.
    """

    def __init__(
        self, scenario: Scenario, requirements: tuple[Requirement, ...], rota: Rota
    ) -> None:
        self.scenario = scenario
        self.requirements = requirements
        self.rota = rota
        self.people = NamedPeople(scenario.agents)
        self.service = ServiceModel.of(scenario, requirements)
        self.state = ServiceState.of(scenario, self.service, rota)
        self.simulated_late: dict[int, Floats] = {}
        """Late contacts of the plan in drawn weeks, by seed, once somebody has simulated it."""
        self.plan_late = self.by_day(self.state, None)

    @cached_property
    def _instance(self) -> Instance:
        instance = Instance.of(self.scenario, self.service)
        return instance.of_rota(from_rota(instance, self.rota))

    def measured(self, case: Case) -> Loss:
        """Late contacts with a loss, nothing done."""
        return self.loss(case, self.late_with(case)[1])

    def extra_contacts(self, case: Case) -> float:
        """Late contacts beside the plan's with people away: quickly, for thousands of pairs."""
        blocks = [block for who in case.agent_ids for block in self.rota.agent_blocks(who)]
        late = late_by_queue_and_interval(self.state.with_change(blocks, ()))
        return sum(float(each.sum()) for each in late.values()) - total(self.plan_late)

    def late_of(self, left: Left, service: ServiceModel, rota: Rota) -> Late:
        """Late contacts by queue and day of what a loss leaves, under a rota."""
        return self.by_day(ServiceState.of(self.scenario, service, rota), left)

    def service_of(self, left: Left) -> ServiceModel:
        """Service model of what a loss leaves to be answered."""
        if left.requirements is self.requirements:
            return self.service
        return ServiceModel.of(self.scenario, left.requirements)

    def late_with(self, case: Case) -> tuple[Left, Late]:
        """Work out what a loss leaves, and the late contacts with nothing done."""
        left = left_by(self.scenario, self.requirements, self.rota, case)
        return left, self.late_of(left, self.service_of(left), left.rota)

    def by_day(self, state: ServiceState, left: Left | None) -> Late:
        """Late contacts by queue and day of a state, those that a loss has cost included."""
        grid = self.scenario.grid
        intervals = state.service.intervals
        days = np.searchsorted(grid.day_bounds, intervals, side="right") - 1
        found: Late = {}
        for queue, late in late_by_queue_and_interval(state).items():
            share = left.new_share.get(queue, {}) if left else {}
            counted = late * np.array([share.get(interval, 1.0) for interval in intervals])
            by_day = np.zeros(grid.day_count)
            np.add.at(by_day, days, counted)
            lost = left.lost_by_queue.get(queue, {}) if left else {}
            found[queue] = by_day + np.array([lost.get(day, 0.0) for day in grid.days])
        return found

    def loss(
        self, case: Case, late: Late, inside: Late | None = None, overtime: Late | None = None
    ) -> Loss:
        """Say what a loss does; ``inside`` and ``overtime`` are late contacts after a response."""
        plan = self.plan_late
        by_queue = {queue: float((late[queue] - plan[queue]).sum()) for queue in plan}
        by_day = np.sum([late[queue] - plan[queue] for queue in plan], axis=0)
        worst = max(by_queue, key=lambda queue: by_queue[queue])
        day = int(by_day.argmax())
        inside = inside or late
        after = overtime or inside
        has_response = overtime is not None
        return Loss(
            id=case.id,
            kind=case.kind,
            words=case.words,
            start=case.start,
            end=case.end,
            agent_ids=case.agent_ids,
            queue=case.queue,
            pool=case.pool,
            plan_contacts=total(plan),
            lost_contacts=total(late),
            rearranged_contacts=total(inside) if has_response else None,
            response_contacts=total(after) if has_response else None,
            worst_day=self.scenario.grid.days[day],
            worst_day_extra_contacts=float(by_day[day]),
            worst_queue=worst,
            worst_queue_extra_contacts=by_queue[worst],
            queues=tuple(
                QueueLate(
                    queue=queue,
                    plan=float(plan[queue].sum()),
                    lost=float(late[queue].sum()),
                    rearranged=float(inside[queue].sum()),
                    with_overtime=float(after[queue].sum()),
                )
                for queue in plan
            ),
        )

    def instance_for(
        self, left: Left, service: ServiceModel, starts: Mapping[str, tuple[int, ...]]
    ) -> Instance:
        """Return the compiled scenario with the need and the activities that a loss leaves.

        Parameters
        ----------
        starts
            Of activities that are held at another time than in the plan.
        """
        instance = self._instance.with_starts(starts)
        if service is not self.service:
            instance = instance.priced_by(service)
        return without_activities(instance, left.gone)


def total(late: Late) -> float:
    """Sum over queues and days."""
    return float(sum(each.sum() for each in late.values()))
