"""The optimiser: bound, counts, names and polish, with the best rota so far always at hand.

Two processes work side by side. One searches for rotas, guided by a coarse and quick linear model;
the other proves the bound by a finer one and then searches from it with another seed. At the end
the best of both is put together. Teams or sites that share nobody can have a process each instead.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.plan import PlanStatus
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.blocks import to_rota
from allocator.rota.conflict.conflict import Diagnosis
from allocator.rota.diagnose import STAGE, diagnose
from allocator.rota.draft import Draft, NoDraft
from allocator.rota.limits import SearchLimits
from allocator.rota.parts import Part
from allocator.rota.reached import Reached, Report
from allocator.rota.search import search
from allocator.rota.side_by_side import search_side_by_side


@dataclass(frozen=True)
class Optimised:
    """Result of a search.

    Parameters
    ----------
    status
        ``infeasible`` is proven; ``timed_out`` means that no rota was found in time; ``stopped``
        that somebody asked for the end before the time was up, with or without a rota.
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
    bound: float = 0.0,
    parts: Sequence[Part] = (),
    jobs: int = 1,
) -> Optimised:
    """Find a rota of least price, and a bound on how far it may be from the best.

    Parameters
    ----------
    draft
        Where to begin from, no worse than which the rota found will be; by default a draft is
        made.
    bound
        Lower bound that is proven already, for the need given.
    parts
        Where there are several, they are searched side by side.
    jobs
        How many of them at a time.
    """
    seconds: dict[str, float] = {}
    reached = Reached(report, bound)
    if len(parts) > 1:
        found = search_side_by_side(
            scenario, requirements, parts, jobs, limits, reached, seconds, draft
        )
    else:
        found = search(scenario, requirements, limits, reached, seconds, draft)
    if isinstance(found, NoDraft):
        return no_rota(scenario, found, limits, seconds, report)
    best = found.best
    if not best.is_valid:
        service = ServiceModel.of(scenario, requirements)
        crowded = NoDraft(service, _TOO_CROWDED, proven=False)
        return no_rota(scenario, crowded, limits, seconds, report, reached.bound)
    return Optimised(
        PlanStatus.STOPPED if limits.is_stopped else PlanStatus.FEASIBLE,
        to_rota(best.instance, best.assignment),
        found.bound,
        seconds,
    )


STOPPED_BEFORE = "stopped before there was a rota"
_TOO_CROWDED = "every rota found in time needs more seats than there are"


def no_rota(
    scenario: Scenario,
    none: NoDraft,
    limits: SearchLimits,
    stage_seconds: dict[str, float],
    report: Report,
    bound: float = 0.0,
) -> Optimised:
    """Return a result without a rota, with what can be found out about why.

    Nothing is looked into where the search was stopped and nothing is proven: why there is no
    rota is plain then.
    """
    if limits.is_stopped and not none.proven:
        return Optimised(PlanStatus.STOPPED, None, bound, stage_seconds, STOPPED_BEFORE)
    begun = time.perf_counter()
    report(STAGE, "")
    found = diagnose(none.scenario or scenario, none.service, report)
    stage_seconds[STAGE] = time.perf_counter() - begun
    proven = none.proven or bool(found.conflicts)
    return Optimised(
        PlanStatus.INFEASIBLE if proven else PlanStatus.TIMED_OUT,
        bound=bound,
        stage_seconds=stage_seconds,
        reason=found.reason if found.conflicts else none.reason,
        diagnosis=found,
    )
