"""Why not that one: what forbids it, or what it costs where everybody may move."""

from __future__ import annotations

import time
from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.errors import InputError
from allocator.justify.filed_comparison import ComparedQuestion
from allocator.pipeline.plan_scenario import scenario_to_search
from allocator.pipeline.stage_clock import Report, StageClock
from allocator.pipeline.why_not.answer import PlanAsked, WhyNotAnswer, WhyNotStatus
from allocator.pipeline.why_not.budget import Budget
from allocator.pipeline.why_not.filed import file_answer, filed_before
from allocator.pipeline.why_not.obstacle import Obstacle
from allocator.pipeline.why_not.obstacles import (
    lacking_skill,
    obstacle_of,
    obstacle_of_conflicts,
)
from allocator.pipeline.why_not.passed import (
    obstacle_left_open,
    passed_obstacle,
    passed_problem,
)
from allocator.pipeline.why_not.question import Asked, pins_of, question_of, with_pins
from allocator.pipeline.why_not.search import ForcedSearch, NoRota, NoWeeks
from allocator.rota.conflict.one_shift import has_no_shift
from allocator.rota.diagnose import diagnose
from allocator.rota.limits import SearchLimits
from allocator.store.plan_folder import read_plan
from allocator.verify.verifier import broken_rules

_DIAGNOSE_SECONDS = 8.0
_OBSTACLE_SECONDS = 8.0


def why_not(
    folder: Path,
    asked: Asked,
    *,
    seconds: float | None,
    seed: int,
    again: bool,
    report: Report,
) -> WhyNotAnswer:
    """Answer why a plan has not somebody else at a moment or on a day.

    Parameters
    ----------
    folder
        Of a finished plan; what the answer rests on is filed in it.
    seconds
        Wall-clock time in which everybody may move; half of it goes to the plan without what is
        asked for, to compare like with like. ``None``: 3, and 1.5 for every hundred people, or
        less where the machine is slow (:mod:`allocator.pipeline.why_not.budget`).
    seed
        Of the search and of the simulation.
    again
        Whether to search again where an answer is filed.

    Raises
    ------
    InputError
        If the folder or the question is not what it should be, or nothing can be written.
    """
    begun = time.perf_counter()
    clock = StageClock(report)
    clock.enter("read")
    plan = read_plan(folder)
    scenario = scenario_to_search(folder, plan.rota)
    budget = Budget(len(scenario.agents), seconds, begun)
    question = question_of(scenario, plan.rota, asked)
    _check_to_come(scenario, question, asked)
    one = PlanAsked(folder, scenario, plan, question, clock, report)
    if _is_so(one):
        return one.unpriced(WhyNotStatus.SO_ALREADY)
    if not again and (filed := filed_before(one)) is not None:
        return one.priced(filed, was_filed=True)
    return _answered(one, budget, seed)


def _is_so(one: PlanAsked) -> bool:
    """Whether the plan keeps the pins of the question as it is."""
    pins = pins_of(one.question)
    # Only what the question adds is looked at: the plan may have faults of its own.
    bare = with_pins(one.scenario, ()).model_copy(update={"pins": ()})
    asked = with_pins(bare, pins)
    view = RotaView(scenario=asked, rota=one.plan.rota, agent_ids=one.concerned)
    return not any(finding.rule_id == "pins" for finding in broken_rules(view))


def _check_to_come(scenario: Scenario, question: ComparedQuestion, asked: Asked) -> None:
    """Refuse to ask what of a replan's week might have been."""
    where, text = ("--at", asked.at) if question.is_moment else ("--day", asked.day)
    problem = passed_problem(scenario, question.end, where, text or "")
    if problem is not None:
        raise InputError([problem])


def _answered(one: PlanAsked, budget: Budget, seed: int) -> WhyNotAnswer:
    pins = pins_of(one.question)
    forced = with_pins(one.scenario, pins)
    service = ServiceModel.of(one.scenario, one.plan.requirements)
    one.clock.enter("obstacles")
    agent_id = one.question.agent_id
    known = passed_obstacle(one.scenario, one.plan.rota, agent_id, pins[0])
    if known is None and lacking_skill(forced, agent_id, pins) is not None:
        known = _obstacle(one, forced, service, agent_id)
    if known is not None:
        return one.unpriced(WhyNotStatus.FORBIDDEN, obstacle=known)
    is_replan = one.scenario.disruption is not None
    if not is_replan and has_no_shift(service, forced, agent_id):
        obstacle = _obstacle(one, forced, service, agent_id)
        return one.unpriced(WhyNotStatus.FORBIDDEN, obstacle=obstacle)
    search = ForcedSearch(one, forced, service)
    limits = SearchLimits(seed=seed, seconds=budget.usual_seconds)
    found = search.run(limits, lambda: budget.search_seconds(one.clock.seconds))
    if isinstance(found, NoWeeks):
        return _without_weeks(one, forced, service, found)
    if isinstance(found, NoRota):
        return _without_rota(one, forced, service, found)
    return one.priced(file_answer(one, found), was_filed=False)


def _obstacle(
    one: PlanAsked, forced: Scenario, service: ServiceModel, agent_id: str
) -> Obstacle | None:
    """Find what forbids somebody's pins, whatever anybody else does."""
    pins = pins_of(one.question)
    if one.scenario.disruption is None:
        return obstacle_of(forced, service, agent_id, pins)
    return obstacle_left_open(one.scenario, forced, service, agent_id, pins, _OBSTACLE_SECONDS)


def _without_weeks(
    one: PlanAsked, forced: Scenario, service: ServiceModel, found: NoWeeks
) -> WhyNotAnswer:
    """Answer where somebody concerned has no week beside the others as they are."""
    one.clock.enter("obstacles")
    for agent_id in one.concerned:
        obstacle = _obstacle(one, forced, service, agent_id)
        if obstacle is not None:
            return one.unpriced(WhyNotStatus.FORBIDDEN, obstacle=obstacle)
    return one.unpriced(WhyNotStatus.NOT_FOUND, without_week=found.agent_id)


def _without_rota(
    one: PlanAsked, forced: Scenario, service: ServiceModel, found: NoRota
) -> WhyNotAnswer:
    """Answer where the search found no rota that keeps all hard rules."""
    if one.scenario.disruption is not None:  # of what is left open of a week nothing is proven
        return one.unpriced(WhyNotStatus.NOT_FOUND, as_it_stands=found.left)
    one.clock.enter("obstacles")
    diagnosis = diagnose(forced, service, one.report, _DIAGNOSE_SECONDS)
    if not diagnosis.conflicts:
        return one.unpriced(WhyNotStatus.NOT_FOUND, as_it_stands=found.left)
    obstacle = obstacle_of_conflicts(forced, diagnosis.conflicts, pins_of(one.question))
    return one.unpriced(WhyNotStatus.FORBIDDEN, obstacle=obstacle)
