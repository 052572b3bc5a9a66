"""Whether an agent can have days off, given a finished plan, and at what price."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.people_names import NamedPeople
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.forecast.expected_demand import expected_demand
from allocator.justify.measured_rota import MeasuredRota
from allocator.pipeline.leave.price import LeavePrice
from allocator.pipeline.leave.question import paid_hours_of, question_asked, with_leave
from allocator.pipeline.leave.refused import RefusedLeave
from allocator.pipeline.plan_scenario import scenario_to_search
from allocator.rota.improve import improve, with_best_week
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import optimise
from allocator.store.plan_folder import SUMMARY_FILE, read_plan
from allocator.store.scenario_folder import read_scenario

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached, which may be empty."""


@dataclass(frozen=True)
class LeaveAnswer:
    """The answer to a question for leave.

    Parameters
    ----------
    paid_hours
        Hours that count as worked, by day asked for.
    free_already
        Days asked for on which the plan has no shift for the agent.
    alone
        Price if only the agent's own week changes; ``None`` where no lawful week was found.
    together
        Price if everybody may move, by a search from there; ``None`` where there was none.
    without_leave
        Change of the plan's objective when it was searched on for just as long without the leave:
        what of the price is the search's doing.
    gap_contacts
        How far at most the plan was from the best rota, in late contacts.
    people
        Names of everybody planned, for messages.
    obstacles, ways_out
        Where it cannot be had: what stands in the way, and changes that were solved again and
        would allow it.
    planned_first
        Whether the plan was made for this answer, as there was a scenario only.
    """

    agent_id: str
    paid_hours: dict[dt.date, float]
    free_already: tuple[dt.date, ...]
    gap_contacts: float
    planned_first: bool
    people: NamedPeople
    alone: LeavePrice | None = None
    together: LeavePrice | None = None
    without_leave: float = 0.0
    obstacles: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()

    @property
    def is_off_already(self) -> bool:
        """Whether there is no shift on any of the days, and no hours are to be credited."""
        return len(self.free_already) == len(self.paid_hours) and not any(self.paid_hours.values())

    @property
    def price(self) -> float:
        """What the leave costs, in late contacts; infinite where it cannot be had.

        The plan with the leave against the one without it, both searched on for as long; but no
        more than if nobody else's week changes, which can be had for certain.
        """
        prices = [math.inf if self.alone is None else self.alone.change_total]
        if self.together is not None:
            prices.append(self.together.change_total - self.without_leave)
        return min(prices)

    @property
    def is_possible(self) -> bool:
        """Whether a lawful rota with the leave was found."""
        return self.alone is not None or self.together is not None


@dataclass(frozen=True)
class _Base:
    """The plan that is asked about."""

    scenario: Scenario
    requirements: tuple[Requirement, ...]
    rota: Rota
    gap_contacts: float
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
    scenario = scenario_to_search(folder) if _is_plan(folder) else read_scenario(folder)
    agent_id, asked = question_asked(scenario, agent, days)
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
    if answer.is_off_already:
        return _as_it_stands(base, answer)
    return _priced(base, answer, paid_hours, SearchLimits(seed=seed, seconds=seconds / 2), report)


def _as_it_stands(base: _Base, answer: LeaveAnswer) -> LeaveAnswer:
    """Answer of somebody who is off already: the plan is the answer, and costs what it does."""
    service = ServiceModel.of(base.scenario, base.requirements)
    granted = with_leave(base.scenario, answer.agent_id, answer.paid_hours)
    before, after = (
        MeasuredRota.of(scenario, service, base.rota) for scenario in (base.scenario, granted)
    )
    price = LeavePrice.of(before, after, answer.agent_id)
    return replace(answer, alone=price, together=price)


def _priced(
    base: _Base,
    answer: LeaveAnswer,
    asked_hours: float | None,
    limits: SearchLimits,
    report: Report,
) -> LeaveAnswer:
    scenario, agent_id = base.scenario, answer.agent_id
    granted = with_leave(scenario, agent_id, answer.paid_hours)
    service = ServiceModel.of(scenario, base.requirements)
    before = MeasuredRota.of(scenario, service, base.rota)

    def measured(rota: Rota | None) -> MeasuredRota | None:
        """Rota with its figures; ``None`` where it breaks a rule that the plan keeps."""
        found = None if rota is None else MeasuredRota.of(granted, service, rota)
        return None if found is None or found.breaches_beside(before) else found

    def no() -> LeaveAnswer:
        refused = RefusedLeave(
            scenario, granted, before, agent_id, answer.paid_hours, asked_hours, limits
        )
        obstacles, ways = refused.why(report)
        return replace(answer, obstacles=obstacles, ways_out=ways)

    report("own week", "")
    alone = measured(base.rota)  # whoever is off already keeps the week, unless hours are credited
    week = base.rota
    if alone is None:
        found = with_best_week(granted, service, base.rota, agent_id, limits)
        if found is None:
            return no()
        week, alone = found, measured(found)
    report("everybody", "with the leave")
    moved = improve(
        granted, service, week, limits, lambda cost: report("everybody", f"best {cost:,.1f}")
    )
    together = measured(moved)
    if alone is not None and (together is None or together.objective.total > alone.objective.total):
        together = alone
    if alone is None and together is None:
        return no()
    report("without the leave", "to compare like with like")
    again = MeasuredRota.of(
        scenario, service, improve(scenario, service, base.rota, limits, lambda _: None)
    )
    gained = 0.0
    if not again.breaches_beside(before):
        gained = min(0.0, again.objective.total - before.objective.total)
    return replace(
        answer,
        alone=None if alone is None else LeavePrice.of(before, alone, agent_id),
        together=None if together is None else LeavePrice.of(before, together, agent_id),
        without_leave=gained,
    )


def _is_plan(folder: Path) -> bool:
    return (folder / SUMMARY_FILE).exists()


def _base(folder: Path, scenario: Scenario, limits: SearchLimits, report: Report) -> _Base:
    if _is_plan(folder):
        plan = read_plan(folder)
        gap_contacts = plan.summary.gap_contacts
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
