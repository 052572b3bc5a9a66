"""The best way to work a shift, found by walking from break to break.

Far slower than the way through arrays, for the few kinds of shift that need it: breaks in any
order, a rest due that not every placement gives, and pools that may change a few times only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from allocator.rota.stretches import Stretches
from allocator.rules.encoding import ShiftOption

Ends = tuple[int, int, int]
"""First pool of a stretch, last pool and changes of pool inside it."""


@dataclass(frozen=True)
class Walk:
    """What was found.

    Parameters
    ----------
    break_starts
        In the option's order.
    ends
        Of each stretch, where changes of pool are limited; otherwise empty.
    """

    cost: float
    break_starts: tuple[int, ...]
    ends: tuple[Ends, ...]


_Found = tuple[float, tuple[tuple[int, int], ...], tuple[Ends, ...]]
"""Cost, breaks (number and start) as they are begun, and the ends of each stretch."""

_NO_WAY: _Found = (np.inf, (), ())


def walk(
    stretches: Stretches,
    option: ShiftOption,
    rest_due: int,
    changes_max: int | None,
    *,
    in_order: bool = False,
) -> Walk:
    """Best placement of the breaks in any order, with a rest that is long enough.

    What matters at the end of a break is the moment, the breaks to come, how long the agent has
    rested without a pause, whether a long enough rest is over, and, where changes of pool are
    limited, the last pool and the changes so far.

    Parameters
    ----------
    rest_due
        Intervals of rest in one piece, with work on either side.
    in_order
        Whether breaks must come in the option's order.

    Raises
    ------
    ValueError
        If the breaks have no place.
    """
    first = stretches.first
    end = option.end - first

    def ways(begin: int, stop: int, pool: int, changes: int) -> Iterator[tuple[float, Ends]]:
        """Costs of a stretch by the pools it begins and ends in, after another pool."""
        if changes_max is None:
            yield float(stretches.cost[begin, stop]), (pool, pool, 0)
            return
        for (entered, left, inside), costs in stretches.by_pools(changes_max).items():
            changed = begin < stop and pool not in (entered, -1)
            if changes + changed + inside <= changes_max and (begin < stop or entered == left):
                yield float(costs[begin, stop]), (entered, left, inside)

    def after(begin: int, stop: int, pool: int, changes: int, ends: Ends) -> tuple[int, int]:
        """Last pool and changes so far after a stretch."""
        if changes_max is None or begin == stop:
            return pool, changes
        return ends[1], changes + ends[2] + (pool not in (ends[0], -1))

    @cache
    def onwards(
        now: int, to_come: frozenset[int], resting: int, rested: bool, pool: int, changes: int
    ) -> _Found:
        best: _Found = _NO_WAY
        if not to_come and now <= end and (rested or (resting >= rest_due and now < end)):
            for cost, ends in ways(now, end, pool, changes):
                if cost < best[0]:
                    best = (cost, (), (ends,))
        for number in sorted(to_come)[:1] if in_order else sorted(to_come):
            slot = option.breaks[number]
            for start in range(slot.earliest - first, slot.latest - first + 1):
                over = start + slot.length
                if start < now or over > end or not stretches.is_clear(start, over):
                    continue
                touches = start == now
                rest = min(rest_due, (resting if touches else 0) + slot.length)
                enough = rested or (not touches and resting >= rest_due)
                for cost, ends in ways(now, start, pool, changes):
                    if cost >= best[0] and cost == np.inf:
                        continue
                    state = after(now, start, pool, changes, ends)
                    rest_of = onwards(over, to_come - {number}, rest, enough, *state)
                    if cost + rest_of[0] < best[0]:
                        best = (
                            cost + rest_of[0],
                            ((number, start + first), *rest_of[1]),
                            (ends, *rest_of[2]),
                        )
        return best

    everything = frozenset(range(len(option.breaks)))
    cost, begun, ends = onwards(option.start - first, everything, 0, rest_due == 0, -1, 0)
    if not np.isfinite(cost):
        raise ValueError(f"the breaks of {option} have no place in it")
    starts = dict(begun)
    in_plan = tuple(starts[number] for number in range(len(option.breaks)))
    return Walk(cost, in_plan, () if changes_max is None else ends)
