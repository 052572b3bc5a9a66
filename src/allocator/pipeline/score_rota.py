"""Score a rota that was not planned here, beside the best that can be found."""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.past_forecast import PastForecast
from allocator.domain.people_names import NamedPeople
from allocator.domain.plan import Plan, PlanStatus, RotaOrigin
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputProblem
from allocator.forecast.forecast import forecast_week
from allocator.justify.justify import justify, to_json
from allocator.pipeline.assemble import assemble_plan
from allocator.pipeline.forecast_notes import forecast_notes
from allocator.pipeline.past_forecasts import past_forecasts
from allocator.pipeline.rule_findings import RuleFindings, rule_findings
from allocator.report.render import render
from allocator.rota_files.fill_in import LeftOutBreak, fill_in
from allocator.rota_files.read_rota_file import read_rota_file
from allocator.rules.unsocial_fairness.check import week_hours
from allocator.store.plan_folder import PlanPapers, check_replaceable, write_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.lateness import service_cost_by_pool_and_day
from allocator.verify.service_state import ServiceState
from allocator.verify.verdict import Verdict
from allocator.verify.verifier import verify

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached, which may be empty."""

_PLACES_SHOWN = 3


@dataclass(frozen=True)
class ScoredRota:
    """A rota with its figures, checked.

    Parameters
    ----------
    unsocial_hours
        Weighted unsocial hours of all people in the week.
    """

    plan: Plan
    verdict: Verdict
    unsocial_hours: float


@dataclass(frozen=True)
class LostPlace:
    """A pool's day on which the rota costs more in service than the best found.

    Parameters
    ----------
    late_contacts
        By how much, in the objective's service terms.
    """

    pool: str
    day: dt.date
    late_contacts: float


@dataclass(frozen=True)
class ScoreOutcome:
    """What scoring came to.

    Parameters
    ----------
    rules
        What each declared rule finds in the rota.
    left_out
        Breaks that found no place when the rota was filled in.
    best
        Best rota that the search found; ``None`` where none was sought or found.
    bound
        Proven: no rota that keeps the hard rules costs less. ``None`` without a search.
    lost
        Where most is lost against the best found.
    search_note
        Where there is nothing to compare with: why.
    people
        Names of the scenario's people, for messages.
    """

    yours: ScoredRota
    rules: tuple[RuleFindings, ...]
    best: ScoredRota | None
    bound: float | None
    lost: tuple[LostPlace, ...]
    search_note: str
    warnings: tuple[InputProblem, ...]
    left_out: tuple[LeftOutBreak, ...]
    people: NamedPeople


def score_rota(
    scenario_folder: Path,
    rota_file: Path,
    *,
    sheet: str | None,
    out: Path | None,
    seconds: float | None,
    seed: int,
    report: Report,
) -> ScoreOutcome:
    """Check and price a rota of a file, and search for a better one.

    Parameters
    ----------
    sheet
        Sheet of an Excel file; the first where not given.
    out
        Folder to write, in the form of a plan's.
    seconds
        Wall-clock budget of the search; ``None`` for no search.

    Raises
    ------
    InputError
        If the scenario or the rota's file is not sound, or ``out`` may not be replaced.
    """
    if out is not None:
        check_replaceable(out)
    report("read", "")
    scenario = read_scenario(scenario_folder)
    file = read_rota_file(rota_file, scenario, sheet)
    report("forecast", "")
    forecast = forecast_week(scenario)
    requirements, notes = forecast.requirements, forecast_notes(forecast)
    rota, left_out = file.rota, ()
    if rota is None:
        report("breaks and queues", "")
        filled = fill_in(scenario, ServiceModel.of(scenario, requirements), file.shifts)
        rota, left_out = filled.rota, filled.left_out
    sought = _Sought(None, None, "no search was asked for", {})
    if seconds is not None:
        sought = _search(scenario, requirements, seconds, seed, report)
    report("verify", "")
    begun = _Begun(scenario, requirements, notes, past_forecasts(scenario, forecast), seed)
    yours = begun.finished(rota, PlanStatus.SCORED, sought, file.origin)
    best = None
    if sought.rota is not None:
        best = begun.finished(sought.rota, PlanStatus.FEASIBLE, sought)
    if out is not None:
        report("justify", "")
        papers = _papers(scenario, yours.plan)
        beside = None if best is None else _papers(scenario, best.plan)
        write_plan(
            out, papers.plan, scenario_folder, papers.justifications, papers.report_html, beside
        )
    return ScoreOutcome(
        yours=yours,
        rules=rule_findings(scenario, yours.verdict, left_out),
        best=best,
        bound=sought.bound,
        lost=() if best is None else _lost(scenario, requirements, rota, best.plan.rota),
        search_note=sought.note,
        warnings=file.warnings,
        left_out=left_out,
        people=NamedPeople(scenario.agents),
    )


@dataclass(frozen=True)
class _Sought:
    """What the search found."""

    rota: Rota | None
    bound: float | None
    note: str
    stage_seconds: dict[str, float]


def _search(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    seconds: float,
    seed: int,
    report: Report,
) -> _Sought:
    # Imported here: without a search no solver is needed.
    from allocator.rota.limits import SearchLimits
    from allocator.rota.optimise import optimise

    found = optimise(scenario, requirements, SearchLimits(seed=seed, seconds=seconds), report)
    if found.rota is None:
        return _Sought(None, None, f"no rota was found ({found.status}): {found.reason}", {})
    return _Sought(found.rota, found.bound, "", found.stage_seconds)


@dataclass(frozen=True)
class _Begun:
    """What two plans of one run share."""

    scenario: Scenario
    requirements: tuple[Requirement, ...]
    forecast: dict[str, object]
    past: tuple[PastForecast, ...]
    seed: int

    def finished(
        self, rota: Rota, status: PlanStatus, sought: _Sought, origin: RotaOrigin | None = None
    ) -> ScoredRota:
        """Plan of a rota with every figure and its verdict."""
        # No objective is below nought: without a search that is all there is to say.
        bound = 0.0 if sought.bound is None else sought.bound
        begun = time.perf_counter()
        plan = assemble_plan(
            self.scenario,
            self.requirements,
            rota,
            run_id=uuid.uuid4().hex[:12],
            created_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            seed=self.seed,
            reproducible=False,
            status=status,
            bound=bound,
            stage_seconds={},
            forecast=self.forecast,
            past=self.past,
            origin=origin,
        )
        verdict = verify(self.scenario, plan)
        changes: dict[str, object] = {"verdict": str(verdict), "findings": verdict.findings}
        total = plan.summary.objective_total
        if not verdict.passed:
            # A rota that breaks rules may cost less than any that keeps them.
            changes |= {
                "bound": bound,
                "gap_contacts": total - bound,
                "gap_share": (total - bound) / total if total else 0.0,
            }
        seconds = {**sought.stage_seconds, "verify": time.perf_counter() - begun}
        changes["stage_seconds"] = {name: round(s, 2) for name, s in seconds.items()}
        plan = plan.model_copy(update={"summary": plan.summary.model_copy(update=changes)})
        unsocial = sum(
            week_hours(self.scenario, rota.shifts(agent_id)) for agent_id in rota.agent_ids
        )
        return ScoredRota(plan, verdict, unsocial)


def _papers(scenario: Scenario, plan: Plan) -> PlanPapers:
    justifications = justify(scenario, plan)
    return PlanPapers(plan, to_json(justifications), render(scenario, plan, justifications))


def _lost(
    scenario: Scenario, requirements: tuple[Requirement, ...], rota: Rota, best: Rota
) -> tuple[LostPlace, ...]:
    """Pools' days on which the rota loses most in service against the best, most first."""
    service = ServiceModel.of(scenario, requirements)
    mine, theirs = (
        service_cost_by_pool_and_day(ServiceState.of(scenario, service, each))
        for each in (rota, best)
    )
    places = [LostPlace(pool, day, cost - theirs[pool, day]) for (pool, day), cost in mine.items()]
    places.sort(key=lambda place: -place.late_contacts)
    return tuple(place for place in places[:_PLACES_SHOWN] if place.late_contacts > 0.05)
