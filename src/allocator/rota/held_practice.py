"""Sessions of practice that have a place in a rota, and what they mean to those who take part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allocator.domain.practice import PracticeSession
from allocator.rota.duty import Assignment, Duty
from allocator.rules.encoding import Appointment

if TYPE_CHECKING:  # an instance asks this module what its sessions mean
    from allocator.rota.instance import Instance


@dataclass(frozen=True)
class HeldSession:
    """When a session is held, by its first interval, and with whom."""

    start: int
    mentor: str


Practice = Mapping[str, HeldSession]
"""Held sessions by their id."""


def session_length(instance: Instance, session: PracticeSession) -> int:
    """Length of a session in intervals."""
    return session.minutes // instance.scenario.settings.interval_minutes


def session_span(instance: Instance, session_id: str) -> range:
    """Intervals of a held session."""
    start = instance.practice[session_id].start
    return range(start, start + session_length(instance, instance.sessions[session_id]))


def practice_appointments(instance: Instance) -> dict[str, list[Appointment]]:
    """Held sessions as appointments off the phone of those who give no service in them."""
    found: defaultdict[str, list[Appointment]] = defaultdict(list)
    for session_id, held in instance.practice.items():
        session = instance.sessions[session_id]
        span = session_span(instance, session_id)
        found[session.agent_id].append(Appointment(span.start, span.stop, session_id, held.mentor))
        if session.goal.queue is None:
            found[held.mentor].append(
                Appointment(span.start, span.stop, session_id, session.agent_id)
            )
    return found


def mentoring(instance: Instance) -> dict[str, list[tuple[range, str]]]:
    """Spans in which mentors are on the phone throughout, and the pool that they are in."""
    found: defaultdict[str, list[tuple[range, str]]] = defaultdict(list)
    pool_of = instance.scenario.pool_of_queue
    for session_id, held in instance.practice.items():
        queue = instance.sessions[session_id].goal.queue
        if queue is not None:
            span = session_span(instance, session_id)
            found[held.mentor].append((span, pool_of[queue]))
    return found


Barred = dict[tuple[str, str], frozenset[int]]


def barred_for_mentoring(instance: Instance, barred: Barred) -> Barred:
    """Intervals in which agents are kept out of pools, those of mentors in others among them."""
    found = dict(barred)
    for agent_id, spans in mentoring(instance).items():
        for pool in instance.agent_pools[agent_id]:
            elsewhere = [span for span, here in spans if here != pool]
            found[agent_id, pool] = found[agent_id, pool].union(*elsewhere)
    return found


def held_for_mentoring(
    instance: Instance, held: dict[str, frozenset[int]]
) -> dict[str, frozenset[int]]:
    """Intervals in which agents may not be off the phone, those of mentors among them."""
    found = dict(held)
    for agent_id, spans in mentoring(instance).items():
        found[agent_id] = found.get(agent_id, frozenset()).union(*(span for span, _ in spans))
    return found


def practice_spans(instance: Instance, agent_id: str) -> list[range]:
    """Spans of the held sessions that an agent takes part in, on either side."""
    return [
        session_span(instance, session_id)
        for session_id, held in instance.practice.items()
        if agent_id in (held.mentor, instance.sessions[session_id].agent_id)
    ]


def practice_of(instance: Instance, assignment: Assignment) -> dict[str, HeldSession]:
    """Sessions that the duties of a rota hold, with the mentor or coach there all the while.

    Duties that nobody may have, such as one on a day that is leave by now, hold none.
    """
    by_agent: defaultdict[str, list[Duty]] = defaultdict(list)
    concerned = {agent_id for session in instance.sessions.values() for agent_id in session.people}
    for (agent_id, day), duty in assignment.items():
        if agent_id in concerned and duty.option in instance.admitted[agent_id][day]:
            by_agent[agent_id].append(duty)
    return {
        each.activity_id: HeldSession(each.start, each.beside)
        for session in instance.sessions.values()
        for duty in by_agent[session.agent_id]
        for each in duty.appointments
        if each.activity_id == session.session_id
        and any(_is_there(instance, session, other, each) for other in by_agent[each.beside])
    }


def _is_there(
    instance: Instance, session: PracticeSession, duty: Duty, session_time: Appointment
) -> bool:
    """Whether a mentor's duty is on the phone in the queue's pool, or a coach's at the session."""
    if session.goal.queue is None:
        mine = Appointment(
            session_time.start, session_time.end, session.session_id, session.agent_id
        )
        return mine in duty.appointments
    pool = instance.scenario.pool_of_queue[session.goal.queue]
    return is_in_pool(duty, pool, range(session_time.start, session_time.end))


def is_in_pool(duty: Duty, pool: str, span: range) -> bool:
    """Whether a duty is on the phone in a pool throughout a span."""
    first = duty.option.start
    return (
        first <= span.start
        and span.stop <= duty.option.end
        and all(duty.pools[interval - first] == pool for interval in span)
    )


def absent_for_goals(instance: Instance) -> frozenset[str]:
    """Agents whom sessions may take off the phone, whether any of them is held or not."""
    return frozenset(
        agent_id
        for session in instance.sessions.values()
        for agent_id in (session.people if session.goal.queue is None else (session.agent_id,))
    )
