"""What stretches of work between two rests cost, activities off the phone included."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from allocator.rules.encoding import Appointment

Floats = NDArray[np.float64]
ByPools = dict[tuple[int, int, int], Floats]
"""Cost of each stretch by its first pool, its last pool and the changes of pool inside it."""


class Stretches:
    """Costs of the stretches of work of one agent on one day.

    A stretch goes from one rest, or an end of the shift, to the next. It may hold activities off
    the phone, and is spent in one pool but for changes at these.

    Parameters
    ----------
    first
        First interval of the day.
    marginal
        Change of the objective by pool if the agent were on the phone, per interval from
        ``first`` on.
    appointments
        Activities off the phone on the day, in time order; no two overlap.
    unbroken
        Most intervals of one stretch; ``None`` for any number.
    length_costs
        Price of being on the phone without a pause, by intervals; ``None`` for none.
    held
        Intervals in which no rest may lie.
    """

    def __init__(
        self,
        first: int,
        marginal: Mapping[str | None, Floats],
        appointments: Sequence[Appointment] = (),
        unbroken: int | None = None,
        length_costs: Floats | None = None,
        held: Collection[int] = (),
    ) -> None:
        self.first = first
        self._held = frozenset(interval - first for interval in held)
        self.pools = tuple(marginal)
        self.busy = tuple((each.start - first, each.end - first) for each in appointments)
        self._unbroken = unbroken
        sums = np.array([np.concatenate(([0.0], np.cumsum(row))) for row in marginal.values()])
        # [pool, i, j] is the cost of being on the phone from i up to j; none backwards.
        self._on_phone: Floats = sums[:, None, :] - sums[:, :, None]
        size = sums.shape[1]
        if length_costs is not None:
            moments = np.arange(size)
            lengths = np.maximum(moments[None, :] - moments[:, None], 0)
            self._on_phone += length_costs[np.minimum(lengths, len(length_costs) - 1)]
        self._best_pool = self._on_phone.argmin(axis=0)
        backwards = np.tril(np.full((size, size), np.inf), -1)
        whole = self._on_phone.min(axis=0) + backwards
        for busy in self.busy:
            whole = _around(busy, whole, whole)
        self.cost: Floats = self._not_too_long(whole)
        self._backwards = backwards
        self._by_pools: ByPools | None = None

    def _not_too_long(self, costs: Floats) -> Floats:
        if self._unbroken is None:
            return costs
        return costs + np.triu(np.full(costs.shape, np.inf), self._unbroken + 1)

    def by_pools(self, changes_max: int) -> ByPools:
        """Costs told apart by first and last pool and the changes inside, up to a number."""
        if self._by_pools is None:
            same: ByPools = {
                (pool, pool, 0): self._on_phone[pool] + self._backwards
                for pool in range(len(self.pools))
            }
            whole = same
            for busy in self.busy:
                found = {key: _beside(busy, costs) for key, costs in whole.items()}
                for (entered, left, inside), before in whole.items():
                    for (pool, _, _), after in same.items():
                        key = entered, pool, inside + (pool != left)
                        if key[2] <= changes_max:
                            joined = _joined(busy, before, after)
                            found[key] = np.minimum(found[key], joined) if key in found else joined
                whole = found
            self._by_pools = {key: self._not_too_long(costs) for key, costs in whole.items()}
        return self._by_pools

    def is_clear(self, begin: int, end: int) -> bool:
        """Whether a rest may lie between two moments of the day, counted from its first."""
        return self._held.isdisjoint(range(begin, end)) and not any(
            start < end and begin < stop for start, stop in self.busy
        )

    @property
    def bars_rests(self) -> bool:
        """Whether there is any time of the day in which no rest may lie."""
        return bool(self.busy or self._held)

    def write(
        self, begin: int, end: int, ends: tuple[int, int, int] | None = None
    ) -> list[str | None]:
        """Pool in each interval of a stretch, as cheap as can be.

        Parameters
        ----------
        ends
            First pool, last pool and changes between them, where the stretch is bound so.
        """
        inside = [busy for busy in self.busy if begin <= busy[0] and busy[1] <= end]
        bounds = [begin, *(moment for busy in inside for moment in busy), end]
        parts = list(zip(bounds[::2], bounds[1::2], strict=True))
        if ends is None:
            chosen = tuple(int(self._best_pool[part]) for part in parts)
        else:
            chosen = self._cheapest(parts, ends)
        written: list[str | None] = []
        for (start, stop), pool in zip(parts, chosen, strict=True):
            written.extend([None] * (start - begin - len(written)))
            written.extend([self.pools[pool]] * (stop - start))
        return written

    def _cheapest(
        self, parts: list[tuple[int, int]], ends: tuple[int, int, int]
    ) -> tuple[int, ...]:
        first, last, changes = ends
        ways = (
            way
            for way in product(range(len(self.pools)), repeat=len(parts))
            if way[0] == first
            and way[-1] == last
            and sum(a != b for a, b in pairwise(way)) == changes
        )
        return min(
            ways,
            key=lambda way: sum(
                float(self._on_phone[pool, start, stop])
                for pool, (start, stop) in zip(way, parts, strict=True)
            ),
        )


def _around(busy: tuple[int, int], before: Floats, after: Floats) -> Floats:
    """Costs of stretches with an activity that they hold wholly or not at all."""
    return np.minimum(_beside(busy, before), _joined(busy, before, after))


def _joined(busy: tuple[int, int], before: Floats, after: Floats) -> Floats:
    """Costs of stretches that hold an activity, from those up to it and from it on."""
    start, stop = busy
    costs = np.full_like(before, np.inf)
    costs[: start + 1, stop:] = before[: start + 1, start, None] + after[None, stop, stop:]
    return costs


def _beside(busy: tuple[int, int], costs: Floats) -> Floats:
    """Costs of stretches that end before an activity or begin after it; others cannot be."""
    start, stop = busy
    beside = np.full_like(costs, np.inf)
    beside[: start + 1, : start + 1] = costs[: start + 1, : start + 1]
    beside[stop:, stop:] = costs[stop:, stop:]
    return beside
