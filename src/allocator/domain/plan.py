"""A plan: the rota with the demand it answers and the figures that describe it."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict

from allocator.domain.demand import Requirement, StaffingRow
from allocator.domain.findings import Finding
from allocator.domain.rota import Rota


class PlanStatus(StrEnum):
    """How the search for a rota ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    TIMED_OUT = "timed_out"


class QueueSummary(BaseModel):
    """A queue's week under the plan.

    Parameters
    ----------
    service_level_share
        Expected answered within ``target_s`` over offered.
    lowest_day_share
        The same on the queue's worst day, held against ``floor_share``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    queue: str
    pool: str
    forecast_contacts: float
    service_level_share: float
    target_share: float
    target_s: float
    lowest_day_share: float
    floor_share: float


class PlanSummary(BaseModel):
    """What ``plan.json`` holds.

    Parameters
    ----------
    objective
        Cost of each term in late contacts.
    objective_total, bound
        Sum of the terms, and a proven lower bound on it for any rota that meets the hard rules.
    gap_share, gap_contacts
        Difference of the two, over the total and in late contacts.
    verdict
        ``passed`` or ``failed``, by the independent check.
    simulation
        Result of simulating the rota; ``None`` until there is one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    input_hash: str
    version: str
    created_at: str
    seed: int
    reproducible: bool
    status: PlanStatus
    objective: dict[str, float]
    objective_total: float
    bound: float
    gap_share: float
    gap_contacts: float
    stage_seconds: dict[str, float]
    verdict: str
    findings: tuple[Finding, ...] = ()
    simulation: dict[str, Any] | None = None
    forecast: dict[str, Any] = {}
    queues: tuple[QueueSummary, ...] = ()
    paid_hours: float = 0.0
    contracted_hours: float = 0.0
    requests_made: int = 0
    requests_met: int = 0
    short_intervals: int = 0
    simulated_data: bool = False


class Plan(BaseModel):
    """Everything that a plan's folder holds, but for the scenario and the report."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    summary: PlanSummary
    rota: Rota
    requirements: tuple[Requirement, ...]
    staffing: tuple[StaffingRow, ...]
