"""A rota without those who are away, and what becomes of those they were to meet.

A meeting of several is held by the others; coaching or a one-to-one is held at another time, where
its window leaves one at which all can, or else not at all; and practice ends where the mentor goes.
Those whom time is left to are back on the phone.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence

from allocator.domain.another_time import another_time, held_at
from allocator.domain.attendance import span_of
from allocator.domain.cut_blocks import back_at_work, joined, overlaps, without_spans
from allocator.domain.disruption import Away, Cancelled
from allocator.domain.people import PlannedActivity
from allocator.domain.rota import Block, Rota
from allocator.domain.scenario import Scenario

_HELD_BY_OTHERS = ("training", "briefing", "other")
"""Kinds of activity that those who are there hold without the one who is not."""
_A_MEETING = 2

Span = tuple[dt.datetime, dt.datetime]


def without_absent(
    scenario: Scenario,
    rota: Rota,
    away: Sequence[Away],
    cancelled: Sequence[Cancelled],
    join: dt.datetime,
    moved: Collection[str] = (),
) -> tuple[tuple[Cancelled, ...], Rota]:
    """Take the absent out of a rota.

    Parameters
    ----------
    away
        When people are away, in whole intervals.
    cancelled
        Activities of the scenario that earlier events have kept from being held as planned.
    join
        First moment that may be changed: nothing is moved that has begun, nor to before it.
    moved
        Others whose shifts are not as published, so that whom they were to meet may be alone.

    Returns
    -------
    cancelled, rota
        Activities that these absences touch, and the rota without the absent.
    """
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    for row in away:
        spans[row.agent_id].append((row.start, row.until))
    found: list[Cancelled] = []
    blocks = {who: list(rota.agent_blocks(who)) for who in rota.agent_ids}
    taken: set[int] = set()  # blocks of activities alike that came before
    # Of activities alike a time is that of the one which must be over first.
    planned = effective_activities(scenario, cancelled)
    for activity in sorted(planned, key=lambda row: span_of(row)[1]):
        held = _held_at(rota, activity, taken)
        taken |= set(map(id, held))
        missing = [row for row in away if any(_is_of(row, block) for block in held)]
        if missing:
            found.append(_leave_out(scenario, rota, activity, held, missing, blocks))
    for who, mine in spans.items():
        if who in blocks:
            blocks[who] = [part for block in blocks[who] for part in without_spans(block, mine)]
    changed = Rota.of([block for mine in blocks.values() for block in mine])
    changed = _without_lone(scenario, changed, {*spans, *moved})
    people = {
        who for who in changed.agent_ids if changed.agent_blocks(who) != rota.agent_blocks(who)
    }
    neat = [block for who in sorted(people) for block in joined(changed.agent_blocks(who))]
    return _at_other_times(scenario, changed.replaced(people, neat), found, join)


def _at_other_times(
    scenario: Scenario, rota: Rota, cancelled: Sequence[Cancelled], join: dt.datetime
) -> tuple[tuple[Cancelled, ...], Rota]:
    """Hold what would not be held at another time, where there is one."""
    by_id = {activity.activity_id: activity for activity in scenario.activities}
    found: list[Cancelled] = []
    for row in cancelled:
        activity = by_id[row.activity_id]
        start = None
        if not row.is_held and row.start.timestamp() >= join.timestamp():
            start = another_time(scenario, rota, activity, row.start, join)
        if start is not None:
            rota = held_at(rota, activity, start)
            found.append(row.model_copy(update={"is_held": True, "moved_to": start}))
        else:
            found.append(row)
    return tuple(found), rota


def effective_activities(
    scenario: Scenario, cancelled: Sequence[Cancelled]
) -> tuple[PlannedActivity, ...]:
    """Activities of a scenario that are still to be held, with those who take part in them."""
    without: defaultdict[str, set[str]] = defaultdict(set)
    for row in cancelled:
        if row.moved_to is None:
            without[row.activity_id] |= set(row.without)
    off = {row.activity_id for row in cancelled if not row.is_held}
    return tuple(
        activity
        if activity.activity_id not in without
        else activity.model_copy(
            update={
                "participants": tuple(
                    who for who in activity.participants if who not in without[activity.activity_id]
                )
            }
        )
        for activity in scenario.activities
        if activity.activity_id not in off
    )


def _held_at(rota: Rota, activity: PlannedActivity, taken: Collection[int]) -> list[Block]:
    """Blocks of all who take part in an activity, where the rota has it; none otherwise.

    Parameters
    ----------
    taken
        Identities of blocks that are another activity's.
    """
    participants = set(activity.participants)
    by_start: defaultdict[float, list[Block]] = defaultdict(list)
    for who in activity.participants:
        for block in rota.agent_blocks(who):
            if (
                block.activity == activity.kind
                and block.minutes == activity.minutes
                and set(block.with_agents) == participants - {who}
                and _suits(activity, block)
                and id(block) not in taken
            ):
                by_start[block.span_s[0]].append(block)
    whole = [mine for _, mine in sorted(by_start.items()) if len(mine) == len(participants)]
    return whole[0] if whole else []


def _suits(activity: PlannedActivity, block: Block) -> bool:
    if activity.start is not None:
        return activity.start.timestamp() == block.span_s[0]
    assert activity.earliest is not None
    assert activity.latest is not None
    return (
        activity.earliest.timestamp() <= block.span_s[0]
        and block.span_s[1] <= activity.latest.timestamp()
    )


def _is_of(row: Away, block: Block) -> bool:
    return row.agent_id == block.agent_id and overlaps(block, (row.start, row.until))


def _leave_out(
    scenario: Scenario,
    rota: Rota,
    activity: PlannedActivity,
    held: list[Block],
    missing: list[Away],
    blocks: dict[str, list[Block]],
) -> Cancelled:
    """Let an activity be held without some, or not at all, and change the others' blocks."""
    gone = tuple(dict.fromkeys(row.agent_id for row in missing))
    others = [block for block in held if block.agent_id not in gone]
    is_held = activity.kind in _HELD_BY_OTHERS and len(others) >= _A_MEETING
    ends = min((row.start for row in missing), key=lambda moment: moment.timestamp())
    for block in others:
        mine = blocks[block.agent_id]
        place = mine.index(block)
        if is_held:
            company = tuple(who for who in block.with_agents if who not in gone)
            mine[place] = _copy(block, company)
        else:
            mine[place : place + 1] = _freed(scenario, rota, block, [(ends, block.end)], mine)
    return Cancelled(
        activity_id=activity.activity_id,
        kind=activity.kind,
        start=held[0].start,
        without=gone,
        is_held=is_held,
        event=missing[0].event,
        is_fixed=activity.start is not None,
    )


