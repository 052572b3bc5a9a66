"""People: contracts, pools they can work in, levels and speeds from a few values."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.rota_centre.chance import dealt, stream
from benchmarks.rota_centre.queues import Pool


@dataclass(frozen=True)
class Contract:
    """A kind of contract: weekly hours, shifts in an ordinary week and paid hours of each."""

    id: str
    weekly_hours: float
    shifts: int
    day_hours: float
    kinds: tuple[str, ...]
    paid_share_at_work: float
    """Part of the paid hours that is no break."""


CONTRACTS = {
    Contract("full_time", 37.5, 5, 7.5, ("early", "middle", "late"), 14 / 15): 0.45,
    Contract("days", 37.5, 5, 7.5, ("early", "middle"), 14 / 15): 0.1,
    Contract("four_days", 38.0, 4, 9.5, ("long_early", "long_late"), 18 / 19): 0.1,
    Contract("part_time", 30.0, 4, 7.5, ("early", "middle", "late"), 14 / 15): 0.1,
    Contract("part_time", 22.5, 3, 7.5, ("early", "middle", "late"), 14 / 15): 0.1,
    Contract("short_shifts", 20.0, 4, 5.0, ("short",), 0.95): 0.1,
    Contract("short_shifts", 16.0, 4, 4.0, ("short",), 15 / 16): 0.05,
}

AHT_FACTORS = {1: 1.15, 2: 1.0, 3: 0.9}
"""Handling time over the mean, by level."""

_SMALL = 25
"""Below so many people nearly everybody takes every queue: else nobody would be there at times."""


@dataclass(frozen=True)
class Person:
    """Somebody in the rota.

    Parameters
    ----------
    home
        Number of the pool that the person mostly works in.
    skills
        Level and handling time over the mean, by queue.
    """

    agent_id: str
    contract: Contract
    home: int
    skills: dict[str, tuple[int, float]] = field(hash=False)

    @property
    def speed(self) -> float:
        """Mean speed on the queues that the person is logged into."""
        factors = [factor for level, factor in self.skills.values() if level > 0]
        return len(factors) / sum(factors)


def people(number: int, seed: int, pools: Sequence[Pool]) -> tuple[Person, ...]:
    """Everybody, by number."""
    chance = stream(seed, number, "people")
    contracts = dealt(chance, CONTRACTS, number)
    homes = dealt(chance, {i: pool.people_share for i, pool in enumerate(pools)}, number)
    breadths = {"home": 0.55, "part": 0.2, "two": 0.25}
    if number < _SMALL:
        breadths = {"home": 0.3, "two": 0.7}
    widths = dealt(chance, breadths, number)
    levels = dealt(chance, {1: 0.25, 2: 0.5, 3: 0.25}, number)
    digits = max(2, len(str(number)))
    everybody: list[Person] = []
    for at in range(number):
        home = pools[homes[at]]
        skills = {q.id: (levels[at], AHT_FACTORS[levels[at]]) for q in home.queues}
        if widths[at] == "part" and len(skills) > 1:
            _narrow(chance, skills, number)
        elif widths[at] == "two":
            other = pools[(homes[at] + chance.randrange(1, len(pools))) % len(pools)]
            level = max(1, levels[at] - 1)
            skills |= {q.id: (level, AHT_FACTORS[level]) for q in other.queues}
        everybody.append(Person(f"P{at + 1:0{digits}d}", contracts[at], homes[at], skills))
    return tuple(everybody)


def _narrow(chance: random.Random, skills: dict[str, tuple[int, float]], number: int) -> None:
    """Take one queue away, or leave it to be learned."""
    queue = chance.choice(sorted(skills))
    if number >= _SMALL and chance.random() < 0.15:
        skills[queue] = (0, 1.3)
    else:
        del skills[queue]
