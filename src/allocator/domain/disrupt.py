"""What a published rota is after events: who is cut out of it, what is frozen and what is lost."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from allocator.domain.cut_blocks import (
    ceil_to_grid,
    floor_to_grid,
    handed_over,
    joined,
    shift_at,
    shifts_of_day,
    until_moment,
)
from allocator.domain.disruption import (
    Away,
    CutShift,
    Disruption,
    KnownEvent,
    LostTime,
    OvertimeOffer,
)
from allocator.domain.event_of_day import (
    Absence,
    EarlyLeave,
    Event,
    Late,
    Overtime,
    Swap,
    TimeOff,
    people_of,
)
from allocator.domain.paid_time import minutes_beside
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.stood_up import without_absent

_LEAST_MINUTES = 1e-6


def disrupt(
    scenario: Scenario,
    published: Rota,
    earlier: Disruption | None,
    events: Sequence[Event],
    now: dt.datetime,
) -> Disruption:
    """Work out what events make of a published rota.

    An interval that somebody is away for a part of counts as one away. What lies before the first
    interval after ``now`` stands as published, but for shifts that somebody has not come to or
    comes late to. An absence that ends with an operating day takes all of its night shift too.

    Parameters
    ----------
    scenario
        As it was planned from, without any disruption.
    published
        The rota that people know of: the plan's, or that of the last replan.
    earlier
        What the last replan knew; ``None`` for the first.
    events
        What is new, each fault of which has been refused before.
    now
        Moment of the replan.
    """
    grid = scenario.grid
    join = ceil_to_grid(grid, now)
    before = () if earlier is None else earlier.events
    number = 1 if earlier is None else earlier.replan + 1
    known = tuple(KnownEvent(event=event, known_at=now, replan=number) for event in events)
    swapped = _swapped(scenario, published, events)
    away = _away(scenario, swapped, events, join, len(before))
    moved = {who for event in events if isinstance(event, Swap) for who in people_of(event)}
    cancelled, standing = without_absent(
        scenario, swapped, away, () if earlier is None else earlier.cancelled, join, moved
    )
    cut_before = () if earlier is None else earlier.cut
    cut = cut_before + _cut(swapped, standing, cut_before)
    offers_before = () if earlier is None else earlier.overtime
    lost = () if earlier is None else earlier.lost
    paid = _Paid(scenario, standing, cut)
    return Disruption(
        now=now,
        join=join,
        replan=number,
        events=before + known,
        standing=standing,
        frozen=until_moment(standing, join),
        away=(() if earlier is None else earlier.away) + away,
        lost=lost + _lost(_Paid(scenario, swapped, cut_before), paid, earlier),
        cut=cut,
        overtime=_offers(paid, events, offers_before),
        cancelled=(() if earlier is None else earlier.cancelled) + cancelled,
        touched=_touched(published, standing, () if earlier is None else earlier.touched),
    )


def _swapped(scenario: Scenario, published: Rota, events: Iterable[Event]) -> Rota:
    rota = published
    for event in events:
        if isinstance(event, Swap):
            rota = _after_swap(scenario, rota, event)
    return rota


def _after_swap(scenario: Scenario, rota: Rota, swap: Swap) -> Rota:
    grid = scenario.grid
    given = [
        block
        for shift in shifts_of_day(grid, rota, swap.agent_id, swap.day)
        for block in shift.blocks
    ]
    taken = [
        block
        for shift in shifts_of_day(grid, rota, swap.other_agent_id, swap.other_day)
        for block in shift.blocks
    ]
    gone = {id(block) for block in (*given, *taken)}
    people = {swap.agent_id, swap.other_agent_id}
    blocks = [
        block for who in sorted(people) for block in rota.agent_blocks(who) if id(block) not in gone
    ]
    blocks += [handed_over(scenario, block, swap.other_agent_id) for block in given]
    blocks += [handed_over(scenario, block, swap.agent_id) for block in taken]
    return _neat(rota.replaced(people, blocks), people)


def _neat(rota: Rota, people: Iterable[str]) -> Rota:
    names = set(people)
    blocks = [block for who in sorted(names) for block in joined(rota.agent_blocks(who))]
    return rota.replaced(names, blocks)


def _away(
    scenario: Scenario, rota: Rota, events: Iterable[Event], join: dt.datetime, first: int
) -> tuple[Away, ...]:
    """When people are away by the events, in whole intervals of the planned days."""
    grid = scenario.grid
    found: list[Away] = []
    for number, event in enumerate(events, start=first):
        span = None
        if not isinstance(event, Absence | TimeOff | EarlyLeave | Late):
            continue
        if isinstance(event, Absence | TimeOff):
            span = _from(scenario, rota, event.agent_id, event.start, join), event.until
        elif isinstance(event, EarlyLeave):
            shift = shift_at(rota, event.agent_id, event.at)
            if shift is not None:
                day = grid.operating_date(shift.start)
                until = max(shift.end, _day_end(scenario, day), key=_seconds)
                span = max(floor_to_grid(grid, event.at), join, key=_seconds), until
        else:
            shifts = shifts_of_day(grid, rota, event.agent_id, event.day)
            day_start = grid.at(event.day, _day_starts_at(scenario))
            firsts = [day_start, *(shift.start for shift in shifts)]
            span = min(firsts, key=_seconds), event.at
        if span is None:
            continue
        start = max(floor_to_grid(grid, span[0]), grid.start, key=_seconds)
        until = ceil_to_grid(grid, span[1])
        if isinstance(event, Absence | TimeOff):
            until = _to_end_of_shift(scenario, rota, event.agent_id, start, until)
        until = min(until, grid.end, key=_seconds)
        if start.timestamp() < until.timestamp():
            found.append(Away(agent_id=event.agent_id, start=start, until=until, event=number))
    return tuple(found)


def _from(
    scenario: Scenario, rota: Rota, agent_id: str, start: dt.datetime, join: dt.datetime
) -> dt.datetime:
    """From when an absence counts: from ``join`` at the earliest, or a shift not come to."""
    shift = shift_at(rota, agent_id, start)
    if shift is not None and shift.start.timestamp() == start.timestamp():
        return start
    return max(floor_to_grid(scenario.grid, start), join, key=_seconds)


def _to_end_of_shift(
    scenario: Scenario, rota: Rota, agent_id: str, start: dt.datetime, until: dt.datetime
) -> dt.datetime:
    """Until when somebody is away whose absence ends with an operating day: of its shift too."""
    for shift in rota.shifts(agent_id):
        day_end = _day_end(scenario, scenario.grid.operating_date(shift.start))
        ends_with_day = start.timestamp() < day_end.timestamp() == until.timestamp()
        if ends_with_day and until.timestamp() < shift.end.timestamp():
            return shift.end
    return until


def _cut(before: Rota, after: Rota, earlier: tuple[CutShift, ...]) -> tuple[CutShift, ...]:
    """List what is left of shifts that one rota has whole and the other in part."""
    whole = {(row.agent_id, row.start.timestamp()): row.published_minutes for row in earlier}
    found: list[CutShift] = []
    for agent_id in after.agent_ids:
        if before.agent_blocks(agent_id) == after.agent_blocks(agent_id):
            continue
        for left in after.shifts(agent_id):
            for shift in before.shifts(agent_id):
                if left.lies_within(shift.start, shift.end) and left.minutes < shift.minutes:
                    minutes = whole.get((agent_id, shift.start.timestamp()), shift.minutes)
                    found.append(
                        CutShift(agent_id=agent_id, start=left.start, published_minutes=minutes)
                    )
    return tuple(found)


class _Paid:
    """Paid minutes in a rota, of which shifts may be cut."""

    def __init__(self, scenario: Scenario, rota: Rota, cut: tuple[CutShift, ...]) -> None:
        self.scenario, self.rota = scenario, rota
        self._whole = {(row.agent_id, row.start.timestamp()): row.published_minutes for row in cut}

    def by_day(self, agent_id: str) -> dict[dt.date, float]:
        """Paid minutes of an agent by operating day; no entry without a shift."""
        paid: defaultdict[dt.date, float] = defaultdict(float)
        for shift in self.rota.shifts(agent_id):
            minutes = self._whole.get((agent_id, shift.start.timestamp()), shift.minutes)
            day = self.scenario.grid.operating_date(shift.start)
            paid[day] += minutes_beside(self.scenario.break_plan(minutes), shift)
        return dict(paid)


def _lost(before: _Paid, after: _Paid, earlier: Disruption | None) -> tuple[LostTime, ...]:
    """Paid time of the contract that the one rota has and the other has not."""
    minutes: defaultdict[tuple[str, dt.date], float] = defaultdict(float)
    for paid, sign in ((before, 1), (after, -1)):
        for agent_id in paid.rota.agent_ids:
            if before.rota.agent_blocks(agent_id) == after.rota.agent_blocks(agent_id):
                continue
            for day, of_day in paid.by_day(agent_id).items():
                over = earlier.overtime_minutes(agent_id, day, of_day) if earlier else 0.0
                minutes[agent_id, day] += sign * (of_day - over)
    return tuple(
        LostTime(agent_id=agent_id, day=day, minutes=lost)
        for (agent_id, day), lost in sorted(minutes.items())
        if abs(lost) > _LEAST_MINUTES
    )


def _offers(
    standing: _Paid, events: Iterable[Event], earlier: tuple[OvertimeOffer, ...]
) -> tuple[OvertimeOffer, ...]:
    """All that was offered, one offer a day: a further one for the same day is added to it."""
    offers = {(offer.agent_id, offer.day): offer for offer in earlier}
    for event in events:
        if not isinstance(event, Overtime):
            continue
        place = event.agent_id, event.day
        if place in offers:
            minutes = offers[place].minutes + 60 * event.hours
            offers[place] = offers[place].model_copy(update={"minutes": minutes})
            continue
        shifts = shifts_of_day(standing.scenario.grid, standing.rota, *place)
        offers[place] = OvertimeOffer(
            agent_id=event.agent_id,
            day=event.day,
            minutes=60 * event.hours,
            published_minutes=standing.by_day(event.agent_id).get(event.day, 0.0),
            start=shifts[0].start if shifts else None,
            end=shifts[-1].end if shifts else None,
        )
    return tuple(offers.values())


def _touched(published: Rota, standing: Rota, earlier: tuple[str, ...]) -> tuple[str, ...]:
    people = {*published.agent_ids, *standing.agent_ids}
    changed = {who for who in people if published.agent_blocks(who) != standing.agent_blocks(who)}
    return tuple(sorted(changed | set(earlier)))


def _day_starts_at(scenario: Scenario) -> int:
    return scenario.settings.week.day_starts_at


def _day_end(scenario: Scenario, day: dt.date) -> dt.datetime:
    return scenario.grid.at(day + dt.timedelta(days=1), _day_starts_at(scenario))


def _seconds(moment: dt.datetime) -> float:
    return moment.timestamp()
