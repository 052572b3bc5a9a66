"""The best way to work a shift in which pools may change a few times only: compiled.

Slower than :mod:`~allocator.rota.anneal.best_way`, which asks for it where its own result changes
too often.
"""

from __future__ import annotations

from allocator.rota.anneal.compiled import Array, compiled
from allocator.rota.anneal.desk import NO_WAY, meets


@compiled
def _part_cost(crew: Array, desk: Array, place: int, begin: int, end: int) -> float:
    """Cost of being on the phone in one pool without a pause."""
    length = end - begin
    prices = crew.stretch_price
    cost = desk.sums[place, end] - desk.sums[place, begin]
    return cost + prices[min(length, prices.shape[0] - 1)]


@compiled
def _through(crew: Array, desk: Array, agent: int, begin: int, end: int, busy: int) -> bool:
    """Carry ``desk.now`` over a stretch, part by part; ``False`` where it is too long.

    ``desk.origin`` tells the state at its begin that each state at its end comes from, and
    ``desk.step`` the state before each part.
    """
    if end < begin or end - begin > crew.unbroken[agent]:
        return False
    pools = desk.now.shape[0]
    while pools > 1 and crew.pools[agent, pools - 1] < 0:
        pools -= 1
    most = desk.now.shape[1]
    for pool in range(pools):
        for changes in range(most):
            desk.origin[pool, changes] = pool * most + changes
    now = begin
    part = 0
    for each in range(busy + 1):
        stop = end
        after = end
        if each < busy:
            if desk.busy[each, 0] < begin or desk.busy[each, 1] > end:
                continue
            stop, after = desk.busy[each, 0], desk.busy[each, 1]
        for pool in range(pools):
            cost = _part_cost(crew, desk, pool, now, stop) if stop > now else 0.0
            for changes in range(most):
                best = desk.now[pool, changes]
                source = pool * most + changes
                if stop > now and changes > 0:
                    for other in range(pools):
                        if other != pool and desk.now[other, changes - 1] < best:
                            best = desk.now[other, changes - 1]
                            source = other * most + changes - 1
                desk.then[pool, changes] = best + cost if best < NO_WAY else NO_WAY
                desk.step[part, pool, changes] = source
                desk.origin_then[pool, changes] = desk.origin[source // most, source % most]
        for pool in range(pools):
            for changes in range(most):
                desk.now[pool, changes] = desk.then[pool, changes]
                desk.origin[pool, changes] = desk.origin_then[pool, changes]
        now = after
        part += 1
    return True


@compiled
def _write_parts(
    crew: Array, desk: Array, agent: int, begin: int, end: int, shift: int, busy: int, state: int
) -> None:
    """Write the pools of a stretch that was just carried over and ends in a state."""
    most = desk.now.shape[1]
    parts = 0
    for each in range(busy):
        if desk.busy[each, 0] >= begin and desk.busy[each, 1] <= end:
            parts += 1
    part = parts
    stop = end
    for back in range(busy + 1):
        each = busy - 1 - back
        start = begin
        until = begin
        if each >= 0:
            if desk.busy[each, 0] < begin or desk.busy[each, 1] > end:
                continue
            start, until = desk.busy[each, 1], desk.busy[each, 0]
        pool = state // most
        for interval in range(start, stop):
            desk.pool_at[interval - shift] = pool
        for interval in range(until, start):
            desk.pool_at[interval - shift] = -1
        state = desk.step[part, pool, state % most]
        stop = until
        part -= 1


@compiled
def _load(desk: Array, slot: int, here: int) -> None:
    for pool in range(desk.now.shape[0]):
        for changes in range(desk.now.shape[1]):
            desk.now[pool, changes] = desk.cost[slot, here, pool, changes]


@compiled
def _fresh(crew: Array, desk: Array, agent: int) -> None:
    """At the begin of a shift it is free to be in any pool."""
    for pool in range(desk.now.shape[0]):
        for changes in range(desk.now.shape[1]):
            free = changes == 0 and crew.pools[agent, pool] >= 0
            desk.now[pool, changes] = 0.0 if free else NO_WAY


@compiled
def with_few_changes(
    shifts: Array,
    crew: Array,
    desk: Array,
    agent: int,
    option: int,
    begin: int,
    end: int,
    first: int,
    busy: int,
    spans: int,
) -> float:
    """As :func:`best_way`, where pools may not change at every rest."""
    breaks = shifts.breaks[option]
    pools, most = desk.now.shape
    # One row more than there are breaks: the end of the shift, as a break of no length.
    for slot in range(breaks + 1):
        if slot < breaks:
            length = shifts.slot_length[option, slot]
            earliest = shifts.slot_earliest[option, slot] - first
            count = shifts.slot_latest[option, slot] - first - earliest + 1
        else:
            length, earliest, count = 0, end, 1
        for here in range(count):
            start = earliest + here
            for pool in range(pools):
                for changes in range(most):
                    desk.cost[slot, here, pool, changes] = NO_WAY
            if slot < breaks and meets(desk, start, start + length, spans):
                continue
            if slot == 0:
                _fresh(crew, desk, agent)
                _arrive(crew, desk, agent, begin, start, busy, slot, here, 0)
            else:
                before = shifts.slot_earliest[option, slot - 1] - first
                over = shifts.slot_length[option, slot - 1]
                for there in range(shifts.slot_latest[option, slot - 1] - first - before + 1):
                    if before + there + over <= start:
                        _load(desk, slot - 1, there)
                        _arrive(
                            crew,
                            desk,
                            agent,
                            before + there + over,
                            start,
                            busy,
                            slot,
                            here,
                            there,
                        )
    total = NO_WAY
    state = 0
    for pool in range(pools):
        for changes in range(most):
            if desk.cost[breaks, 0, pool, changes] < total:
                total = desk.cost[breaks, 0, pool, changes]
                state = pool * most + changes
    if total >= NO_WAY:
        return NO_WAY
    here = 0
    until = end
    for back in range(breaks + 1):
        slot = breaks - back
        code = desk.came_from[slot, here, state // most, state % most]
        there, source = code // (pools * most), code % (pools * most)
        start = begin
        if slot > 0:
            over = shifts.slot_length[option, slot - 1]
            at = shifts.slot_earliest[option, slot - 1] - first + there
            desk.break_start[slot - 1] = at + first
            start = at + over
            for interval in range(at, start):
                desk.pool_at[interval - begin] = -1
        for pool in range(pools):
            for changes in range(most):
                desk.now[pool, changes] = NO_WAY
        desk.now[source // most, source % most] = 0.0
        _through(crew, desk, agent, start, until, busy)
        _write_parts(crew, desk, agent, start, until, begin, busy, state)
        if slot > 0:
            until = shifts.slot_earliest[option, slot - 1] - first + there
        here, state = there, source
    return total


@compiled
def _arrive(
    crew: Array,
    desk: Array,
    agent: int,
    begin: int,
    end: int,
    busy: int,
    slot: int,
    here: int,
    there: int,
) -> None:
    """Carry a state to the next break and keep it there where it is the best."""
    if not _through(crew, desk, agent, begin, end, busy):
        return
    pools, most = desk.now.shape
    for pool in range(pools):
        for changes in range(most):
            if desk.now[pool, changes] < desk.cost[slot, here, pool, changes]:
                desk.cost[slot, here, pool, changes] = desk.now[pool, changes]
                desk.came_from[slot, here, pool, changes] = (
                    there * pools * most + desk.origin[pool, changes]
                )
