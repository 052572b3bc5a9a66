"""Sessions for goals put where they cost least, everybody's shifts staying as they are.

A session needs one who learns, off the phone, and a mentor who is on the phone in the queue's pool
all the while, or a coach who is off it too. Each is tried at the times and beside the people that
look cheapest by what the phones are worth then; these are priced exactly, with breaks and pools of
those concerned chosen again. What costs more than the goal is worth has no place, and is paid for
by the rule ``development``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from allocator.domain.practice import PracticeSession
from allocator.rota.best_week import priced_options
from allocator.rota.duty import Assignment, Duty
from allocator.rota.held_practice import HeldSession, is_in_pool, session_length
from allocator.rota.instance import Instance
from allocator.rota.room import has_room
from allocator.rota.service_table import Floats, ServiceTable
from allocator.rules.encoding import Appointment

_TRIED, _TRIED_IN_LARGE = 8, 3
_LARGE = 100
"""In teams above this size fewer places are priced exactly."""
_MOVED_PRICE = 0.5
"""Late contacts added to the estimate of a place for which a mentor's breaks or pool must move."""
_LEAST_GAIN = 1e-6


def place_practice(instance: Instance, assignment: Assignment) -> tuple[Instance, Assignment]:
    """Give each session the best place that the present shifts allow, or none.

    Returns
    -------
    tuple of Instance and Assignment
        Never worse, the price of missing practice included, than what was given.
    """
    placing = Placing(instance, dict(assignment))
    for session in instance.sessions.values():
        placing.settle(session)
    return placing.instance, placing.current


@dataclass(frozen=True)
class Place:
    """A place for a session, with what it should cost."""

    estimate: float
    held: HeldSession
    learner_day: int
    mentor_day: int


