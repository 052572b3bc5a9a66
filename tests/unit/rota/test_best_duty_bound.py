"""The best duty where activities, long stretches and changes of pool bind: cheapest of all."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import groupby, pairwise, product

import numpy as np
import pytest

from allocator.rota.best_duty import DayPrices
from allocator.rota.duty import Duty
from allocator.rota.stretches import Stretches
from allocator.rules.encoding import Appointment, ShiftOption
from tests.unit.rota.test_best_duty import FIRST, POOLS, option

LENGTH_COSTS = np.array([0, 0, 0, 0.5, 1.5, 3.0, 4.0, 5.0])


@dataclass(frozen=True)
class Bound:
    """A shift and what binds inside it; activities from and to, counted from its start."""

    shift: ShiftOption
    activities: tuple[tuple[int, int], ...] = ()
    unbroken: int | None = None
    changes_max: int | None = None
    rest_due: int = 0

    @property
    def appointments(self) -> tuple[Appointment, ...]:
        begin = self.shift.start
        return tuple(
            Appointment(begin + start, begin + end, f"a{start}") for start, end in self.activities
        )


def cost_of(bound: Bound, pools: tuple[str | None, ...], prices: dict[str, np.ndarray]) -> float:
    """Price of the pools of a shift, interval by interval, stretch by stretch."""
    cost = 0.0
    begin = bound.shift.start - FIRST
    for pool, members in groupby(range(len(pools)), key=lambda n: pools[n]):
        if pool is not None:
            cost += sum(float(prices[pool][begin + n]) for n in members)
    for at_work, members in groupby(pool is not None for pool in pools):
        length = len(list(members))
        cost += float(LENGTH_COSTS[min(length, 7)]) if at_work else 0.0
    return cost


def is_allowed(bound: Bound, starts: tuple[int, ...], pools: tuple[str | None, ...]) -> bool:
    """Whether breaks at these intervals and these pools keep to all that binds."""
    shift = bound.shift
    resting = [
        begin + n - shift.start
        for begin, slot in zip(starts, shift.breaks, strict=True)
        for n in range(slot.length)
    ]
    busy = [n for start, end in bound.activities for n in range(start, end)]
    if len({*resting, *busy}) < len(resting) + len(busy):
        return False
    rests = [n in resting for n in range(shift.end - shift.start)]
    runs = [(rest, len(list(members))) for rest, members in groupby(rests)]
    if bound.unbroken is not None and any(n > bound.unbroken for rest, n in runs if not rest):
        return False
    if max((n for rest, n in runs[1:-1] if rest), default=0) < bound.rest_due:
        return False
    worked = [pool for pool in pools if pool is not None]
    changes = sum(a != b for a, b in pairwise(worked))
    return bound.changes_max is None or changes <= bound.changes_max


def ways(bound: Bound) -> list[tuple[str | None, ...]]:
    """Pools of every way to work the shift that keeps to all that binds."""
    shift = bound.shift
    found: list[tuple[str | None, ...]] = []
    windows = [range(slot.earliest, slot.latest + 1) for slot in shift.breaks]
    for starts in product(*windows):
        off = {n for start, end in bound.activities for n in range(start, end)} | {
            begin + n - shift.start
            for begin, slot in zip(starts, shift.breaks, strict=True)
            for n in range(slot.length)
        }
        if max(off, default=0) >= shift.end - shift.start:
            continue
        runs = [list(g) for _, g in groupby(range(shift.end - shift.start), key=off.__contains__)]
        at_work = [run for run in runs if run[0] not in off]
        for chosen in product(POOLS, repeat=len(at_work)):
            pools: list[str | None] = [None] * (shift.end - shift.start)
            for run, pool in zip(at_work, chosen, strict=True):
                for n in run:
                    pools[n] = pool
            if is_allowed(bound, starts, tuple(pools)):
                found.append(tuple(pools))
    return found


BOUND = {
    "an activity": Bound(option(10, (1, 2, 5)), ((4, 6),)),
    "at the start": Bound(option(8, (1, 3, 5)), ((0, 2),)),
    "at the end": Bound(option(8, (1, 2, 5)), ((6, 8),)),
    "two, that touch": Bound(option(10, (2, 2, 6)), ((3, 4), (4, 6))),
    "two apart": Bound(option(12, (1, 3, 8)), ((2, 4), (7, 9))),
    "a break that must go before it": Bound(option(8, (2, 1, 4)), ((3, 6),)),
    "no break at all": Bound(option(6), ((2, 3),)),
    "stretches of four": Bound(option(11, (1, 2, 5), (1, 5, 9)), (), unbroken=4),
    "stretches of four with an activity": Bound(
        option(10, (1, 2, 5), (1, 5, 8)), ((3, 4),), unbroken=4
    ),
    "one change": Bound(option(11, (1, 2, 4), (1, 5, 7), (1, 8, 9)), (), changes_max=1),
    "no change": Bound(option(9, (1, 2, 4), (1, 5, 7)), (), changes_max=0),
    "one change and an activity": Bound(option(10, (1, 2, 5)), ((6, 7),), changes_max=1),
    "no change and two activities": Bound(option(9, (1, 1, 5)), ((2, 3), (6, 8)), changes_max=0),
    "one change, breaks in the other order": Bound(
        option(10, (1, 6, 7), (2, 2, 3)), ((8, 9),), changes_max=1
    ),
    "a rest due, one change, an activity and short stretches": Bound(
        option(10, (1, 2, 6), (1, 3, 7)), ((1, 2),), unbroken=6, changes_max=1, rest_due=2
    ),
}


@pytest.mark.parametrize("bound", BOUND.values(), ids=BOUND)
def test_best_duty_is_the_cheapest_of_all(bound: Bound) -> None:
    every = ways(bound)
    assert every
    for seed in range(6):
        rng = random.Random(seed)
        prices = {pool: np.array([rng.uniform(-5, 1) for _ in range(24)]) for pool in POOLS}
        stretches = Stretches(FIRST, prices, bound.appointments, bound.unbroken, LENGTH_COSTS)
        day = DayPrices(stretches, bound.appointments, bound.changes_max)
        found = day.best(bound.shift, bound.rest_due)
        duty: Duty = found.duty
        assert duty.appointments == bound.appointments
        assert is_allowed(bound, duty.break_starts, duty.pools)
        assert cost_of(bound, duty.pools, prices) == pytest.approx(found.cost)
        assert found.cost == pytest.approx(min(cost_of(bound, way, prices) for way in every))


def test_activity_that_leaves_no_room_for_the_break_is_told() -> None:
    bound = Bound(option(6, (2, 2, 3)), ((2, 4),))
    prices = {"main": np.zeros(20)}
    day = DayPrices(Stretches(FIRST, prices, bound.appointments), bound.appointments)
    with pytest.raises(ValueError, match="have no place in it"):
        day.best(bound.shift)
