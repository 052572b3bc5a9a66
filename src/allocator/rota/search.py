"""The search for a rota: in two processes that share what they find, or in one alone."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.rota.beside import FINE_SPEED_STEP, Beside, searching_beside
from allocator.rota.bound import solve_counts
from allocator.rota.draft import Draft, NoDraft, make_draft
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent, polish
from allocator.rota.reached import Reached

_MORE_TRIES = 3
_MORE_SHARE = 0.25
"""How often, and for what share of the time, to search on where seats are still overdrawn."""
_SEEDS_APART = 1000


@dataclass(frozen=True)
class Found:
    """The best rota found, which may overdraw seats where none was found that does not.

    Parameters
    ----------
    bound
        Proven lower bound on the objective of any rota, in late contacts.
    """

    best: Incumbent
    bound: float


def search(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    limits: SearchLimits,
    reached: Reached,
    seconds: dict[str, float],
    draft: Draft | None = None,
) -> Found | NoDraft:
    """Search in two processes: one is guided by a coarse and quick linear model, see ``beside``.

    Parameters
    ----------
    reached
        Told what is found and proven; what it knows already is taken as proven.
    seconds
        Filled with the wall-clock time of each stage.
    draft
        Where to begin from; by default a draft is made, while the second process begins.
    """
    until = time.perf_counter() + limits.seconds
    service = ServiceModel.of(scenario, requirements)
    left = until - time.perf_counter()
    with searching_beside(scenario, requirements, limits, left, reached.proven) as second:
        if draft is None:
            made = make_draft(scenario, service, limits, reached.report, seconds)
        else:
            made = draft.priced_by(service)
        if isinstance(made, NoDraft):
            return made
        reached.proven(made.bound)
        begun = time.perf_counter()
        best = _polished(made, limits, until, reached)
        reached.enter("second search")
        best = min([best, *_result(second, made, limits, reached)], key=Incumbent.rank)
        seconds["polish"] = time.perf_counter() - begun
    reached.found(best.cost)
    return Found(best, reached.bound)


def search_alone(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    limits: SearchLimits,
    reached: Reached,
    seconds: dict[str, float],
    draft: Draft | None = None,
) -> Found | NoDraft:
    """Search in this process alone: the finer bound first, then for rotas.

    Parameters are those of :func:`search`.
    """
    until = time.perf_counter() + limits.seconds
    service = ServiceModel.of(scenario, requirements)
    if draft is None:
        made = make_draft(scenario, service, limits, reached.report, seconds, FINE_SPEED_STEP)
        if isinstance(made, NoDraft):
            return made
    else:
        made = draft.priced_by(service)
        begun = time.perf_counter()
        reached.enter("bound")
        counts = solve_counts(made.instance, FINE_SPEED_STEP, reached.proven, limits.stop)
        reached.proven(counts.bound if counts.feasible else 0.0)
        seconds["bound"] = time.perf_counter() - begun
    reached.proven(made.bound)
    begun = time.perf_counter()
    best = _polished(made, limits, until, reached)
    seconds["polish"] = time.perf_counter() - begun
    return Found(best, reached.bound)


def search_on(draft: Draft, limits: SearchLimits, reached: Reached) -> Incumbent:
    """Search on from a draft in this process alone, and prove nothing."""
    return _polished(draft, limits, time.perf_counter() + limits.seconds, reached)


def _polished(draft: Draft, limits: SearchLimits, until: float, reached: Reached) -> Incumbent:
    first = Incumbent(draft.instance, draft.assignment)
    reached.enter("polish")
    if first.is_valid:
        reached.found(first.cost)
    best = polish(first, limits, until, reached.found)
    for attempt in range(1, _MORE_TRIES + 1):
        if best.is_valid or limits.is_stopped:
            break
        # Full seats can hold a search fast: begun anew from there by chance, it comes free.
        again = replace(limits, seed=limits.seed + _SEEDS_APART * attempt)
        left = _MORE_SHARE * limits.seconds
        best = polish(best, again, time.perf_counter() + left, reached.found)
    return best


def _result(
    second: Beside, draft: Draft, limits: SearchLimits, reached: Reached
) -> list[Incumbent]:
    other = second.result(limits, reached.bound)
    reached.proven(other.bound)
    if other.rota is None:
        return []
    return [Incumbent(draft.instance.of_rota(other.rota), other.rota)]
