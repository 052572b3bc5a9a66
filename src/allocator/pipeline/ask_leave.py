"""Whether an agent can have days off, given a finished plan, and at what price."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.findings import day_text
from allocator.domain.people_names import NamedPeople
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.forecast.forecast import forecast
from allocator.justify.measured_rota import MeasuredRota
from allocator.pipeline.leave_price import LeavePrice
from allocator.pipeline.leave_question import question_asked, with_changes, with_leave
from allocator.rota.diagnose import diagnose
from allocator.rota.improve import improve, with_best_week
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import optimise
from allocator.store.plan_folder import SCENARIO_FOLDER, SUMMARY_FILE, read_plan
from allocator.store.scenario_folder import read_scenario

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached, which may be empty."""

_DAYS_A_WEEK = 5
"""Days over which the hours of a week are spread, where nothing else is said of a day's leave."""


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
        Hours of each day that count as worked; ``None`` for a fifth of the weekly hours on days
        on which the plan has a shift for the agent, and none on others.
    seconds
        Wall-clock time in which everybody may move; half of it goes to the plan without the
        leave, to compare like with like.

    Raises
    ------
    InputError
        If the folder, the agent or a day is not what it should be.
    """
    report("read", "")
    scenario = read_scenario(folder / SCENARIO_FOLDER if _is_plan(folder) else folder)
    agent_id, asked = question_asked(scenario, agent, days)
    base = _base(folder, scenario, SearchLimits(seed=seed, seconds=seconds), report)
    asking = scenario.agent_by_id[agent_id]
    worked = {scenario.grid.operating_date(shift.start) for shift in base.rota.shifts(agent_id)}
    usual = asking.weekly_hours / _DAYS_A_WEEK
    hours = {
        day: (usual if day in worked else 0.0) if paid_hours is None else paid_hours
        for day in asked
    }
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
    return _priced(base, answer, SearchLimits(seed=seed, seconds=seconds / 2), report)


def _as_it_stands(base: _Base, answer: LeaveAnswer) -> LeaveAnswer:
    """Answer of somebody who is off already: the plan is the answer, and costs what it does."""
    service = ServiceModel.of(base.scenario, base.requirements)
    granted = with_leave(base.scenario, answer.agent_id, answer.paid_hours)
    before, after = (
        MeasuredRota.of(scenario, service, base.rota) for scenario in (base.scenario, granted)
    )
    price = LeavePrice.of(before, after, answer.agent_id)
    return replace(answer, alone=price, together=price)


def _priced(base: _Base, answer: LeaveAnswer, limits: SearchLimits, report: Report) -> LeaveAnswer:
    scenario, agent_id = base.scenario, answer.agent_id
    granted = with_leave(scenario, agent_id, answer.paid_hours)
    service = ServiceModel.of(scenario, base.requirements)
    before = MeasuredRota.of(scenario, service, base.rota)

    def measured(rota: Rota | None) -> MeasuredRota | None:
        """Rota with its figures; ``None`` where it breaks a rule that the plan keeps."""
        found = None if rota is None else MeasuredRota.of(granted, service, rota)
        return None if found is None or found.breaches_beside(before) else found

    report("own week", "")
    alone = measured(base.rota)  # whoever is off already keeps the week, unless hours are credited
    week = base.rota
    if alone is None:
        found = with_best_week(granted, service, base.rota, agent_id, limits)
        if found is None:
            return _refused(answer, before, granted, limits, report)
        week, alone = found, measured(found)
    report("everybody", "with the leave")
    moved = improve(
        granted, service, week, limits, lambda cost: report("everybody", f"best {cost:,.1f}")
    )
    together = measured(moved)
    if alone is not None and (together is None or together.objective.total > alone.objective.total):
        together = alone
    if alone is None and together is None:
        return _refused(answer, before, granted, limits, report)
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


def _refused(
    answer: LeaveAnswer,
    before: MeasuredRota,
    granted: Scenario,
    limits: SearchLimits,
    report: Report,
) -> LeaveAnswer:
    """Answer no, with what stands in the way and what would allow it."""
    report("diagnose", "what stands in the way")
    conflicts = diagnose(granted, before.service, report, max(10.0, limits.seconds)).conflicts
    return replace(
        answer,
        obstacles=tuple(
            f"{conflict.headline}: {'; '.join(element.words for element in conflict.elements)}"
            for conflict in conflicts
        ),
        ways_out=(
            *_withdrawing(answer, before, granted, limits),
            *(cure.words for conflict in conflicts for cure in conflict.cures),
        ),
    )


def _withdrawing(
    answer: LeaveAnswer, before: MeasuredRota, granted: Scenario, limits: SearchLimits
) -> list[str]:
    """Way out if shifts published for the days are withdrawn, to which the agent may agree."""
    kept = tuple(
        row
        for row in granted.published
        if row.agent_id != answer.agent_id
        or granted.grid.operating_date(row.start) not in answer.paid_hours
    )
    if len(kept) == len(granted.published):
        return []
    freed = with_changes(granted, published=kept)
    rota = with_best_week(freed, before.service, before.rota, answer.agent_id, limits)
    if rota is None or MeasuredRota.of(freed, before.service, rota).breaches_beside(before):
        return []
    days = ", ".join(day_text(day) for day in answer.paid_hours)
    agreed = f"agree with {answer.agent_id} to withdraw what was published for {days}"
    return [f"{agreed}, and take it out of published.csv"]


def _is_plan(folder: Path) -> bool:
    return (folder / SUMMARY_FILE).exists()


def _base(folder: Path, scenario: Scenario, limits: SearchLimits, report: Report) -> _Base:
    if _is_plan(folder):
        plan = read_plan(folder)
        gap_contacts = plan.summary.gap_contacts
        return _Base(scenario, plan.requirements, plan.rota, gap_contacts, planned_first=False)
    requirements = forecast(scenario)
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
