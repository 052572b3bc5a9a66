"""What a shift costs at best under given prices: its breaks, activities and pools, compiled."""

from __future__ import annotations

from typing import NamedTuple

from allocator.rota.week_bound.compiled import Array, compiled

NEVER = 1e30
"""Cost of what cannot be."""
ACTIVITY = 100
"""Added to the number of an activity, to tell it from a break's."""


class Plans(NamedTuple):
    """Breaks by plan and place: length, and first and last start after that of the shift.

    Parameters
    ----------
    count
        Breaks of each plan.
    length, earliest, latest
        Shape (plans, breaks).
    orders
        In how many orders the breaks of each plan can come.
    order
        These orders: shape (plans, orders, breaks).
    """

    count: Array
    length: Array
    earliest: Array
    latest: Array
    orders: Array
    order: Array


class DayScratch(NamedTuple):
    """Room for one day's work of one person; what it holds is of no use afterwards.

    Parameters
    ----------
    sums
        Price of being on the phone in each pool up to each moment: shape (pools, moments).
    stretch, pool
        Least cost of being on the phone from one moment to another without a rest, and the pool
        of that cost: shape (moments, moments).
    reached, back
        Of :func:`walk_shifts`.
    events
        Breaks (their number) and activities (``ACTIVITY`` and their number) with their start
        and end, last first: shape (events, 3).
    head, ahead, final
        Of :func:`price_shifts`.
    by_subset
        Cost of each choice with each subset of the activities in it.
    """

    sums: Array
    stretch: Array
    pool: Array
    reached: Array
    back: Array
    events: Array
    head: Array
    ahead: Array
    final: Array
    by_subset: Array


@compiled
def price_stretches(
    scratch: DayScratch, pools: int, moments: int, length_costs: Array, unbroken: int
) -> None:
    """Price every stretch on the phone, in the pool that is best for it."""
    for begin in range(moments + 1):
        for end in range(begin, moments + 1):
            if 0 < unbroken < end - begin:
                scratch.stretch[begin, end] = NEVER
                continue
            best, chosen = 0.0, 0
            for pool in range(pools):
                cost = scratch.sums[pool, end] - scratch.sums[pool, begin]
                if pool == 0 or cost < best:
                    best, chosen = cost, pool
            if pools:
                best += length_costs[end - begin]
            scratch.stretch[begin, end] = best
            scratch.pool[begin, end] = chosen


@compiled
def price_shifts(
    scratch: DayScratch,
    plans: Plans,
    start: Array,
    end: Array,
    plan: Array,
    low: int,
    high: int,
    first: int,
) -> None:
    """Price shifts without activities, each with its breaks where they are best.

    Parameters
    ----------
    start, end, plan
        Of every choice, in intervals of the grid.
    low, high
        First choice of the day and the one after its last; costs go into
        ``scratch.by_subset[choice, 0]``.
    first
        First interval of the day.
    """
    known_start, known_plan = -1, -1
    for choice in range(low, high):
        begin, stop, number = start[choice] - first, end[choice] - first, plan[choice]
        count = plans.count[number]
        if count == 0:
            scratch.by_subset[choice, 0] = scratch.stretch[begin, stop]
            continue
        known = known_start == begin and known_plan == number
        known_start, known_plan = begin, number
        best = NEVER
        for order in range(plans.orders[number]):
            if not known:
                _until_last(scratch, plans, begin, number, order)
            slot = plans.order[number, order, count - 1]
            low, length = plans.earliest[number, slot], plans.length[number, slot]
            for late in range(plans.latest[number, slot] - low + 1):
                back = begin + low + late + length
                if back > stop:
                    break
                cost = scratch.final[order, late] + scratch.stretch[back, stop]
                best = min(best, cost)
        scratch.by_subset[choice, 0] = best


