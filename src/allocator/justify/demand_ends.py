"""The rota's service as contacts range: were every interval at its 10% point, or at its 90%."""

from __future__ import annotations

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.verify.service_state import ServiceState


def states_at_ends(scenario: Scenario, plan: Plan) -> tuple[ServiceState, ServiceState]:
    """Service side of the rota with few and with many contacts.

    Emails and call-backs stay as they were planned: their number is that of the week, whatever
    an interval brings.
    """
    low, high = (
        tuple(_at(row, end) for row in plan.requirements)
        for end in ("forecast_p10", "forecast_p90")
    )
    return _state(scenario, plan, low), _state(scenario, plan, high)


def _state(scenario: Scenario, plan: Plan, requirements: tuple[Requirement, ...]) -> ServiceState:
    return ServiceState.of(scenario, ServiceModel.of(scenario, requirements), plan.rota)


def _at(row: Requirement, end: str) -> Requirement:
    if row.planned_contacts is not None:
        return row
    return row.model_copy(update={"forecast_contacts": getattr(row, end)})
