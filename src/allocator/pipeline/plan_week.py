"""Plan a week: from a scenario's folder to a plan's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from allocator.domain.findings import Finding
from allocator.domain.people_names import NamedPeople
from allocator.domain.plan import Plan, PlanStatus
from allocator.domain.scenario import Scenario
from allocator.errors import InputProblem
from allocator.forecast.forecast import forecast_week
from allocator.justify.uncovered import UncoveredSpan, uncovered_spans
from allocator.pipeline.finish_plan import finish_plan
from allocator.pipeline.interrupt import Interrupts
from allocator.pipeline.need_rounds import DEFAULT_ROUNDS
from allocator.pipeline.price_fairness import price_fairness, time_for_fairness
from allocator.pipeline.price_goals import (
    SHARE_OF_TIME,
    search_without_goals,
    time_for_goals,
)
from allocator.pipeline.search_week import Searched, search_week
from allocator.pipeline.stage_clock import Report, StageClock
from allocator.pipeline.start_from import Start, start_from
from allocator.rota.conflict.conflict import Diagnosis
from allocator.rota.limits import SearchLimits
from allocator.store.plan_folder import check_replaceable, write_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verdict import Verdict

STOPPING = "with the best rota so far; Ctrl-C again leaves everything as it was"


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
    against_locks
        What the hard rules find in the cells of a draft that were to stand.
    warnings
        What is doubtful in the draft's file.
    """

    status: PlanStatus
    plan: Plan | None = None
    verdict: Verdict | None = None
    reason: str = ""
    diagnosis: Diagnosis | None = None
    people: NamedPeople = field(default_factory=lambda: NamedPeople(()))
    uncovered: tuple[UncoveredSpan, ...] = ()
    missing_hours: float = 0.0
    against_locks: tuple[Finding, ...] = ()
    warnings: tuple[InputProblem, ...] = ()


def plan_week(
    scenario_folder: Path,
    out: Path,
    *,
    seed: int,
    seconds: float,
    reproducible: bool,
    report: Report,
    rounds: int = DEFAULT_ROUNDS,
    interrupts: Interrupts | None = None,
    start: Path | None = None,
    lock: bool = False,
    jobs: int = 1,
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
    interrupts
        Asked whether the search is to stop early; by default it never is.
    start
        A plan's folder, or a file with a rota, to begin from.
    lock
        Whether all that it gives is to stand, and not the marked cells alone.
    jobs
        How many processes may search teams that share nobody; with 1 all are searched as one.

    Raises
    ------
    InputError
        If scenario or start are not sound, or ``out`` may not be replaced.
    """
    check_replaceable(out)
    interrupts = interrupts or Interrupts()
    interrupts.when_asked(lambda: report("stopping", STOPPING))
    clock = StageClock(report)
    clock.enter("read")
    scenario = read_scenario(scenario_folder)
    clock.enter("forecast")
    forecast = forecast_week(scenario)
    limits = SearchLimits(seed, seconds, reproducible, interrupts.is_asked)
    begun = None
    if start is not None:
        clock.enter("start")
        begun = start_from(start, scenario, forecast.requirements, limits, lock=lock)
    clock.leave()
    for_goals = time_for_goals(scenario, limits)
    for_fairness = time_for_fairness(scenario, limits)
    share = 1 - SHARE_OF_TIME * bool(for_goals) - 2 * for_fairness / limits.seconds
    search_limits = replace(limits, seconds=limits.seconds * share)
    searched = search_week(
        scenario, forecast.requirements, search_limits, rounds, report, begun, jobs
    )
    found = searched.found
    if found.rota is None:
        return without_rota(scenario, searched, begun)
    rota, priced = found.rota, None
    if for_goals and not limits.is_stopped:
        clock.enter("goals")
        as_searched = scenario if begun is None else begun.scenario
        priced = search_without_goals(as_searched, searched.requirements, rota, limits, for_goals)
        rota = priced.rota
    unpriced = None
    if for_fairness and not limits.is_stopped:
        clock.enter("fairness")
        as_searched = scenario if begun is None else begun.scenario
        unpriced = price_fairness(as_searched, searched.requirements, rota, limits, for_fairness)
    made = finish_plan(scenario, forecast, searched, rota, limits, clock, begun, priced, unpriced)
    with interrupts.writing():
        write_plan(
            out,
            made.plan,
            scenario_folder,
            made.justifications,
            made.report_html,
            other_rotas=({} if priced is None else priced.filed(scenario.goals))
            | ({} if unpriced is None else unpriced.filed),
            other_claims=None if unpriced is None else unpriced.filed_claims,
        )
    missing = sum(
        max(0, row.required_agents - (row.scheduled_agents or 0)) for row in made.plan.staffing
    )
    return PlanOutcome(
        found.status,
        made.plan,
        made.verdict,
        people=NamedPeople(scenario.agents),
        uncovered=uncovered_spans(scenario, made.plan),
        missing_hours=missing * scenario.grid.interval_minutes / 60,
        warnings=() if begun is None else begun.warnings,
    )


def without_rota(scenario: Scenario, searched: Searched, start: Start | None) -> PlanOutcome:
    """Tell why there is no rota."""
    return PlanOutcome(
        searched.found.status,
        reason=searched.found.reason,
        diagnosis=searched.found.diagnosis,
        people=NamedPeople(scenario.agents),
        against_locks=() if start is None else start.against_locks,
        warnings=() if start is None else start.warnings,
    )
