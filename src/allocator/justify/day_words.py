"""A person's day in words, and what of it becomes another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise

from allocator.domain.day_change import OF_MANY, ChangeKind, DayChange
from allocator.domain.grid import UTC
from allocator.domain.people_names import called
from allocator.domain.rota import Block
from allocator.domain.scenario import Scenario
from allocator.justify.wording import activity_word, clock_span

OFF = "off"


def day_words(scenario: Scenario, blocks: Sequence[Block]) -> str:
    """Say a whole day: times, breaks, activities and pools; ``off`` where there is none."""
    if not blocks:
        return OFF
    parts = [span_words(scenario, blocks)]
    rests = ", ".join(f"{_word(b)} {_clock(scenario, b.start)}" for b in blocks if b.is_rest)
    if rests:
        parts.append(rests)
    parts += [_told(scenario, block) for block in blocks if _is_apart(block)]
    pools = _pool_spans(scenario, blocks)
    if len({names for _, _, names in pools}) == 1:
        parts.append(pools[0][2])
    else:
        parts += [f"{names} {clock_span(start, end)}" for start, end, names in pools]
    return "; ".join(parts)


def span_words(scenario: Scenario, blocks: Sequence[Block]) -> str:
    """Say when a day's shift starts and ends, or each of two."""
    if not blocks:
        return OFF
    spans: list[tuple[dt.datetime, dt.datetime]] = []
    for block in blocks:
        start, end = _local(scenario, block.start), _local(scenario, block.end)
        if spans and spans[-1][1].astimezone(UTC) == start.astimezone(UTC):
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return " and ".join(clock_span(start, end) for start, end in spans)


def change_words(scenario: Scenario, change: DayChange) -> str:
    """Say what becomes of a day, and of it only what is otherwise."""
    before, after = change.before, change.after
    if change.kind is ChangeKind.NEW_SHIFT:
        return f"works {span_words(scenario, after)}, was off"
    if change.kind is ChangeKind.NO_SHIFT:
        return f"is off, was to work {span_words(scenario, before)}"
    if change.kind is ChangeKind.TIMES:
        return f"works {span_words(scenario, after)}, was to work {span_words(scenario, before)}"
    told = [
        *_moved(scenario, before, after, lambda block: block.is_rest),
        *_moved(scenario, before, after, _is_apart),
        *_other_pools(scenario, before, after),
    ]
    return "; ".join(told) or "the same work, queues in another order"


def named(scenario: Scenario, agent_id: str) -> str:
    """Name and id of a person; the id alone of a stranger."""
    agent = scenario.agent_by_id.get(agent_id)
    return called(agent) if agent else agent_id


def _moved(
    scenario: Scenario,
    before: Sequence[Block],
    after: Sequence[Block],
    belongs: Callable[[Block], bool],
) -> list[str]:
    """Say which breaks or activities are at other times, gone or new, each kind in order."""
    was = [block for block in before if belongs(block)]
    new = [block for block in after if belongs(block)]
    same = {_plain(block) for block in was} & {_plain(block) for block in new}
    was = [block for block in was if _plain(block) not in same]
    new = [block for block in new if _plain(block) not in same]
    told: list[str] = []
    for block in was:
        match = next((b for b in new if _kind(b) == _kind(block)), None)
        if match is None:
            told.append(f"no {_word(block)} at {_clock(scenario, block.start)}")
            continue
        new.remove(match)
        old = _clock(scenario, block.start)
        told.append(f"{_word(block)} {_clock(scenario, match.start)}, was {old}")
    return told + [f"{_told(scenario, block)}, new" for block in new]


def _other_pools(scenario: Scenario, before: Sequence[Block], after: Sequence[Block]) -> list[str]:
    """Say when somebody is on the phone in another pool than before."""
    edges = sorted({s for block in (*before, *after) for s in block.span_s})
    spans: list[tuple[float, float, str, str]] = []
    for start, end in pairwise(edges):
        was, now = (_pools_at(scenario, blocks, start) for blocks in (before, after))
        if was == now or not was or not now:
            continue
        if spans and spans[-1][1] == start and spans[-1][2:] == (was, now):
            spans[-1] = spans[-1][0], end, was, now
        else:
            spans.append((start, end, was, now))
    zone = scenario.grid.zone
    return [
        f"{now} {clock_span(*(dt.datetime.fromtimestamp(s, zone) for s in (start, end)))}, was "
        f"{was}"
        for start, end, was, now in spans
    ]


def _pools_at(scenario: Scenario, blocks: Sequence[Block], at_s: float) -> str:
    for block in blocks:
        if block.span_s[0] <= at_s < block.span_s[1] and block.is_on_phone:
            return _pool_names(scenario, block)
    return ""


def _pool_names(scenario: Scenario, block: Block) -> str:
    pools = dict.fromkeys(
        scenario.pool_of_queue[queue] for queue in block.queues if queue in scenario.pool_of_queue
    )
    return " and ".join(scenario.pool_by_id[pool].name or pool for pool in pools)


def _pool_spans(
    scenario: Scenario, blocks: Sequence[Block]
) -> list[tuple[dt.datetime, dt.datetime, str]]:
    """When somebody is on the phone in which pools, over breaks and activities in between."""
    spans: list[tuple[dt.datetime, dt.datetime, str]] = []
    for block in blocks:
        if not block.is_on_phone:
            continue
        names = _pool_names(scenario, block)
        start, end = _local(scenario, block.start), _local(scenario, block.end)
        if spans and spans[-1][2] == names:
            spans[-1] = spans[-1][0], end, names
        else:
            spans.append((start, end, names))
    return spans


def _told(scenario: Scenario, block: Block) -> str:
    company = () if block.activity in OF_MANY else block.with_agents
    beside = ", ".join(named(scenario, who) for who in company)
    times = clock_span(_local(scenario, block.start), _local(scenario, block.end))
    return f"{_word(block)} {times}" + (f" with {beside}" if beside else "")


def _is_apart(block: Block) -> bool:
    """Whether it is neither a break nor work on the phone."""
    return not block.is_rest and not block.is_on_phone


def _word(block: Block) -> str:
    return "practice" if block.is_practice else activity_word(block.activity)


def _kind(block: Block) -> tuple[object, ...]:
    beside = () if block.activity in OF_MANY else frozenset(block.with_agents)
    return _word(block), block.minutes, beside


def _plain(block: Block) -> tuple[object, ...]:
    return (*block.span_s, *_kind(block))


def _local(scenario: Scenario, moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(scenario.grid.zone)


def _clock(scenario: Scenario, moment: dt.datetime) -> str:
    return f"{_local(scenario, moment):%H:%M}"
