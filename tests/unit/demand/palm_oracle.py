"""Erlang A from the density of the offered wait, integrated with 50 digits: the tests' oracle.

It shares nothing with the product's two ways of computing the same (sums over states; incomplete
gamma functions).
"""

from __future__ import annotations

from dataclasses import dataclass

from mpmath import exp, fac, inf, mp, mpf, quad


@dataclass(frozen=True)
class PalmQueue:
    """Figures of one queue; times in seconds."""

    prob_wait: float
    prob_abandon: float
    mean_wait_s: float
    mean_offered_wait_s: float
    asa_s: float
    answered_within: float
    offered_wait_beyond: float


def palm_queue(
    arrivals_per_s: float, aht_s: float, patience_s: float, agents: int, target_s: float
) -> PalmQueue:
    with mp.workdps(50):
        arrivals, rate, leave = mpf(arrivals_per_s), 1 / mpf(aht_s), 1 / mpf(patience_s)
        load = arrivals / rate
        free = sum(load**k / fac(k) for k in range(agents)) / (
            load ** (agents - 1) / fac(agents - 1)
        )

        def density(x: mpf) -> mpf:
            return arrivals * exp(arrivals / leave * (1 - exp(-leave * x)) - agents * rate * x)

        peak = max(mp.log(arrivals / (agents * rate)) / leave, mpf(0))
        width = 1 / mp.sqrt(agents * rate * leave)
        marks = [peak + k * width for k in (-12, -6, -3, 0, 3, 6, 12, 24, 48)]

        def integral(weight, start, end):
            inside = sorted(mark for mark in marks if start < mark < end)
            return quad(lambda x: density(x) * weight(x), [start, *inside, end])

        target = mpf(target_s)
        total = free + integral(lambda _: 1, 0, inf)
        stays = lambda x: exp(-leave * x)  # noqa: E731
        abandon = integral(lambda x: 1 - stays(x), 0, inf) / total
        in_time = integral(stays, 0, target) if target else mpf(0)
        return PalmQueue(
            prob_wait=float(1 - free / total),
            prob_abandon=float(abandon),
            mean_wait_s=float(abandon / leave),
            mean_offered_wait_s=float(integral(lambda x: x, 0, inf) / total),
            asa_s=float(integral(lambda x: x * stays(x), 0, inf) / total / (1 - abandon)),
            answered_within=float((free + in_time) / total),
            offered_wait_beyond=float(integral(lambda _: 1, target, inf) / total),
        )
