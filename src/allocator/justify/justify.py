"""Justify every allocation of a plan from its scenario and its rota; no solver is asked."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from pydantic import TypeAdapter

from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.allocation import Allocation
from allocator.justify.binding import bound_by
from allocator.justify.comparison import compare
from allocator.justify.development import development
from allocator.justify.eligibility import eligibility
from allocator.justify.fairness import fairness
from allocator.justify.grounds import Grounds
from allocator.justify.justification import Justification, PlanReference
from allocator.justify.ledger_claims import ledger_claims
from allocator.justify.service_given import service_given
from allocator.justify.simulated_late import SimulatedLate
from allocator.justify.uncertainty import uncertainty
from allocator.justify.wording import three_lines


def justify(
    scenario: Scenario,
    plan: Plan,
    simulated: SimulatedLate | None = None,
    only: Container[str] | None = None,
) -> list[Justification]:
    """Justification of each allocation, by agent and time.

    Parameters
    ----------
    plan
        A plan with its figures. Where hard rules are broken already, in a rota from elsewhere,
        an exchange is told as forbidden only for what it would break besides.
    simulated
        What the plan's simulation counted; estimates drawn from it are left out without it.
    only
        Ids of the allocations wanted; all if not given.
    """
    grounds = Grounds.of(scenario, plan, simulated)
    return [
        _justification(grounds, allocation)
        for allocation in grounds.allocations
        if only is None or allocation.id in only
    ]


def to_json(justifications: Sequence[Justification]) -> list[dict[str, Any]]:
    """Justifications in plain JSON types, as ``justifications.json`` holds them."""
    return [justification.model_dump(mode="json") for justification in justifications]


def from_json(content: Any) -> list[Justification]:
    """Justifications from the content of ``justifications.json``.

    Raises
    ------
    pydantic.ValidationError
        If the content is not what :func:`to_json` writes.
    """
    return TypeAdapter(list[Justification]).validate_python(content)


def _justification(grounds: Grounds, allocation: Allocation) -> Justification:
    eligible = eligibility(grounds, allocation)
    service = service_given(grounds, allocation)
    comparison = compare(grounds, allocation)
    summary = grounds.plan.summary
    return Justification(
        id=allocation.id,
        agent_id=allocation.agent_id,
        day=allocation.day,
        start=allocation.start,
        end=allocation.end,
        pools=allocation.pools,
        blocks=allocation.shift.blocks,
        words=three_lines(
            grounds.scenario,
            allocation,
            grounds.mentored(allocation),
            eligible,
            service,
            comparison,
        ),
        eligibility=eligible,
        service=service,
        bound_by=bound_by(grounds, allocation, eligible),
        comparison=comparison,
        fairness=(*fairness(grounds, allocation), *ledger_claims(grounds.ledgers, allocation)),
        development=development(grounds, allocation),
        uncertainty=uncertainty(grounds, allocation),
        plan=PlanReference(
            run_id=summary.run_id,
            input_hash=summary.input_hash,
            version=summary.version,
            created_at=summary.created_at,
        ),
    )
