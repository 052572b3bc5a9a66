"""A rota with what it costs, by the check's own measures, and how it differs from another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Finding
from allocator.domain.rota import Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.verify.lateness import late_by_queue
from allocator.verify.objective import Objective, assemble, soft_measures
from allocator.verify.service_state import ServiceState
from allocator.verify.verifier import broken_rules


@dataclass(frozen=True)
class MeasuredRota:
    """A rota with what it costs, by the check's own measures.

    Parameters
    ----------
    late
        Contacts late or lost by queue, one each.
    """

    scenario: Scenario
    service: ServiceModel
    rota: Rota
    objective: Objective
    late: dict[str, float]

    @classmethod
    def of(cls, scenario: Scenario, service: ServiceModel, rota: Rota) -> MeasuredRota:
        """Measure a rota against a scenario."""
        view = RotaView.whole(scenario, rota)
        state = ServiceState.of(scenario, service, rota)
        return cls(
            scenario=scenario,
            service=service,
            rota=rota,
            objective=assemble(state, soft_measures(view)),
            late=late_by_queue(state),
        )

    @cached_property
    def broken(self) -> tuple[Finding, ...]:
        """Breaches of hard rules: looked for when first asked, as it takes long in a large team."""
        return tuple(broken_rules(RotaView.whole(self.scenario, self.rota)))

    def late_cost(self) -> dict[str, float]:
        """Return the parts of the queues in the term of late contacts, weighted and priced."""
        price = self.scenario.settings.prices.late_contact
        weights = {queue.id: queue.weight for queue in self.scenario.settings.queues}
        return {queue: price * weights[queue] * late for queue, late in self.late.items()}

    def requests_declined(self) -> int:
        """Count the requests that are not met."""
        declined = self.objective.soft_measures.get("requests")
        return 0 if declined is None else len(declined.findings)

    def breaches_beside(self, other: MeasuredRota) -> list[Finding]:
        """Breaches of hard rules that another rota does not have as well."""
        known = {(one.rule_id, one.agent_id, one.message) for one in other.broken}
        return [f for f in self.broken if (f.rule_id, f.agent_id, f.message) not in known]


@dataclass(frozen=True)
class MovedShift:
    """An agent's day before and after; ``None`` for a day off."""

    agent_id: str
    day: dt.date
    before: tuple[dt.datetime, dt.datetime] | None
    after: tuple[dt.datetime, dt.datetime] | None


def moved_shifts(scenario: Scenario, before: Rota, after: Rota) -> tuple[MovedShift, ...]:
    """Every agent's day on which the shift is another one, in the scenario's order."""
    moved: list[MovedShift] = []
    for agent in scenario.agents:
        days = [_by_day(scenario, rota.shifts(agent.agent_id)) for rota in (before, after)]
        for day in scenario.grid.days:
            was, is_now = (mine.get(day) for mine in days)
            if was != is_now:
                moved.append(MovedShift(agent.agent_id, day, was, is_now))
    return tuple(moved)


def people_of_other_blocks(scenario: Scenario, before: Rota, after: Rota) -> tuple[str, ...]:
    """People whose shifts are the same, but not what is in them: breaks, pools, activities."""
    moved = {each.agent_id for each in moved_shifts(scenario, before, after)}
    return tuple(
        agent.agent_id
        for agent in scenario.agents
        if agent.agent_id not in moved
        and before.agent_blocks(agent.agent_id) != after.agent_blocks(agent.agent_id)
    )


def _by_day(
    scenario: Scenario, shifts: tuple[Shift, ...]
) -> dict[dt.date, tuple[dt.datetime, dt.datetime]]:
    return {scenario.grid.operating_date(shift.start): (shift.start, shift.end) for shift in shifts}
