"""From a rota to a plan: checked, simulated, with reasons and a report."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.justify.justify import justify, to_json
from allocator.pipeline.assemble import assemble_plan
from allocator.pipeline.begin_plan import Begun
from allocator.pipeline.forecast_notes import forecast_notes
from allocator.pipeline.past_forecasts import past_forecasts
from allocator.pipeline.price_fairness import Unpriced, with_fairness_price
from allocator.pipeline.price_goals import PricedGoals, with_prices
from allocator.pipeline.round_figures import round_of
from allocator.pipeline.search_week import Searched
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.pipeline.simulated_late import simulated_late
from allocator.pipeline.stage_clock import StageClock
from allocator.report.render import render
from allocator.simulate.summary import summary as simulation_summary
from allocator.verify.verdict import Verdict
from allocator.verify.verifier import verify


@dataclass(frozen=True)
class FinishedPlan:
    """A plan with all that its folder holds.

    Parameters
    ----------
    justifications
        In plain JSON types.
    """

    plan: Plan
    verdict: Verdict
    justifications: list[Any] | dict[str, Any]
    report_html: str


def finish_plan(
    begun: Begun,
    searched: Searched,
    rota: Rota,
    clock: StageClock,
    priced: PricedGoals | None = None,
    unpriced: Unpriced | None = None,
) -> FinishedPlan:
    """Check, simulate, justify and report a rota that was found.

    Parameters
    ----------
    begun, searched
        What it was found by.
    clock
        Of the whole run: the plan states its times.
    priced
        What goals cost, where the plan was searched for without them.
    unpriced
        What fairness costs, where the plan was searched for without its price.
    """
    scenario, start, seed = begun.scenario, begun.start, begun.limits.seed
    clock.enter("verify")
    plan = assemble_plan(
        scenario,
        searched.requirements,
        rota,
        run_id=uuid.uuid4().hex[:12],
        created_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        seed=seed,
        reproducible=begun.limits.reproducible,
        status=searched.found.status,
        bound=searched.found.bound,
        stage_seconds={},
        forecast=forecast_notes(begun.forecast),
        past=past_forecasts(scenario, begun.forecast),
    )
    plan = _with(plan, parts=searched.parts)
    if priced is not None:
        plan = with_prices(scenario, plan, priced)
    plan = with_fairness_price(plan, unpriced)
    if start is not None:
        plan = _with(plan, started_from=start.record_of(plan.requirements, rota))
    verdict = verify(scenario, plan)
    plan = _with(plan, verdict=str(verdict), findings=verdict.findings)
    clock.enter("simulate")
    simulation = simulate_rota(scenario, plan.requirements, plan.rota, seed)
    last = round_of(simulation, plan.rota, "final")
    plan = _with(
        plan,
        simulation=simulation_summary(simulation),
        correction_rounds=(*searched.rounds, last),
    )
    clock.enter("justify")
    justifications = justify(scenario, plan, simulated_late(simulation))
    clock.enter("report")
    render(scenario, plan, justifications)
    clock.leave()
    # The report states the stages' times, its own among them, so it is written once more.
    stages = {**searched.found.stage_seconds, **clock.seconds}
    plan = _with(plan, stage_seconds={name: round(s, 2) for name, s in stages.items()})
    html = render(scenario, plan, justifications)
    return FinishedPlan(plan, verdict, to_json(justifications), html)


def _with(plan: Plan, **changes: object) -> Plan:
    return plan.model_copy(update={"summary": plan.summary.model_copy(update=changes)})
