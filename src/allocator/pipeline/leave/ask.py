"""Whether an agent can have days off, given a finished plan, and at what price."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.people_names import NamedPeople, called
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.forecast.expected_demand import expected_demand
from allocator.justify.measured_rota import MeasuredRota
from allocator.pipeline.leave.answer import LeaveAnswer
from allocator.pipeline.leave.plan_weeks import LeaveWeeks, PlanWeeks
from allocator.pipeline.leave.price import LeavePrice
from allocator.pipeline.leave.question import paid_hours_of, question_asked
from allocator.pipeline.leave.refused import RefusedLeave
from allocator.pipeline.leave.replan_weeks import ReplanWeeks, check_to_come
from allocator.pipeline.plan_scenario import scenario_to_search
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import optimise
from allocator.store.plan_folder import SCENARIO_FOLDER, SUMMARY_FILE, read_plan
from allocator.store.scenario_folder import read_scenario

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached, which may be empty."""


@dataclass(frozen=True)
class _Base:
    """The plan that is asked about."""

    scenario: Scenario
    requirements: tuple[Requirement, ...]
    rota: Rota
    gap_contacts: float | None
    planned_first: bool


def ask_leave(
    folder: Path,
    *,
    agent: str,
    days: Sequence[str],
    paid_hours: float | None,
    seconds: float,
    seed: int,
    report: Report,
) -> LeaveAnswer:
    """Price an agent's leave on some days.

    Parameters
    ----------
    folder
        Folder of a finished plan; or of a scenario, which is planned first then.
    agent
        Who asks, by id or name.
    days
        Dates such as ``2026-09-04``.
    paid_hours
        Hours of each day that count as worked; ``None`` for those of
        :func:`~allocator.pipeline.leave.question.paid_hours_of`.
    seconds
        Wall-clock time in which everybody may move; half of it goes to the plan without the
        leave, to compare like with like.

    Raises
    ------
    InputError
        If the folder, the agent or a day is not what it should be.
    """
    report("read", "")
    scenario = _scenario(folder)
    agent_id, asked = question_asked(scenario, agent, days)
    check_to_come(scenario, agent_id, asked)
    base = _base(folder, scenario, SearchLimits(seed=seed, seconds=seconds), report)
    worked = {scenario.grid.operating_date(shift.start) for shift in base.rota.shifts(agent_id)}
    hours = paid_hours_of(scenario, base.rota, agent_id, asked, paid_hours)
    answer = LeaveAnswer(
        agent_id=agent_id,
        paid_hours=hours,
        free_already=tuple(day for day in asked if day not in worked),
        gap_contacts=base.gap_contacts,
        planned_first=base.planned_first,
        people=NamedPeople(scenario.agents),
    )
    service = ServiceModel.of(scenario, base.requirements)
    before = MeasuredRota.of(scenario, service, base.rota)
    weeks: LeaveWeeks = PlanWeeks(before)
    if scenario.disruption is not None:
        weeks = ReplanWeeks(read_scenario(folder / SCENARIO_FOLDER), before)
    if answer.is_off_already:
        return _as_it_stands(weeks, before, answer)
    limits = SearchLimits(seed=seed, seconds=seconds / 2)
    return _priced(weeks, before, answer, paid_hours, limits, report)


def _as_it_stands(weeks: LeaveWeeks, before: MeasuredRota, answer: LeaveAnswer) -> LeaveAnswer:
    """Answer of somebody who is off already: the plan is the answer, and costs what it does."""
    granted = weeks.granted(answer.agent_id, answer.paid_hours)
    after = MeasuredRota.of(granted, before.service, before.rota)
    price = LeavePrice.of(before, after, answer.agent_id)
    return replace(answer, alone=price, together=price)


def _priced(
    weeks: LeaveWeeks,
    before: MeasuredRota,
    answer: LeaveAnswer,
    asked_hours: float | None,
    limits: SearchLimits,
    report: Report,
) -> LeaveAnswer:
    agent_id = answer.agent_id
    granted = weeks.granted(agent_id, answer.paid_hours)

    def priced(found: MeasuredRota | None) -> LeavePrice | None:
        if found is None:
            return None
        return LeavePrice.of(before, found, agent_id, weeks.notice(granted, found.rota))

    report("own week", "")
    week = weeks.own_week(granted, agent_id, limits)
    if week is None:
        return _refused(before, granted, answer, asked_hours, limits, report)
    alone = priced(weeks.measured(granted, week))
    report("everybody", "with the leave")
    moved = weeks.searched_on(
        granted, week, limits, lambda cost: report("everybody", f"best {cost:,.1f}")
    )
    together = priced(weeks.measured(granted, moved.rota))
    if alone is not None and (together is None or together.change_total > alone.change_total):
        together = alone
    if alone is None and together is None:
        return _refused(before, granted, answer, asked_hours, limits, report)
    report("without the leave", "to compare like with like")
    again = weeks.searched_on(before.scenario, before.rota, limits, lambda _: None)
    without = weeks.measured(before.scenario, again.rota)
    gained = 0.0
    if without is not None:
        notice = weeks.notice(before.scenario, again.rota) or 0.0
        gained = min(0.0, without.objective.total + notice - before.objective.total)
    return replace(
        answer,
        alone=alone,
        together=together,
        without_leave=gained,
        apart=max(moved.apart, again.apart),
    )


def _refused(
    before: MeasuredRota,
    granted: Scenario,
    answer: LeaveAnswer,
    asked_hours: float | None,
    limits: SearchLimits,
    report: Report,
) -> LeaveAnswer:
    """Say what stands in the way."""
    if before.scenario.disruption is not None:
        who = called(before.scenario.agent_by_id[answer.agent_id])
        words = (
            f"{who} has no lawful week with it in what is left open, the others' weeks as they are"
        )
        return replace(answer, obstacles=(words,), looked_for_ways=False)
    refused = RefusedLeave(
        before.scenario, granted, before, answer.agent_id, answer.paid_hours, asked_hours, limits
    )
    obstacles, ways = refused.why(report)
    return replace(answer, obstacles=obstacles, ways_out=ways)


def _scenario(folder: Path) -> Scenario:
    if not _is_plan(folder):
        return read_scenario(folder)
    return scenario_to_search(folder, read_plan(folder).rota)


def _is_plan(folder: Path) -> bool:
    return (folder / SUMMARY_FILE).exists()


def _base(folder: Path, scenario: Scenario, limits: SearchLimits, report: Report) -> _Base:
    if _is_plan(folder):
        plan = read_plan(folder)
        replan = plan.summary.replan
        is_bounded = scenario.disruption is None or (replan is not None and replan.is_bounded)
        gap_contacts = plan.summary.gap_contacts if is_bounded else None
        return _Base(scenario, plan.requirements, plan.rota, gap_contacts, planned_first=False)
    requirements = expected_demand(scenario)
    found = optimise(scenario, requirements, limits, report)
    if found.rota is None:
        message = f"has no rota to begin with ({found.status})"
        raise InputError(
            [InputProblem(str(folder), message, "Run allocator plan, which says more.")]
        )
    total = MeasuredRota.of(
        scenario, ServiceModel.of(scenario, requirements), found.rota
    ).objective.total
    return _Base(scenario, requirements, found.rota, total - found.bound, planned_first=True)
