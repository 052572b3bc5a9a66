"""Plan a week: from a scenario's folder to a plan's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from allocator.domain.findings import Finding
from allocator.domain.people_names import NamedPeople
from allocator.domain.plan import Plan, PlanStatus
from allocator.errors import InputProblem
from allocator.justify.uncovered import UncoveredSpan, uncovered_spans
from allocator.pipeline.begin_plan import Begun, PlanTask, begin_plan, read_for
from allocator.pipeline.finish_plan import finish_plan
from allocator.pipeline.price_fairness import price_fairness, time_for_fairness
from allocator.pipeline.price_goals import (
    SHARE_OF_TIME,
    search_without_goals,
    time_for_goals,
)
from allocator.pipeline.search_week import Searched, search_week
from allocator.pipeline.stage_clock import StageClock
from allocator.rota.conflict.conflict import Diagnosis
from allocator.store.plan_folder import check_replaceable, write_plan
from allocator.verify.verdict import Verdict


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


def plan_week(task: PlanTask) -> PlanOutcome:
    """Plan the week of a scenario and write the plan's folder.

    Raises
    ------
    InputError
        If scenario or start are not sound, or ``task.out`` may not be replaced.
    """
    check_replaceable(task.out)
    clock = StageClock(task.report)
    scenario = read_for(task, clock)
    begun = begin_plan(task, scenario, clock)
    limits = begun.limits
    for_goals = time_for_goals(scenario, limits)
    for_fairness = time_for_fairness(scenario, limits)
    share = 1 - SHARE_OF_TIME * bool(for_goals) - 2 * for_fairness / limits.seconds
    search_limits = replace(limits, seconds=limits.seconds * share)
    searched = search_week(
        scenario,
        begun.forecast.requirements,
        search_limits,
        task.rounds,
        task.report,
        begun.start,
        task.jobs,
    )
    found, need = searched.found, searched.requirements
    if found.rota is None:
        return without_rota(begun, searched)
    rota, priced = found.rota, None
    if for_goals and not limits.is_stopped:
        clock.enter("goals")
        priced = search_without_goals(begun.as_searched, need, rota, limits, for_goals)
        rota = priced.rota
    unpriced = None
    if for_fairness and not limits.is_stopped:
        clock.enter("fairness")
        unpriced = price_fairness(begun.as_searched, need, rota, limits, for_fairness)
    made = finish_plan(begun, searched, rota, clock, priced, unpriced)
    with task.interrupts.writing():
        write_plan(
            task.out,
            made.plan,
            task.scenario_folder,
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
        warnings=() if begun.start is None else begun.start.warnings,
    )


def without_rota(begun: Begun, searched: Searched) -> PlanOutcome:
    """Tell why there is no rota."""
    start = begun.start
    return PlanOutcome(
        searched.found.status,
        reason=searched.found.reason,
        diagnosis=searched.found.diagnosis,
        people=NamedPeople(begun.scenario.agents),
        against_locks=() if start is None else start.against_locks,
        warnings=() if start is None else start.warnings,
    )