class Placing:
    """A rota to which sessions are given, one after another."""

    def __init__(self, instance: Instance, current: Assignment) -> None:
        self.instance = instance
        self.current = current
        self._table = ServiceTable(instance, current)
        self._price = instance.scenario.settings.prices.development_hour
        self._tried = _TRIED if len(instance.agent_ids) <= _LARGE else _TRIED_IN_LARGE
        self._days_of: dict[str, list[int]] = {}
        for agent_id, day in sorted(current):
            self._days_of.setdefault(agent_id, []).append(day)

    def settle(self, session: PracticeSession) -> None:
        """Place a session, move it, or take it out where it costs more than it is worth."""
        worth = self._price * session.minutes / 60
        session_id = session.session_id
        before = self.instance, dict(self.current), self._table.copy()
        overdrawn = self._table.overdrawn_seats()
        now = self.instance.practice.get(session_id)
        best, limit = before, self._cost() + (worth if now is None else 0.0)
        bare = before
        if now is not None:
            self._take_out(session)
            bare = self.instance, dict(self.current), self._table.copy()
            if self._is_better(self._cost() + worth, limit, overdrawn):
                best, limit = bare, self._cost() + worth
        for place in self._places(session):
            self._restore(bare)
            self._put_in(session, place)
            if self._is_better(self._cost(), limit, overdrawn):
                best = self.instance, dict(self.current), self._table.copy()
                limit = self._cost()
        self._restore(best)

    def _is_better(self, cost: float, limit: float, overdrawn: float) -> bool:
        return cost < limit - _LEAST_GAIN and self._table.overdrawn_seats() <= overdrawn

    def _restore(self, state: tuple[Instance, Assignment, ServiceTable]) -> None:
        self.instance, current, table = state
        self.current, self._table = dict(current), table.copy()

    def _cost(self) -> float:
        costs = self.instance.stretch_costs
        stretches = (
            0.0
            if costs is None
            else sum(float(costs[n]) for duty in self.current.values() for n in duty.stretches)
        )
        return self._table.cost() + stretches

    # Putting in and taking out.

    def _take_out(self, session: PracticeSession) -> None:
        left = dict(self.instance.practice)
        held = left.pop(session.session_id)
        self.instance = self.instance.with_practice(left)
        span = self._span(session, held.start)
        for agent_id in (session.agent_id, held.mentor):
            for day in self._days_of[agent_id]:
                option = self.current[agent_id, day].option
                if option.start <= span.start and span.stop <= option.end:
                    self._work_anew([(agent_id, day)])

    def _put_in(self, session: PracticeSession, place: Place) -> None:
        held = {**self.instance.practice, session.session_id: place.held}
        self.instance = self.instance.with_practice(held)
        keys = [(session.agent_id, place.learner_day)]
        if not self._is_beside(session, place):
            keys.append((place.held.mentor, place.mentor_day))
        self._work_anew(keys)

    def _work_anew(self, keys: list[tuple[str, int]]) -> None:
        """Choose breaks and pools of some duties again, by the sessions as they are now."""
        for agent_id, day in keys:
            self._table.remove(agent_id, self.current[agent_id, day])
        for agent_id, day in keys:
            option = self.current[agent_id, day].option
            duty = priced_options(self.instance, self._table, agent_id, [option])[option].duty
            self.current[agent_id, day] = duty
            self._table.add(agent_id, duty)

    # Places that look cheap.

    def _places(self, session: PracticeSession) -> list[Place]:
        """Places that everybody's shifts have room for, those first that should cost least."""
        found = sorted(self.possible(session), key=lambda place: (place.estimate, place.held.start))
        return found[: self._tried]

    def possible(self, session: PracticeSession) -> Iterator[Place]:
        """Yield every time that the shifts have room for, beside the mentor who costs least then.

        A further mentor at the same time would gain little.
        """
        instance = self.instance
        gains: dict[str, dict[str, Floats]] = {}
        length = session_length(instance, session)
        busy_days = {
            self._day(held.start)
            for session_id, held in instance.practice.items()
            if instance.sessions[session_id].goal == session.goal
        }
        first = instance.scenario.grid.days.index(session.first_day)
        last = instance.scenario.grid.days.index(session.last_day)
        for day in self._days_of.get(session.agent_id, ()):
            duty = self.current[session.agent_id, day]
            if not first <= day <= last or day in busy_days:
                continue
            for start in range(duty.option.start, duty.option.end - length + 1):
                span = range(start, start + length)
                if not self._is_free(session.agent_id, duty, span, session, ""):
                    continue
                beside = self._best_mentor(session, day, span, gains)
                if beside is not None:
                    extra, mentor, mentor_day = beside
                    cost = extra - self._phone_worth(session.agent_id, duty, span, gains)
                    yield Place(cost, HeldSession(start, mentor), day, mentor_day)

    def _best_mentor(
        self, session: PracticeSession, day: int, span: range, gains: dict[str, dict[str, Floats]]
    ) -> tuple[float, str, int] | None:
        """Cost, mentor and the mentor's day, where it is least; ``None`` if nobody can be there."""
        best: tuple[float, str, int] | None = None
        for mentor in sorted(session.mentors):
            for mentor_day in (day - 1, day, day + 1):  # shifts may pass midnight
                duty = self.current.get((mentor, mentor_day))
                if duty is None or not (
                    duty.option.start <= span.start and span.stop <= duty.option.end
                ):
                    continue
                extra = self._mentor_cost(session, mentor, duty, span, gains)
                if extra is not None and (best is None or extra < best[0]):
                    best = extra, mentor, mentor_day
            if best is not None and best[0] == 0.0 and session.goal.queue is not None:
                break  # on the phone there as it is: nobody costs less
        return best

    def _mentor_cost(
        self,
        session: PracticeSession,
        mentor: str,
        duty: Duty,
        span: range,
        gains: dict[str, dict[str, Floats]],
    ) -> float | None:
        """Rough cost of a mentor's part; ``None`` where the mentor cannot be there."""
        instance = self.instance
        if session.goal.queue is None:
            if not self._is_free(mentor, duty, span, session, session.agent_id):
                return None
            return -self._phone_worth(mentor, duty, span, gains)
        pool = instance.scenario.pool_of_queue[session.goal.queue]
        if any(_meets(each, span) for each in duty.appointments) or any(
            interval in instance.held.get(mentor, ()) for interval in span
        ):
            return None  # at something else, or held already, beside another learner perhaps
        if is_in_pool(duty, pool, span):
            return 0.0
        if not instance.barred[mentor, pool].isdisjoint(span):
            return None
        then = tuple(sorted([*duty.appointments, Appointment(span.start, span.stop, "")]))
        return _MOVED_PRICE if has_room(instance, mentor, duty.option, then) else None

    def _is_free(
        self, agent_id: str, duty: Duty, span: range, session: PracticeSession, beside: str
    ) -> bool:
        """Whether an agent could be off the phone then, breaks finding other times."""
        instance = self.instance
        if any(_meets(each, span) for each in duty.appointments) or any(
            interval in instance.held.get(agent_id, ()) for interval in span
        ):
            return False
        if session.goal.queue is not None and self._is_pinned_elsewhere(agent_id, span, session):
            return False
        mine = Appointment(span.start, span.stop, session.session_id, beside)
        return has_room(instance, agent_id, duty.option, tuple(sorted([*duty.appointments, mine])))

    def _is_pinned_elsewhere(self, agent_id: str, span: range, session: PracticeSession) -> bool:
        moment = self.instance.scenario.grid.moment
        return any(
            pin.is_work
            and pin.queue not in (None, session.goal.queue)
            and pin.start < moment(span.stop)
            and moment(span.start) < pin.end
            for pin in self.instance.scenario.pins_by_agent.get(agent_id, ())
        )

    def _is_beside(self, session: PracticeSession, place: Place) -> bool:
        """Whether the mentor is there as things are."""
        queue = session.goal.queue
        if queue is None:
            return False
        pool = self.instance.scenario.pool_of_queue[queue]
        duty = self.current[place.held.mentor, place.mentor_day]
        return is_in_pool(duty, pool, self._span(session, place.held.start))

    def _phone_worth(
        self, agent_id: str, duty: Duty, span: range, gains: dict[str, dict[str, Floats]]
    ) -> float:
        """Change of the objective by being on the phone meanwhile as now, roughly."""
        if agent_id not in gains:
            pools = self.instance.agent_pools[agent_id]
            gains[agent_id] = {p: self._table.marginal(agent_id, p) for p in pools}
        first = duty.option.start
        return sum(
            float(gains[agent_id][pool][interval])
            for interval in span
            for pool in (duty.pools[interval - first],)
            if pool is not None
        )

    def _span(self, session: PracticeSession, start: int) -> range:
        return range(start, start + session_length(self.instance, session))

    def _day(self, interval: int) -> int:
        bounds = self.instance.scenario.grid.day_bounds
        return sum(bound <= interval for bound in bounds) - 1


def _meets(each: Appointment, span: range) -> bool:
    return each.start < span.stop and span.start < each.end
