"""The best way to work a shift: where its breaks go and in which pool each stretch is spent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from allocator.rota.instance import Duty
from allocator.rules.breaks.encode import always_rests
from allocator.rules.encoding import BreakSlot, ShiftOption

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PricedDuty:
    """The best way to work a shift, written out only when it is asked for.

    Parameters
    ----------
    cost
        Change of the objective that it brings, in late contacts.
    write
        Writes the duty: of many shifts that are priced, few are worked.
    """

    cost: float
    write: Callable[[], Duty]

    @property
    def duty(self) -> Duty:
        """Breaks and pools of the shift."""
        return self.write()


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

    def __init__(self, first: int, marginal: Mapping[str | None, Floats]) -> None:
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

    def best(self, option: ShiftOption, rest_due: int = 0) -> PricedDuty:
        """Best duty of a shift option on this day.

        Breaks come in the order of the option, unless they cannot.

        Parameters
        ----------
        rest_due
            Intervals of rest that the shift must hold in one piece, with work on either side.
        """
        end = option.end - self.first
        begin = option.start - self.first
        if not option.breaks:
            cost = float(self._stretch[begin, end])
            return PricedDuty(cost, lambda: self._duty(option, ()))
        if not always_rests(option, rest_due):
            return self._best_with_rest(option, rest_due)
        costs, final = self._until_last_break(option)
        last = option.breaks[-1]
        rows = np.arange(last.earliest, last.latest + 1) - self.first + last.length
        totals = final + self._stretch[rows, end]
        pick = int(totals.argmin())
        if not np.isfinite(totals[pick]):
            return self._best_with_rest(option, rest_due)
        return PricedDuty(
            float(totals[pick]), lambda: self._duty(option, self._trace(option, costs, pick))
        )

    def _best_with_rest(self, option: ShiftOption, rest_due: int) -> PricedDuty:
        """Best duty with the breaks in any order and a rest that is long enough.

        Far slower than the way through arrays, for the few kinds of shift that need it. Walks
        from break to break: what matters at the end of one is the moment, the breaks to come,
        how long the agent has rested without a pause and whether a long enough rest is over.
        """
        stretch = self._stretch
        end = option.end - self.first

        @cache
        def onwards(
            now: int, to_come: frozenset[int], resting: int, rested: bool
        ) -> tuple[float, tuple[int, ...]]:
            """Cost and break starts, in the order begun, of the best way to the shift's end."""
            best = (np.inf, ())
            if not to_come and now <= end and (rested or (resting >= rest_due and now < end)):
                best = (float(stretch[now, end]), ())
            for number in sorted(to_come):
                slot = option.breaks[number]
                for start in range(slot.earliest - self.first, slot.latest - self.first + 1):
                    if start < now or start + slot.length > end:
                        continue
                    touches = start == now
                    cost, later = onwards(
                        start + slot.length,
                        to_come - {number},
                        min(rest_due, (resting if touches else 0) + slot.length),
                        rested or (not touches and resting >= rest_due),
                    )
                    cost += float(stretch[now, start])
                    if cost < best[0]:
                        best = (cost, (number, start + self.first, *later))
            return best

        begin = option.start - self.first
        cost, found = onwards(begin, frozenset(range(len(option.breaks))), 0, rest_due == 0)
        if not np.isfinite(cost):
            raise ValueError(f"the breaks of {option} have no place in it")
        starts = dict(zip(found[::2], found[1::2], strict=True))
        in_order = tuple(starts[number] for number in range(len(option.breaks)))
        return PricedDuty(cost, lambda: self._duty(option, in_order))

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
        lengths = (slot.length for slot in option.breaks)
        rests = [*sorted(zip(starts, lengths, strict=True)), (option.end, 0)]
        for end, rest in rests:
            pool = self.pools[int(self._best_pool[begin - self.first, end - self.first])]
            pools.extend([pool] * (end - begin))
            pools.extend([None] * rest)
            begin = end + rest
        return Duty(option=option, break_starts=starts, pools=tuple(pools))
