"""A rota searched on from for a moment: what one plan costs beside another, by like effort."""

from __future__ import annotations

import time

from allocator.domain.rota import Rota
from allocator.rota.anneal.schedule import anneal_rota
from allocator.rota.blocks import to_rota
from allocator.rota.from_rota import from_rota
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent, with_activities_moved, with_sessions_placed

_WARM = 0.05
"""Late contacts: little, as the rota is good already and the time is short."""


def resolved(instance: Instance, rota: Rota, limits: SearchLimits) -> Rota | None:
    """Search on from a rota, everybody free to move; ``None`` where seats stay overdrawn.

    Parameters
    ----------
    instance
        May ask for less than what the rota was made for: whoever practised for a goal that it
        does not have serves instead.
    limits
        Their whole time is taken, or their number of changes.
    """
    until = time.perf_counter() + limits.seconds
    start = from_rota(instance, rota)
    instance = instance.of_rota(start)
    best = with_sessions_placed(Incumbent(instance, start))
    found = anneal_rota(best.instance, best.assignment, limits, until, lambda _: None, warm=_WARM)
    best = min(best, Incumbent(best.instance, found), key=Incumbent.rank)
    best = with_activities_moved(best)
    return to_rota(best.instance, best.assignment) if best.is_valid else None
