"""Where the breaks of one shift cost least, and in which pool each stretch between is worked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

import numpy as np

from allocator.demand.arrays import Floats


@dataclass(frozen=True)
class Rest:
    """A break to place, in intervals after the shift's first.

    Parameters
    ----------
    earliest, latest
        First and last interval in which it may begin.
    break_id
        Its name in the break plan.
    """

    activity: str
    length: int
    earliest: int
    latest: int
    break_id: str = ""


@dataclass(frozen=True)
class Placed:
    """A shift with everything in its place, in intervals after its first.

    Parameters
    ----------
    rests
        Each break with its start, in time order.
    pools
        Number of the pool in each interval; -1 at a break or an activity.
    """

    rests: tuple[tuple[Rest, int], ...]
    pools: tuple[int, ...]


_TOO_LONG = 1e4
"""Late contacts for each interval above an agreed limit: more than any place can gain."""


@dataclass(frozen=True)
class Limits:
    """What bounds the time between breaks.

    Parameters
    ----------
    unbroken
        Most intervals at work from one rest to the next, where that is agreed.
    free_stretch, price
        Intervals of a stretch on the phone that are free, and late contacts for each beyond.
    """

    unbroken: int | None = None
    free_stretch: int = 0
    price: float = 0.0


NO_LIMITS = Limits()


def place_breaks(
    worth: Floats,
    rests: tuple[Rest, ...],
    busy: tuple[tuple[int, int], ...] = (),
    limits: Limits = NO_LIMITS,
) -> Placed:
    """Place the breaks of a shift at least cost, in their order.

    Breaks that find no place in their windows are left out, see :func:`placeable`.

    Parameters
    ----------
    worth
        Change of the objective by being on the phone: pool × interval of the shift.
    rests
        In the order in which they are taken.
    busy
        Start and end of the activities in the shift, in time order.
    """
    fitting = placeable(worth.shape[1], rests, busy)
    placed = _placed(worth, fitting, busy, limits)
    if placed is None:
        raise AssertionError("breaks that fit a shift can be placed in it")
    return placed


@lru_cache(maxsize=4096)
def placeable(
    end: int, rests: tuple[Rest, ...], busy: tuple[tuple[int, int], ...] = ()
) -> tuple[Rest, ...]:
    """Choose the breaks of a shift that fit together: the most, of as many the longest.

    Parameters
    ----------
    end
        Length of the shift.
    """
    nothing = np.zeros((1, end))
    for count in range(len(rests), 0, -1):
        fitting = [
            some
            for some in combinations(rests, count)
            if _placed(nothing, some, busy, NO_LIMITS) is not None
        ]
        if fitting:
            return max(fitting, key=lambda some: sum(rest.length for rest in some))
    return ()


def _placed(
    worth: Floats,
    rests: tuple[Rest, ...],
    busy: tuple[tuple[int, int], ...],
    limits: Limits,
) -> Placed | None:
    end = worth.shape[1]
    ends_busy = any(stop == end for _, stop in busy)
    sums = np.concatenate((np.zeros((worth.shape[0], 1)), np.cumsum(worth, axis=1)), axis=1)

    def stretch(start: int, stop: int) -> float:
        beyond = max(0, stop - start - limits.free_stretch)
        return float((sums[:, stop] - sums[:, start]).min()) + limits.price * beyond

    def unbroken(rested_until: int, stop: int) -> float:
        if limits.unbroken is None:
            return 0.0
        return _TOO_LONG * max(0, stop - rested_until - limits.unbroken)

    @cache
    def onwards(now: int, taken: int, rested_until: int) -> tuple[float, tuple[int, ...]]:
        """Cost of the shift from a moment on, and the starts of the breaks still to take."""
        following = next(((a, b) for a, b in busy if a >= now), None)
        until = end if following is None else following[0]
        best: tuple[float, tuple[int, ...]] = (np.inf, ())
        if following is not None:
            cost, starts = onwards(following[1], taken, rested_until)
            best = stretch(now, until) + cost, starts
        elif taken == len(rests) and (now < end or ends_busy):
            best = stretch(now, end) + unbroken(rested_until, end), ()
        if taken < len(rests):
            rest = rests[taken]
            for start in range(max(now, rest.earliest), rest.latest + 1):
                if start + rest.length > until or start == 0:
                    continue
                over = start + rest.length
                cost, starts = onwards(over, taken + 1, over)
                cost += stretch(now, start) + unbroken(rested_until, start)
                if cost < best[0]:
                    best = cost, (start, *starts)
        return best

    cost, starts = onwards(0, 0, 0)
    if not np.isfinite(cost) and rests:
        return None
    return _written(sums, rests, starts, busy)


def _written(
    sums: Floats,
    rests: tuple[Rest, ...],
    starts: tuple[int, ...],
    busy: tuple[tuple[int, int], ...],
) -> Placed:
    end = sums.shape[1] - 1
    pools = [-1] * end
    breaks = tuple(zip(rests, starts, strict=True))
    away = sorted([*busy, *((start, start + rest.length) for rest, start in breaks), (end, end)])
    begin = 0
    for start, stop in away:
        if start > begin:
            pool = int((sums[:, start] - sums[:, begin]).argmin())
            pools[begin:start] = [pool] * (start - begin)
        begin = max(begin, stop)
    return Placed(breaks, tuple(pools))
