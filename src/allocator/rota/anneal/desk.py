"""Room in which the best way to work a shift is worked out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from allocator.rota.anneal.compiled import Array, compiled
from allocator.rota.anneal.phones import Crew
from allocator.rota.anneal.shifts import Shifts

NO_WAY = 1e18
"""Cost of what cannot be."""


class Desk(NamedTuple):
    """Room to work in.

    Parameters
    ----------
    sums
        See :func:`~allocator.rota.anneal.pricing.price_day`.
    busy
        Activities in the shift at hand, relative to the window, and after them further spans in
        which no rest may lie: shape (activities and spans, 2).
    cost, came_from
        Least cost up to each start of each break, and where from; the last two axes are the
        pool and the changes so far, where these are limited. Shape (breaks + 1, starts, pools,
        changes + 1).
    now, then
        Costs by pool and changes inside a stretch, and the state at its begin that each comes
        from.
    step
        Pool and changes before each part of a stretch: shape (parts, pools, changes + 1).
    break_start, pool_at
        The result: starts of the breaks, and the place of the pool among the agent's in each
        interval of the shift, -1 off the phone.
    """

    sums: Array
    busy: Array
    cost: Array
    came_from: Array
    now: Array
    then: Array
    origin: Array
    origin_then: Array
    step: Array
    break_start: Array
    pool_at: Array


def desk_for(shifts: Shifts, crew: Crew) -> Desk:
    """Make room for the shifts of a team."""
    slots = shifts.slot_length.shape[1]
    widest = int((shifts.slot_latest - shifts.slot_earliest).max(initial=0)) + 1
    pools = crew.pools.shape[1]
    window = int((crew.window_last - crew.window_first).max(initial=0))
    busiest = int(np.diff(crew.appointments_first).max(initial=0))
    held = int(np.diff(crew.held_first).max(initial=0))
    changes = max(0, min(crew.changes, slots + busiest)) + 1
    longest = int((shifts.end - shifts.start).max(initial=1))
    return Desk(
        sums=np.zeros((pools, window + 1)),
        busy=np.zeros((busiest + held + 1, 2), dtype=np.int64),
        cost=np.zeros((slots + 1, widest, pools, changes)),
        came_from=np.zeros((slots + 1, widest, pools, changes), dtype=np.int64),
        now=np.zeros((pools, changes)),
        then=np.zeros((pools, changes)),
        origin=np.zeros((pools, changes), dtype=np.int64),
        origin_then=np.zeros((pools, changes), dtype=np.int64),
        step=np.zeros((busiest + 2, pools, changes), dtype=np.int64),
        break_start=np.zeros(slots, dtype=np.int64),
        pool_at=np.zeros(longest, dtype=np.int64),
    )


@compiled
def meets(desk: Array, begin: int, end: int, spans: int) -> bool:
    """Whether a break would meet one of the spans in which no rest may lie."""
    found = False
    for each in range(spans):
        found = found or (desk.busy[each, 0] < end and begin < desk.busy[each, 1])
    return found
