"""The optimiser: bound, counts, names and polish, with the best rota so far always at hand.

Two cores are put to use side by side: one proves the bound with fine classes of speed while the
other, guided by a coarser and quicker model, searches for rotas.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.plan import PlanStatus
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.blocks import to_rota
from allocator.rota.bound import Counts, solve_counts
from allocator.rota.construct import construct
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent, polish

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached."""

_COARSE_SPEED_STEP = 0.5
_FINE_SPEED_STEP = 0.1


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
        Where there is no rota: what is known about why.
    """

    status: PlanStatus
    rota: Rota | None = None
    bound: float = 0.0
    stage_seconds: dict[str, float] = field(default_factory=dict[str, float])
    reason: str = ""


def optimise(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    limits: SearchLimits,
    report: Report,
) -> Optimised:
    """Find a rota of least price, and a bound on how far it may be from the best."""
    started = time.perf_counter()
    until = started + limits.seconds
    stage_seconds: dict[str, float] = {}
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as beside:
        fine: Future[Counts] = beside.submit(_prove_bound, scenario, requirements, _FINE_SPEED_STEP)
        report("counts", "")
        instance = Instance.of(scenario, ServiceModel.of(scenario, requirements))
        counts = solve_counts(instance, _COARSE_SPEED_STEP)
        stage_seconds["counts"] = time.perf_counter() - started
        if not counts.feasible:
            beside.shutdown(wait=False, cancel_futures=True)
            return Optimised(
                PlanStatus.INFEASIBLE,
                stage_seconds=stage_seconds,
                reason="no rota, even in fractions of people, meets the hard rules",
            )
        report("names", f"bound {counts.bound:,.1f}")
        begun = time.perf_counter()
        first = construct(instance, counts, limits)
        stage_seconds["names"] = time.perf_counter() - begun
        if first is None:
            return Optimised(
                PlanStatus.INFEASIBLE,
                stage_seconds=stage_seconds,
                reason="for at least one agent no week meets the hard rules",
            )
        begun = time.perf_counter()

        def tell(cost: float) -> None:
            bound = fine.result().bound if fine.done() else counts.bound
            gap = (cost - bound) / cost if cost else 0.0
            report("polish", f"best {cost:,.1f}   bound {bound:,.1f}   gap {gap:.1%}")

        best = Incumbent(instance, polish(instance, first, limits, until, tell))
        stage_seconds["polish"] = time.perf_counter() - begun
        report("bound", "")
        proof = fine.result()
        stage_seconds["bound (beside the others)"] = proof.seconds
    if not best.is_valid:
        return Optimised(
            PlanStatus.TIMED_OUT,
            bound=proof.bound,
            stage_seconds=stage_seconds,
            reason="every rota found in time needs more seats than there are",
        )
    return Optimised(
        PlanStatus.FEASIBLE, to_rota(instance, best.assignment), proof.bound, stage_seconds
    )


def _prove_bound(
    scenario: Scenario, requirements: tuple[Requirement, ...], speed_step: float
) -> Counts:
    """Solve the counts stage in a process of its own."""
    instance = Instance.of(scenario, ServiceModel.of(scenario, requirements))
    return solve_counts(instance, speed_step)
