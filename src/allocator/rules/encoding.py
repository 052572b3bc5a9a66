"""What an encoder may see of the optimiser: shift options in intervals, and the model's face.

Encoders import this module and ortools; they never import ``allocator.rota``, which implements
the face.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from allocator.domain.grid import UTC, TimeGrid
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

    An agent has at most one on a day: what the optimiser writes has no room for two, so a rule
    may take it for granted where saying so makes it simpler.

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

    def __hash__(self) -> int:
        """Of the span alone: options are keys everywhere, and hashing their breaks takes long."""
        return hash((self.start, self.end))


@dataclass(frozen=True, slots=True, order=True)
class Appointment:
    """An activity off the phone at a time, in intervals of the grid: half-open.

    Parameters
    ----------
    beside
        Of a session for a goal, the one who is with the agent; otherwise empty.
    """

    start: int
    end: int
    activity_id: str
    beside: str = ""

    def lies_in(self, option: ShiftOption) -> bool:
        """Whether the whole of it lies in a shift."""
        return option.start <= self.start and self.end <= option.end

    def touches(self, option: ShiftOption) -> bool:
        """Whether any of it lies in a shift."""
        return self.start < option.end and option.start < self.end


def clock_minutes(scenario: Scenario, day: int, index: int) -> int:
    """Wall-clock minutes of an interval's start after the midnight of an operating date."""
    grid = scenario.grid
    moment = grid.moment(index)
    return (moment.date() - grid.days[day]).days * 1440 + moment.hour * 60 + moment.minute


def shift_kind(scenario: Scenario, option: ShiftOption) -> str | None:
    """Kind of a shift by the clock time of its start; ``None`` where no kind fits."""
    start = clock_minutes(scenario, option.day, option.start)
    for kind in scenario.settings.shift_kinds:
        if kind.start_from <= start < kind.start_to:
            return kind.id
    return None


def past_paid_minutes(scenario: Scenario, agent_id: str) -> dict[int, float]:
    """Paid minutes of each day worked before the week, days as numbers below zero.

    A past shift is taken to have had the unpaid breaks of its length.
    """
    grid = scenario.grid
    paid: dict[int, float] = {}
    for start, end in scenario.worked_by_agent.get(agent_id, ()):
        day = (grid.operating_date(start) - grid.first_day).days
        minutes = (end.astimezone(UTC) - start.astimezone(UTC)) / dt.timedelta(minutes=1)
        plan = scenario.break_plan(minutes)
        unpaid = sum(rest.minutes for rest in plan.breaks if not rest.paid) if plan else 0
        paid[day] = paid.get(day, 0.0) + minutes - unpaid
    return paid


def minutes_up_to(grid: TimeGrid, moment: dt.datetime) -> int:
    """Elapsed minutes from the grid's start to a moment, a part of a minute counted whole.

    :meth:`~allocator.domain.grid.TimeGrid.minutes_from_start` leaves it out; which of the two
    is on the safe side depends on the end of the span that is asked for.
    """
    elapsed_s = (moment.astimezone(UTC) - grid.start.astimezone(UTC)).total_seconds()
    return int(-(-elapsed_s // 60))


def fullest_moments(spans: Iterable[tuple[int, int]]) -> list[int]:
    """Moments at which the most of some half-open spans meet.

    Spans that meet are those of which no two can be chosen together; all that meet at one
    moment exclude each other. The sets that meet at the moments returned hold every pair that
    meets anywhere, and none of them is part of another, so "at most one of each" says that no
    two chosen spans meet in the fewest and tightest constraints.

    Parameters
    ----------
    spans
        Start and end of each, in intervals; every span has a length.

    Source
    ------
    D. R. Fulkerson and O. A. Gross, "Incidence matrices and interval graphs", 1965: the
    largest sets of intervals that all meet, in order of time, give a matrix of consecutive
    ones, which is totally unimodular.
    """
    spans = tuple(spans)
    starts = sorted({start for start, _ in spans})
    ends = sorted({end for _, end in spans})
    return [
        start
        for start, following in zip(starts, [*starts, None][1:], strict=True)
        if following is None or bisect_right(ends, start) < bisect_right(ends, following)
    ]


Kept = TypeVar("Kept")


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

    def queues(self, agent_id: str, pool: str) -> tuple[str, ...]:
        """Queues that the agent is logged into when on the phone in a pool."""
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

    def pools(self, agent_id: str) -> tuple[str, ...]:
        """Pools that the agent may be on the phone in."""
        ...

    def phones(self, agent_id: str, day: int) -> Mapping[str, Mapping[int, Linear]]:
        """Literals "on the phone in the day's shift" by pool and interval, for a free day.

        Empty where breaks are no variables.
        """
        ...

    def activity_starts(self) -> Mapping[str, Mapping[int, Linear]]:
        """Literals "the activity begins in this interval" by activity; 1 where it is settled.

        Of the activities that free agents take part in.
        """
        ...

    def appointments(self, agent_id: str, day: int) -> Mapping[Appointment, Linear]:
        """1 where the agent has the activity then, in the day's shift, else 0."""
        ...

    def practice(self, agent_id: str) -> Sequence[range]:
        """Spans of the sessions for goals that the agent takes part in, as they are placed."""
        ...

    def mentoring(self, agent_id: str) -> Sequence[tuple[range, str]]:
        """Spans in which the agent is a mentor, as placed, and the pool to be on the phone in."""
        ...

    def missing_practice_minutes(self) -> int:
        """Minutes of the sessions that goals ask for and that have no place."""
        ...

    def stretches(self, agent_id: str, day: int) -> Mapping[ShiftOption, tuple[int, ...]]:
        """Lengths, in intervals, of the stretches on the phone of each shift of the day.

        Of held shifts, and of free ones where this model chooses among complete duties; empty
        for a free day whose breaks are variables or are not known at all.
        """
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

    def once(self, key: str, compute: Callable[[], Kept]) -> Kept:
        """Return what depends on the scenario alone, computed for the first model only."""
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
