"""From the rota of a replan to a plan's folder: checked, simulated, with reasons and a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from allocator.domain.plan import Plan, PlanReplan, PlanStatus
from allocator.justify.justify import justify, to_json
from allocator.justify.replan_log import ReplanLog
from allocator.pipeline.assemble import assemble_plan
from allocator.pipeline.replan.case import Disrupted
from allocator.pipeline.replan.weigh import Found
from allocator.pipeline.round_figures import round_of
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.pipeline.simulated_late import simulated_late
from allocator.pipeline.stage_clock import StageClock
from allocator.report.render import render
from allocator.simulate.summary import summary as simulation_summary
from allocator.store.replan_file import ReplanRecord
from allocator.store.replan_papers import ReplanPapers, changes_csv
from allocator.verify.verdict import Verdict
from allocator.verify.verifier import verify

if TYPE_CHECKING:  # the check of a replan comes by here, and loads no solver
    from allocator.rota.replan.bound import ProvenBound


@dataclass(frozen=True)
class FinishedReplan:
    """A replanned plan with all that its folder holds."""

    plan: Plan
    verdict: Verdict
    justifications: list[Any] | dict[str, Any]
    report_html: str
    papers: ReplanPapers


def finish_replan(
    folder: Path,
    case: Disrupted,
    found: Found,
    published: Plan,
    log: ReplanLog,
    bound: ProvenBound,
    clock: StageClock,
) -> FinishedReplan:
    """Check, simulate, justify and report the rota of a replan.

    Parameters
    ----------
    folder
        Of the published plan.
    bound
        Proven of what was still free to change.
    clock
        Of the whole run: the plan states its times.
    """
    scenario, before = case.scenario, published.summary
    clock.enter("verify")
    plan = assemble_plan(
        scenario,
        case.requirements,
        found.rota,
        run_id=log.run_id,
        created_at=log.created_at,
        seed=log.seed,
        reproducible=False,
        status=PlanStatus.REPLANNED,
        bound=bound.value or 0.0,
        stage_seconds={},
        forecast=before.forecast,
        past=published.past,
    )
    plan = _with(
        plan,
        parts=before.parts,
        replan=PlanReplan(
            published_run_id=before.run_id,
            now=log.now,
            join=log.join,
            option=found.chosen,
            is_bounded=bound.value is not None,
            unbounded_because=bound.why_not,
        ),
    )
    verdict = verify(scenario, plan)
    plan = _with(plan, verdict=str(verdict), findings=verdict.findings, excused=verdict.excused)
    clock.enter("simulate")
    # A plan that states no forecast comes from a rota that was scored, and is not simulated.
    simulation = simulate_rota(scenario, plan.requirements, plan.rota, log.seed)
    plan = _with(
        plan,
        simulation=simulation_summary(simulation),
        correction_rounds=(round_of(simulation, plan.rota, "final"),),
    )
    clock.enter("justify")
    justifications = justify(scenario, plan, simulated_late(simulation))
    clock.enter("report")
    render(scenario, plan, justifications, replan=log)
    clock.leave()
    # The report states the stages' times, its own among them, so it is written once more.
    plan = _with(plan, stage_seconds={name: round(s, 2) for name, s in clock.seconds.items()})
    return FinishedReplan(
        plan=plan,
        verdict=verdict,
        justifications=to_json(justifications),
        report_html=render(scenario, plan, justifications, replan=log),
        papers=ReplanPapers(
            published=folder,
            record=ReplanRecord.of(case.disruption, log.model_dump(mode="json")),
            changes_csv=changes_csv(change_rows(case, log)),
            options=found.weighed.options,
        ),
    )


def change_rows(case: Disrupted, log: ReplanLog) -> list[dict[str, object]]:
    """Rows of ``changes.csv``."""
    zone = case.scenario.grid.zone
    return [
        {
            **change.model_dump(exclude={"claims", "words", "together_with"}),
            "name": case.scenario.agent_by_id[change.agent_id].name,
            "tell_by": change.tell_by.astimezone(zone).isoformat(),
        }
        for change in log.changes
    ]


def _with(plan: Plan, **changes: object) -> Plan:
    return plan.model_copy(update={"summary": plan.summary.model_copy(update=changes)})
