"""Best weeks where a part of everybody's week can no longer be otherwise.

What lies behind the join is as it was, pool by pool; a shift that an event has cut, or that has
begun, is worked; and whoever's week breaks a rule as it stands has no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from allocator.rota.instance import Instance
from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.standing import Key, Standing
from allocator.rota.week_bound.compiled import Array
from allocator.rota.week_bound.people import MOST_ACTIVITIES, People, Person
from allocator.rota.week_bound.pricing import Pricing
from allocator.rota.week_bound.prove import Rounds
from allocator.rules.encoding import ShiftOption
from allocator.rules.unsocial_fairness.encode import unsocial_minutes

_UNKNOWN, _OFF_PHONE = -2, -1


@dataclass(frozen=True)
class Fixed:
    """What of an instance can no longer be otherwise, besides what its shift options say.

    Parameters
    ----------
    settled
        Agent-days that are worked whatever else is changed.
    stuck
        People whose weeks break a rule as they stand: they keep their shifts.
    overtime_minutes
        Offered, by agent: paid beside the hours of the contract.
    """

    settled: frozenset[Key]
    stuck: frozenset[str]
    overtime_minutes: Mapping[str, int]


class FrozenRounds(Rounds):
    """Rounds of prices and weeks for what is still free.

    Parameters
    ----------
    instance
        With what stands, activities free to move.
    """

    def __init__(self, instance: FrozenInstance, fixed: Fixed) -> None:
        self._fixed = fixed
        super().__init__(instance)

    def _people_of(self, instance: Instance, shares: dict[str, float]) -> People:
        assert isinstance(instance, FrozenInstance)
        return _FrozenPeople(instance, self.ties.group_of, shares, self._fixed)

    def _pricing_of(self, people: People) -> Pricing:
        return _FrozenPricing(people)


class _FrozenPeople(People):
    """Everybody's possible weeks, what stands of them in each."""

    def __init__(
        self,
        instance: FrozenInstance,
        queue_number: dict[tuple[str, str], int],
        shares: dict[str, float],
        fixed: Fixed,
    ) -> None:
        assert instance.standing is not None
        self._standing: Standing = instance.standing
        self._fixed = fixed
        super().__init__(instance, queue_number, shares)

    def _person(self, agent_id: str) -> Person:
        person = super()._person(agent_id)
        # What was behind the join may have been off the phone between two breaks.
        begun = {day for (who, day) in self._standing.duties if who == agent_id}
        begun = {day for day in begun if self._standing.is_begun((agent_id, day))}
        loose = person.loose | begun | self._with_gaps(agent_id)
        person = replace(person, loose=loose, unbroken=0 if loose else person.unbroken)
        for key in self._standing.gaps:
            if key[0] == agent_id and person.share >= 0:
                person = self._without_gaps(person, key)
        if agent_id not in self._fixed.stuck:
            return person
        # What the rules price between two days is left out: they are not kept here.
        follow = np.zeros_like(person.week.follow)
        week = person.week._replace(follow=follow, rest=np.zeros_like(person.week.rest))
        return replace(person, week=week, limits=())

    def _with_gaps(self, agent_id: str) -> frozenset[int]:
        """Days in the middle of which somebody is away."""
        return frozenset(day for who, day in self._standing.gaps if who == agent_id)

    def unknown_days(self, person: Person) -> frozenset[int]:
        """Days of which it is not known, after the join, when somebody may be on the phone.

        The pauses of a day that has begun lie behind it, where all is known.
        """
        agent_id, join = person.agent_id, self._standing.join
        is_loose = agent_id in self._absent
        is_loose |= len(self.instance.activities_of(agent_id)) > MOST_ACTIVITIES
        ahead = {day for day in person.loose if is_loose or self._first[day] >= join}
        return self._with_gaps(agent_id) | ahead

    @property
    def _first(self) -> tuple[int, ...]:
        return self.scenario.grid.day_bounds

    def _without_gaps(self, person: Person, key: Key) -> Person:
        """Unsocial hours of a day without those in the middle of it in which somebody is away."""
        hours = person.unsocial_hours.copy()
        for choice, option in enumerate(person.options):
            if option.day == key[1]:
                away = sum(
                    unsocial_minutes(self.scenario, option.day, gap.start, gap.stop)
                    for gap in self._standing.gaps[key]
                )
                hours[choice] -= away / 60
        return replace(person, unsocial_hours=hours)

    def _held(self, agent_id: str) -> tuple[list[list[ShiftOption]], list[frozenset[int]]]:
        if agent_id in self._fixed.stuck:
            duties = (self._standing.duties.get((agent_id, day)) for day in range(self.days))
            return [[] if duty is None else [duty.option] for duty in duties], []
        options, held_days = super()._held(agent_id)
        held_days += [frozenset({day}) for who, day in self._fixed.settled if who == agent_id]
        return options, held_days

    def _paid(self, agent_id: str) -> tuple[int, int]:
        if agent_id in self._fixed.stuck:
            return 0, 1440 * self.days // self.unit_minutes
        least, most = super()._paid(agent_id)
        more = self._fixed.overtime_minutes.get(agent_id, 0)
        return least, most + -(-more // self.unit_minutes)

    def _days_allowed(
        self,
        agent_id: str,
        first: Array,
        paid: list[int],
        least: int,
        most: int,
        held_days: list[frozenset[int]],
    ) -> Array:
        if agent_id not in self._fixed.stuck:
            return super()._days_allowed(agent_id, first, paid, least, most, held_days)
        allowed = np.zeros(1 << self.days, dtype=np.bool_)
        allowed[sum(1 << day for day in range(self.days) if first[day] < first[day + 1])] = True
        return allowed

    def known_pools(self, person: Person) -> Array:
        """Pool by its place among the person's in each interval behind the join.

        Returns
        -------
        Array
            Of each interval of the grid; -1 for off the phone, -2 for not known.
        """
        known = np.full(self.scenario.grid.interval_count, _UNKNOWN, dtype=np.int64)
        places = {pool: n for n, pool in enumerate(self.instance.agent_pools[person.agent_id])}
        join = self._standing.join
        for (who, _), duty in self._standing.duties.items():
            if who != person.agent_id:
                continue
            for interval in range(duty.option.start, min(join, duty.option.end)):
                pool = duty.pools[interval - duty.option.start]
                known[interval] = _OFF_PHONE if pool is None else places[pool]
        return known


class _FrozenPricing(Pricing):
    """Finds best weeks, of which a part is known."""

    def __init__(self, people: People) -> None:
        assert isinstance(people, _FrozenPeople)
        super().__init__(people)
        self._known = {each.agent_id: people.known_pools(each) for each in people.people}
        self._unknown_days = {each.agent_id: people.unknown_days(each) for each in people.people}

    def _with_bars(self, person: Person, rows: Array, loose: Array, paid: float) -> Array:
        unknown = self._unknown_days[person.agent_id]
        loose = np.array([day in unknown for day in range(self.people.days)])
        barred = super()._with_bars(person, rows, loose, paid)
        known = self._known[person.agent_id]
        behind = np.flatnonzero(known != _UNKNOWN)
        if not len(behind):
            return barred
        barred = barred.copy()
        # Off the phone they may have been at a session for a goal.
        barred[:, behind] = -paid * self._interval_hours
        on_phone = behind[known[behind] >= 0]
        barred[:, on_phone] = rows[known[on_phone], on_phone]
        return barred
