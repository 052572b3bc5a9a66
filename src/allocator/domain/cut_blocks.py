"""Blocks with spans taken out of them, and what people do in time that becomes free."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from allocator.domain.grid import UTC, TimeGrid
from allocator.domain.rota import Activity, Block, Rota, Shift
from allocator.domain.scenario import Scenario

Span = tuple[dt.datetime, dt.datetime]


def floor_to_grid(grid: TimeGrid, moment: dt.datetime) -> dt.datetime:
    """Start of the interval that holds a moment."""
    return grid.moment(grid.index(moment))


def ceil_to_grid(grid: TimeGrid, moment: dt.datetime) -> dt.datetime:
    """First start of an interval at or after a moment."""
    index = grid.index(moment)
    return grid.moment(index if grid.on_grid(moment) else index + 1)


def overlaps(block: Block, span: Span) -> bool:
    """Whether a block and a span have time in common."""
    return block.span_s[0] < span[1].timestamp() and span[0].timestamp() < block.span_s[1]


def without_spans(block: Block, spans: Iterable[Span]) -> list[Block]:
    """Return what is left of a block outside spans, in time order."""
    left = [(block.start, block.end)]
    for start, until in spans:
        rest: list[Span] = []
        for since, to in left:
            first, second = min(to, start, key=_utc), max(since, until, key=_utc)
            if since.timestamp() < first.timestamp():
                rest.append((since, first))
            if second.timestamp() < to.timestamp():
                rest.append((second, to))
        left = rest
    if left == [(block.start, block.end)]:
        return [block]
    return [_timed(block, since, to) for since, to in left]


def until_moment(rota: Rota, moment: dt.datetime) -> Rota:
    """Return what of a rota lies before a moment; blocks that go on are cut there."""
    at = moment.timestamp()
    kept = [
        block if block.span_s[1] <= at else _timed(block, block.start, moment)
        for block in rota.blocks
        if block.span_s[0] < at
    ]
    return Rota.of(kept)


def joined(blocks: Sequence[Block]) -> list[Block]:
    """Make one block of those of an agent that touch and say the same; in time order."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if last is not None and last.span_s[1] == block.span_s[0] and _alike(last, block):
            found[-1] = _timed(last, last.start, block.end)
        else:
            found.append(block)
    return found


def back_at_work(scenario: Scenario, block: Block, day: Sequence[Block], rota: Rota) -> Block:
    """Return a block of an agent whose activity is not held: on the phone, as around it.

    Where no seat is free the agent is at something else.

    Parameters
    ----------
    day
        Blocks of the agent's shift, by which the pool is chosen: that of the work next to it.
    rota
        The rota by which seats are taken.
    """
    around = sorted(
        (other for other in day if other.is_on_phone and other.queues),
        key=lambda other: (abs(other.span_s[0] - block.span_s[0]), other.span_s[0]),
    )
    of_pools = (scenario.usable_queues(block.agent_id, p.id) for p in scenario.settings.pools)
    wanted = [*(other.queues for other in around[:1]), *of_pools]
    queues = next((each for each in wanted if each and _has_seat(scenario, each, block, rota)), ())
    return Block(
        agent_id=block.agent_id,
        start=block.start,
        end=block.end,
        activity=Activity.WORK if queues else Activity.OTHER,
        queues=queues,
    )


def _has_seat(scenario: Scenario, queues: tuple[str, ...], block: Block, rota: Rota) -> bool:
    """Whether a pool has a seat free all through a block."""
    pool_id = scenario.pool_of_queue[queues[0]]
    seats = scenario.pool_by_id[pool_id].seats
    if seats is None:
        return True
    span = block.start, block.end
    there = [
        other.span_s
        for other in rota.blocks
        if other.agent_id != block.agent_id
        and other.is_on_phone
        and other.queues
        and scenario.pool_of_queue.get(other.queues[0]) == pool_id
        and overlaps(other, span)
    ]
    moments = {block.span_s[0], *(start for start, _ in there if start > block.span_s[0])}
    return all(sum(start <= at < end for start, end in there) < seats for at in moments)


def handed_over(scenario: Scenario, block: Block, agent_id: str) -> Block:
    """Return somebody's block as another has it who takes the shift over.

    Rests stay where they are; work is on the queues of the same pool that the other can take;
    an activity of both stays one, and any other becomes work.
    """
    if block.is_rest:
        return Block(agent_id=agent_id, start=block.start, end=block.end, activity=block.activity)
    if agent_id in block.with_agents and not block.is_practice:
        others = tuple(block.agent_id if who == agent_id else who for who in block.with_agents)
        return Block(
            agent_id=agent_id,
            start=block.start,
            end=block.end,
            activity=block.activity,
            with_agents=others,
        )
    pool = scenario.pool_of_queue.get(block.queues[0]) if block.queues else None
    queues = scenario.usable_queues(agent_id, pool) if pool is not None else ()
    queues = queues or _first_queues(scenario, agent_id)
    return Block(
        agent_id=agent_id,
        start=block.start,
        end=block.end,
        activity=Activity.WORK if queues else Activity.OTHER,
        queues=queues,
    )


def shift_at(rota: Rota, agent_id: str, moment: dt.datetime) -> Shift | None:
    """Return the shift of an agent that a moment lies in."""
    at = moment.timestamp()
    for shift in rota.shifts(agent_id):
        if shift.start.timestamp() <= at < shift.end.timestamp():
            return shift
    return None


def shifts_of_day(grid: TimeGrid, rota: Rota, agent_id: str, day: dt.date) -> list[Shift]:
    """Shifts of an agent that begin on an operating day."""
    return [one for one in rota.shifts(agent_id) if grid.operating_date(one.start) == day]


def _first_queues(scenario: Scenario, agent_id: str) -> tuple[str, ...]:
    pools = (scenario.usable_queues(agent_id, pool.id) for pool in scenario.settings.pools)
    return next((queues for queues in pools if queues), ())


def _timed(block: Block, start: dt.datetime, end: dt.datetime) -> Block:
    return Block(
        agent_id=block.agent_id,
        start=start,
        end=end,
        activity=block.activity,
        queues=block.queues,
        with_agents=block.with_agents,
    )


def _alike(one: Block, other: Block) -> bool:
    return (one.agent_id, one.activity, one.queues, one.with_agents) == (
        other.agent_id,
        other.activity,
        other.queues,
        other.with_agents,
    )


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(UTC)
