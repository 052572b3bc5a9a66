"""Seats, for the counts."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.encoding import CountsFace


def relax(model: CountsFace, parameters: Parameters) -> None:
    """Bound the agents on the phone in each pool and interval by its seats."""
    del parameters
    for pool in model.scenario.settings.pools:
        if pool.seats is not None:
            for heads in model.heads(pool.id).values():
                model.add(heads <= pool.seats)
