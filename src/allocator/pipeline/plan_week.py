"""Plan a week: from a scenario's folder to a plan's."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from allocator.domain.people_names import NamedPeople
from allocator.domain.plan import Plan, PlanStatus
from allocator.forecast.forecast import forecast_week
from allocator.justify.justify import justify, to_json
from allocator.justify.uncovered import UncoveredSpan, uncovered_spans
from allocator.pipeline.assemble import assemble_plan
from allocator.pipeline.forecast_notes import forecast_notes
from allocator.pipeline.need_rounds import DEFAULT_ROUNDS, correct_need
from allocator.pipeline.past_forecasts import past_forecasts
from allocator.pipeline.round_figures import round_of
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.report.render import render
from allocator.rota.conflict.conflict import Diagnosis
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import Optimised, optimise
from allocator.simulate.summary import summary as simulation_summary
from allocator.store.plan_folder import check_replaceable, write_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verdict import Verdict
from allocator.verify.verifier import verify

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached, which may be empty."""


@dataclass(frozen=True)
class PlanOutcome:
    """What planning came to.

    Parameters
    ----------
    plan, verdict
        ``None`` where no rota was found.
    reason
        Why there is none, in a line.
    diagnosis
        The same in parts, where it was looked into.
    people
        Names of those planned, for messages.
    uncovered
        When nobody is logged into a queue that expects contacts, the most of them first.
    missing_hours
        Hours of people planned short of those required, over all pools.
    """

    status: PlanStatus
    plan: Plan | None = None
    verdict: Verdict | None = None
    reason: str = ""
    diagnosis: Diagnosis | None = None
    people: NamedPeople = field(default_factory=lambda: NamedPeople(()))
    uncovered: tuple[UncoveredSpan, ...] = ()
    missing_hours: float = 0.0


def plan_week(
    scenario_folder: Path,
    out: Path,
    *,
    seed: int,
    seconds: float,
    reproducible: bool,
    report: Report,
    rounds: int = DEFAULT_ROUNDS,
) -> PlanOutcome:
    """Plan the week of a scenario and write the plan's folder.

    Parameters
    ----------
    out
        Folder to write; an earlier plan in it is replaced in one step, and only when the new
        one is complete.
    seed
        Seed of the search.
    seconds
        Wall-clock budget of the search.
    reproducible
        A fixed number of steps in place of the clock.
    rounds
        Most drafts to simulate first, so that the need is corrected by what they show.

    Raises
    ------
    InputError
        If the scenario is not sound or ``out`` may not be replaced.
    """
    check_replaceable(out)
    clock = _StageClock(report)
    clock.enter("read")
    scenario = read_scenario(scenario_folder)
    clock.enter("forecast")
    forecast = forecast_week(scenario)
    limits = SearchLimits(seed=seed, seconds=seconds, reproducible=reproducible)
    clock.leave()
    need = correct_need(scenario, forecast.requirements, limits, rounds, report)
    found = (
        need
        if isinstance(need, Optimised)
        else optimise(scenario, need.requirements, need.limits, report, need.draft)
    )
    if found.rota is None or isinstance(need, Optimised):
        return PlanOutcome(
            found.status,
            reason=found.reason,
            diagnosis=found.diagnosis,
            people=NamedPeople(scenario.agents),
        )
    clock.enter("verify")
    plan = assemble_plan(
        scenario,
        need.requirements,
        found.rota,
        run_id=uuid.uuid4().hex[:12],
        created_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        seed=seed,
        reproducible=reproducible,
        status=found.status,
        bound=found.bound,
        stage_seconds=found.stage_seconds,
        forecast=forecast_notes(forecast),
        past=past_forecasts(scenario, forecast),
    )
    verdict = verify(scenario, plan)
    plan = _with(plan, verdict=str(verdict), findings=verdict.findings)
    clock.enter("simulate")
    simulation = simulate_rota(scenario, plan.requirements, plan.rota, seed)
    last = round_of(simulation, plan.rota, "final")
    plan = _with(
        plan, simulation=simulation_summary(simulation), correction_rounds=(*need.rounds, last)
    )
    clock.enter("justify")
    justifications = justify(scenario, plan)
    clock.enter("report")
    render(scenario, plan, justifications)
    clock.leave()
    # The report states the stages' times, its own among them, so it is written once more.
    stages = {**need.stage_seconds, **found.stage_seconds, **clock.seconds}
    plan = _with(plan, stage_seconds={name: round(s, 2) for name, s in stages.items()})
    html = render(scenario, plan, justifications)
    write_plan(out, plan, scenario_folder, to_json(justifications), html)
    missing = sum(
        max(0, row.required_agents - (row.scheduled_agents or 0)) for row in plan.staffing
    )
    return PlanOutcome(
        found.status,
        plan,
        verdict,
        people=NamedPeople(scenario.agents),
        uncovered=uncovered_spans(scenario, plan),
        missing_hours=missing * scenario.grid.interval_minutes / 60,
    )


class _StageClock:
    """Reports stages as they begin and keeps their times."""

    def __init__(self, report: Report) -> None:
        self.seconds: dict[str, float] = {}
        self._report = report
        self._stage: str | None = None
        self._since = 0.0

    def enter(self, stage: str) -> None:
        self.leave()
        self._report(stage, "")
        self._stage, self._since = stage, time.perf_counter()

    def leave(self) -> None:
        if self._stage is not None:
            self.seconds[self._stage] = time.perf_counter() - self._since
            self._stage = None


def _with(plan: Plan, **changes: object) -> Plan:
    return plan.model_copy(update={"summary": plan.summary.model_copy(update=changes)})
