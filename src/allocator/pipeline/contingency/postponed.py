"""Activities whose time is free, held at another one: the first that a supervisor thinks of.

A meeting, a lesson or a one-to-one that has a window keeps its people and its length. Those that
take part are back on the phone at the old time, on the queues that they answer beside it, and off
it at the new one; nobody's shift and no break changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from allocator.domain.people import PlannedActivity
from allocator.domain.rota import Activity, Block, Rota
from allocator.domain.scenario import Scenario

TIMES_TRIED = 4
"""Times of each activity that are looked at exactly: those at which fewest contacts are late."""

Lateness = Mapping[str, Mapping[int, float]]
"""Late contacts of a pool, by interval."""
_Place = tuple[Activity, tuple[str, ...], tuple[str, ...]]
"""What somebody does in an interval: activity, queues, and with whom."""


@dataclass(frozen=True)
class Move:
    """An activity held at another time.

    Parameters
    ----------
    before, start
        Its time as planned, and instead.
    rota
        The whole rota then.
    """

    activity: PlannedActivity
    before: dt.datetime
    start: dt.datetime
    rota: Rota

    def days(self, scenario: Scenario) -> frozenset[dt.date]:
        """Operating days on which it was and will be held."""
        return frozenset(map(scenario.grid.operating_date, (self.before, self.start)))


@dataclass(frozen=True)
class _Held:
    """An activity as a rota has it: who takes part does what, by interval."""

    activity: PlannedActivity
    span: range
    places: Mapping[str, Mapping[int, _Place]]
    back: Mapping[str, tuple[str, ...]]
    """Queues of those who could be on the phone instead."""


def moves(
    scenario: Scenario, rota: Rota, late: Lateness, days: Collection[int], since: dt.datetime
) -> Iterator[list[Move]]:
    """Yield what each movable activity of some days could become, the most hindering one first.

    Parameters
    ----------
    late
        In the rota, by pool and interval.
    days
        Numbers of the days on which help is wanted.
    since
        First moment at which anything may change.
    """
    held = [
        each
        for row in scenario.activities
        if row.earliest is not None and row.latest is not None
        for each in _held(scenario, rota, row)
        if scenario.grid.moment(each.span.start) >= since
        and scenario.grid.day_index(scenario.grid.moment(each.span.start)) in days
    ]
    hinders = {
        each.activity.activity_id: _missed(scenario, each, late, each.span, each.back)
        for each in held
    }
    for each in sorted(held, key=lambda one: -hinders[one.activity.activity_id]):
        now = hinders[each.activity.activity_id]
        then = _free(scenario, each, late, since)
        chosen = sorted((cost, t) for t, cost in then.items() if cost < now)[:TIMES_TRIED]
        if chosen:
            yield [_moved(scenario, rota, each, t) for _, t in chosen]


def _held(scenario: Scenario, rota: Rota, row: PlannedActivity) -> Iterator[_Held]:
    """Find an activity in a rota; nothing where somebody who takes part is away."""
    grid = scenario.grid
    people = set(row.participants)
    blocks = [
        block
        for agent_id in row.participants
        for block in rota.agent_blocks(agent_id)
        if str(block.activity) == row.kind
        and block.minutes == row.minutes
        and {agent_id, *block.with_agents} == people
        and row.earliest is not None
        and row.latest is not None
        and row.earliest <= block.start
        and block.end <= row.latest
    ]
    if not blocks:
        return
    first = min(block.start for block in blocks)
    here = [block for block in blocks if block.start == first]
    if {block.agent_id for block in here} != people:
        return
    places = {
        agent_id: {
            t: (block.activity, block.queues, block.with_agents)
            for block in rota.agent_blocks(agent_id)
            for t in range(grid.index(block.start), grid.index(block.end))
        }
        for agent_id in row.participants
    }
    span = range(grid.index(first), grid.index(here[0].end))
    back = {
        agent_id: queues
        for agent_id in row.participants
        if (queues := _beside(scenario, rota, agent_id, first)) is not None
    }
    if len(back) == len(people):
        yield _Held(row, span, places, back)


def _beside(
    scenario: Scenario, rota: Rota, agent_id: str, moment: dt.datetime
) -> tuple[str, ...] | None:
    """Queues that somebody answers nearest to a moment of a day; ``None`` for none that day."""
    day = scenario.grid.operating_date(moment)
    phone = [
        block
        for block in rota.agent_blocks(agent_id)
        if block.is_on_phone and scenario.grid.operating_date(block.start) == day
    ]
    nearest = min(
        phone, key=lambda b: min(abs(b.end - moment), abs(b.start - moment)), default=None
    )
    return None if nearest is None else nearest.queues


def _free(scenario: Scenario, held: _Held, late: Lateness, since: dt.datetime) -> dict[int, float]:
    """Intervals at which everybody could begin, on the phone as they are, with what is missed."""
    grid, row = scenario.grid, held.activity
    assert row.earliest is not None
    assert row.latest is not None
    length = len(held.span)
    first = max(grid.index(max(row.earliest, since, grid.start)), 0)
    last = grid.index(min(row.latest, grid.end)) - length
    found: dict[int, float] = {}
    for t in range(first, last + 1):
        span = range(t, t + length)
        if span.start < held.span.stop and held.span.start < span.stop:
            continue
        if all(_is_on_phone(mine, span) for mine in held.places.values()):
            queues = {who: mine[t][1] for who, mine in held.places.items()}
            found[t] = _missed(scenario, held, late, span, queues)
    return found


def _is_on_phone(mine: Mapping[int, _Place], span: range) -> bool:
    """Whether somebody takes contacts of the same queues alone throughout."""
    places = {mine.get(t) for t in span}
    if len(places) != 1 or (place := places.pop()) is None:
        return False
    activity, queues, with_agents = place
    return activity is Activity.WORK and bool(queues) and not with_agents


def _missed(
    scenario: Scenario,
    held: _Held,
    late: Lateness,
    span: range,
    queues: Mapping[str, tuple[str, ...]],
) -> float:
    """Late contacts of the pools that those who take part would be missing from."""
    return sum(
        late.get(scenario.pool_of_queue.get(queues[who][0], ""), {}).get(t, 0.0)
        for who in held.activity.participants
        for t in span
    )


def _moved(scenario: Scenario, rota: Rota, held: _Held, start: int) -> Move:
    grid = scenario.grid
    blocks: list[Block] = []
    for agent_id, before in held.places.items():
        places = dict(before)
        meeting = places[held.span.start]
        places |= dict.fromkeys(held.span, (Activity.WORK, held.back[agent_id], ()))
        places |= dict.fromkeys(range(start, start + len(held.span)), meeting)
        days = {grid.day_index(grid.moment(t)) for t in (held.span.start, start)}
        mine = rota.agent_blocks(agent_id)
        blocks += [block for block in mine if grid.day_index(block.start) not in days]
        touched = {
            t
            for block in mine
            if grid.day_index(block.start) in days
            for t in range(grid.index(block.start), grid.index(block.end))
        }
        blocks += _blocks(scenario, agent_id, {t: places[t] for t in touched})
    return Move(
        held.activity,
        grid.moment(held.span.start),
        grid.moment(start),
        rota.replaced(set(held.activity.participants), blocks),
    )


def _blocks(scenario: Scenario, agent_id: str, places: Mapping[int, _Place]) -> Iterator[Block]:
    """Write blocks of what somebody does by interval."""
    grid = scenario.grid

    def key(numbered: tuple[int, int]) -> tuple[int, _Place]:
        """Intervals in a row, as long as the same is done."""
        return numbered[1] - numbered[0], places[numbered[1]]

    for (_, (activity, queues, with_agents)), members in groupby(enumerate(sorted(places)), key):
        here = [t for _, t in members]
        yield Block(
            agent_id=agent_id,
            start=grid.moment(here[0]),
            end=grid.moment(here[-1] + 1),
            activity=activity,
            queues=queues,
            with_agents=with_agents,
        )
