"""Queues and pools: 3 to 6 queues in 2 or 3 pools."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.rota_centre.chance import stream

LARGE = 150
"""People from whom on a centre has three pools."""


@dataclass(frozen=True)
class Queue:
    """A queue of calls, with its part of its pool's contacts."""

    id: str
    aht_s: float
    patience_s: float
    target_share: float
    target_s: float
    weight: float
    pool_share: float


@dataclass(frozen=True)
class Pool:
    """A pool, with its part of the people."""

    id: str
    people_share: float
    queues: tuple[Queue, ...]


_SALES = Queue("sales", 320, 180, 0.8, 20, 1.2, 0.4)
_ORDERS = Queue("orders", 210, 200, 0.8, 20, 1.0, 0.6)
_SERVICE = Queue("service", 260, 220, 0.8, 20, 1.0, 0.6)
_BILLS = Queue("bills", 290, 240, 0.8, 30, 1.0, 0.4)
_FAULTS = Queue("faults", 420, 300, 0.75, 30, 1.0, 0.7)
_CLAIMS = Queue("claims", 380, 300, 0.75, 30, 0.8, 0.3)


def pools(people: int, seed: int, queues: int | None = None) -> tuple[Pool, ...]:
    """Pools of a centre: small ones have two, of three or four queues; large ones three.

    Parameters
    ----------
    queues
        How many queues, 3 to 6; by default as the size and chance have it.
    """
    if queues is None and people < LARGE:
        queues = 4 if people >= 20 and seed % 3 else 3
    if queues is None:
        queues = 6 if stream(seed, people, "queues").random() < 0.7 else 5
    sales, service = (_SALES, _ORDERS), (_SERVICE, _BILLS)[: 1 if queues == 3 else 2]
    if queues < 5:
        return Pool("selling", 0.5, sales), Pool("serving", 0.5, service)
    last = (_FAULTS, _CLAIMS)[: queues - 4]
    return (
        Pool("selling", 0.38, sales),
        Pool("serving", 0.37, service),
        Pool("mending", 0.25, last),
    )
