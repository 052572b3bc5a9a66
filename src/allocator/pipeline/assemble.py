"""Puts a plan together: the rota with every figure that its files state about it."""

from __future__ import annotations

import math

from allocator import __version__
from allocator.demand.deferred import backlog_contacts
from allocator.demand.service import ServiceModel
from allocator.demand.staffing import staffing
from allocator.domain.demand import Requirement, StaffingRow
from allocator.domain.paid_time import paid_minutes
from allocator.domain.past_forecast import PastForecast
from allocator.domain.plan import Plan, PlanStatus, PlanSummary, QueueSummary, RotaOrigin
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.rules.card import Parameters
from allocator.rules.requests.check import measure as measure_requests
from allocator.verify.goal_prices import local_progress
from allocator.verify.objective import Objective, assemble, soft_measures
from allocator.verify.pay import week_pay
from allocator.verify.rolled_ledger import rolled_ledger
from allocator.verify.service_state import ServiceState

_ARITHMETIC = 1e-4
"""Share of an objective by which two ways of computing it may differ."""


def assemble_plan(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    rota: Rota,
    *,
    run_id: str,
    created_at: str,
    seed: int,
    reproducible: bool,
    status: PlanStatus,
    bound: float,
    stage_seconds: dict[str, float],
    forecast: dict[str, object],
    origin: RotaOrigin | None = None,
    past: tuple[PastForecast, ...] = (),
) -> Plan:
    """Plan without a verdict: figures of the rota by the checker's measures, not the solver's.

    Parameters
    ----------
    bound
        Proven lower bound on the objective, in late contacts.
    forecast
        What the forecast says of itself: model, backtest, remarks.
    origin
        Where the rota comes from, if it was not planned here.
    past
        Past weeks as they were forecast then.
    """
    service = ServiceModel.of(scenario, requirements)
    state = ServiceState.of(scenario, service, rota)
    view = RotaView.whole(scenario, rota)
    objective = assemble(state, soft_measures(view))
    rows = _staffing(scenario, requirements, service, state)
    # Counted whether or not the rule is declared, which decides their price alone.
    requests_made = sum(request.date in scenario.grid.days for request in scenario.requests)
    requests_declined = len(measure_requests(view, Parameters()).findings)
    # A rota's price may lie below a proven bound by no more than arithmetic: by more the bound is
    # wrong, and the check is to say so. One from elsewhere may have shifts that no search has.
    if status is PlanStatus.SCORED or bound - objective.total <= _ARITHMETIC * objective.total:
        bound = min(bound, objective.total)
    summary = PlanSummary(
        run_id=run_id,
        input_hash=scenario.input_hash,
        version=__version__,
        created_at=created_at,
        seed=seed,
        reproducible=reproducible,
        status=status,
        objective=objective.terms,
        objective_total=objective.total,
        bound=bound,
        gap_share=(objective.total - bound) / objective.total if objective.total else 0.0,
        gap_contacts=objective.total - bound,
        stage_seconds=stage_seconds,
        verdict="",
        forecast=forecast,
        queues=_queues(scenario, requirements, objective),
        paid_hours=math.fsum(
            paid_minutes(scenario, shift) / 60
            for agent_id in view.agent_ids
            for shift in view.shifts(agent_id)
        ),
        contracted_hours=math.fsum(scenario.hours_due(agent.agent_id) for agent in scenario.agents),
        requests_made=requests_made,
        requests_met=requests_made - requests_declined,
        short_intervals=sum(row.required_agents > (row.scheduled_agents or 0) for row in rows),
        simulated_data=scenario.settings.simulated,
        pay=week_pay(view),
        origin=origin,
        development=local_progress(scenario, state, rota),
    )
    return Plan(
        summary=summary,
        rota=rota,
        requirements=_with_service_levels(scenario, requirements, service, objective),
        staffing=rows,
        past=past,
        ledger=rolled_ledger(scenario, rota),
    )


def _staffing(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    service: ServiceModel,
    state: ServiceState,
) -> tuple[StaffingRow, ...]:
    heads = {
        (scenario.grid.index(scenario.grid.moment(interval)), pool): int(count)
        for pool, presence in state.presence.items()
        for interval, count in zip(service.intervals, presence.heads, strict=True)
    }
    return tuple(
        row.model_copy(
            update={"scheduled_agents": heads[scenario.grid.index(row.interval_start), row.pool]}
        )
        for row in staffing(scenario, requirements)
    )


def _with_service_levels(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    service: ServiceModel,
    objective: Objective,
) -> tuple[Requirement, ...]:
    level = {
        (interval, queue): float(share)
        for queue, queue_service in objective.service_levels.items()
        for interval, share in zip(service.intervals, queue_service.interval_shares, strict=True)
    }
    index = scenario.grid.index
    return tuple(
        row.model_copy(
            update={"expected_service_level": level[index(row.interval_start), row.queue]}
        )
        for row in requirements
    )


def _queues(
    scenario: Scenario, requirements: tuple[Requirement, ...], objective: Objective
) -> tuple[QueueSummary, ...]:
    return tuple(
        QueueSummary(
            queue=queue.id,
            pool=scenario.pool_of_queue[queue.id],
            forecast_contacts=math.fsum(
                row.forecast_contacts for row in requirements if row.queue == queue.id
            ),
            service_level_share=objective.service_levels[queue.id].week_share,
            target_share=queue.target_share,
            target_s=queue.target_s,
            lowest_day_share=objective.service_levels[queue.id].lowest_day_share,
            floor_share=queue.floor_share,
            channel=queue.channel,
            definition=queue.definition,
            backlog_contacts=backlog_contacts(scenario, queue.id),
            left_contacts=objective.service_levels[queue.id].left_contacts,
        )
        for queue in scenario.settings.queues
    )
