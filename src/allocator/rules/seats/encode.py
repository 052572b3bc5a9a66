"""Seats, for the optimiser: no more agents on the phone in a pool than it has seats."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.encoding import NamesFace


def encode(model: NamesFace, parameters: Parameters) -> None:
    """Bound the agents on the phone in each pool and interval.

    Seats tie everybody together, which makes a first rota hard to find: while the search is on
    it may overdraw them at a price that no other gain repays.
    """
    del parameters
    for pool in model.scenario.settings.pools:
        if pool.seats is None:
            continue
        for interval, (variable, constant) in model.heads_percent(pool.id).items():
            overdrawn = model.new_breach(100, f"overdrawn_{pool.id}_{interval}")
            model.add(variable <= 100 * pool.seats - constant + 100 * overdrawn)
