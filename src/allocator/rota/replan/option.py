"""What comes out of a replan: ways to go on, and what each change in them is worth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.domain.rota import Rota

NOTHING, LEAST, BETWEEN, BEST = "nothing", "least", "between", "best"
"""Names of the options."""


@dataclass(frozen=True)
class ChangedDay:
    """A person's day that is otherwise than in the rota that stands.

    Parameters
    ----------
    price
        Price of the change, in late contacts.
    worth
        What the rota would cost more without it, its price apart, in late contacts; of several
        that stand and fall together, what they are worth together. ``None`` where it cannot be
        taken back without others that it makes room for.
    together
        The others that stand and fall with it: agents and days.
    """

    agent_id: str
    day: dt.date
    price: float
    worth: float | None
    together: tuple[tuple[str, dt.date], ...] = ()


@dataclass(frozen=True)
class Option:
    """One way to go on.

    Parameters
    ----------
    name
        ``nothing``, ``least``, ``between`` or ``best``.
    rota
        Blocks of the whole plan; before the join those that are frozen.
    cost
        Objective of the rota by the scenario after the events, in late contacts, without the
        prices of change.
    change_price
        Prices of all changes against the rota that stands, in late contacts.
    changes
        By day, then by agent.
    price_scale
        What the prices of change were multiplied with in the search: each change is worth its
        price times this.
    is_valid
        Whether it keeps to the seats.
    seconds
        Wall-clock time from the beginning until it was found.
    """

    name: str
    rota: Rota
    cost: float
    change_price: float
    changes: tuple[ChangedDay, ...]
    price_scale: float
    is_valid: bool
    seconds: float

    @property
    def total(self) -> float:
        """Cost with the prices of change: what options are chosen by."""
        return self.cost + self.change_price
