"""What changes between a rota and another that grants leave."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Finding
from allocator.domain.paid_time import paid_minutes
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
    broken
        Breaches of hard rules.
    """

    scenario: Scenario
    service: ServiceModel
    rota: Rota
    objective: Objective
    late: dict[str, float]
    broken: tuple[Finding, ...]

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
            broken=tuple(broken_rules(view)),
        )

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


@dataclass(frozen=True)
class LeavePrice:
    """What a rota with the leave costs more than the one without.

    Parameters
    ----------
    change_total, change_by_term
        In late contacts; more is worse.
    change_late_by_queue
        Contacts late or lost, one each.
    change_late_cost_by_queue
        The same weighted and priced: the parts of the change of the term of late contacts.
    requests_lost
        Requests met before and not after, less those won.
    paid_hours, due_hours
        Of the agent on leave: those in the new week, and those that it owes.
    moved
        Every agent's day on which the shift is another one.
    """

    change_total: float
    change_by_term: dict[str, float]
    change_late_by_queue: dict[str, float]
    change_late_cost_by_queue: dict[str, float]
    requests_lost: int
    paid_hours: float
    due_hours: float
    moved: tuple[MovedShift, ...]
    rota: Rota

    def parts(self) -> dict[str, float]:
        """Return what the change of the objective is made of: queues, then the other terms."""
        return self.change_late_cost_by_queue | {
            term: change for term, change in self.change_by_term.items() if term != "late_contacts"
        }

    @classmethod
    def of(cls, base: MeasuredRota, granted: MeasuredRota, agent_id: str) -> LeavePrice:
        """Compare a rota that grants an agent's leave with the one it started from."""
        scenario = granted.scenario
        terms = {
            term: value - base.objective.terms[term]
            for term, value in granted.objective.terms.items()
        }
        shifts = granted.rota.shifts(agent_id)
        return cls(
            change_total=math.fsum(terms.values()),
            change_by_term=terms,
            change_late_by_queue={q: late - base.late[q] for q, late in granted.late.items()},
            change_late_cost_by_queue={
                q: cost - base.late_cost()[q] for q, cost in granted.late_cost().items()
            },
            requests_lost=granted.requests_declined() - base.requests_declined(),
            paid_hours=sum(paid_minutes(scenario, shift) for shift in shifts) / 60,
            due_hours=scenario.hours_due(agent_id),
            moved=_moved(scenario, base.rota, granted.rota),
            rota=granted.rota,
        )

    def others_moved(self, agent_id: str) -> tuple[MovedShift, ...]:
        """Return the changed days of everybody else."""
        return tuple(each for each in self.moved if each.agent_id != agent_id)


def _moved(scenario: Scenario, before: Rota, after: Rota) -> tuple[MovedShift, ...]:
    moved: list[MovedShift] = []
    for agent in scenario.agents:
        days = [_by_day(scenario, rota.shifts(agent.agent_id)) for rota in (before, after)]
        for day in scenario.grid.days:
            was, is_now = (mine.get(day) for mine in days)
            if was != is_now:
                moved.append(MovedShift(agent.agent_id, day, was, is_now))
    return tuple(moved)


def _by_day(
    scenario: Scenario, shifts: tuple[Shift, ...]
) -> dict[dt.date, tuple[dt.datetime, dt.datetime]]:
    return {scenario.grid.operating_date(shift.start): (shift.start, shift.end) for shift in shifts}
