"""The proven bound: prices that set people free of each other, improved round by round.

Under prices on all that ties people together, no rota costs less than everybody's best week and
the least of the rows' costs, taken apart. That is so for any prices, and the rounds look for
those that make the most of it. What each round needs is arithmetic: there is no solver, and so no
solver's tolerance, in the bound.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from allocator.rota.instance import Instance
from allocator.rota.week_bound.columns import Columns, Team, add_up, balance, put
from allocator.rota.week_bound.goals import gain_by_goals
from allocator.rota.week_bound.people import MOST_DAYS, People
from allocator.rota.week_bound.pricing import Pricing, WorkedWeek
from allocator.rota.week_bound.row_prices import Sums, set_prices
from allocator.rota.week_bound.ties import Floats, Prices, Ties

_KEPT = 32
"""Weeks kept of each person."""
_STIFFNESS, _SHARE_STIFFNESS = 0.06, 0.2
"""Of the smooth costs: in what a unit of the row is about worth, for the square of a unit; and in
late contacts for the square of an hour."""
_FIRST_STIFFNESS = 1.0
"""While everybody is given a first week."""
_SWEEPS = 30
_ANSWERS = 3
"""Moves of a person's weights upon each new week, and of everybody's after each round."""
_LEAST_GAIN = 1e-6
_NEGLIGIBLE = 1e-6
_FLOOR_PACE = 0.3
_CLOSED_SHARE = 0.0015
"""Of the bound: what may still be gained where the rounds end."""


class Rounds:
    """Rounds of prices and weeks for one instance.

    Parameters
    ----------
    instance
        The compiled scenario, activities free to move, of no more than a week.

    Raises
    ------
    NoWeekError
        If somebody has no week.
    """

    def __init__(self, instance: Instance, seed: int = 1) -> None:
        if instance.day_count > MOST_DAYS:
            raise ValueError(f"{instance.day_count} days; best weeks are of {MOST_DAYS} at most")
        shares = People.eligible_hours(instance)
        self.ties = Ties(instance, shares)
        self.people = self._people_of(instance, shares)
        self.pricing = self._pricing_of(self.people)
        self.bound = 0.0
        self._best_prices: Prices | None = None
        self.rounds = 0
        self.prices = self.ties.nothing_priced()
        self._anchor = self.ties.nothing_priced()
        self._random = np.random.default_rng(seed)
        count = len(self.people.people)
        self.team = self._team()
        runs = len(self.pricing.runs)
        self.columns = Columns(
            count=np.zeros(count, dtype=np.int64),
            weight=np.zeros((count, _KEPT)),
            cost=np.zeros((count, _KEPT)),
            hours=np.zeros((count, _KEPT)),
            idle=np.zeros((count, _KEPT), dtype=np.int64),
            run_count=np.zeros((count, _KEPT), dtype=np.int64),
            runs=np.zeros((count, _KEPT, runs, 3), dtype=np.int16),
        )
        self.weeks: list[list[WorkedWeek]] = [[] for _ in range(count)]
        self._known: list[dict[tuple[object, ...], int]] = [{} for _ in range(count)]
        self.stiffness = _STIFFNESS
        self.sums = self._empty_sums()

    @property
    def randomness(self) -> np.random.Generator:
        """Where the order comes from in which people are asked."""
        return self._random

    def _empty_sums(self) -> Sums:
        widest = self.team.pools.shape[1]
        return Sums(
            *(np.zeros_like(each) for each in self.prices),
            price_sums=np.zeros((widest, self.ties.intervals + 1)),
            change=np.zeros((widest, self.ties.intervals)),
        )

    def _people_of(self, instance: Instance, shares: dict[str, float]) -> People:
        return People(instance, self.ties.group_of, shares)

    def _pricing_of(self, people: People) -> Pricing:
        return Pricing(people)

    def _team(self) -> Team:
        people = self.people.people
        widest = max([1, *(len(p.pools) for p in people)])
        most = max([1, *(len(groups) for p in people for groups in p.queues)])
        pools = np.full((len(people), widest), -1, dtype=np.int64)
        effective = np.zeros((len(people), widest))
        groups = np.full((len(people), widest, most), -1, dtype=np.int64)
        for row, person in enumerate(people):
            pools[row, : len(person.pools)] = person.pools
            effective[row, : len(person.pools)] = person.effective
            for place, mine in enumerate(person.queues):
                groups[row, place, : len(mine)] = mine
        return Team(
            pools,
            effective,
            groups,
            np.array([p.share for p in people], dtype=np.int64),
            self.ties.share,
        )

    def start(self) -> None:
        """Give everybody a first week, one after the other, in sight of those before."""
        tables = self.ties.tables
        prices = self.ties.nothing_priced()
        set_prices(tables, self.sums, self._anchor, prices, _FIRST_STIFFNESS, _SHARE_STIFFNESS)
        for row in self._random.permutation(len(self.people.people)).tolist():
            _, week = self._best(row, prices, 0.0)
            place = self._keep(row, week)
            put(
                self.team,
                self.columns,
                tables,
                self.sums,
                self._anchor,
                prices,
                row,
                place,
                1.0,
                _FIRST_STIFFNESS,
            )
        self._weigh()

    def with_activities_at(self, instance: Instance) -> Rounds:
        """Divided team where activities have settled times; whoever takes part begins anew.

        Parameters
        ----------
        instance
            The same scenario, with activities at their times.
        """
        placed = copy.copy(self)
        placed.bound = 0.0
        placed.people = self._people_of(instance, People.eligible_hours(instance))
        placed.pricing = self._pricing_of(placed.people)
        placed.columns = Columns(*(each.copy() for each in self.columns))
        placed.weeks = [list(weeks) for weeks in self.weeks]
        placed._known = [dict(known) for known in self._known]
        mean = float(self.prices.share @ self.ties.share)
        for row, person in enumerate(placed.people.people):
            if person.activities or person.loose:
                placed.columns.count[row] = 0
                placed.columns.weight[row] = 0.0
                placed.weeks[row], placed._known[row] = [], {}
                _, week = placed._best(row, self.prices, mean)
                placed.columns.weight[row, placed._keep(row, week)] = 1.0
        placed._weigh()
        return placed

    def _best(
        self, row: int, prices: Prices, mean: float, practice_price: float = 0.0
    ) -> tuple[float, WorkedWeek]:
        person = self.people.people[row]
        rows = np.zeros((len(person.pools), self.pricing.moments))
        for place, pool in enumerate(person.pools.tolist()):
            here = rows[place, : self.ties.intervals]
            np.multiply(prices.late[pool], person.effective[place], out=here)
            here += prices.seat[pool]
            for group in person.queues[place]:
                here += prices.cover[group]
        hour = float(prices.share[person.share]) - mean if person.share >= 0 else 0.0
        return self.pricing.best(person, rows, hour, practice_price=practice_price)

    def _keep(self, row: int, week: WorkedWeek) -> int:
        """Keep a week of a person; returns its place."""
        key = _key(week)
        known = self._known[row]
        if key in known:
            return known[key]
        columns = self.columns
        place = int(columns.count[row])
        if place < _KEPT:
            columns.count[row] += 1
            self.weeks[row].append(week)
        else:
            idle = np.where(columns.weight[row] > 0.0, -1, columns.idle[row])
            place = int(idle.argmax())
            if idle[place] < 0:
                place = int(columns.weight[row].argmin())
                # Its weight goes to the week of most weight.
                heaviest = int(columns.weight[row].argmax())
                columns.weight[row, heaviest] += columns.weight[row, place]
            for other, where in list(known.items()):
                if where == place:
                    del known[other]
            self.weeks[row][place] = week
        known[key] = place
        columns.weight[row, place] = 0.0
        columns.cost[row, place] = week.own_cost
        columns.hours[row, place] = week.unsocial_hours
        columns.idle[row, place] = 0
        columns.run_count[row, place] = len(week.runs)
        columns.runs[row, place, : len(week.runs)] = week.runs
        return place

    def keep_only(self, row: int, places: Sequence[int]) -> None:
        """Divide a person's week between some of those kept, in the parts that they had."""
        columns = self.columns
        weights = columns.weight[row, places]
        for each in (columns.cost, columns.hours, columns.run_count, columns.runs, columns.idle):
            each[row, : len(places)] = each[row, places]
        self.weeks[row] = [self.weeks[row][place] for place in places]
        self._known[row] = {_key(week): place for place, week in enumerate(self.weeks[row])}
        columns.count[row] = len(places)
        columns.weight[row] = 0.0
        total = float(weights.sum())
        columns.weight[row, : len(places)] = weights / total if total > 0 else 1 / len(places)

    def price_everybody(self) -> float:
        """Find everybody's best week under the present prices; returns the bound they prove."""
        prices = self.ties.within(self.prices)
        mean = float(prices.share @ self.ties.share)
        total = self.ties.least_cost(prices)
        for row in range(len(self.people.people)):
            cost, week = self._best(row, prices, mean)
            total += cost
            self._keep(row, week)
        if total > self.bound:
            self.bound, self._best_prices = total, prices
        return total

    def raise_by_goals(self, on_bound: Callable[[float], None]) -> None:
        """Raise the bound by what goals cost, under the prices that proved it."""
        prices = self._best_prices
        if prices is None:
            return
        mean = float(prices.share @ self.ties.share)
        gained = gain_by_goals(self.people, lambda row, p: self._best(row, prices, mean, p)[0])
        self._best_prices = None
        if gained > 0:
            self.bound += gained
            on_bound(self.bound)

    def answer_in_turn(self, rows: Sequence[int] | None = None) -> None:
        """Find each person's best week under the prices that the others before have left.

        Proves nothing, since prices move meanwhile; but the weeks suit each other better.

        Parameters
        ----------
        rows
            Who is to answer; by default everybody.
        """
        self._lay()
        asked = np.arange(len(self.people.people)) if rows is None else np.array(rows, dtype=int)
        for row in self._random.permutation(asked).tolist():
            _, week = self._best(row, self.prices, float(self.prices.share @ self.ties.share))
            self._keep(row, week)
            for _ in range(_ANSWERS):
                if self._balance(np.array([row])) < _LEAST_GAIN:
                    break
        self._weigh()

    def _lay(self) -> None:
        """Set sums and prices by the weights."""
        add_up(self.team, self.columns, self.sums, self.ties.share_constant)
        set_prices(
            self.ties.tables, self.sums, self._anchor, self.prices, self.stiffness, _SHARE_STIFFNESS
        )

    def _balance(self, order: Floats) -> float:
        return float(
            balance(
                self.team,
                self.columns,
                self.ties.tables,
                self.sums,
                self._anchor,
                self.prices,
                order,
                self.stiffness,
                _SHARE_STIFFNESS,
            )
        )

    def _weigh(self) -> None:
        """Move weights and prices, sweep by sweep."""
        self._lay()
        for _ in range(_SWEEPS):
            if self._balance(self._random.permutation(len(self.people.people))) < _LEAST_GAIN:
                break
        self._anchor_here()
        pace = _FLOOR_PACE / (1 + self.rounds / 10)
        self.ties.move_floor_prices(self.sums.late, self.sums.cover, pace)

    def _anchor_here(self) -> None:
        """End a round: later prices move around the present ones."""
        columns = self.columns
        columns.idle[columns.weight > 0.0] = -1
        columns.idle[:] += 1
        self._anchor = Prices(*(each.copy() for each in self.prices))
        self.rounds += 1

    def prove(
        self,
        rounds_most: int,
        on_bound: Callable[[float], None] = lambda _: None,
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        """Improve the bound, until the weights show that little is left to gain.

        Parameters
        ----------
        on_bound
            Called with the bound whenever it has risen.
        stop
            Asked after each round.
        """
        if not self.rounds:
            self.start()
        for number in range(rounds_most):
            if number % 2:
                self.answer_in_turn()
            else:
                before = self.bound
                self.price_everybody()
                if self.bound > before:
                    on_bound(self.bound)
                self._weigh()
                if self.is_closed():
                    break
            if stop():
                break
        self.raise_by_goals(on_bound)
        self._lay()

    def is_closed(self) -> bool:
        """Whether no prices can prove much more."""
        return self.overdrawn() < 0.5 and self.cost_of_weights() - self.bound < (
            _CLOSED_SHARE * self.bound
        )

    def overdrawn(self) -> float:
        """People on the phone above the seats under the weights, summed over intervals."""
        above = self.sums.seat - self.ties.tables.seats[:, None]
        return float(np.maximum(0.0, above).sum())

    def weighted(self, row: int) -> Iterator[tuple[float, WorkedWeek]]:
        """Weeks of a person that have a weight, with it."""
        for place, week in enumerate(self.weeks[row]):
            weight = float(self.columns.weight[row, place])
            if weight > _NEGLIGIBLE:
                yield weight, week

    def cost_of_weights(self) -> float:
        """Cost of the divided team: no prices prove more, where it overdraws no seats."""
        return sum(self.terms().values())

    def terms(self) -> dict[str, float]:
        """Parts of the cost of the divided team; what weeks cost by themselves is one of them."""
        tables = self.ties.tables
        late = 0.0
        for pool in range(len(tables.vertices)):
            x = tables.vertices[pool, : tables.vertex_count[pool]]
            for interval in range(self.ties.intervals):
                row = tables.late[pool, interval, : len(x)]
                late += float(np.interp(self.sums.late[pool, interval], x, row))
        above, width = self.sums.share, tables.tier_hours
        return {
            "late_contacts": late - self.ties.allowed_by_floors(),
            "uncovered_contacts": float(
                (tables.cover * np.maximum(0.0, 1.0 - self.sums.cover[: tables.groups])).sum()
            ),
            "unsocial_fairness": tables.tier_price
            * float(
                np.clip(above, 0, width).sum()
                + 2 * np.clip(above - width, 0, width).sum()
                + 4 * np.maximum(0, above - 2 * width).sum()
            ),
            "weeks": float((self.columns.weight * self.columns.cost).sum()),
        }


def _key(week: WorkedWeek) -> tuple[object, ...]:
    return week.runs.tobytes(), week.options