def _freed(
    scenario: Scenario, rota: Rota, block: Block, spans: Sequence[Span], day: Sequence[Block]
) -> list[Block]:
    """Return a block with work in the place of what lies in spans."""
    kept = without_spans(block, spans)
    if kept == [block]:
        return kept
    gaps = without_spans(block, [(part.start, part.end) for part in kept])
    work = [back_at_work(scenario, gap, day, rota) for gap in gaps]
    return sorted([*kept, *work], key=lambda part: part.span_s)


def _people(block: Block) -> set[str]:
    return {block.agent_id, *block.with_agents}


def _copy(block: Block, company: tuple[str, ...]) -> Block:
    return Block(
        agent_id=block.agent_id,
        start=block.start,
        end=block.end,
        activity=block.activity,
        queues=block.queues,
        with_agents=company,
    )


def _without_lone(scenario: Scenario, rota: Rota, people: set[str]) -> Rota:
    """End practice where no mentor is on the queue, and coaching for goals without its other."""
    planned = {
        (activity.kind, frozenset(activity.participants)) for activity in scenario.activities
    }
    changed: dict[str, list[Block]] = {}
    for block in rota.blocks:
        if not block.with_agents or block.is_rest or people.isdisjoint(_people(block)):
            continue
        if block.is_practice:
            beside = [
                (other.start, other.end)
                for other in rota.agent_blocks(block.with_agents[0])
                if other.is_on_phone and set(block.queues) <= set(other.queues)
            ]
        elif len(block.with_agents) == 1 and not any(
            block.activity == kind and _people(block) <= taking_part
            for kind, taking_part in planned
        ):
            beside = [
                (other.start, other.end)
                for other in rota.agent_blocks(block.with_agents[0])
                if other.activity is block.activity and block.agent_id in other.with_agents
            ]
        else:
            continue
        alone = without_spans(block, beside)
        if alone:
            mine = changed.setdefault(block.agent_id, list(rota.agent_blocks(block.agent_id)))
            place = mine.index(block)
            spans = [(part.start, part.end) for part in alone]
            mine[place : place + 1] = _freed(scenario, rota, block, spans, mine)
    if not changed:
        return rota
    return rota.replaced(set(changed), [block for mine in changed.values() for block in mine])
