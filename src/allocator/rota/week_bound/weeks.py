"""The best week of one person under given prices of the shifts, compiled.

A walk through the days. What matters after some days is which of them were worked, how much has
been paid, what is done of what the week must hold, and, on the morrow of a shift, that shift: the
rest after it and the start of the next depend on it. The days worked are kept whole, so that any
rule on days alone is obeyed exactly.
"""

from __future__ import annotations

from typing import NamedTuple

from allocator.rota.week_bound.compiled import Array, compiled
from allocator.rota.week_bound.duties import NEVER

BY_SHIFT, BY_START, BEST, LEAST, MOST = range(5)
"""Fields of a node, see :class:`WeekScratch`."""
TOO_SMALL = -NEVER
"""Returned in place of a cost where the scratch has too little room."""


class WeekScratch(NamedTuple):
    """Room for one week's work.

    Parameters
    ----------
    cells
        Costs of all states, one node after the other.
    arrival
        Costs of the states in which a shift begins.
    node
        For each day and set of days worked before its end: where the costs by shift begin, those
        by start and those of the best shift; and least and most units paid. Shape
        (days + 1, sets, 5).
    alive
        Whether a set of days worked so far can still become a week: shape (days + 1, sets).
    chosen, subset
        Choice of each day, -1 for none, and what it holds of the activities.
    """

    cells: Array
    arrival: Array
    node: Array
    alive: Array
    chosen: Array
    subset: Array


class Week(NamedTuple):
    """Choices of one person's week, by day; see :class:`~.people.People`.

    Parameters
    ----------
    first, group_first
        Choices and groups of day ``d`` are those from ``first[d]`` up to ``first[d + 1]``.
    of_group
        Choices of group ``g`` are those from ``of_group[g]`` up to ``of_group[g + 1]``.
    last_end
        Latest end of a choice of each group.
    paid, end, group, limited
        Of each choice: units paid, interval after the last, group of its start, and whether it is
        of the kind that is limited.
    start, moment
        Of each group of choices with one start: row of ``follow``, and interval.
    follow
        Price of a start on the day after another.
    rest
        Intervals of rest before a shift of each day.
    days_allowed
        By set of days worked, as a number whose bits are the days.
    least, most
        Units paid in the week.
    subsets
        Of activities; all of them must have been done in the end.
    limit
        Most choices of the limited kind, -1 where nothing limits them.
    """

    first: Array
    group_first: Array
    of_group: Array
    last_end: Array
    paid: Array
    end: Array
    group: Array
    limited: Array
    start: Array
    moment: Array
    follow: Array
    rest: Array
    days_allowed: Array
    least: int
    most: int
    subsets: int
    limit: int


@compiled
def best_week(week: Week, cost: Array, scratch: WeekScratch, days: int) -> float:
    """Cost of the cheapest week, with its choices in ``scratch``; ``NEVER`` where there is none.

    Parameters
    ----------
    cost
        Of each choice with each subset of the activities in it.
    """
    _mark_alive(week, scratch, days)
    if not scratch.alive[0, 0]:
        return NEVER
    node, cells = scratch.node, scratch.cells
    states = week.subsets * (week.limit + 1 if week.limit >= 0 else 1)
    for state in range(states):
        cells[state] = NEVER
    cells[0] = 0.0
    node[0, 0, BY_SHIFT] = -1
    node[0, 0, BEST] = 0
    node[0, 0, LEAST] = 0
    node[0, 0, MOST] = 0
    used = states
    for day in range(days):
        least, most = _paid_range(week, day)
        for worked in range(1 << day):
            if not scratch.alive[day, worked]:
                continue
            if scratch.alive[day + 1, worked]:
                for field in range(5):
                    node[day + 1, worked, field] = node[day, worked, field]
                node[day + 1, worked, BY_SHIFT] = -1
            also = worked | 1 << day
            if scratch.alive[day + 1, also]:
                low = node[day, worked, LEAST] + least
                high = min(week.most, node[day, worked, MOST] + most)
                if high < low:
                    _bury(scratch, days, day + 1, also)
                    continue
                width = (high - low + 1) * states
                choices = week.first[day + 1] - week.first[day]
                starts = week.group_first[day + 1] - week.group_first[day]
                until = used + (choices + starts + 1) * width
                if until > cells.shape[0]:
                    return TOO_SMALL
                node[day + 1, also, BY_SHIFT] = used
                node[day + 1, also, BY_START] = used + choices * width
                node[day + 1, also, BEST] = until - width
                node[day + 1, also, LEAST] = low
                node[day + 1, also, MOST] = high
                for cell in range(used, until):
                    cells[cell] = NEVER
                used = until
                _work_on(week, cost, scratch, day, worked, states)
    best, set_of_days, at = NEVER, -1, -1
    for worked in range(1 << days):
        if scratch.alive[days, worked]:
            low = node[days, worked, LEAST]
            high = min(node[days, worked, MOST], week.most)
            for paid in range(max(low, week.least), high + 1):
                for state in range(week.subsets - 1, states, week.subsets):
                    cell = (paid - low) * states + state
                    total = cells[node[days, worked, BEST] + cell]
                    if total < best:
                        best, set_of_days, at = total, worked, paid * states + state
    if set_of_days >= 0:
        _trace(week, cost, scratch, days, states, set_of_days, at)
    return best


