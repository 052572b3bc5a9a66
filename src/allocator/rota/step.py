"""A step of a response: one person's day changed, what it gains and what asking for it costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from allocator.rota.best_duty import PricedDuty
from allocator.rota.duty import Duty

StepOf = Literal["same_shift", "shift", "day", "stay_on", "call_in"]
"""What changes: breaks and queues alone, the shift of a day, its day, or hours on top."""


@dataclass(frozen=True)
class StepPrices:
    """What it takes to ask somebody, in late contacts.

    Parameters
    ----------
    changed_day
        Other breaks or queues on somebody's day.
    changed_shift
        Another shift on somebody's day; moving one to another day changes two.
    overtime_hour
        An hour beyond the contract.
    """

    changed_day: float
    changed_shift: float
    overtime_hour: float


@dataclass(frozen=True)
class Step:
    """One person's days changed.

    Parameters
    ----------
    day
        On which the person works otherwise.
    priced
        What the person does then, written out when it is asked for.
    off_day
        Day that becomes a day off in return; ``None`` for none.
    gain
        Late contacts avoided, weighted by queue, and floors left out.
    price
        What asking costs.
    overtime_minutes
        Paid minutes on top of the contract.
    """

    kind: StepOf
    agent_id: str
    day: int
    priced: PricedDuty
    gain: float
    price: float
    overtime_minutes: int = 0
    off_day: int | None = None

    @property
    def net(self) -> float:
        """Late contacts avoided beyond what asking costs."""
        return self.gain - self.price

    @cached_property
    def days(self) -> dict[int, Duty | None]:
        """What the person does instead, by day; ``None`` for a day off."""
        off: dict[int, Duty | None] = {} if self.off_day is None else {self.off_day: None}
        return {**off, self.day: self.priced.duty}
