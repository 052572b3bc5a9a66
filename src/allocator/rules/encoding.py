"""What an encoder may see of the optimiser: shift options in intervals, and the model's face.

Encoders import this module and ortools; they never import ``allocator.rota``, which implements
the face.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from allocator.domain.scenario import Scenario

Linear = Any
"""A linear expression of the solver: a variable, a sum of them, or a number."""


@dataclass(frozen=True, slots=True)
class BreakSlot:
    """One break that a shift option must hold, in intervals of the grid.

    Parameters
    ----------
    key
        Break plan and break, for example ``long/lunch``.
    earliest, latest
        First and last interval in which the break may begin.
    """

    key: str
    activity: str
    length: int
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class ShiftOption:
    """A shift that could be given to somebody: half-open span of intervals on a day.

    Parameters
    ----------
    day
        Number of the operating day it begins in.
    paid_minutes
        Length without unpaid breaks.
    """

    day: int
    start: int
    end: int
    paid_minutes: int
    breaks: tuple[BreakSlot, ...]

    @property
    def break_intervals(self) -> int:
        """Intervals spent on breaks."""
        return sum(slot.length for slot in self.breaks)


def clock_minutes(scenario: Scenario, day: int, index: int) -> int:
    """Wall-clock minutes of an interval's start after the midnight of an operating date."""
    grid = scenario.grid
    moment = grid.moment(index)
    return (moment.date() - grid.days[day]).days * 1440 + moment.hour * 60 + moment.minute


class NamesFace(Protocol):
    """The CP-SAT model of named people, as an encoder sees it.

    Some agent-days are free and the others are held at a given rota; the literal of a held
    shift is the number 1, so that an encoder need not tell them apart.
    """

    @property
    def scenario(self) -> Scenario:
        """The scenario being planned."""
        ...

    @property
    def day_count(self) -> int:
        """Number of operating days."""
        ...

    @property
    def free_agents(self) -> tuple[str, ...]:
        """Agents with at least one free day; rules on one agent need no other."""
        ...

    @property
    def places_breaks(self) -> bool:
        """Whether breaks are variables of this model."""
        ...

    def is_free(self, agent_id: str, day: int) -> bool:
        """Whether the optimiser decides about this agent on this day."""
        ...

    def shifts(self, agent_id: str, day: int) -> Mapping[ShiftOption, Linear]:
        """Literal of each shift that the agent may have on the day."""
        ...

    def breaks(self, agent_id: str, day: int) -> Mapping[str, Mapping[int, Linear]]:
        """Literals "the break begins in this interval" by break slot key, for a free day."""
        ...

    def heads_percent(self, pool: str) -> Mapping[int, tuple[Linear, int]]:
        """Agents on the phone in a pool, in hundredths, per interval that free agents touch.

        Returns
        -------
        mapping of interval to (variable part, constant part)
        """
        ...

    def in_pool(self, agent_id: str, pool: str, interval: int) -> Linear:
        """1 where the agent is on the phone in the pool, else 0."""
        ...

    def add(self, constraint: Any) -> None:
        """State a linear constraint."""
        ...

    def new_amount(self, upper: int, name: str) -> Linear:
        """Return a new whole number from 0 to ``upper``."""
        ...

    def new_breach(self, upper: int, name: str) -> Linear:
        """Return how far a hard rule may be overdrawn during the search, at a ruinous price.

        A number from 0 to ``upper``, or plain 0 where the model is strict. A rota that holds a
        breach is never a result.
        """
        ...

    def add_cost(self, rule_id: str, amount: Linear, price_per_unit: float) -> None:
        """Add the price of a soft rule's amount to the objective."""
        ...


class CountsFace(Protocol):
    """The linear model of groups of alike people, as a relaxation sees it."""

    @property
    def scenario(self) -> Scenario:
        """The scenario being planned."""
        ...

    @property
    def day_count(self) -> int:
        """Number of operating days."""
        ...

    @property
    def groups(self) -> Iterable[tuple[str, ...]]:
        """The agents of each group; the first stands for all of them."""
        ...

    def shifts(self, agent_id: str, day: int) -> Mapping[ShiftOption, Linear]:
        """Variable "how many of the group work this shift", by the group's first agent."""
        ...

    def heads(self, pool: str) -> Mapping[int, Linear]:
        """Agents on the phone in a pool per interval."""
        ...

    def add(self, constraint: Any) -> None:
        """State a linear constraint."""
        ...

    def new_amount(self, upper: float) -> Linear:
        """Return a new number from 0 to ``upper``."""
        ...

    def add_cost(self, rule_id: str, amount: Linear, price_per_unit: float) -> None:
        """Add the price of a soft rule's amount to the objective."""
        ...