@compiled
def _paid_range(week: Week, day: int) -> tuple[int, int]:
    least, most = 1 << 30, 0
    for choice in range(week.first[day], week.first[day + 1]):
        least = min(least, week.paid[choice])
        most = max(most, week.paid[choice])
    return least, most


@compiled
def _mark_alive(week: Week, scratch: WeekScratch, days: int) -> None:
    """Find the sets of days worked so far from which an allowed week can be reached."""
    alive = scratch.alive
    for worked in range(1 << days):
        alive[days, worked] = week.days_allowed[worked]
    for day in range(days - 1, -1, -1):
        for worked in range(1 << day):
            alive[day, worked] = alive[day + 1, worked] or alive[day + 1, worked | 1 << day]


@compiled
def _bury(scratch: WeekScratch, days: int, day: int, worked: int) -> None:
    """Mark a set of days that is paid too much already, and all that come of it."""
    scratch.alive[day, worked] = False
    if day < days:
        _bury_later(scratch, days, day, worked)


@compiled
def _bury_later(scratch: WeekScratch, days: int, day: int, worked: int) -> None:
    for later in range(day + 1, days + 1):
        for more in range(1 << (later - day)):
            scratch.alive[later, worked | more << day] = False


@compiled
def _step_price(week: Week, before: int, group: int, day: int) -> float:
    """Price of a group's start after a choice of the day before; ``NEVER`` without the rest."""
    if week.end[before] + week.rest[day] > week.moment[group]:
        return NEVER
    return week.follow[week.start[week.group[before]], week.start[group]]


@compiled
def _work_on(
    week: Week, cost: Array, scratch: WeekScratch, day: int, worked: int, states: int
) -> None:
    """Extend a set of days by one more day with work."""
    node, cells, arrival = scratch.node, scratch.cells, scratch.arrival
    also = worked | 1 << day
    low = node[day, worked, LEAST]
    width = (node[day, worked, MOST] - low + 1) * states
    new_low, new_high = node[day + 1, also, LEAST], node[day + 1, also, MOST]
    new_width = (new_high - new_low + 1) * states
    by_shift, by_start = node[day + 1, also, BY_SHIFT], node[day + 1, also, BY_START]
    best = node[day + 1, also, BEST]
    for group in range(week.group_first[day], week.group_first[day + 1]):
        if node[day, worked, BY_SHIFT] < 0:
            for cell in range(width):
                arrival[cell] = cells[node[day, worked, BEST] + cell]
        else:
            _arrive(week, scratch, day, worked, group, width)
        here = by_start + (group - week.group_first[day]) * new_width
        for choice in range(week.of_group[group], week.of_group[group + 1]):
            target = by_shift + (choice - week.first[day]) * new_width
            _add_choice(week, cost, scratch, choice, low, width, states, target, new_low, new_high)
            for cell in range(new_width):
                cells[here + cell] = min(cells[here + cell], cells[target + cell])
        for cell in range(new_width):
            cells[best + cell] = min(cells[best + cell], cells[here + cell])


@compiled
def _arrive(
    week: Week, scratch: WeekScratch, day: int, worked: int, group: int, width: int
) -> None:
    """Find the costs of beginning at some start after all that may come the day before."""
    node, cells, arrival = scratch.node, scratch.cells, scratch.arrival
    for cell in range(width):
        arrival[cell] = NEVER
    for before in range(week.group_first[day - 1], week.group_first[day]):
        price = week.follow[week.start[before], week.start[group]]
        if price >= NEVER:
            continue
        if week.last_end[before] + week.rest[day] <= week.moment[group]:
            offset = node[day, worked, BY_START]
            offset += (before - week.group_first[day - 1]) * width
            for cell in range(width):
                arrival[cell] = min(arrival[cell], cells[offset + cell] + price)
            continue
        for choice in range(week.of_group[before], week.of_group[before + 1]):
            if week.end[choice] + week.rest[day] <= week.moment[group]:
                offset = node[day, worked, BY_SHIFT] + (choice - week.first[day - 1]) * width
                for cell in range(width):
                    arrival[cell] = min(arrival[cell], cells[offset + cell] + price)


