"""The best way to work a shift: where its breaks go and in which pool each stretch is spent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocator.rota.duty import Duty
from allocator.rota.duty_walk import Walk, walk
from allocator.rota.stretches import Floats, Stretches
from allocator.rules.breaks.encode import always_rests
from allocator.rules.encoding import Appointment, BreakSlot, ShiftOption


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
    """What shifts of one agent on one day are worth.

    Parameters
    ----------
    stretches
        What the stretches between two rests cost.
    appointments
        Activities off the phone, as the stretches have them.
    changes_max
        Most changes of pool inside a shift; ``None`` where nothing limits them.
    """

    def __init__(
        self,
        stretches: Stretches,
        appointments: tuple[Appointment, ...] = (),
        changes_max: int | None = None,
    ) -> None:
        self.stretches = stretches
        self.first = stretches.first
        self._appointments = appointments
        self._changes_max = changes_max if len(stretches.pools) > 1 else None
        self._heads: dict[tuple[tuple[BreakSlot, ...], int], tuple[list[Floats], Floats]] = {}
        self._heads_by_pool: dict[tuple[tuple[BreakSlot, ...], int], Floats] = {}

    def best(self, option: ShiftOption, rest_due: int = 0) -> PricedDuty:
        """Best duty of a shift option on this day.

        Breaks come in the order of the option, unless they cannot.

        Parameters
        ----------
        rest_due
            Intervals of rest that the shift must hold in one piece, with work on either side.
        """
        if not always_rests(option, rest_due):
            return self._walked(option, rest_due)
        if self._may_change_too_often(option):
            cost = self._cost_by_pool(option)
            if np.isfinite(cost):
                return PricedDuty(cost, lambda: self._walked(option, 0, in_order=True).duty)
            return self._walked(option, rest_due)
        end = option.end - self.first
        begin = option.start - self.first
        if not option.breaks:
            cost = float(self.stretches.cost[begin, end])
            if not np.isfinite(cost):
                raise ValueError(f"{option} is longer than may be worked without a rest")
            return PricedDuty(cost, lambda: self._duty(option, ()))
        costs, final = self._until_last_break(option)
        last = option.breaks[-1]
        totals = final + self.stretches.cost[self._ends(last), end]
        pick = int(totals.argmin())
        if not np.isfinite(totals[pick]):
            return self._walked(option, rest_due)
        return PricedDuty(
            float(totals[pick]), lambda: self._duty(option, self._trace(option, costs, pick))
        )

    # By arrays, where the best pool of each stretch may be had.

    def _until_last_break(self, option: ShiftOption) -> tuple[list[Floats], Floats]:
        """Cost up to each possible start of each break; shared by shifts of one start."""
        key = option.breaks, option.start
        if key not in self._heads:
            cost = self.stretches.cost
            costs: list[Floats] = []
            for number, slot in enumerate(option.breaks):
                begins = self._begins(slot)
                if number == 0:
                    head = cost[option.start - self.first, begins]
                else:
                    ways = cost[self._ends(option.breaks[number - 1])[:, None], begins[None, :]]
                    head = (ways + costs[-1][:, None]).min(axis=0)
                costs.append(head + self._barred(slot) if self.stretches.bars_rests else head)
            self._heads[key] = costs, costs[-1]
        return self._heads[key]

    def _begins(self, slot: BreakSlot) -> NDArray[np.int64]:
        return np.arange(slot.earliest, slot.latest + 1) - self.first

    def _ends(self, slot: BreakSlot) -> NDArray[np.int64]:
        return self._begins(slot) + slot.length

    def _barred(self, slot: BreakSlot) -> Floats:
        """Infinite for starts at which the break would meet an activity."""
        clear = [
            self.stretches.is_clear(int(begin), int(begin) + slot.length)
            for begin in self._begins(slot)
        ]
        return np.where(clear, 0.0, np.inf)

    def _trace(self, option: ShiftOption, costs: list[Floats], pick: int) -> tuple[int, ...]:
        starts = [option.breaks[-1].earliest + pick]
        for number in range(len(option.breaks) - 1, 0, -1):
            before = option.breaks[number - 1]
            ways = self.stretches.cost[self._ends(before), starts[0] - self.first]
            starts.insert(0, before.earliest + int((ways + costs[number - 1]).argmin()))
        return tuple(starts)

    # Where pools may not change at every rest.

    def _may_change_too_often(self, option: ShiftOption) -> bool:
        if self._changes_max is None:
            return False
        inside = sum(each.lies_in(option) for each in self._appointments)
        return len(option.breaks) + inside > self._changes_max

    def _cost_by_pool(self, option: ShiftOption) -> float:
        """Least cost with few changes of pool, breaks in their order."""
        end = option.end - self.first
        if not option.breaks:
            begin = option.start - self.first
            return min(float(costs[begin, end]) for costs in self._ways.values())
        head = self._until_last_break_by_pool(option)
        ends = self._ends(option.breaks[-1])
        return float(self._onwards(head, ends, np.array([end])).min())

    @property
    def _ways(self) -> dict[tuple[int, int, int], Floats]:
        assert self._changes_max is not None
        return self.stretches.by_pools(self._changes_max)

    def _until_last_break_by_pool(self, option: ShiftOption) -> Floats:
        """Cost up to each start of the last break by changes so far and last pool.

        Shape (changes, pools, starts); shared by shifts of one start.
        """
        key = option.breaks, option.start
        if key not in self._heads_by_pool:
            assert self._changes_max is not None
            head: Floats = np.full((self._changes_max + 1, len(self.stretches.pools), 1), np.inf)
            head[0] = 0.0
            ends = np.array([option.start - self.first])
            for slot in option.breaks:
                head = self._onwards(head, ends, self._begins(slot))
                if self.stretches.bars_rests:
                    head = head + self._barred(slot)
                ends = self._ends(slot)
            self._heads_by_pool[key] = head
        return self._heads_by_pool[key]

    def _onwards(self, head: Floats, ends: NDArray[np.int64], begins: NDArray[np.int64]) -> Floats:
        """Cost up to each start of the next rest, from those up to each end of the last."""
        entered = head.copy()
        entered[1:] = np.minimum(entered[1:], head[:-1].min(axis=1, keepdims=True))
        found: Floats = np.full((*head.shape[:2], len(begins)), np.inf)
        for (first, last, changes), costs in self._ways.items():
            steps = costs[ends[:, None], begins[None, :]]
            kept = len(head) - changes
            totals = (entered[:kept, first, :, None] + steps[None]).min(axis=1)
            found[changes:, last] = np.minimum(found[changes:, last], totals)
        return found

    # By walking, for the few kinds of shift that need it.

    def _walked(self, option: ShiftOption, rest_due: int, *, in_order: bool = False) -> PricedDuty:
        limit = self._changes_max if self._may_change_too_often(option) else None
        found = walk(self.stretches, option, rest_due, limit, in_order=in_order)
        return PricedDuty(found.cost, lambda: self._written(option, found))

    def _written(self, option: ShiftOption, found: Walk) -> Duty:
        return self._duty(option, found.break_starts, found.ends)

    def _duty(
        self,
        option: ShiftOption,
        starts: tuple[int, ...],
        ends: tuple[tuple[int, int, int], ...] = (),
    ) -> Duty:
        pools: list[str | None] = []
        begin = option.start - self.first
        rests = sorted(
            (start - self.first, slot.length)
            for start, slot in zip(starts, option.breaks, strict=True)
        )
        for number, (end, rest) in enumerate([*rests, (option.end - self.first, 0)]):
            pools.extend(self.stretches.write(begin, end, ends[number] if ends else None))
            pools.extend([None] * rest)
            begin = end + rest
        return Duty(
            option=option,
            break_starts=starts,
            pools=tuple(pools),
            appointments=tuple(each for each in self._appointments if each.lies_in(option)),
        )
