"""Instances of our own making in the layout of the published shift-scheduling ones.

    python -m benchmarks.shift_scheduling_instances --people 150 --shifts 32 --days 364 --out FILE

Kinds of shift begin through the day and last eight, ten or twelve hours; one must not follow
another where less than eleven hours would lie between. People work full or part time, some not
all kinds, a few kinds only so often. Cover is drawn around what the people can give.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.shift_scheduling_layout import (
    Cover,
    ShiftInstance,
    ShiftType,
    Staff,
    Wish,
    instance_text,
)

_REST_MINUTES = 660
_FULL_SHARE = 0.75
_LENGTHS = (480, 480, 480, 600, 720)


@dataclass(frozen=True)
class Contract:
    """What a kind of contract asks for in four weeks, at eight hours a shift."""

    most_shifts: int
    least_shifts: int
    most_days_on: int
    least_days_on: int
    least_days_off: int
    weekend_share: float


_FULL = (Contract(18, 16, 5, 2, 2, 0.5), Contract(18, 16, 6, 2, 3, 0.5))
_PART = (Contract(9, 7, 5, 1, 2, 0.5), Contract(12, 9, 4, 2, 2, 0.75))


def make_instance(*, people: int, shifts: int, days: int, seed: int) -> ShiftInstance:
    """Draw an instance.

    Parameters
    ----------
    people, shifts, days
        Number of each; days are full weeks or not.
    seed
        The same seed gives the same instance.
    """
    rng = random.Random(seed)
    kinds = _kinds(shifts, rng)
    staff = tuple(_staff(f"P{number + 1:03d}", kinds, days, rng) for number in range(people))
    days_off: dict[str, tuple[int, ...]] = {}
    on: list[Wish] = []
    off: list[Wish] = []
    for one in staff:
        days_off[one.person_id] = tuple(
            day
            for first in range(0, days, 28)
            for day in _days_off(first, min(first + 28, days), rng)
        )
        able = [name for name, most in one.most_shifts.items() if most]
        for first in range(0, days, 14):
            begin = rng.randrange(first, min(first + 14, days))
            wished = range(begin, min(begin + rng.randint(1, 4), days))
            free = [day for day in wished if day not in days_off[one.person_id]]
            shift_id, weight = rng.choice(able), rng.randint(1, 3)
            wishes = on if rng.random() < 0.6 else off
            wishes += [Wish(one.person_id, day, shift_id, weight) for day in free]
    return ShiftInstance(
        days=days,
        shifts=kinds,
        staff=staff,
        days_off=days_off,
        wishes_on=_once(on),
        wishes_off=_once(off),
        cover=tuple(_cover(kinds, staff, days, rng)),
    )


def _kinds(count: int, rng: random.Random) -> tuple[ShiftType, ...]:
    """Kinds by their starts through the day, of which the layout tells successions alone."""
    starts = sorted(rng.randrange(300, 1320, 15) for _ in range(count))
    lengths = [rng.choice(_LENGTHS) if count > 3 else 480 for _ in starts]
    names = [chr(ord("A") + n % 26) + (str(n // 26) if n >= 26 else "") for n in range(count)]
    return tuple(
        ShiftType(
            name,
            length,
            tuple(
                other
                for other, later in zip(names, starts, strict=True)
                if later + 1440 - (start + length) < _REST_MINUTES
            ),
        )
        for name, start, length in zip(names, starts, lengths, strict=True)
    )


def _staff(person_id: str, kinds: tuple[ShiftType, ...], days: int, rng: random.Random) -> Staff:
    contract = rng.choice(_FULL if rng.random() < _FULL_SHARE else _PART)
    most = {kind.shift_id: days for kind in kinds}
    for kind in kinds:
        drawn = rng.random()
        if drawn < 0.25:
            most[kind.shift_id] = 0
        elif drawn < 0.35:
            most[kind.shift_id] = max(2, days // 5)
    if not any(most.values()):
        most[kinds[0].shift_id] = days
    return Staff(
        person_id=person_id,
        most_shifts=most,
        most_minutes=round(contract.most_shifts * days / 28) * 480,
        least_minutes=round(contract.least_shifts * days / 28 * 0.97) * 480,
        most_days_on=contract.most_days_on,
        least_days_on=contract.least_days_on,
        least_days_off=contract.least_days_off,
        most_weekends=max(1, round(contract.weekend_share * days / 7)),
    )


def _days_off(first: int, end: int, rng: random.Random) -> list[int]:
    """Draw one or two days off next to each other."""
    day = rng.randrange(first, end)
    return [one for one in (day, day + 1)[: rng.randint(1, 2)] if one < end]


def _once(wishes: list[Wish]) -> tuple[Wish, ...]:
    """Leave out a wish for a person's day and kind that there is already."""
    return tuple({(wish.person_id, wish.day, wish.shift_id): wish for wish in wishes}.values())


def _cover(
    kinds: tuple[ShiftType, ...], staff: tuple[Staff, ...], days: int, rng: random.Random
) -> list[Cover]:
    """Share out what people can give over kinds, by who can work them, and days."""
    supply = {kind.shift_id: 0.0 for kind in kinds}
    for one in staff:
        able = [kind for kind in kinds if one.most_shifts[kind.shift_id]]
        mean_minutes = sum(kind.minutes for kind in able) / len(able)
        shifts_a_day = (one.most_minutes + one.least_minutes) / 2 / mean_minutes / days
        for kind in able:
            supply[kind.shift_id] += shifts_a_day / len(able)
    rows: list[Cover] = []
    for day in range(days):
        busy = rng.uniform(0.8, 1.2) * (0.85 if day % 7 >= 5 else 1.0)
        for kind in kinds:
            wanted = supply[kind.shift_id] * busy * rng.uniform(0.7, 1.3)
            whole = int(wanted) + (rng.random() < wanted % 1)
            rows.append(Cover(day, kind.shift_id, whole, 100, 1))
    return rows


def main() -> None:
    """Write an instance."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--shifts", type=int, default=32)
    parser.add_argument("--days", type=int, default=364)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    instance = make_instance(
        people=given.people, shifts=given.shifts, days=given.days, seed=given.seed
    )
    given.out.write_text(instance_text(instance), encoding="utf-8")


if __name__ == "__main__":
    main()
