"""The best duty of a shift is the cheapest of all that its windows and its rest allow."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from allocator.rota.best_duty import DayPrices
from allocator.rota.stretches import Stretches
from allocator.rules.encoding import BreakSlot, ShiftOption

FIRST = 40
POOLS = ("main", "room")


def option(length: int, *breaks: tuple[int, int, int], start: int = FIRST + 2) -> ShiftOption:
    """Shift with breaks of a length, to begin so many intervals after its start."""
    return ShiftOption(
        day=0,
        start=start,
        end=start + length,
        paid_minutes=0,
        breaks=tuple(
            BreakSlot(f"b{number}", "break", lasts, start + earliest, start + latest)
            for number, (lasts, earliest, latest) in enumerate(breaks)
        ),
    )


def cheapest(shift: ShiftOption, rest_due: int, prices: dict[str, np.ndarray]) -> float:
    """Least cost over all placements of the breaks, pool by pool between them."""
    best = np.inf
    windows = [range(slot.earliest, slot.latest + 1) for slot in shift.breaks]
    for starts in product(*windows):
        resting = [
            interval
            for begin, slot in zip(starts, shift.breaks, strict=True)
            for interval in range(begin, begin + slot.length)
        ]
        if len(set(resting)) < len(resting) or any(t >= shift.end for t in resting):
            continue
        cost, run, longest = 0.0, 0, 0
        stretch: list[int] = []
        for interval in range(shift.start, shift.end + 1):
            at_work = interval < shift.end and interval not in resting
            if at_work:
                longest, run = max(longest, run), 0
                stretch.append(interval - FIRST)
            else:
                run += 1
                if stretch:
                    cost += min(float(row[stretch].sum()) for row in prices.values())
                stretch = []
        if longest >= rest_due:
            best = min(best, cost)
    return best


SHIFTS = {
    "no break": (option(8), 0),
    "one break": (option(10, (2, 2, 6)), 2),
    "one after another": (option(14, (1, 2, 4), (2, 5, 8), (1, 10, 11)), 2),
    "windows that overlap, as the plan has them": (option(10, (1, 2, 5), (2, 4, 7)), 0),
    "a break that may run to the end": (option(8, (2, 2, 6)), 2),
    "a break that may push the rest to the end": (option(9, (2, 1, 7), (1, 4, 8)), 2),
    "a rest that two breaks give together": (option(9, (1, 2, 6), (1, 3, 7)), 2),
    "two of three breaks": (option(11, (1, 1, 5), (1, 2, 9), (1, 4, 10)), 2),
    "breaks that come in the other order": (option(10, (2, 6, 7), (1, 2, 3)), 2),
}


@pytest.mark.parametrize(("shift", "rest_due"), SHIFTS.values(), ids=SHIFTS)
def test_best_duty_is_the_cheapest_of_all(shift: ShiftOption, rest_due: int) -> None:
    for seed in range(5):
        rng = random.Random(seed)
        prices = {pool: np.array([rng.uniform(-5, 1) for _ in range(24)]) for pool in POOLS}
        found = DayPrices(Stretches(FIRST, prices)).best(shift, rest_due)
        duty = found.duty
        at_work = sum(float(prices[pool][interval - FIRST]) for pool, interval in duty.on_phone)
        assert at_work == pytest.approx(found.cost)
        in_the_plans_order = all(
            one.latest + one.length <= other.earliest
            for one, other in zip(shift.breaks, shift.breaks[1:], strict=False)
        )
        least = cheapest(shift, rest_due, prices)
        if in_the_plans_order or rest_due:
            assert found.cost == pytest.approx(least)
        else:  # the quick way keeps the plan's order, which is one of the ways
            assert found.cost >= least - 1e-9
        assert len(duty.break_starts) == len(shift.breaks)
        for begin, slot in zip(duty.break_starts, shift.breaks, strict=True):
            assert slot.earliest <= begin <= slot.latest
            resting = duty.pools[begin - shift.start : begin - shift.start + slot.length]
            assert resting == (None,) * slot.length


def test_breaks_that_have_no_place_are_told() -> None:
    prices = DayPrices(Stretches(FIRST, {"main": np.zeros(20)}))
    with pytest.raises(ValueError, match="have no place in it"):
        prices.best(option(4, (2, 1, 1), (2, 2, 2)))
