"""The optimiser: bound, counts, names and polish, with the best rota so far always at hand.

Two processes work side by side. One searches for rotas, guided by a coarse and quick linear model;
the other proves the bound by a finer one and then searches from it with another seed. At the end
the best of both is put together.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.plan import PlanStatus
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.conflict.conflict import Diagnosis
from allocator.rota.construct import construct
from allocator.rota.diagnose import STAGE, diagnose
from allocator.rota.draft import Draft, NoDraft, make_draft
from allocator.rota.duty import Assignment
from allocator.rota.exchange import exchange_pairs
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.place_activities import NoTimes, place_activities
from allocator.rota.polish import Incumbent, polish, settle
from allocator.rota.process_context import process_context
from allocator.rota.recombine import recombine

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached."""

_FINE_SPEED_STEP = 0.1
_POLISH_SHARE = 0.72
_RECOMBINE_SHARE = 0.08
"""Shares of the time until which to polish and in which to recombine; exchanges have the rest."""
_SENT_BACK = 4
"""Rotas that the second process hands over."""


@dataclass(frozen=True)
class Optimised:
    """Result of a search.

    Parameters
    ----------
    status
        ``infeasible`` is proven; ``timed_out`` means that no rota was found in time.
    rota
        ``None`` where there is none.
    bound
        Proven lower bound on the objective of any rota, in late contacts.
    stage_seconds
        Wall-clock time by stage; the bound runs beside the search.
    reason
        Where there is no rota: what is known about why, in a line.
    diagnosis
        The same in parts: what cannot hold together, and what would cure it.
    """

    status: PlanStatus
    rota: Rota | None = None
    bound: float = 0.0
    stage_seconds: dict[str, float] = field(default_factory=dict[str, float])
    reason: str = ""
    diagnosis: Diagnosis | None = None


def optimise(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    limits: SearchLimits,
    report: Report,
    draft: Draft | None = None,
) -> Optimised:
    """Find a rota of least price, and a bound on how far it may be from the best.

    Parameters
    ----------
    draft
        Where to begin from; by default a draft is made, while the second process begins.
    """
    started = time.perf_counter()
    until = started + limits.seconds * _POLISH_SHARE
    seconds: dict[str, float] = {}
    service = ServiceModel.of(scenario, requirements)
    with ProcessPoolExecutor(1, mp_context=process_context()) as pool:
        # Pickled here and not by the pool's own thread, which would meet the scenario while the
        # search fills its caches. Wall-clock moments mean the same in both processes.
        inputs = pickle.dumps((scenario, requirements))
        beside: Future[_Beside] = pool.submit(
            _search_beside, inputs, limits, time.time() + until - started
        )
        if draft is None:
            made = make_draft(scenario, service, limits, report, seconds)
            if isinstance(made, NoDraft):
                return no_rota(scenario, made, seconds, report)
        else:
            made = draft.priced_by(service)
        begun = time.perf_counter()

        def tell(cost: float) -> None:
            gap = f"   gap {(cost - made.bound) / cost:.1%}" if made.bound and cost else ""
            report("polish", f"best {cost:,.1f}{gap}")

        report("polish", "")
        rotas = polish(Incumbent(made.instance, made.assignment), limits, until, tell)
        report("bound", "the finer bound and the second search, beside")
        other = beside.result()
        seconds["polish"] = time.perf_counter() - begun
        bound = max(made.bound, other.bound)
        rotas += [Incumbent(made.instance.of_rota(found), found) for found in other.rotas]
    begun = time.perf_counter()
    report("recombine", "")
    best = recombine(rotas, limits, limits.seconds * _RECOMBINE_SHARE)
    best = settle(best, limits)
    seconds["recombine"] = time.perf_counter() - begun
    begun = time.perf_counter()
    report("exchange", f"best {best.cost:,.1f}")
    best = exchange_pairs(
        best,
        limits,
        started + limits.seconds,
        lambda cost: report("exchange", f"best {cost:,.1f}"),
    )
    seconds["exchange"] = time.perf_counter() - begun
    if not best.is_valid:
        crowded = NoDraft(service, _TOO_CROWDED, proven=False)
        return no_rota(scenario, crowded, seconds, report, bound)
    return Optimised(PlanStatus.FEASIBLE, to_rota(best.instance, best.assignment), bound, seconds)


@dataclass(frozen=True)
class _Beside:
    """What the second process found."""

    bound: float
    rotas: tuple[Assignment, ...] = ()


def _search_beside(inputs: bytes, limits: SearchLimits, until_wall_clock: float) -> _Beside:
    """Prove the finer bound, then search from its counts with another seed until time is up."""
    scenario, requirements = pickle.loads(inputs)
    instance = Instance.of(scenario, ServiceModel.of(scenario, requirements))
    counts = solve_counts(instance, _FINE_SPEED_STEP)
    if not counts.feasible:
        return _Beside(counts.bound)
    limits = replace(limits, seed=limits.seed + 1)
    placed = place_activities(instance, counts, limits)
    if isinstance(placed, NoTimes):
        return _Beside(counts.bound)
    instance = placed
    first = construct(instance, counts, limits)
    if first is None:
        return _Beside(counts.bound)
    until = time.perf_counter() + until_wall_clock - time.time()
    found = polish(Incumbent(instance, first), limits, until, lambda _: None)
    return _Beside(counts.bound, tuple(rota.assignment for rota in found[:_SENT_BACK]))


_TOO_CROWDED = "every rota found in time needs more seats than there are"


def no_rota(
    scenario: Scenario,
    none: NoDraft,
    stage_seconds: dict[str, float],
    report: Report,
    bound: float = 0.0,
) -> Optimised:
    """Return a result without a rota, with what can be found out about why."""
    begun = time.perf_counter()
    report(STAGE, "")
    found = diagnose(scenario, none.service, report)
    stage_seconds[STAGE] = time.perf_counter() - begun
    proven = none.proven or bool(found.conflicts)
    return Optimised(
        PlanStatus.INFEASIBLE if proven else PlanStatus.TIMED_OUT,
        bound=bound,
        stage_seconds=stage_seconds,
        reason=found.reason if found.conflicts else none.reason,
        diagnosis=found,
    )
