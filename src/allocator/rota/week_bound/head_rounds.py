"""The bound with whole people: rounds of prices that go on from the divided team's.

In ``prove.py`` late contacts are priced by effective agents, of which a divided team may have any
number, in the middle between those that whole people are worth. Here people are counted as well.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import replace

from allocator.rota.week_bound.columns import Columns
from allocator.rota.week_bound.head_ties import HeadTies
from allocator.rota.week_bound.people import People
from allocator.rota.week_bound.prove import Rounds

_STIFFNESS = 0.03
_SWEEPS = 30
_LEAST_GAIN = 1e-4
_FIRST_SWEEPS = 6
_ASKED_EVERY = 3
"""Sweeps from one asking of cells for their best points to the next."""
_LOOK_BACK, _WORTH_MORE = 10, 0.0002
"""Rounds end where so many of them have not raised the bound by this share."""


class HeadRounds(Rounds):
    """Rounds of prices and weeks, with a price on the heads of each class of people.

    Parameters
    ----------
    rounds
        Rounds without, which have come to their end; they stay as they are.
    """

    def __init__(self, rounds: Rounds) -> None:
        # What is not replaced below is as it was.
        self.__dict__.update(rounds.__dict__)
        instance = rounds.people.instance
        self._heads = HeadTies(
            instance,
            People.eligible_hours(instance),
            rounds.ties.floor_prices,
            rounds.people.people,
        )
        self.ties = self._heads
        self.stiffness = _STIFFNESS
        self.bound, self._best_prices = 0.0, None
        self._random = copy.deepcopy(rounds.randomness)
        self.people = copy.copy(rounds.people)
        self.people.people = [
            replace(
                person,
                queues=tuple(
                    (*groups, *self._row_of(number, place))
                    for place, groups in enumerate(person.queues)
                ),
            )
            for number, person in enumerate(rounds.people.people)
        ]
        self.team = self._team()
        self.columns = Columns(*(each.copy() for each in rounds.columns))
        self.weeks = [list(weeks) for weeks in rounds.weeks]
        self._known = [dict(known) for known in self._known]
        self.prices = self._heads.with_heads(rounds.prices)
        self._anchor = self._heads.with_heads(self._anchor)
        self.sums = self._empty_sums()
        self._lay()
        tables = self._heads.tables
        tables.late_goal[:] = self.sums.late
        tables.head_goal[: len(self.sums.cover) - tables.groups] = self.sums.cover[tables.groups :]
        for _ in range(_FIRST_SWEEPS):
            self._settle(asks=True)
        self.prices = self._heads.with_heads(rounds.prices)

    def _row_of(self, number: int, place: int) -> tuple[int, ...]:
        row = self._heads.row_of.get((number, place))
        return () if row is None else (row,)

    def _settle(self, asks: bool) -> float:
        return self._heads.settle(self.sums, self._anchor, self.stiffness, asks)

    def _weigh(self) -> None:
        """Move weights of weeks and of points, and prices, sweep by sweep."""
        self._lay()
        for sweep in range(_SWEEPS):
            gained = self._balance(self._random.permutation(len(self.people.people)))
            gained += self._settle(asks=sweep % _ASKED_EVERY == 0)
            self._lay()
            if gained < _LEAST_GAIN:
                break
        self._anchor_here()

    def prove(
        self,
        rounds_most: int,
        on_bound: Callable[[float], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Improve the bound, until it hardly rises any more.

        Parameters
        ----------
        on_bound
            Called with the bound whenever it has risen.
        stop
            Asked after each round.
        """
        reached: list[float] = []
        for number in range(rounds_most):
            if number % 2:
                self.answer_in_turn()
            else:
                before = self.bound
                self.price_everybody()
                if self.bound > before:
                    on_bound(self.bound)
                self._weigh()
            reached.append(self.bound)
            if stop():
                break
            if number >= _LOOK_BACK:
                risen = self.bound - reached[number - _LOOK_BACK]
                if risen < _WORTH_MORE * self.bound:
                    break
        self.raise_by_goals(on_bound)
