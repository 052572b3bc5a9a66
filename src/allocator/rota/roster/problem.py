"""A roster problem in numbers: people, days, kinds of shift, limits on runs, cover and its prices.

A roster gives each person one kind of shift or none on each day. What binds a person alone
(runs of days on and off, kinds that must not follow each other, weekends, minutes, shifts of a
kind) is told by :class:`Limits`; what joins people is cover alone, at a price.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Roster = NDArray[np.int16]
"""Kind of each person on each day: person × day; :data:`OFF` for none."""

OFF = -1
_FINEST = 10_000
"""Prices are looked at as multiples of one over this."""
_SLIP = 1e-6
"""What arithmetic may be off by, in grains or as a share."""


@dataclass(frozen=True)
class Past:
    """How a person comes into the first day: at the end of a run of days on, or of days off.

    Parameters
    ----------
    days_on, days_off
        Length of the run; one of the two is 0. A long run may be cut at any length that no
        limit tells from it.
    weekends
        Numbers of the weekends worked before, counted as in :class:`WeekendLimit`.
    """

    days_on: int = 0
    days_off: int = 0
    weekends: frozenset[int] = frozenset()


@dataclass(frozen=True)
class WeekendLimit:
    """At most so many weekends with work in so many that follow one another.

    Parameters
    ----------
    most, weeks
        Of ``weeks`` weekends at most ``most`` hold work.
    of_day
        Number of the weekend that each day lies in, one more each week; -1 for none.
    """

    most: int
    weeks: int
    of_day: tuple[int, ...]


@dataclass(frozen=True)
class KindLimit:
    """At most so many shifts of some kinds in each so many days from the first."""

    kinds: frozenset[int]
    most: int
    days: int


@dataclass(frozen=True)
class Limits:
    """What binds one person's days; people with equal limits share what is computed of them.

    Parameters
    ----------
    kinds
        Kinds that the person may ever have.
    minutes_min, minutes_max
        Paid minutes in all days together.
    days_on_min, days_on_max
        Fewest and most days in a row with work; a run that reaches the last day is not short.
    days_off_min
        Fewest days in a row without work, between two with work.
    past
        ``None`` where it is not known what came before: then a run of days on or off that
        begins with the first day is never short, and its length counts from there.
    leave
        Days of leave: days off with one of them among them are never too few.
    idle
        Days on which the person cannot work: a run of days on from such a day, or from the
        past, to such a day is never short.
    """

    kinds: tuple[int, ...]
    minutes_min: int = 0
    minutes_max: int = 10**9
    days_on_min: int = 1
    days_on_max: int = 10**6
    days_off_min: int = 1
    weekends: WeekendLimit | None = None
    most: tuple[KindLimit, ...] = ()
    past: Past | None = None
    leave: frozenset[int] = frozenset()
    idle: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Person:
    """One person.

    Parameters
    ----------
    may
        Whether the person may have the kind on the day: day × kind.
    price
        What having it costs, negative where it meets a wish: day × kind.
    """

    person_id: str
    limits: Limits
    may: NDArray[np.bool_]
    price: Floats


@dataclass(frozen=True)
class RosterProblem:
    """A whole problem.

    Parameters
    ----------
    kind_minutes
        Paid minutes of each kind.
    may_follow
        Whether a kind (second) may be given on the day after another (first): kind × kind.
    cell_of_kind
        Column of ``wanted`` that each kind counts in; -1 for none.
    wanted, under_price, over_price
        People wanted on each day in the kinds of each column, and the price of each missing and
        of each too many: day × column.
    fixed_cost
        What every roster costs.
    """

    day_count: int
    kind_minutes: tuple[int, ...]
    may_follow: NDArray[np.bool_]
    people: tuple[Person, ...]
    cell_of_kind: NDArray[np.int64]
    wanted: NDArray[np.int64]
    under_price: Floats
    over_price: Floats
    fixed_cost: float = 0.0

    @property
    def kind_count(self) -> int:
        """Number of kinds."""
        return len(self.kind_minutes)

    @cached_property
    def prices(self) -> tuple[Floats, ...]:
        """Each person's prices, endless where the person may not: day × kind."""
        return tuple(np.where(person.may, person.price, np.inf) for person in self.people)

    @cached_property
    def grain(self) -> float:
        """Number of which the cost of every roster is a multiple; 0 where none was found."""
        parts = [self.under_price.ravel(), self.over_price.ravel(), np.array([self.fixed_cost])]
        parts += [person.price.ravel() for person in self.people]
        every = np.unique(np.concatenate(parts)) * _FINEST
        whole = np.round(every)
        if np.abs(every - whole).max() > 1e-6 or np.abs(whole).max() > 2**50:
            return 0.0
        return int(np.gcd.reduce(whole.astype(np.int64))) / _FINEST

    @property
    def step(self) -> float:
        """By how much the next better roster costs less, at least; tiny where that is not known."""
        return self.grain or 1e-6

    def up_to_grain(self, bound: float) -> float:
        """Least cost that a roster can have, given what none is below."""
        if not self.grain or not math.isfinite(bound):
            return bound
        return math.ceil(bound / self.grain - _SLIP) * self.grain

    def is_best(self, cost: float, bound: float) -> bool:
        """Whether no better roster than one of a cost can be, given a bound."""
        return cost - bound < (0.5 * self.grain or _SLIP * max(1.0, abs(cost)))

    def row_price(self, person: int, row: Roster) -> float:
        """Price of one person's days, cover apart."""
        days = np.flatnonzero(row >= 0)
        return float(self.people[person].price[days, row[days]].sum())

    def cells(self, row: Roster) -> NDArray[np.int64]:
        """Numbers of the cells of cover, day by day, that one person's row counts in."""
        days = np.flatnonzero(row >= 0)
        columns = self.cell_of_kind[row[days]]
        return (days * self.wanted.shape[1] + columns)[columns >= 0]

    def cover(self, roster: Roster) -> NDArray[np.int64]:
        """People on each day in the kinds of each column: day × column."""
        cells = [self.cells(row) for row in roster]
        flat = np.concatenate(cells) if cells else np.zeros(0, dtype=np.int64)
        return np.bincount(flat, minlength=self.wanted.size).reshape(self.wanted.shape)

    def by_kind(self, cell_prices: Floats) -> Floats:
        """Prices of cover by kind, 0 for kinds that count nowhere: day × kind."""
        if self.wanted.shape[1] == 0:
            return np.zeros((self.day_count, self.kind_count))
        return np.where(self.cell_of_kind >= 0, cell_prices[:, self.cell_of_kind], 0.0)

    def cover_cost(self, cover: NDArray[np.int64]) -> float:
        """Price of what is missing and of what is too much."""
        missing = np.maximum(self.wanted - cover, 0)
        beyond = np.maximum(cover - self.wanted, 0)
        return float((missing * self.under_price + beyond * self.over_price).sum())

    def cost(self, roster: Roster) -> float:
        """Price of a whole roster."""
        rows = sum(self.row_price(person, row) for person, row in enumerate(roster))
        return self.fixed_cost + rows + self.cover_cost(self.cover(roster))
