"""Random events of the day, as a supervisor may meet them, for a rota that is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

from hypothesis import strategies as st

from allocator.domain.event_of_day import (
    Absence,
    EarlyLeave,
    Event,
    HandlingTime,
    Late,
    Overtime,
    QueueDown,
    SiteDown,
    SpecialEventOfDay,
    Swap,
    TimeOff,
    Volume,
)
from allocator.domain.rota import Rota, Shift
from allocator.domain.scenario import Scenario

STEP = dt.timedelta(minutes=5)
"""Nobody falls ill on the quarter-hour."""


@st.composite
def moments(draw: st.DrawFn, scenario: Scenario, since: dt.datetime | None = None) -> dt.datetime:
    """Draw a moment from half an hour before the first opening to the last close."""
    opens = scenario.grid.moment(scenario.open_intervals[0]) - dt.timedelta(minutes=30)
    first = opens if since is None else max(since, opens)
    last = scenario.grid.moment(scenario.open_intervals[-1])
    steps = max(0, (last - first) // STEP)
    return first + STEP * draw(st.integers(0, steps))


@st.composite
def events(draw: st.DrawFn, scenario: Scenario, rota: Rota, now: dt.datetime) -> tuple[Event, ...]:
    """Draw one to three events that are not over by ``now``; nobody and no queue has two."""
    shifts = [s for a in rota.agent_ids for s in rota.shifts(a) if s.end - STEP > now]
    drawn: list[Event] = []
    people: set[str] = set()
    down = False
    for _ in range(draw(st.integers(1, 3))):
        free = [shift for shift in shifts if shift.agent_id not in people]
        if free and draw(st.booleans()):
            event = draw(st.one_of([make(scenario, free, now) for make in _PERSONAL]))
            people |= _people(event)
        else:
            event = draw(_of_demand(scenario, now, with_outage=not down))
            down = down or isinstance(event, QueueDown | SiteDown)
        drawn.append(event)
    return tuple(drawn)


def _people(event: Event) -> set[str]:
    if isinstance(event, Swap):
        return {event.agent_id, event.other_agent_id}
    return {event.agent_id} if isinstance(event, _OF_PEOPLE) else set()


_OF_PEOPLE = Absence | TimeOff | Late | EarlyLeave | Overtime


def _between(first: dt.datetime, last: dt.datetime) -> st.SearchStrategy[dt.datetime]:
    """Return moments from one to another, both included."""
    return st.integers(0, max(0, (last - first) // STEP)).map(lambda n: first + STEP * n)


@st.composite
def _absence(
    draw: st.DrawFn, scenario: Scenario, shifts: list[Shift], now: dt.datetime
) -> Absence | TimeOff:
    shift = draw(st.sampled_from(shifts))
    start = draw(_between(max(now, shift.start), shift.end - STEP))
    until = draw(_between(start + STEP, min(shift.end + dt.timedelta(days=2), scenario.grid.end)))
    kind: Callable[..., Absence | TimeOff] = draw(st.sampled_from([Absence, TimeOff]))
    return kind(agent_id=shift.agent_id, start=start, until=until)


@st.composite
def _late_or_early(
    draw: st.DrawFn, scenario: Scenario, shifts: list[Shift], now: dt.datetime
) -> Late | EarlyLeave:
    shift = draw(st.sampled_from(shifts))
    first, last = max(now, shift.start) + STEP, shift.end - STEP
    at = draw(_between(min(first, last), last))
    if shift.start >= now and draw(st.booleans()):
        day = scenario.grid.operating_date(shift.start)
        return Late(agent_id=shift.agent_id, day=day, at=at)
    return EarlyLeave(agent_id=shift.agent_id, at=at)


@st.composite
def _overtime(
    draw: st.DrawFn, scenario: Scenario, shifts: list[Shift], now: dt.datetime
) -> Overtime:
    shift = draw(st.sampled_from(shifts))
    day = scenario.grid.operating_date(shift.start)
    return Overtime(agent_id=shift.agent_id, day=day, hours=draw(st.sampled_from([0.5, 1, 2, 3])))


@st.composite
def _swap(
    draw: st.DrawFn, scenario: Scenario, shifts: list[Shift], now: dt.datetime
) -> Swap | Overtime:
    to_come = [shift for shift in shifts if shift.start > now]
    pairs = [(a, b) for a in to_come for b in to_come if a.agent_id < b.agent_id]
    if not pairs:
        return draw(_overtime(scenario, shifts, now))
    one, other = draw(st.sampled_from(pairs))
    day, other_day = (scenario.grid.operating_date(shift.start) for shift in (one, other))
    return Swap(agent_id=one.agent_id, day=day, other_agent_id=other.agent_id, other_day=other_day)


_PERSONAL = (_absence, _late_or_early, _overtime, _swap)


@st.composite
def _of_demand(
    draw: st.DrawFn, scenario: Scenario, now: dt.datetime, *, with_outage: bool
) -> Event:
    start = draw(moments(scenario, now))
    until = start + dt.timedelta(minutes=draw(st.sampled_from([20, 60, 180, 600, 1500])))
    queues = [queue.id for queue in scenario.settings.queues]
    if with_outage and draw(st.booleans()):
        share = draw(st.sampled_from([0.0, 0.6, 1.0]))
        back: list[Literal["wait", "callback"]] = ["wait", "callback"]
        then = draw(st.sampled_from(back))
        if draw(st.booleans()):
            return SiteDown(start=start, until=until, then=then, share=share)
        queue = draw(st.sampled_from(queues))
        others = [None, *(other for other in queues if other != queue)]
        to_queue = draw(st.sampled_from(others))
        return QueueDown(
            queue=queue,
            start=start,
            until=until,
            then=then if to_queue is None else "move",
            share=share,
            to_queue=to_queue,
        )
    touched = draw(st.sampled_from([(), (queues[0],)]))
    change = draw(st.sampled_from([-0.5, -0.1, 0.25, 1.0]))
    if draw(st.booleans()):
        return Volume(start=start, until=until, queues=touched, change_share=change)
    if draw(st.booleans()):
        return HandlingTime(start=start, until=until, queues=touched, change_share=change)
    return SpecialEventOfDay(
        start=start, until=until, event="storm", queues=touched, change_share=change
    )
