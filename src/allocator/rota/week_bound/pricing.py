"""One person's best week under prices of being on the phone, and what that week puts there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.rota.week_bound.compiled import Array, compiled, entry
from allocator.rota.week_bound.duties import (
    ACTIVITY,
    NEVER,
    DayScratch,
    Plans,
    price_shifts,
    price_stretches,
    walk_shifts,
)
from allocator.rota.week_bound.people import People, Person
from allocator.rota.week_bound.weeks import TOO_SMALL, Week, WeekScratch, best_week
from allocator.rules.encoding import ShiftOption

Floats = Array
_BARRED_PRICE = 1e6
"""Late contacts for an interval where a rule keeps somebody out: more than any week can gain."""
_FIRST_CELLS = 2_000_000


class NoWeekError(Exception):
    """No week of a person meets even the rules that the bound knows."""


@dataclass(frozen=True, eq=False)
class WorkedWeek:
    """A week as one person works it.

    Parameters
    ----------
    own_cost
        What it costs whatever the others do, in late contacts.
    unsocial_hours
        Weighted, where the person's are shared.
    runs
        Pool (its place among the person's), first interval and the one after the last, of each
        stretch on the phone: shape (runs, 3).
    options
        Shifts of the week.
    starts
        First interval of each activity.
    """

    own_cost: float
    unsocial_hours: float
    runs: Array
    options: tuple[ShiftOption, ...]
    starts: dict[str, int]


class Pricing:
    """Finds best weeks; holds the room that the compiled functions work in."""

    def __init__(self, people: People) -> None:
        self.people = people
        instance = people.instance
        bounds = instance.scenario.grid.day_bounds
        self.first = np.array(bounds, dtype=np.int64)
        ends = [o.end for p in people.people for o in p.options]
        self.moments = max([bounds[-1], *ends])
        longest = max([1, *(o.end - bounds[o.day] for p in people.people for o in p.options)])
        costs = instance.stretch_costs
        lengths = np.minimum(np.arange(longest + 2), 0 if costs is None else len(costs) - 1)
        self._length_costs = np.zeros(longest + 2) if costs is None else costs[lengths]
        self._free = np.zeros(longest + 2)
        self._interval_hours = instance.scenario.settings.interval_minutes / 60
        breaks = people.plans.length.shape[1]
        activities = max(len(p.activities) for p in people.people)
        states = 1 << (breaks + activities)
        choices = max(1, *(len(p.options) for p in people.people))
        pools = max(1, *(len(p.pools) for p in people.people))
        orders = people.plans.order.shape[1]
        self._day = DayScratch(
            sums=np.zeros((pools, longest + 2)),
            stretch=np.zeros((longest + 2, longest + 2)),
            pool=np.zeros((longest + 2, longest + 2), dtype=np.int64),
            reached=np.zeros((longest + 2, states)),
            back=np.zeros((longest + 2, states, 3), dtype=np.int64),
            events=np.zeros((breaks + activities + 1, 3), dtype=np.int64),
            head=np.zeros(longest + 2),
            ahead=np.zeros(longest + 2),
            final=np.zeros((orders, longest + 2)),
            by_subset=np.zeros((choices, 1 << activities)),
        )
        days = people.days
        sets = 1 << days
        self._scratch = WeekScratch(
            cells=np.empty(_FIRST_CELLS),
            arrival=np.empty(_FIRST_CELLS // 10),
            node=np.zeros((days + 1, sets, 5), dtype=np.int64),
            alive=np.zeros((days + 1, sets), dtype=np.bool_),
            chosen=np.zeros(days, dtype=np.int64),
            subset=np.zeros(days, dtype=np.int64),
        )
        self._runs = np.zeros((days * (breaks + activities + 1), 3), dtype=np.int64)
        self._held = np.zeros((days * max(1, activities), 2), dtype=np.int64)

    @property
    def runs(self) -> Array:
        """Room for the stretches on the phone of a week: shape (stretches, 3)."""
        return self._runs

    def best(
        self,
        person: Person,
        rows: Floats,
        hour_price: float,
        start_prices: Floats | None = None,
        practice_price: float = 0.0,
    ) -> tuple[float, WorkedWeek]:
        """Cost of a person's best week, prices included, and that week.

        Parameters
        ----------
        rows
            Price of being on the phone in each of the person's pools: shape (pools, moments).
        hour_price
            Of a weighted unsocial hour.
        start_prices
            Of beginning each activity in each interval, ``NEVER`` where it cannot; by default 0
            where it can.
        practice_price
            What an hour away for practice takes off the cost, of whoever may be at a session.

        Raises
        ------
        NoWeekError
            If there is no week.
        """
        if start_prices is None:
            start_prices = self.start_prices(person)
        loose = np.array([day in person.loose for day in range(self.people.days)])
        rows = self._with_bars(person, rows, loose, practice_price)
        sums = np.zeros((max(1, len(person.pools)), self.moments + 1))
        np.cumsum(rows, axis=1, out=sums[: len(rows), 1:])
        price = person.price + hour_price * person.unsocial_hours
        lengths, week = self._length_costs, person.week
        price_choices(
            self._day,
            self.people.plans,
            week,
            person.start,
            person.plan,
            price,
            sums,
            len(person.pools),
            lengths,
            self._free,
            loose,
            person.unbroken,
            self.first,
            person.lengths,
            start_prices,
        )
        if (cost := self._solve(person, week)) >= NEVER:
            raise NoWeekError(person.agent_id)
        count, held, own, hours = write_week(
            self._day,
            self._scratch,
            self.people.plans,
            week,
            person.start,
            person.plan,
            person.price,
            person.unsocial_hours,
            sums,
            len(person.pools),
            lengths,
            self._free,
            loose,
            person.unbroken,
            self.first,
            person.lengths,
            start_prices,
            self._runs,
            self._held,
        )
        return cost + person.fixed_price, WorkedWeek(
            own_cost=own + person.fixed_price,
            unsocial_hours=hours,
            runs=self._runs[:count].copy(),
            options=tuple(person.options[c] for c in self._scratch.chosen.tolist() if c >= 0),
            starts={person.activities[a]: start for a, start in self._held[:held].tolist()},
        )

    def start_prices(self, person: Person) -> Floats:
        """Price 0 of each start that an activity may have, ``NEVER`` of the others."""
        prices = np.full((max(1, len(person.activities)), self.moments + 1), NEVER)
        for row, starts in enumerate(person.starts):
            prices[row, list(starts)] = 0.0
        return prices

    def _with_bars(self, person: Person, rows: Floats, loose: Array, paid: float) -> Floats:
        rows = rows.copy() if any(person.barred) or loose.any() else rows
        for row, barred in enumerate(person.barred):
            rows[row, list(barred)] += _BARRED_PRICE
        for day in np.flatnonzero(loose):
            # Away or not, and then in another pool: what is not known costs no more.
            end = self.moments if day + 1 == self.people.days else self.first[day + 1]
            here = rows[:, self.first[day] : end]
            here[:] = here.min(axis=0, initial=-paid * self._interval_hours)
        return rows

    def _solve(self, person: Person, week: Week) -> float:
        """Solve without limits on kinds of shift, and with one of them if it would be broken."""
        cost = self._with_room(week)
        for most, of_kind in person.limits:
            chosen = self._scratch.chosen
            if cost < NEVER and of_kind[chosen[chosen >= 0]].sum() > most:
                return self._with_room(week._replace(limited=of_kind, limit=most))
        return cost

    def _with_room(self, week: Week) -> float:
        while True:
            cost = float(solve_week(week, self._day, self._scratch, self.people.days))
            if cost != TOO_SMALL:
                return cost
            cells = np.empty(2 * len(self._scratch.cells))
            self._scratch = self._scratch._replace(cells=cells, arrival=np.empty(len(cells) // 10))


@compiled
def _lay_out(
    scratch: DayScratch,
    week: Week,
    day: int,
    sums: Array,
    pools: int,
    length_costs: Array,
    unbroken: int,
    first: Array,
) -> int:
    """Price the stretches of a day; returns the number of its moments that shifts may touch."""
    moments = 0
    for choice in range(week.first[day], week.first[day + 1]):
        moments = max(moments, week.end[choice] - first[day])
    for pool in range(pools):
        for moment in range(moments + 1):
            scratch.sums[pool, moment] = sums[pool, first[day] + moment]
    price_stretches(scratch, pools, moments, length_costs, unbroken)
    return moments


@compiled
def _may_hold(activities: int, start_prices: Array, first: int, moments: int) -> bool:
    for activity in range(activities):
        for moment in range(first, first + moments):
            if start_prices[activity, moment] < NEVER:
                return True
    return False


@entry
def solve_week(week: Week, day: DayScratch, scratch: WeekScratch, days: int) -> float:
    """Find the best week under the costs that :func:`price_choices` left."""
    return best_week(week, day.by_subset, scratch, days)


@entry
def price_choices(
    scratch: DayScratch,
    plans: Plans,
    week: Week,
    start: Array,
    plan: Array,
    price: Array,
    sums: Array,
    pools: int,
    length_costs: Array,
    free: Array,
    loose: Array,
    unbroken: int,
    first: Array,
    lengths: Array,
    start_prices: Array,
) -> None:
    """Price every choice with every subset of the activities, into ``scratch.by_subset``.

    On loose days what is not known may part any stretch.
    """
    activities = len(lengths)
    for day in range(len(first) - 1):
        low, high = week.first[day], week.first[day + 1]
        if low == high:
            continue
        costs, most = (free, 0) if loose[day] else (length_costs, unbroken)
        moments = _lay_out(scratch, week, day, sums, pools, costs, most, first)
        may_hold = _may_hold(activities, start_prices, first[day], moments)
        choice = low
        while choice < high and may_hold:
            until = choice + 1
            while until < high and start[until] == start[choice] and plan[until] == plan[choice]:
                until += 1
            walk_shifts(
                scratch,
                plans,
                start[choice] - first[day],
                plan[choice],
                week.end,
                first[day],
                choice,
                until,
                activities,
                lengths,
                start_prices[:, first[day] :],
                -1,
            )
            choice = until
        if not may_hold:
            for choice in range(low, high):
                for subset in range(1, 1 << activities):
                    scratch.by_subset[choice, subset] = NEVER
            price_shifts(scratch, plans, start, week.end, plan, low, high, first[day])
        for choice in range(low, high):
            for subset in range(1 << activities):
                scratch.by_subset[choice, subset] += price[choice]


@entry
def write_week(
    scratch: DayScratch,
    chosen: WeekScratch,
    plans: Plans,
    week: Week,
    start: Array,
    plan: Array,
    price: Array,
    unsocial_hours: Array,
    sums: Array,
    pools: int,
    length_costs: Array,
    free: Array,
    loose: Array,
    unbroken: int,
    first: Array,
    lengths: Array,
    start_prices: Array,
    runs: Array,
    held: Array,
) -> tuple[int, int, float, float]:
    """Write the runs on the phone and the activities of the week chosen.

    Returns
    -------
    Number of runs, number of activities, cost without prices, unsocial hours.
    """
    count, attended, own, hours = 0, 0, 0.0, 0.0
    before = -1
    for day in range(len(first) - 1):
        choice = chosen.chosen[day]
        if choice < 0:
            before = -1
            continue
        own += price[choice]
        hours += unsocial_hours[choice]
        if before >= 0:
            own += week.follow[week.start[week.group[before]], week.start[week.group[choice]]]
        before = choice
        costs, most = (free, 0) if loose[day] else (length_costs, unbroken)
        _lay_out(scratch, week, day, sums, pools, costs, most, first)
        begin, stop = start[choice] - first[day], week.end[choice] - first[day]
        events = walk_shifts(
            scratch,
            plans,
            begin,
            plan[choice],
            week.end,
            first[day],
            choice,
            choice + 1,
            len(lengths),
            lengths,
            start_prices[:, first[day] :],
            chosen.subset[day],
        )
        moment = begin
        for number in range(events - 1, -2, -1):
            until = scratch.events[number, 1] if number >= 0 else stop
            if until > moment and pools:
                runs[count, 0] = scratch.pool[moment, until]
                runs[count, 1] = first[day] + moment
                runs[count, 2] = first[day] + until
                own += costs[until - moment]
                count += 1
            if number >= 0:
                moment = scratch.events[number, 2]
                if scratch.events[number, 0] >= ACTIVITY:
                    held[attended, 0] = scratch.events[number, 0] - ACTIVITY
                    held[attended, 1] = first[day] + until
                    attended += 1
    return count, attended, own, hours
