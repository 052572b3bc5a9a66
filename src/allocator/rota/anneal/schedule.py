"""How warm the search is as time goes by, and what it has found when the time is up.

Warm, it takes changes for the worse as well, and cools down until only gains are left
(simulated annealing, after Kirkpatrick, Gelatt and Vecchi 1983). Seats may be overdrawn cheaply at
first: full seats block nearly every single change.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from allocator.rota.anneal.leaning import Near
from allocator.rota.anneal.put_back import put_back
from allocator.rota.anneal.search import Search
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.model import BREACH_PRICE

_WARM_OF_TEAM, _WARMEST, _COOLEST = 18.0, 0.6, 0.2
"""A large team's first rota is the better one, and has less to gain from being shaken up: measured
with 30, 60 and 300 people. A change worse by the temperature is kept in 37% of cases."""
_SEATS_BIND_FROM, _COLD_FROM = 0.85, 0.94
"""Shares of the way from which seats bind and from which only gains are kept."""
_LEAST_SEAT_PRICE = 0.5
_CHUNK_S = 0.2
_FIRST_CHUNK = 500
_LEAST_STEPS = 100
"""Changes proposed for each agent-day, however little time there is."""
_MEASURE_EVERY_S = 1.0
_QUENCH_CHUNKS = 5
STEPS_PER_SECOND = 40_000
"""Changes proposed for each second of the limit where the search is to be reproducible."""


@dataclass
class _Clock:
    """How much of the way is behind, by time or, where reproducible, by changes proposed."""

    limits: SearchLimits
    until: float
    steps_share: float
    agent_days: int

    def __post_init__(self) -> None:
        self._begun = time.perf_counter()
        self._steps = 0
        self._all_steps = max(1, round(self.limits.seconds * STEPS_PER_SECOND * self.steps_share))
        self._chunk = _FIRST_CHUNK

    def next_chunk(self) -> int:
        """Return how many changes to propose before looking at the clock again."""
        if self.limits.reproducible:
            self._chunk = max(1, self._all_steps // 100)
        return self._chunk

    def done(self, steps: int, seconds: float) -> None:
        """Take note of a chunk."""
        self._steps += steps
        if not self.limits.reproducible:
            self._chunk = max(500, round(steps * min(4.0, _CHUNK_S / max(seconds, 1e-6))))

    @property
    def share(self) -> float:
        """How much of the way is behind, from 0 to 1."""
        if self.limits.reproducible:
            return min(1.0, self._steps / self._all_steps)
        length = self.until - self._begun
        passed = time.perf_counter() - self._begun
        by_time = min(1.0, passed / length) if length > 0 else 1.0
        # Where getting ready took all the time, a little is still done.
        return min(by_time, self._steps / (_LEAST_STEPS * self.agent_days))


def warmth(instance: Instance) -> float:
    """Temperature to begin with, in late contacts."""
    return max(_COOLEST, min(_WARMEST, _WARM_OF_TEAM / max(1, len(instance.agent_ids))))


def anneal_rota(
    instance: Instance,
    assignment: Assignment,
    limits: SearchLimits,
    until: float,
    report: Callable[[float], None],
    *,
    warm: float,
    steps_share: float = 1.0,
    near: Near | None = None,
) -> Assignment:
    """Search from a rota until the time, or the number of changes, is up.

    Parameters
    ----------
    instance
        The compiled scenario, activities at the times that they have in the rota.
    until
        Moment of :func:`time.perf_counter` at which to stop; ignored where reproducible.
    report
        Called with the least cost so far of a rota that keeps to the seats, in late contacts.
    warm
        Temperature to begin with.
    steps_share
        Share of the limit's changes to propose, where reproducible.
    near
        A rota to stay near, at a price.

    Returns
    -------
    Assignment
        The best rota found, no worse than the one given.
    """
    search = Search(instance, assignment, limits.seed, near)
    anneal_search(search, limits, until, report, warm=warm, steps_share=steps_share)
    if near is not None:
        put_back(search, near)
    return search.assignment()


def anneal_search(
    search: Search,
    limits: SearchLimits,
    until: float,
    report: Callable[[float], None],
    *,
    warm: float,
    steps_share: float = 1.0,
) -> None:
    """Search on from where a search is, and leave it at the best found; see :func:`anneal_rota`."""
    instance = search.instance
    clock = _Clock(limits, until, steps_share, len(instance.agent_ids) * instance.day_count)
    best_cost, is_valid = search.measure()
    best_rank = not is_valid, best_cost
    best = search.snapshot()
    measured = time.perf_counter()

    def measure() -> None:
        nonlocal best, best_rank
        cost, keeps_seats = search.measure()
        if (not keeps_seats, cost) < best_rank:
            best_rank, best = (not keeps_seats, cost), search.snapshot()
            if keeps_seats:
                report(cost)

    while clock.share < 1.0 and not limits.is_stopped:
        steps = clock.next_chunk()
        share = clock.share
        temperature = 0.0 if share >= _COLD_FROM else warm * (1.0 - share / _COLD_FROM)
        seats_bind = share >= _SEATS_BIND_FROM
        seat_price = BREACH_PRICE if seats_bind else max(_LEAST_SEAT_PRICE, 2 * temperature)
        begun = time.perf_counter()
        search.anneal(steps, temperature, temperature, seat_price)
        now = time.perf_counter()
        clock.done(steps, now - begun)
        if now - measured > _MEASURE_EVERY_S and not limits.reproducible:
            measure()
            measured = now
    for _ in range(_QUENCH_CHUNKS if limits.is_stopped else 0):
        # Whatever the temperature was, the end is a rota that nothing small betters.
        search.anneal(clock.next_chunk(), 0.0, 0.0, BREACH_PRICE)
    measure()
    search.go_back(best)
