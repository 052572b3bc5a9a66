"""Folders of replans of the small plan, made by hand: no solver is asked."""

from __future__ import annotations

from pathlib import Path

from allocator.demand.disrupted_need import disrupted_need
from allocator.domain.disrupt import disrupt
from allocator.domain.disrupted import disrupted
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.assemble import assemble_plan
from allocator.pipeline.replan.read_events import read_events, read_now
from allocator.pipeline.round_figures import round_of
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.simulate.summary import summary
from allocator.store.plan_folder import SCENARIO_FOLDER, read_plan, write_plan
from allocator.store.replan_file import ReplanRecord, read_disruption
from allocator.store.replan_papers import ReplanPapers
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verifier import verify


def write_replanned(published: Path, folder: Path, now: str, *events: str) -> Path:
    """Write the folder of a replan in which nobody does anything, simulation included."""
    scenario, plan = replanned(published, now, *events)
    simulation = simulate_rota(scenario, plan.requirements, plan.rota, plan.summary.seed)
    rounds = (round_of(simulation, plan.rota, "final"),)
    plan = _with(plan, simulation=summary(simulation), correction_rounds=rounds)
    assert scenario.disruption is not None
    record = ReplanRecord.of(scenario.disruption, {})
    papers = ReplanPapers(published, record, changes_csv="", options={})
    write_plan(folder, plan, published / SCENARIO_FOLDER, {}, "", replan=papers)
    return folder


def replanned(
    published: Path, now: str, *events: str, rota: Rota | None = None
) -> tuple[Scenario, Plan]:
    """Scenario and plan after a replan, every figure as the rota gives it.

    Parameters
    ----------
    published
        Folder of the plan that is replanned, a replan's or not.
    rota
        What it came to; if not given, nobody did anything.
    """
    before = read_plan(published)
    original = read_scenario(published / SCENARIO_FOLDER)
    earlier = read_disruption(published, original)
    moment = read_now(original, now, earlier)
    read = read_events(original, before.rota, moment, events, None, earlier)
    disruption = disrupt(original, before.rota, earlier, read, moment)
    scenario = disrupted(original, disruption)
    rota = disruption.standing if rota is None else rota
    plan = assemble_plan(
        scenario,
        disrupted_need(scenario, before.requirements, disruption.new_events).requirements,
        rota,
        run_id=f"replan{disruption.replan}",
        created_at=before.summary.created_at,
        seed=before.summary.seed,
        reproducible=False,
        status=before.summary.status,
        bound=0.0,
        stage_seconds={},
        forecast=before.summary.forecast,
        past=before.past,
    )
    verdict = verify(scenario, plan)
    plan = _with(plan, verdict=str(verdict), findings=verdict.findings, excused=verdict.excused)
    return scenario, plan


def _with(plan: Plan, **changes: object) -> Plan:
    return plan.model_copy(update={"summary": plan.summary.model_copy(update=changes)})