@compiled
def _add_choice(
    week: Week,
    cost: Array,
    scratch: WeekScratch,
    choice: int,
    low: int,
    width: int,
    states: int,
    target: int,
    new_low: int,
    new_high: int,
) -> None:
    cells, arrival = scratch.cells, scratch.arrival
    shift = low + week.paid[choice] - new_low
    more = week.limited[choice] if week.limit >= 0 else 0
    subsets = week.subsets
    first = max(0, -shift)
    last = min(width // states, new_high - new_low + 1 - shift)
    for subset in range(subsets):
        price = cost[choice, subset]
        if price >= NEVER:
            continue
        for of_kind in range(states // subsets - more):
            for done in range(subsets):
                if done & subset:
                    continue
                origin = of_kind * subsets + done
                goal = target + (of_kind + more) * subsets + (done | subset)
                for paid in range(first, last):
                    total = arrival[paid * states + origin] + price
                    row = goal + (paid + shift) * states
                    if total < cells[row]:
                        cells[row] = total


@compiled
def _trace(
    week: Week,
    cost: Array,
    scratch: WeekScratch,
    days: int,
    states: int,
    set_of_days: int,
    at: int,
) -> None:
    """Write the choices that lead to a state, from the last day back to the first."""
    node, cells = scratch.node, scratch.cells
    following = -1
    for day in range(days - 1, -1, -1):
        scratch.chosen[day] = -1
        scratch.subset[day] = 0
        worked = set_of_days & ((1 << (day + 1)) - 1)
        if not worked >> day & 1:
            following = -1
            continue
        low = node[day + 1, worked, LEAST]
        width = (node[day + 1, worked, MOST] - low + 1) * states
        cell = at - low * states
        pick, least = -1, NEVER
        offset = node[day + 1, worked, BY_SHIFT]
        for choice in range(week.first[day], week.first[day + 1]):
            total = cells[offset + cell]
            if total < NEVER and following >= 0:
                total += _step_price(week, choice, week.group[following], day + 1)
            if total < least:
                pick, least = choice, total
            offset += width
        scratch.chosen[day] = pick
        total = cells[node[day + 1, worked, BY_SHIFT] + (pick - week.first[day]) * width + cell]
        at, subset = _before(
            week, cost, scratch, day, worked & ~(1 << day), states, pick, at, total
        )
        scratch.subset[day] = subset
        following = pick if day and worked >> (day - 1) & 1 else -1


@compiled
def _before(
    week: Week,
    cost: Array,
    scratch: WeekScratch,
    day: int,
    worked: int,
    states: int,
    choice: int,
    at: int,
    total: float,
) -> tuple[int, int]:
    """Find the state before a choice, and what the choice holds of the activities."""
    node, cells = scratch.node, scratch.cells
    low = node[day, worked, LEAST]
    width = (node[day, worked, MOST] - low + 1) * states
    state = at % states
    more = week.limited[choice] if week.limit >= 0 else 0
    done, of_kind = state % week.subsets, state // week.subsets - more
    paid = at // states - week.paid[choice]
    nearest, found, held = NEVER, -1, 0
    if of_kind < 0 or paid < low or (paid - low) * states >= width:
        return found, held
    for subset in range(week.subsets):
        if subset & done != subset or cost[choice, subset] >= NEVER:
            continue
        state = of_kind * week.subsets + (done & ~subset)
        cell = (paid - low) * states + state
        arrived = NEVER
        if node[day, worked, BY_SHIFT] < 0:
            arrived = cells[node[day, worked, BEST] + cell]
        else:
            offset = node[day, worked, BY_SHIFT]
            for before in range(week.first[day - 1], week.first[day]):
                price = _step_price(week, before, week.group[choice], day)
                if price < NEVER:
                    arrived = min(arrived, cells[offset + cell] + price)
                offset += width
        if arrived < NEVER and abs(arrived + cost[choice, subset] - total) < nearest:
            nearest = abs(arrived + cost[choice, subset] - total)
            found, held = paid * states + state, subset
    return found, held
