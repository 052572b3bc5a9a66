"""Activities and sessions for goals at other times, everybody's shifts staying as they stand."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from allocator.domain.practice import PracticeSession
from allocator.rota.duty import Assignment, Duty
from allocator.rota.move_activities import ActivityMove, promising_starts
from allocator.rota.place_practice import Place, Placing
from allocator.rota.polish import Incumbent
from allocator.rota.replan.frozen import FrozenInstance
from allocator.rota.replan.near import ChangePrices, is_same
from allocator.rota.replan.standing import Key
from allocator.rota.service_table import ServiceTable

_LEAST = 1e-6


@dataclass(frozen=True)
class Timed:
    """A rota with the instance that has its activities at their times."""

    instance: FrozenInstance
    assignment: Assignment


class Moving:
    """Moves what can be held at another time, where that is worth telling those who take part.

    Parameters
    ----------
    days
        Numbers of the days concerned.
    until
        Moment of :func:`time.perf_counter` at which to stop.
    """

    def __init__(
        self, rota: Timed, prices: ChangePrices, days: tuple[int, ...], until: float
    ) -> None:
        self.rota = rota
        self._prices = prices
        self._days = days
        self._until = until

    def run(self) -> Timed:
        """Give activities of the days concerned, and sessions that are lost, better times."""
        for activity_id in self._movable():
            if time.perf_counter() > self._until:
                break
            self._move(activity_id)
        for session in self._lost():
            if time.perf_counter() > self._until:
                break
            self._place(session)
        return self.rota

    def _movable(self) -> tuple[str, ...]:
        """Activities still to come on the days concerned."""
        instance = self.rota.instance
        assert instance.standing is not None
        bounds = instance.scenario.grid.day_bounds
        spans = [range(bounds[day], bounds[day + 1]) for day in self._days]
        return tuple(
            activity_id
            for activity_id in instance.movable
            for start in instance.activity_starts[activity_id][:1]
            if start >= instance.standing.join and any(start in span for span in spans)
        )

    def _price(self, duties: Assignment) -> float:
        """Prices of change of some duties above those of the present ones."""
        now = self.rota.assignment
        return sum(
            self._prices.of_day(key, duty) - self._prices.of_day(key, now.get(key))
            for key, duty in duties.items()
        )

    def _move(self, activity_id: str) -> None:
        instance, current = self.rota.instance, self.rota.assignment
        table = ServiceTable(instance, current)
        overdrawn = table.overdrawn_seats()
        least = ActivityMove(instance, current, table, activity_id, None).cost - _LEAST
        for start in promising_starts(instance, current, table, activity_id):
            twin = instance.with_starts({activity_id: (start,)})
            move = ActivityMove(twin, current, table, activity_id, start)
            cost = move.cost + self._price(move.duties)
            if cost >= least:
                continue
            found = {**current, **move.duties}
            if ServiceTable(twin, found).overdrawn_seats() <= overdrawn:
                assert isinstance(twin, FrozenInstance)
                self.rota, least = Timed(twin, found), cost

    def _lost(self) -> list[PracticeSession]:
        """Sessions for goals that are owed and have no place."""
        instance = self.rota.instance
        return [s for name, s in instance.sessions.items() if name not in instance.practice]

    def _place(self, session: PracticeSession) -> None:
        before = self.rota
        placing = _StillToCome(before.instance, dict(before.assignment))
        cost = Incumbent(before.instance, before.assignment).cost
        placing.settle(session)
        twin = placing.instance
        assert isinstance(twin, FrozenInstance)
        changed = {
            key: duty
            for key, duty in placing.current.items()
            if not is_same(duty, before.assignment.get(key))
        }
        found = Incumbent(twin, placing.current)
        if found.cost + self._price(changed) < cost - _LEAST:
            self.rota = Timed(twin, placing.current)


class _StillToCome(Placing):
    """Places for sessions after the join alone."""

    def possible(self, session: PracticeSession) -> Iterator[Place]:
        """Yield every place that the shifts have room for, with what it should cost."""
        instance = self.instance
        assert isinstance(instance, FrozenInstance)
        assert instance.standing is not None
        join = instance.standing.join
        return (place for place in super().possible(session) if place.held.start >= join)


def retimed_keys(
    still: FrozenInstance, instance: FrozenInstance, stands: Assignment
) -> frozenset[Key]:
    """Agent-days that cannot be worked as they stand, since something has another time.

    Parameters
    ----------
    still, instance
        With activities and sessions as they stand, and as they are in a rota.
    """
    if (still.chosen, still.practice) == (instance.chosen, instance.practice):
        return frozenset()
    return frozenset(
        key
        for key, duty in stands.items()
        if not _holds(instance, key, duty) and _holds(still, key, duty)
    )


def _holds(instance: FrozenInstance, key: Key, duty: Duty) -> bool:
    """Whether a duty has the activities of its agent, and is in the pools of a mentor's."""
    agent_id = key[0]
    option = duty.option
    held = instance.held.get(agent_id, frozenset[int]())
    on_phone = {interval for _, interval in duty.on_phone}
    return (
        instance.appointments_in(agent_id, option) == duty.appointments
        and {t for t in held if option.start <= t < option.end} <= on_phone
        and not any(interval in instance.barred[agent_id, pool] for pool, interval in duty.on_phone)
    )


def retimed_groups(
    still: FrozenInstance, instance: FrozenInstance, keys: Collection[Key]
) -> list[tuple[Key, ...]]:
    """Agent-days that belong together as those of one activity or session, or of several.

    Parameters
    ----------
    still, instance
        See :func:`retimed_keys`, where the keys are from.
    """
    groups: list[tuple[set[str], set[Key]]] = []
    for key in sorted(keys):
        ids, mine = _moved_of(still, instance, key[0]), {key}
        apart: list[tuple[set[str], set[Key]]] = []
        for other_ids, others in groups:
            if other_ids & ids:
                ids |= other_ids
                mine |= others
            else:
                apart.append((other_ids, others))
        groups = [*apart, (ids, mine)]
    return [tuple(sorted(mine)) for _, mine in groups]


def _moved_of(still: FrozenInstance, instance: FrozenInstance, agent_id: str) -> set[str]:
    """Activities and sessions of an agent whose time or company is another."""
    activities = {
        activity_id
        for activity_id in instance.activities_of(agent_id)
        if still.activity_starts.get(activity_id) != instance.activity_starts[activity_id]
    }
    sessions = {
        name
        for name in {*still.practice, *instance.practice}
        if still.practice.get(name) != instance.practice.get(name)
        and agent_id in instance.sessions[name].people
    }
    return activities | sessions
