"""The best way to work a shift, its breaks in their order: compiled.

What :mod:`allocator.rota.best_duty` does for all shifts of a day by arrays is done here for one
shift by loops, at a hundredth of the time.
"""

from __future__ import annotations

from allocator.rota.anneal.compiled import Array, compiled, entry
from allocator.rota.anneal.desk import NO_WAY, meets
from allocator.rota.anneal.few_changes import with_few_changes


@compiled
def _best_part(crew: Array, desk: Array, agent: int, begin: int, end: int) -> float:
    """Cost of the same in whichever pool is best."""
    if end <= begin or crew.pools[agent, 0] < 0:
        return 0.0
    best = desk.sums[0, end] - desk.sums[0, begin]
    for place in range(1, crew.pools.shape[1]):
        if crew.pools[agent, place] < 0:
            break
        cost = desk.sums[place, end] - desk.sums[place, begin]
        if cost < best:
            best = cost
    prices = crew.stretch_price
    return best + prices[min(end - begin, prices.shape[0] - 1)]


@compiled
def _stretch(crew: Array, desk: Array, agent: int, begin: int, end: int, busy: int) -> float:
    """Cost of a stretch between two rests in the best pools, activities inside it left out."""
    if end < begin or end - begin > crew.unbroken[agent]:
        return NO_WAY
    cost = 0.0
    now = begin
    for each in range(busy):
        if desk.busy[each, 0] >= begin and desk.busy[each, 1] <= end:
            cost += _best_part(crew, desk, agent, now, desk.busy[each, 0])
            now = desk.busy[each, 1]
    return cost + _best_part(crew, desk, agent, now, end)


@compiled
def _write(
    desk: Array, crew: Array, agent: int, begin: int, end: int, shift: int, busy: int
) -> None:
    """Put the best pools of a stretch into ``pool_at``; ``shift`` is the shift's begin."""
    now = begin
    for each in range(busy + 1):
        stop = end
        after = end
        if each < busy:
            if desk.busy[each, 0] < begin or desk.busy[each, 1] > end:
                continue
            stop, after = desk.busy[each, 0], desk.busy[each, 1]
        pick = -1
        best = 0.0
        for place in range(crew.pools.shape[1]):
            if crew.pools[agent, place] < 0:
                break
            cost = desk.sums[place, stop] - desk.sums[place, now]
            if pick < 0 or cost < best:
                pick, best = place, cost
        for interval in range(now, stop):
            desk.pool_at[interval - shift] = pick
        for interval in range(stop, after):
            desk.pool_at[interval - shift] = -1
        now = after


@entry
def best_way(
    shifts: Array,
    crew: Array,
    desk: Array,
    agent: int,
    number: int,
    option: int,
    too_much: float,
) -> float:
    """Find the best breaks and pools of an option of an agent-day.

    ``desk.sums`` must have been filled for the agent-day. The result is in ``desk.break_start``
    and ``desk.pool_at``.

    Parameters
    ----------
    too_much
        Cost at which the result is of no use any more: it may then be too low, and not written.

    Returns
    -------
    float
        Change of the cost; 1e18 where breaks find no place.
    """
    first = crew.window_first[number]
    begin = shifts.start[option] - first
    end = shifts.end[option] - first
    busy = 0
    for each in range(crew.appointments_first[number], crew.appointments_first[number + 1]):
        if (
            crew.appointment_start[each] - first >= begin
            and crew.appointment_end[each] - first <= end
        ):
            desk.busy[busy, 0] = crew.appointment_start[each] - first
            desk.busy[busy, 1] = crew.appointment_end[each] - first
            busy += 1
    spans = busy
    for each in range(crew.held_first[number], crew.held_first[number + 1]):
        desk.busy[spans, 0] = crew.held[each] - first
        desk.busy[spans, 1] = crew.held[each] - first + 1
        spans += 1
    breaks = shifts.breaks[option]
    for slot in range(breaks):
        length = shifts.slot_length[option, slot]
        earliest = shifts.slot_earliest[option, slot] - first
        for here in range(shifts.slot_latest[option, slot] - first - earliest + 1):
            start = earliest + here
            best = NO_WAY
            source = 0
            if not meets(desk, start, start + length, spans):
                if slot == 0:
                    best = _stretch(crew, desk, agent, begin, start, busy)
                else:
                    before = shifts.slot_earliest[option, slot - 1] - first
                    over = shifts.slot_length[option, slot - 1]
                    for there in range(shifts.slot_latest[option, slot - 1] - first - before + 1):
                        so_far = desk.cost[slot - 1, there, 0, 0]
                        if before + there + over <= start and so_far < NO_WAY:
                            cost = so_far + _stretch(
                                crew, desk, agent, before + there + over, start, busy
                            )
                            if cost < best:
                                best, source = cost, there
            desk.cost[slot, here, 0, 0] = best
            desk.came_from[slot, here, 0, 0] = source
    total = NO_WAY
    pick = 0
    if breaks == 0:
        total = _stretch(crew, desk, agent, begin, end, busy)
    else:
        last = breaks - 1
        earliest = shifts.slot_earliest[option, last] - first
        length = shifts.slot_length[option, last]
        for here in range(shifts.slot_latest[option, last] - first - earliest + 1):
            so_far = desk.cost[last, here, 0, 0]
            if so_far < NO_WAY:
                cost = so_far + _stretch(crew, desk, agent, earliest + here + length, end, busy)
                if cost < total:
                    total, pick = cost, here
    if total >= NO_WAY:
        return NO_WAY
    if total >= too_much:
        return total
    until = end
    for back in range(breaks):
        slot = breaks - 1 - back
        start = shifts.slot_earliest[option, slot] - first + pick
        length = shifts.slot_length[option, slot]
        desk.break_start[slot] = start + first
        _write(desk, crew, agent, start + length, until, begin, busy)
        for interval in range(start, start + length):
            desk.pool_at[interval - begin] = -1
        until = start
        pick = desk.came_from[slot, pick, 0, 0]
    _write(desk, crew, agent, begin, until, begin, busy)
    several = crew.pools.shape[1] > 1 and crew.pools[agent, 1] >= 0
    may_be_too_many = several and 0 <= crew.changes < breaks + busy
    # Seldom more than may be; only then is it worked out with changes counted.
    if may_be_too_many and _changes(desk, end - begin) > crew.changes:
        return with_few_changes(shifts, crew, desk, agent, option, begin, end, first, busy, spans)
    return total


@compiled
def _changes(desk: Array, length: int) -> int:
    """Count the changes of pool in the shift as written."""
    found = 0
    last = -1
    for offset in range(length):
        place = desk.pool_at[offset]
        if place >= 0:
            if last >= 0 and place != last:
                found += 1
            last = place
    return found
