"""The best way to work a shift: where its breaks go and in which pool each stretch is spent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocator.rota.instance import Duty
from allocator.rules.encoding import BreakSlot, ShiftOption

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PricedDuty:
    """A duty and the change of the objective that it brings, in late contacts."""

    duty: Duty
    cost: float


class DayPrices:
    """What stretches of work of one agent on one day are worth.

    Parameters
    ----------
    first
        First interval of the day.
    marginal
        Change of the objective by pool if the agent were on the phone, per interval from
        ``first`` on.
    """

    def __init__(self, first: int, marginal: Mapping[str, Floats]) -> None:
        self.first = first
        self.pools = tuple(marginal)
        sums = np.array([np.concatenate(([0.0], np.cumsum(row))) for row in marginal.values()])
        # stretch[i, j] is the cost of working from i up to j in the best pool; none backwards.
        by_pool = sums[:, None, :] - sums[:, :, None]
        self._best_pool = by_pool.argmin(axis=0)
        size = sums.shape[1]
        backwards = np.tril(np.full((size, size), np.inf), -1)
        self._stretch: Floats = by_pool.min(axis=0) + backwards
        self._heads: dict[tuple[tuple[BreakSlot, ...], int], tuple[list[Floats], Floats]] = {}

    def best(self, option: ShiftOption) -> PricedDuty:
        """Best duty of a shift option on this day."""
        end = option.end - self.first
        begin = option.start - self.first
        if not option.breaks:
            return PricedDuty(self._duty(option, ()), float(self._stretch[begin, end]))
        costs, final = self._until_last_break(option)
        last = option.breaks[-1]
        rows = np.arange(last.earliest, last.latest + 1) - self.first + last.length
        totals = final + self._stretch[rows, end]
        pick = int(totals.argmin())
        starts = self._trace(option, costs, pick)
        return PricedDuty(self._duty(option, starts), float(totals[pick]))

    def _until_last_break(self, option: ShiftOption) -> tuple[list[Floats], Floats]:
        """Cost up to each possible start of each break; shared by shifts of one start."""
        key = option.breaks, option.start
        if key not in self._heads:
            costs: list[Floats] = []
            for number, slot in enumerate(option.breaks):
                begins = np.arange(slot.earliest, slot.latest + 1) - self.first
                if number == 0:
                    costs.append(self._stretch[option.start - self.first, begins])
                    continue
                ways = self._ways(option.breaks[number - 1], begins) + costs[-1][:, None]
                costs.append(ways.min(axis=0))
            self._heads[key] = costs, costs[-1]
        return self._heads[key]

    def _ways(self, before: BreakSlot, begins: NDArray[np.int64]) -> Floats:
        ends = np.arange(before.earliest, before.latest + 1) - self.first + before.length
        return self._stretch[ends[:, None], begins[None, :]]

    def _trace(self, option: ShiftOption, costs: list[Floats], pick: int) -> tuple[int, ...]:
        starts = [option.breaks[-1].earliest + pick]
        for number in range(len(option.breaks) - 1, 0, -1):
            before = option.breaks[number - 1]
            begins = np.array([starts[0] - self.first])
            ways = self._ways(before, begins)[:, 0] + costs[number - 1]
            starts.insert(0, before.earliest + int(ways.argmin()))
        return tuple(starts)

    def _duty(self, option: ShiftOption, starts: tuple[int, ...]) -> Duty:
        pools: list[str | None] = []
        begin = option.start
        ends = [*starts, option.end]
        lengths = [*(slot.length for slot in option.breaks), 0]
        for end, rest in zip(ends, lengths, strict=True):
            pool = self.pools[int(self._best_pool[begin - self.first, end - self.first])]
            pools.extend([pool] * (end - begin))
            pools.extend([None] * rest)
            begin = end + rest
        return Duty(option=option, break_starts=starts, pools=tuple(pools))
