"""A plan whose every figure is what its rota gives: the starting point for plans that lie.

The tiny scenario of :mod:`tests.tiny_scenario` with a rota written by hand that meets every hard
rule; it declines one request and leaves the rest to be measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from allocator import __version__
from allocator.demand.service import ServiceModel
from allocator.demand.staffing import staffing
from allocator.domain.demand import Requirement
from allocator.domain.plan import Plan, PlanStatus, PlanSummary, QueueSummary
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.forecast.forecast import forecast
from allocator.verify.goal_prices import local_progress
from allocator.verify.objective import measure
from allocator.verify.rolled_ledger import rolled_ledger
from allocator.verify.service_state import ServiceState
from tests.tiny_week import rota_of


def _full_day(agent_id: str, day: str, first_hour: int, minute: int, queues: str) -> str:
    """Eight hours with breaks after 1 h 30 and 6 h, lunch after 4 h."""
    start = first_hour * 60 + minute

    def at(after_minutes: int) -> str:
        return f"{(start + after_minutes) // 60:02d}:{(start + after_minutes) % 60:02d}"

    work = f"work:{queues}"
    return (
        f"{agent_id} {day} {at(0)} {work} {at(90)} break {at(105)} {work} {at(240)} lunch "
        f"{at(270)} {work} {at(360)} break {at(375)} {work} {at(480)}"
    )


ROTA_LINES = (
    _full_day("A1", "mon", 8, 0, "help|sales"),
    _full_day("A1", "tue", 8, 0, "help|sales"),
    _full_day("A1", "wed", 9, 30, "help|sales"),
    _full_day("A1", "thu", 8, 0, "help|sales"),
    _full_day("A1", "fri", 9, 30, "help|sales"),
    _full_day("A2", "mon", 9, 30, "sales"),
    _full_day("A2", "tue", 9, 30, "sales"),
    _full_day("A2", "wed", 8, 0, "sales"),
    _full_day("A2", "thu", 9, 30, "sales"),
    _full_day("A2", "fri", 8, 0, "sales"),
    "A3 mon 13:00 work:sales|help 15:00 break 15:15 work:sales|help 18:00",
    "A3 tue 13:00 work:sales|help 15:00 break 15:15 work:sales|help 18:00",
    "A3 wed 13:30 work:sales|help 16:00 break 16:15 work:sales|help 18:00",
    "A3 thu 12:00 work:help|sales 14:00 break 14:15 work:sales 17:00",
    "A3 fri 13:00 work:sales|help 15:00 break 15:15 work:sales|help 18:00",
    "A4 mon 08:00 work:help 12:00",
    "A4 tue 08:00 work:help 12:00",
    "A4 wed 10:00 work:help 14:00",
    "A4 thu 08:00 work:help 12:00",
    "A4 fri 08:00 work:help 12:00",
)
"""Shifts of everybody; on Wednesday A1 lunches at 13:30, when A3 takes the third seat."""


def honest_plan(scenario: Scenario, lines: Iterable[str] = ROTA_LINES) -> Plan:
    """Plan of the tiny scenario with the rota of some lines and every figure as it should be."""
    return plan_of(scenario, rota_of(scenario, lines), forecast(scenario))


def plan_of(scenario: Scenario, rota: Rota, requirements: tuple[Requirement, ...]) -> Plan:
    """Plan with a rota and every figure as rota and requirements give it, said to have passed."""
    service = ServiceModel.of(scenario, requirements)
    objective = measure(RotaView.whole(scenario, rota), service)
    state = ServiceState.of(scenario, service, rota)
    heads = {
        (scenario.grid.moment(interval), pool): int(count)
        for pool, presence in state.presence.items()
        for interval, count in zip(service.intervals, presence.heads, strict=True)
    }
    rows = tuple(
        row.model_copy(update={"scheduled_agents": heads[row.interval_start, row.pool]})
        for row in staffing(scenario, requirements)
    )
    level = {
        (scenario.grid.moment(interval), queue): float(share)
        for queue, queue_service in objective.service_levels.items()
        for interval, share in zip(service.intervals, queue_service.interval_shares, strict=True)
    }
    declined = objective.soft_measures["requests"].findings
    summary = PlanSummary(
        run_id="run",
        input_hash=scenario.input_hash,
        version=__version__,
        created_at="2026-02-26T15:00:00+00:00",
        seed=1,
        reproducible=True,
        status=PlanStatus.FEASIBLE,
        objective=objective.terms,
        objective_total=objective.total,
        bound=objective.total - 1.0,
        gap_share=1.0 / objective.total,
        gap_contacts=1.0,
        stage_seconds={},
        verdict="passed",
        queues=tuple(
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
                backlog_contacts=sum(
                    row.contacts for row in scenario.backlog if row.queue == queue.id
                ),
                left_contacts=objective.service_levels[queue.id].left_contacts,
            )
            for queue in scenario.settings.queues
        ),
        # Full-timers five shifts of 7 h 30 paid, A3 four of 5 h and one of 4 h 30, A4 five of 4 h.
        paid_hours=2 * 5 * 7.5 + 4 * 5 + 4.5 + 5 * 4,
        contracted_hours=37.5 + 37.5 + 25 + 20,
        requests_made=2,
        requests_met=2 - len(declined),
        short_intervals=sum(row.required_agents > (row.scheduled_agents or 0) for row in rows),
        simulated_data=scenario.settings.simulated,
        development=local_progress(scenario, state, rota),
    )
    return Plan(
        summary=summary,
        rota=rota,
        requirements=tuple(
            row.model_copy(update={"expected_service_level": level[row.interval_start, row.queue]})
            for row in requirements
        ),
        staffing=rows,
        ledger=rolled_ledger(scenario, rota),
    )
