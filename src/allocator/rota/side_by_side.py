"""Teams or sites that share nobody, searched side by side in processes and put together.

Each part has its own linear model and its own search. Without a price that ties them, the sum of
the parts' bounds bounds the whole: a rota of the whole is one of each part, at the sum of their
costs. Where fairness ties them, one linear model of the whole proves the bound, and after the
parts are put together, the whole is searched for a moment.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.rota.beside import FINE_SPEED_STEP
from allocator.rota.bound import solve_counts
from allocator.rota.draft import Draft, NoDraft, make_draft
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.parts import Part, are_tied_by_fairness
from allocator.rota.polish import Incumbent, polish
from allocator.rota.reached import Reached
from allocator.rota.search import Found, search_alone
from allocator.rota.task_row import PartInputs, Task, TaskRow
from allocator.rota.worker import Tell

STAGE = "parts"
_TIED_SHARE = 0.85
"""Share of the time that the parts have where they are tied; the whole has the rest."""
_TIED_WARMTH = 0.2
"""How warm the search of the whole begins, beside that of a part: the parts are good already."""
_NOT_BEGUN = "a part was not searched in time"


def drafts_side_by_side(
    scenario: Scenario,
    service: ServiceModel,
    parts: Sequence[Part],
    jobs: int,
    limits: SearchLimits,
    reached: Reached,
    seconds: dict[str, float],
) -> Draft | NoDraft:
    """Make a draft of each part, and one of the whole out of them."""
    begun = time.perf_counter()
    reached.enter("names")
    tasks = [Task(_make_draft, PartInputs(part, limits)) for part in parts]
    TaskRow(tasks, jobs, limits, lambda: None, lambda: True).run()
    seconds["names"] = time.perf_counter() - begun
    without = _first_without(tasks, service)
    if without is not None:
        return without
    bound = 0.0 if are_tied_by_fairness(scenario, tuple(parts)) else _sum(tasks, "bound") or 0.0
    whole = Instance.of(scenario, service)
    assignment = _together(tasks)
    return Draft(whole.of_rota(assignment), assignment, bound)


def search_side_by_side(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    parts: Sequence[Part],
    jobs: int,
    limits: SearchLimits,
    reached: Reached,
    seconds: dict[str, float],
    draft: Draft | None = None,
) -> Found | NoDraft:
    """Search each part in a process of its own, so many at a time, and put the rotas together.

    Parameters
    ----------
    parts
        Largest first.
    reached
        Told the sums over the parts, as they move.
    draft
        Of the whole: where each part begins from.
    """
    begun = time.perf_counter()
    is_tied = are_tied_by_fairness(scenario, tuple(parts))
    time_of_parts = limits.seconds * (_TIED_SHARE if is_tied else 1.0)
    searches = [
        Task(_search_part, PartInputs(part.of_need(requirements), own, _own_draft(part, draft)))
        for part, own in zip(
            parts, _limits_of_parts(parts, jobs, limits, time_of_parts), strict=True
        )
    ]
    whole = [Task(_prove, PartInputs(Part(scenario, requirements), limits))] if is_tied else []

    def tell() -> None:
        reached.proven(_sum(whole or searches, "bound") or 0.0)
        cost = _sum(searches, "cost")
        if cost is not None:
            reached.found(cost)

    reached.enter(STAGE)
    TaskRow(
        [*whole, *searches],
        jobs,
        limits,
        tell,
        lambda: bool(_sum(whole or searches, "bound")),
        begun + time_of_parts,
    ).run()
    seconds[STAGE] = time.perf_counter() - begun
    service = ServiceModel.of(scenario, requirements)
    without = _first_without(searches, service)
    if without is not None:
        return without
    reached.proven(_sum(whole or searches, "bound") or 0.0)
    assignment = _together(searches)
    best = Incumbent(Instance.of(scenario, service).of_rota(assignment), assignment)
    reached.found(best.cost)
    if is_tied and not limits.is_stopped:
        since = time.perf_counter()
        reached.enter("polish")
        best = polish(best, limits, begun + limits.seconds, reached.found, warm=_TIED_WARMTH)
        seconds["polish"] = time.perf_counter() - since
    return Found(best, reached.bound)


def _limits_of_parts(
    parts: Sequence[Part], jobs: int, limits: SearchLimits, seconds: float
) -> list[SearchLimits]:
    """Time of each part: all of it where each has its own process, else by numbers of people."""
    people = sum(len(part.agent_ids) for part in parts)
    shares = [min(1.0, jobs * len(part.agent_ids) / people) for part in parts]
    if len(parts) <= jobs:
        shares = [1.0] * len(parts)
    return [replace(limits, seconds=seconds * share) for share in shares]


def _own_draft(part: Part, draft: Draft | None) -> Assignment | None:
    if draft is None:
        return None
    mine = set(part.agent_ids)
    return {key: duty for key, duty in draft.assignment.items() if key[0] in mine}


def _sum(tasks: Sequence[Task], kind: str) -> float | None:
    """Sum of what all tasks have told; ``None`` where one has not."""
    told = [task.heard(kind) for task in tasks]
    figures = [figure for figure in told if isinstance(figure, float)]
    return sum(figures) if len(figures) == len(told) else None


def _first_without(tasks: Sequence[Task], service: ServiceModel) -> NoDraft | None:
    """Why there is no rota of the whole: the first part that has none."""
    for task in tasks:
        if _rota_of(task) is None:
            told = task.heard("none")
            reason, proven = told if isinstance(told, tuple) else (_NOT_BEGUN, False)
            part = task.inputs.part
            own = ServiceModel.of(part.scenario, part.requirements)
            return NoDraft(own, str(reason), bool(proven), part.scenario)
    return None


def _together(tasks: Sequence[Task]) -> Assignment:
    whole: Assignment = {}
    for task in tasks:
        whole.update(_rota_of(task) or {})
    return whole


def _rota_of(task: Task) -> Assignment | None:
    """Last rota that a part has told of, or else the draft that it was to begin from."""
    rota = task.heard("rota")
    return cast(Assignment, rota) if isinstance(rota, dict) else task.inputs.draft


def _make_draft(inputs: PartInputs, tell: Tell, stopped: Callable[[], bool]) -> None:
    """Make the draft of a part, in its process."""
    part, limits = inputs.part, replace(inputs.limits, stop=stopped)
    service = ServiceModel.of(part.scenario, part.requirements)
    made = make_draft(part.scenario, service, limits, lambda _stage, _detail: None, {})
    if isinstance(made, NoDraft):
        tell("none", (made.reason, made.proven))
        return
    tell("bound", made.bound)
    tell("rota", made.assignment)


def _prove(inputs: PartInputs, tell: Tell, stopped: Callable[[], bool]) -> None:
    """Prove the bound of the whole, in its process."""
    part = inputs.part
    instance = Instance.of(part.scenario, ServiceModel.of(part.scenario, part.requirements))
    counts = solve_counts(instance, FINE_SPEED_STEP, lambda bound: tell("bound", bound), stopped)
    if counts.feasible:
        tell("bound", counts.bound)


class _Telling(Reached):
    """Tells the first process what is reached in a part."""

    def __init__(self, tell: Tell) -> None:
        super().__init__(lambda _stage, _detail: None)
        self._tell_first = tell

    def found(self, cost: float) -> None:
        """Tell the cost of the part's best rota so far."""
        self._tell_first("cost", cost)

    def proven(self, bound: float) -> None:
        """Tell the part's bound, where it has risen."""
        if bound > self.bound:
            self._tell_first("bound", bound)
        super().proven(bound)


def _search_part(inputs: PartInputs, tell: Tell, stopped: Callable[[], bool]) -> None:
    """Search a part, in its process."""
    part, limits = inputs.part, replace(inputs.limits, stop=stopped)
    draft = None
    if inputs.draft is not None:
        service = ServiceModel.of(part.scenario, part.requirements)
        instance = Instance.of(part.scenario, service).of_rota(inputs.draft)
        draft = Draft(instance, inputs.draft, 0.0)
        tell("rota", inputs.draft)
    found = search_alone(part.scenario, part.requirements, limits, _Telling(tell), {}, draft)
    if isinstance(found, NoDraft):
        tell("none", (found.reason, found.proven))
        return
    tell("bound", found.bound)
    tell("cost", float(found.best.cost))
    tell("rota", found.best.assignment)