@compiled
def _until_last(scratch: DayScratch, plans: Plans, begin: int, number: int, order: int) -> None:
    """Cost of a shift up to each start of its last break."""
    head, ahead = scratch.head, scratch.ahead
    slot = plans.order[number, order, 0]
    low, high = plans.earliest[number, slot], plans.latest[number, slot]
    for late in range(high - low + 1):
        head[late] = scratch.stretch[begin, begin + low + late]
    for place in range(1, plans.count[number]):
        following = plans.order[number, order, place]
        next_low, next_high = plans.earliest[number, following], plans.latest[number, following]
        length = plans.length[number, slot]
        for late in range(next_high - next_low + 1):
            moment = begin + next_low + late
            best = NEVER
            for before in range(high - low + 1):
                back = begin + low + before + length
                if back > moment:
                    break
                best = min(best, head[before] + scratch.stretch[back, moment])
            ahead[late] = best
        slot, low, high = following, next_low, next_high
        for late in range(high - low + 1):
            head[late] = ahead[late]
    for late in range(high - low + 1):
        scratch.final[order, late] = head[late]


@compiled
def walk_shifts(
    scratch: DayScratch,
    plans: Plans,
    begin: int,
    number: int,
    end: Array,
    first: int,
    low: int,
    high: int,
    activities: int,
    lengths: Array,
    starts: Array,
    wanted: int,
) -> int:
    """Price shifts of one start and one break plan with every subset of some activities in them.

    Breaks come in any order.

    Parameters
    ----------
    begin, number
        Start of the shifts, from the day's first interval on, and their break plan.
    end, first
        End of every choice, and the day's first interval, both in intervals of the grid.
    low, high
        First choice and the one after the last; costs go into ``scratch.by_subset``.
    lengths, starts
        Of the activities; ``starts[a, moment]`` is the price of beginning there, ``NEVER``
        where it cannot.
    wanted
        Subset whose events are to be written, where there is one choice; -1 for none.

    Returns
    -------
    int
        Number of events written.
    """
    stop = 0
    for choice in range(low, high):
        stop = max(stop, end[choice] - first)
    breaks = plans.count[number]
    rests, subsets = 1 << breaks, 1 << activities
    states = rests * subsets
    reached, back = scratch.reached, scratch.back
    for moment in range(begin, stop + 1):
        for state in range(states):
            reached[moment, state] = NEVER
    reached[begin, 0] = 0.0
    for choice in range(low, high):
        for subset in range(subsets):
            scratch.by_subset[choice, subset] = NEVER
    last = -1
    for moment in range(begin, stop + 1):
        for state in range(states):
            cost = reached[moment, state]
            if cost >= NEVER:
                continue
            had, been = state % rests, state // rests
            for slot in range(breaks):
                if had >> slot & 1:
                    continue
                length = plans.length[number, slot]
                soonest = max(moment, begin + plans.earliest[number, slot])
                for at in range(soonest, begin + plans.latest[number, slot] + 1):
                    if at + length > stop:
                        break
                    total = cost + scratch.stretch[moment, at]
                    after = state + (1 << slot)
                    if total < reached[at + length, after]:
                        reached[at + length, after] = total
                        back[at + length, after, 0] = moment
                        back[at + length, after, 1] = state
                        back[at + length, after, 2] = slot
            for activity in range(activities):
                if been >> activity & 1:
                    continue
                length = lengths[activity]
                for at in range(moment, stop - length + 1):
                    if starts[activity, at] >= NEVER:
                        continue
                    total = cost + scratch.stretch[moment, at] + starts[activity, at]
                    after = state + (1 << activity) * rests
                    if total < reached[at + length, after]:
                        reached[at + length, after] = total
                        back[at + length, after, 0] = moment
                        back[at + length, after, 1] = state
                        back[at + length, after, 2] = ACTIVITY + activity
            if had == rests - 1:
                for choice in range(low, high):
                    if moment <= end[choice] - first:
                        total = cost + scratch.stretch[moment, end[choice] - first]
                        if total < scratch.by_subset[choice, been]:
                            scratch.by_subset[choice, been] = total
                            if been == wanted:
                                last = moment
    if wanted < 0 or last < 0:
        return 0
    moment, state, count = last, wanted * rests + rests - 1, 0
    while state:
        event = back[moment, state, 2]
        length = plans.length[number, event] if event < ACTIVITY else lengths[event - ACTIVITY]
        scratch.events[count, 0] = event
        scratch.events[count, 1] = moment - length
        scratch.events[count, 2] = moment
        count += 1
        moment, state = back[moment, state, 0], back[moment, state, 1]
    return count
