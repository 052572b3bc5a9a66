"""A rota as the search holds it: arrays that are changed in place."""

from __future__ import annotations

from typing import NamedTuple

from allocator.rota.anneal.compiled import Array, compiled, entry
from allocator.rota.anneal.judge import judge, shared_slope, team_price, touch
from allocator.rota.anneal.pricing import below_floors, gap_left, put


class Weeks(NamedTuple):
    """Everybody's weeks.

    Parameters
    ----------
    choice
        Choice of each agent-day, -1 for a day off.
    break_start
        Start of each break: shape (agent-days, breaks).
    pool_at
        Place of the pool among the agent's in each interval of the shift, -1 off the phone:
        shape (agent-days, intervals).
    stretch_price
        Price of the stretches on the phone of each agent-day, and of working it otherwise than
        was kept.
    sums, shared
        What the choices add up to in the rows of the rules, and over the team.
    slope, slope_of
        Change of all prices, and of each agent's, for a unit more of a shared sum.
    low, high
        Room for helpers, see :func:`~allocator.rota.anneal.judge.judge`.
    kept_choice, kept_break, kept_pool, way_price
        Choices of a rota to stay near, how it works them, and the price of working the same
        choice of an agent-day otherwise. A first pool below -1 says that it cannot be worked so.
    is_open
        Whether an agent-day may change at all.
    """

    choice: Array
    break_start: Array
    pool_at: Array
    stretch_price: Array
    sums: Array
    shared: Array
    slope: Array
    slope_of: Array
    low: Array
    high: Array
    kept_choice: Array
    kept_break: Array
    kept_pool: Array
    way_price: Array
    is_open: Array


@compiled
def stretches_cost(crew: Array, pool_at: Array, length: int) -> float:
    """Price of the stretches on the phone of one shift."""
    if crew.stretch_price.shape[0] < 2:
        return 0.0
    total = 0.0
    run = 0
    for offset in range(length + 1):
        if offset < length and pool_at[offset] >= 0:
            run += 1
        elif run > 0:
            total += crew.stretch_price[min(run, crew.stretch_price.shape[0] - 1)]
            run = 0
    return total


@compiled
def way_cost(shifts: Array, weeks: Array, number: int) -> float:
    """Price of working an agent-day's choice otherwise than it was kept."""
    price = weeks.way_price[number]
    choice = weeks.choice[number]
    if price == 0.0 or choice < 0 or choice != weeks.kept_choice[number]:
        return 0.0
    option = shifts.option[choice]
    for slot in range(shifts.breaks[option]):
        if weeks.break_start[number, slot] != weeks.kept_break[number, slot]:
            return price
    for offset in range(shifts.end[option] - shifts.start[option]):
        if weeks.pool_at[number, offset] != weeks.kept_pool[number, offset]:
            return price
    return 0.0


@compiled
def on_phone(
    need: Array,
    crew: Array,
    shifts: Array,
    present: Array,
    weeks: Array,
    agent: int,
    number: int,
    sign: float,
    seat_price: float,
) -> float:
    """Put an agent-day on the phones, or take it off; the change of the cost without floors."""
    option = shifts.option[weeks.choice[number]]
    start = shifts.start[option]
    change = sign * weeks.stretch_price[number]
    if crew.pools[agent, 0] < 0:
        return change
    for offset in range(shifts.end[option] - start):
        place = weeks.pool_at[number, offset]
        if place >= 0:
            change += put(need, crew, present, agent, place, start + offset, sign, seat_price)
    return change


@entry
def rebuild(
    need: Array, crew: Array, shifts: Array, rules: Array, present: Array, weeks: Array
) -> None:
    """Compute all that follows from everybody's choices, breaks and pools."""
    present.effective[:] = 0.0
    present.heads[:] = 0.0
    present.logged[:] = 0.0
    present.missed[:] = 0.0
    for row in range(present.late.shape[0]):
        for interval in range(present.late.shape[1]):
            present.late[row, interval] = need.late[row, interval, 0]
    for queue in range(present.missed.shape[0]):
        row = need.class_of_queue[queue]
        for interval in range(present.late.shape[1]):
            present.missed[queue, need.day_of[interval]] += (
                need.to_contacts[queue, interval] * present.late[row, interval]
                + need.contacts[queue, interval]
            )
    weeks.sums[:] = 0
    for number in range(weeks.shared.shape[0]):
        weeks.shared[number] = rules.shared_constant[number]
    agents = crew.pools.shape[0]
    days = weeks.choice.shape[0] // agents
    for agent in range(agents):
        for day in range(days):
            here = agent * days + day
            choice = weeks.choice[here]
            if choice >= 0:
                option = shifts.option[choice]
                length = shifts.end[option] - shifts.start[option]
                weeks.stretch_price[here] = 0.0
                if crew.pools[agent, 0] >= 0:
                    weeks.stretch_price[here] = stretches_cost(crew, weeks.pool_at[here], length)
                weeks.stretch_price[here] += way_cost(shifts, weeks, here)
                on_phone(need, crew, shifts, present, weeks, agent, here, 1.0, 0.0)
                touch(rules, weeks.sums, weeks.shared, choice, 1)
    renew_slopes(rules, weeks)


@compiled
def renew_slopes(rules: Array, weeks: Array) -> None:
    """Bring the slopes of the shared sums up to date."""
    for number in range(weeks.shared.shape[0]):
        weeks.slope[number] = 0.0
        for agent in range(weeks.slope_of.shape[0]):
            slope = shared_slope(rules, weeks.sums, weeks.shared, agent, number)
            weeks.slope_of[agent, number] = slope
            weeks.slope[number] += slope


@entry
def total_cost(
    need: Array,
    crew: Array,
    shifts: Array,
    rules: Array,
    present: Array,
    weeks: Array,
    seat_price: float,
) -> float:
    """Price of the rota as it stands, in late contacts; see :func:`rebuild`."""
    total = rules.constant + below_floors(need, present) + team_price(rules, weeks.shared)
    for row in range(present.late.shape[0]):
        for interval in range(present.late.shape[1]):
            total += need.late_price * present.late[row, interval]
    for queue in range(present.logged.shape[0]):
        for interval in range(present.logged.shape[1]):
            left = gap_left(present.logged[queue, interval])
            total += need.uncovered_price[queue] * need.contacts[queue, interval] * left
    for number in range(weeks.choice.shape[0]):
        if weeks.choice[number] >= 0:
            total += rules.choice_price[weeks.choice[number]] + weeks.stretch_price[number]
    for agent in range(crew.pools.shape[0]):
        total += judge(rules, weeks.sums, weeks.shared, weeks.low, weeks.high, agent)
    return total + seat_price * overdrawn(need, present)


@compiled
def overdrawn(need: Array, present: Array) -> float:
    """People on the phone above the seats, summed over intervals."""
    total = 0.0
    for pool in range(present.heads.shape[0]):
        for interval in range(present.heads.shape[1]):
            total += max(0.0, present.heads[pool, interval] - need.seats[pool])
    return total
