"""What changes between a rota and another that grants leave."""

from __future__ import annotations

import math
from dataclasses import dataclass

from allocator.domain.paid_time import paid_minutes
from allocator.domain.rota import Rota
from allocator.justify.made_of import made_of
from allocator.justify.measured_rota import MeasuredRota, MovedShift, moved_shifts
from allocator.justify.term_names import BY_NOTICE


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

    def made_of(self) -> str:
        """Say the change and its parts, which add up to it as printed."""
        return made_of(self.change_total, self.parts())

    @classmethod
    def of(
        cls,
        base: MeasuredRota,
        granted: MeasuredRota,
        agent_id: str,
        notice: float | None = None,
    ) -> LeavePrice:
        """Compare a rota that grants an agent's leave with the one it started from.

        Parameters
        ----------
        notice
            Price of changes by notice, a part of its own; ``None`` where these cost nothing.
        """
        scenario = granted.scenario
        terms = {
            term: value - base.objective.terms[term]
            for term, value in granted.objective.terms.items()
        }
        if notice is not None:
            terms[BY_NOTICE] = notice
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
            moved=moved_shifts(scenario, base.rota, granted.rota),
            rota=granted.rota,
        )

    def others_moved(self, agent_id: str) -> tuple[MovedShift, ...]:
        """Return the changed days of everybody else."""
        return tuple(each for each in self.moved if each.agent_id != agent_id)
