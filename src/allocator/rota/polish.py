"""Polish: a rota made better by millions of small changes."""

from __future__ import annotations

import time
from collections.abc import Callable

from allocator.rota.anneal.schedule import anneal_rota, warmth
from allocator.rota.best_week import soft_cost
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.move_activities import move_activities
from allocator.rota.place_practice import place_practice
from allocator.rota.service_table import ServiceTable

_SEASONS = ((0.5, 1.0), (0.3, 0.6), (0.2, 0.3))
"""Share of the time and temperature of each season, where activities can be moved in between."""

_MOST_PEOPLE = 100
"""In larger teams an activity's time is worth little, and moving it takes long."""
_SETTLE_SHARE = 0.03


class Incumbent:
    """A rota with its cost in late contacts, and whether it overdraws a hard rule.

    Parameters
    ----------
    instance
        The compiled scenario, activities at the times that they have in the rota.
    """

    def __init__(self, instance: Instance, assignment: Assignment) -> None:
        self.instance = instance
        table = ServiceTable(instance, assignment)
        self.assignment = dict(assignment)
        self.cost = table.cost() + soft_cost(instance, assignment)
        self.is_valid = table.overdrawn_seats() == 0

    def rank(self) -> tuple[bool, float]:
        """Key to sort by: valid rotas first, then the cheapest."""
        return not self.is_valid, self.cost


def polish(
    first: Incumbent,
    limits: SearchLimits,
    until: float,
    report: Callable[[float], None],
    warm: float = 1.0,
) -> Incumbent:
    """Improve a rota until the time, or the number of changes, is up.

    Parameters
    ----------
    until
        Moment of :func:`time.perf_counter` at which to stop; ignored where reproducible.
    report
        Called with the least cost so far.
    warm
        How warm the search begins: 1 for as usual, less to stay near the rota given.

    Returns
    -------
    Incumbent
        No worse than the rota given.
    """
    best = first
    begun = time.perf_counter()
    instance = first.instance
    best = with_sessions_placed(best)
    placing_s = time.perf_counter() - begun
    moves = bool(instance.movable or instance.sessions) and len(instance.agent_ids) <= _MOST_PEOPLE
    seasons = _SEASONS if moves else ((1.0, 1.0),)
    if not moves:  # sessions are placed once more at the end, within the time
        until = max(begun + placing_s, until - placing_s)
    behind = 0.0
    for share, part in seasons:
        behind += share
        found = anneal_rota(
            best.instance,
            best.assignment,
            limits,
            begun + behind * (until - begun),
            report,
            warm=warm * part * warmth(instance),
            steps_share=share,
        )
        best = min(best, Incumbent(best.instance, found), key=Incumbent.rank)
        if limits.is_stopped:
            break
        if moves:
            best = with_activities_moved(best)
    return best if moves else with_sessions_placed(best)


def settle(rota: Incumbent, limits: SearchLimits) -> Incumbent:
    """Let activities move, and keep what small changes gain at exact prices and binding seats."""
    rota = with_activities_moved(rota)
    until = time.perf_counter() + _SETTLE_SHARE * limits.seconds
    found = anneal_rota(
        rota.instance,
        rota.assignment,
        limits,
        until,
        lambda _: None,
        warm=0.0,
        steps_share=_SETTLE_SHARE,
    )
    return min(rota, Incumbent(rota.instance, found), key=Incumbent.rank)


def with_activities_moved(rota: Incumbent) -> Incumbent:
    """Return the rota with activities and sessions at the best times that its shifts allow."""
    if rota.instance.movable:
        moved = Incumbent(*move_activities(rota.instance, rota.assignment))
        rota = min(rota, moved, key=Incumbent.rank)
    return with_sessions_placed(rota)


def with_sessions_placed(rota: Incumbent) -> Incumbent:
    """Return the rota with sessions for goals where its shifts allow them at the least cost."""
    if not rota.instance.sessions:
        return rota
    placed = Incumbent(*place_practice(rota.instance, rota.assignment))
    return min(rota, placed, key=Incumbent.rank)
