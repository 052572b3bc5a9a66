"""What everybody's week can be, as arrays: the part of the rules that a single week must obey.

Rules that the relaxations (``rules/*/relax.py``) do not speak of are left out: a person has then
more weeks to choose from, and the bound is the lower.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from allocator.rota.held_practice import absent_for_goals
from allocator.rota.instance import Instance
from allocator.rota.relaxations import relaxations
from allocator.rota.week_bound.break_plans import RelativePlan, break_plans, integers
from allocator.rota.week_bound.compiled import Array
from allocator.rota.week_bound.duties import NEVER
from allocator.rota.week_bound.goals import owed_hours
from allocator.rota.week_bound.weeks import Week
from allocator.rules.encoding import ShiftOption, shift_kind
from allocator.rules.unsocial_fairness.encode import eligible_hours, unsocial_minutes

MOST_DAYS = 7
"""Days of a week: sets of days worked are kept whole, and there are 128 of them."""
MOST_ACTIVITIES = 4
"""Activities of a person whose times are looked at; a day that may hold more is loose."""


@dataclass(frozen=True, eq=False)
class Person:
    """One person's possible week.

    Parameters
    ----------
    options
        Shift of each choice.
    start, plan
        First interval of each choice, and the number of its break plan.
    price
        Of each choice by itself, in late contacts.
    unsocial_hours
        Weighted, of each choice; zeros for whom no share is reckoned.
    fixed_price
        Paid whatever the week.
    pools, effective, queues
        Pools by number; effective agents that the person is worth in each; and the queues, by
        number, that the person may take there.
    barred
        Of each pool, the intervals in which a rule keeps the person out of it.
    unbroken
        Most intervals without a rest; 0 for any number.
    activities, lengths, starts
        Activities off the phone, their lengths, and the intervals in which each may begin.
    loose
        Days on which further activities may lie, or sessions for a goal that may be held or
        not, of which nothing is said but this.
    limits
        Most choices of each limited kind, and which choices are of it.
    share
        Row of the person among those with a fair share of unsocial hours, or -1.
    owed_hours
        Of practice for the person's goals, at a price where they are short.
    """

    agent_id: str
    week: Week
    options: tuple[ShiftOption, ...]
    start: Array
    plan: Array
    price: Array
    unsocial_hours: Array
    fixed_price: float
    pools: Array
    effective: Array
    queues: tuple[tuple[int, ...], ...]
    barred: tuple[tuple[int, ...], ...]
    unbroken: int
    activities: tuple[str, ...]
    lengths: Array
    starts: tuple[tuple[int, ...], ...]
    loose: frozenset[int]
    limits: tuple[tuple[int, Array], ...]
    share: int
    owed_hours: float


class People:
    """Everybody's possible weeks.

    Parameters
    ----------
    instance
        The compiled scenario, of no more than ``MOST_DAYS`` days, activities free to move.
    queue_number
        Number of the group of each queue of each pool; queues without one are left out.
    shares
        Contracted hours of those whose unsocial hours are shared.
    """

    def __init__(
        self,
        instance: Instance,
        queue_number: dict[tuple[str, str], int],
        shares: dict[str, float],
    ) -> None:
        self.instance = instance
        self.scenario = instance.scenario
        self.days = instance.day_count
        self._queue_number = queue_number
        self._hooks = {
            name: relaxations(instance, name)
            for name in (
                "minutes_allowed",
                "rest_due",
                "allows_days",
                "may_follow",
                "follow_price",
                "shift_price",
                "day_off_price",
                "kinds_allowed",
                "must_hold",
            )
        }
        universe = dict.fromkeys(
            option
            for by_day in instance.options.values()
            for options in by_day
            for option in options
        )
        self._universe: dict[ShiftOption, _Known] = {}
        self._first_of: dict[tuple[int, int], int] = {}
        plan_number: dict[RelativePlan, int] = {}
        self._by_start: list[ShiftOption] = []
        minutes = 0
        for option in universe:
            minutes = math.gcd(minutes, option.paid_minutes)
            plan = tuple(
                (slot.length, slot.earliest - option.start, slot.latest - option.start)
                for slot in option.breaks
            )
            key = option.day, option.start
            if key not in self._first_of:
                self._first_of[key] = len(self._by_start)
                self._by_start.append(option)
            self._universe[option] = _Known(
                plan=plan_number.setdefault(plan, len(plan_number)),
                place=self._first_of[key],
                kind=shift_kind(self.scenario, option),
                unsocial_hours=self._unsocial_hours(option),
            )
        self.unit_minutes = max(1, minutes)
        self.plans = break_plans(list(plan_number))
        self.follow = self._follow_prices()
        self._absent = absent_for_goals(instance)
        self._owed = owed_hours(instance)
        self._share_row = {agent_id: row for row, agent_id in enumerate(shares)}
        self.people = [self._person(agent_id) for agent_id in instance.agent_ids]

    @staticmethod
    def eligible_hours(instance: Instance) -> dict[str, float]:
        """Contracted hours of those whose unsocial hours are shared."""
        stated = any(rule_id == "unsocial_fairness" for rule_id, _ in instance.stated_rules)
        scenario = instance.scenario
        return eligible_hours(scenario) if stated and scenario.settings.unsocial else {}

    def _unsocial_hours(self, option: ShiftOption) -> float:
        return unsocial_minutes(self.scenario, option.day, option.start, option.end) / 60

    def _follow_prices(self) -> Array:
        """Price of each start after each of the day before; ``NEVER`` for forbidden ones."""
        prices = np.zeros((len(self._by_start), len(self._by_start)))
        by_day: list[list[int]] = [[] for _ in range(self.days)]
        for place, option in enumerate(self._by_start):
            by_day[option.day].append(place)
        for day in range(1, self.days):
            for before in by_day[day - 1]:
                for after in by_day[day]:
                    pair = self._by_start[before], self._by_start[after]
                    if all(may(self.scenario, *pair, p) for may, p in self._hooks["may_follow"]):
                        prices[before, after] = sum(
                            price(self.scenario, *pair, p)
                            for price, p in self._hooks["follow_price"]
                        )
                    else:
                        prices[before, after] = NEVER
        return prices

    def _person(self, agent_id: str) -> Person:
        instance, scenario = self.instance, self.scenario
        options, held_days = self._held(agent_id)
        ordered = [
            option
            for day in options
            for option in sorted(
                day, key=lambda o: (o.start, self._universe[o].plan, o.paid_minutes, o.end)
            )
        ]
        known = [self._universe[option] for option in ordered]
        share = self._share_row.get(agent_id, -1)
        pools = [instance.service.pools.index(p) for p in instance.agent_pools[agent_id]]
        activities = instance.activities_of(agent_id)
        walked, extra = activities[:MOST_ACTIVITIES], activities[MOST_ACTIVITIES:]
        off_price = [
            sum(price(scenario, agent_id, day, p) for price, p in self._hooks["day_off_price"])
            for day in range(self.days)
        ]
        effective = instance.service.effective_share
        return Person(
            agent_id=agent_id,
            week=self._week(agent_id, ordered, held_days, len(walked)),
            options=tuple(ordered),
            start=integers(option.start for option in ordered),
            plan=integers(each.plan for each in known),
            price=np.array(
                [
                    sum(
                        price(scenario, agent_id, option, p)
                        for price, p in self._hooks["shift_price"]
                    )
                    - off_price[option.day]
                    for option in ordered
                ],
                dtype=np.float64,
            ),
            unsocial_hours=np.array(
                [each.unsocial_hours if share >= 0 else 0.0 for each in known], dtype=np.float64
            ),
            fixed_price=float(sum(off_price)),
            pools=integers(pools),
            effective=np.array(
                [
                    effective * instance.speed_percent[agent_id, pool] / 100
                    for pool in instance.agent_pools[agent_id]
                ],
                dtype=np.float64,
            ),
            queues=tuple(
                tuple(
                    sorted(
                        {
                            self._queue_number[pool, queue]
                            for queue in instance.usable_queues(agent_id, pool)
                            if (pool, queue) in self._queue_number
                        }
                    )
                )
                for pool in instance.agent_pools[agent_id]
            ),
            barred=tuple(
                tuple(sorted(instance.barred[agent_id, pool]))
                for pool in instance.agent_pools[agent_id]
            ),
            unbroken=instance.unbroken_limits.get(agent_id, 0),
            activities=walked,
            lengths=integers(instance.activity_lengths[each] for each in walked),
            starts=tuple(instance.activity_starts[each] for each in walked),
            loose=frozenset(range(self.days))
            if agent_id in self._absent
            else frozenset(
                day
                for start in (
                    *(start for each in extra for start in instance.activity_starts[each]),
                    *(pause.start for pause in instance.pauses(agent_id)),
                )
                for day in range(self.days)
                if any(o.start <= start < o.end for o in options[day])
            ),
            limits=self._limits(agent_id, known),
            share=share,
            owed_hours=self._owed.get(agent_id, 0.0),
        )

    def _held(self, agent_id: str) -> tuple[list[list[ShiftOption]], list[frozenset[int]]]:
        """Options by day, and sets of days of each of which one must be worked."""
        options = [list(day) for day in self.instance.options[agent_id]]
        held_days: list[frozenset[int]] = []
        for must_hold, parameters in self._hooks["must_hold"]:
            for holds in must_hold(self.scenario, agent_id, parameters):
                days = [d for d, day in enumerate(options) if any(map(holds, day))]
                held_days.append(frozenset(days))
                if len(days) == 1:
                    options[days[0]] = [o for o in options[days[0]] if holds(o)]
        return options, held_days

    def _week(
        self,
        agent_id: str,
        ordered: list[ShiftOption],
        held_days: list[frozenset[int]],
        activities: int,
    ) -> Week:
        days = range(self.days)
        first = np.searchsorted([o.day for o in ordered], range(self.days + 1)).astype(np.int64)
        starts = [(o.day, o.start) for o in ordered]
        distinct = list(dict.fromkeys(starts))
        group_of = {key: number for number, key in enumerate(distinct)}
        groups = [group_of[key] for key in starts]
        ends = [option.end for option in ordered]
        least, most = self._paid(agent_id)
        paid = [option.paid_minutes // self.unit_minutes for option in ordered]
        return Week(
            first=first,
            group_first=np.searchsorted([d for d, _ in distinct], range(self.days + 1)).astype(
                np.int64
            ),
            of_group=np.searchsorted(groups, range(len(distinct) + 1)).astype(np.int64),
            last_end=integers(
                max(end for end, g in zip(ends, groups, strict=True) if g == group)
                for group in range(len(distinct))
            ),
            paid=integers(paid),
            end=integers(ends),
            group=integers(groups),
            limited=np.zeros(len(ordered), dtype=np.int64),
            start=integers(self._first_of[key] for key in distinct),
            moment=integers(start for _, start in distinct),
            follow=self.follow,
            rest=integers(self._rest(agent_id, day) for day in days),
            days_allowed=self._days_allowed(agent_id, first, paid, least, most, held_days),
            least=least,
            most=most,
            subsets=1 << activities,
            limit=-1,
        )

    def _paid(self, agent_id: str) -> tuple[int, int]:
        """Least and most units of paid time in the week."""
        least, most = 0, 1440 * self.days
        for allowed, parameters in self._hooks["minutes_allowed"]:
            for days, low, high in allowed(self.scenario, agent_id, parameters):
                if days.start <= 0 and days.stop >= self.days:
                    least, most = max(least, low), min(most, high)
        return -(-least // self.unit_minutes), most // self.unit_minutes

    def _rest(self, agent_id: str, day: int) -> int:
        step = self.scenario.settings.interval_minutes
        return max(
            (
                -(-due(self.scenario, agent_id, day, p) // step)
                for due, p in self._hooks["rest_due"]
            ),
            default=0,
        )

    def _days_allowed(
        self,
        agent_id: str,
        first: Array,
        paid: list[int],
        least: int,
        most: int,
        held_days: list[frozenset[int]],
    ) -> Array:
        ranges = [(paid[first[d] : first[d + 1]]) for d in range(self.days)]
        allowed = np.zeros(1 << self.days, dtype=np.bool_)
        for number in range(1 << self.days):
            worked = frozenset(day for day in range(self.days) if number >> day & 1)
            if any(not ranges[day] for day in worked):
                continue
            allowed[number] = (
                sum(max(ranges[day]) for day in worked) >= least
                and sum(min(ranges[day]) for day in worked) <= most
                and all(worked & days for days in held_days)
                and all(
                    allows(self.scenario, agent_id, worked, p)
                    for allows, p in self._hooks["allows_days"]
                )
            )
        return allowed

    def _limits(self, agent_id: str, known: list[_Known]) -> tuple[tuple[int, Array], ...]:
        limits = {
            kind: most
            for kinds_allowed, parameters in self._hooks["kinds_allowed"]
            for kind, most in kinds_allowed(self.scenario, agent_id, parameters).items()
        }
        return tuple(
            (most, integers(each.kind == kind for each in known)) for kind, most in limits.items()
        )


@dataclass(frozen=True)
class _Known:
    """What is the same of a shift whoever works it."""

    plan: int
    place: int
    kind: str | None
    unsocial_hours: float
