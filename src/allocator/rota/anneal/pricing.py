"""What it costs to be on the phone, interval by interval: compiled."""

from __future__ import annotations

from allocator.rota.anneal.compiled import Array, compiled, entry

BARRED_PRICE = 1e6
"""Late contacts for an interval in a pool that a pin forbids: more than any week can gain."""


@compiled
def late_at(late: Array, row: int, interval: int, agents: float) -> float:
    """Read a curve of late contacts between whole agents."""
    top = late.shape[2] - 1
    if agents >= top:
        return late[row, interval, top]
    low = int(agents)
    left = late[row, interval, low]
    return left + (late[row, interval, low + 1] - left) * (agents - low)


@compiled
def gap_left(logged: float) -> float:
    """Share of a queue's contacts that find nobody there: all of them or none."""
    return 1.0 - logged if logged < 1.0 else 0.0


@compiled
def put(
    need: Array,
    crew: Array,
    present: Array,
    agent: int,
    place: int,
    interval: int,
    sign: float,
    seat_price: float,
) -> float:
    """Put an agent on the phone in an interval (sign 1), or take one off (-1).

    Returns
    -------
    float
        Change of the cost but for floors, whose contacts are kept in ``present.missed``.
    """
    pool = crew.pools[agent, place]
    day = need.day_of[interval]
    present.effective[pool, interval] += sign * crew.speed[agent, place]
    agents = present.effective[pool, interval]
    if agents < 0.0:
        agents = 0.0
    change = 0.0
    for row in range(need.class_first[pool], need.class_first[pool + 1]):
        now = late_at(need.late, row, interval, agents)
        step = now - present.late[row, interval]
        present.late[row, interval] = now
        change += need.late_price * step
        for queue in range(need.queue_first[pool], need.queue_first[pool + 1]):
            if need.class_of_queue[queue] == row:
                present.missed[queue, day] += need.to_contacts[queue, interval] * step
    for each in range(crew.queues.shape[2]):
        queue = crew.queues[agent, place, each]
        if queue < 0:
            break
        before = gap_left(present.logged[queue, interval])
        present.logged[queue, interval] += sign
        step = need.contacts[queue, interval] * (gap_left(present.logged[queue, interval]) - before)
        change += need.uncovered_price[queue] * step
        present.missed[queue, day] += step
    over = present.heads[pool, interval] - need.seats[pool]
    present.heads[pool, interval] += sign
    change += seat_price * (max(0.0, over + sign) - max(0.0, over))
    return change


@compiled
def below_floors(need: Array, present: Array) -> float:
    """Price of all floors as they stand."""
    total = 0.0
    for queue in range(present.missed.shape[0]):
        if need.floor_price[queue] > 0.0:
            for day in range(present.missed.shape[1]):
                short = present.missed[queue, day] - need.allowed[queue, day]
                if short > 0.0:
                    total += need.floor_price[queue] * short
    return total


@entry
def price_day(
    need: Array,
    crew: Array,
    present: Array,
    sums: Array,
    agent: int,
    number: int,
    seat_price: float,
) -> None:
    """Fill in what an agent who is off the phone would change by being on it.

    Exact but for floors, whose slope is that of the present state.

    Parameters
    ----------
    sums
        Receives, for each of the agent's pools, the change up to each interval of the window of
        agent-day ``number``: shape (pools, intervals + 1).
    """
    first, last = crew.window_first[number], crew.window_last[number]
    for place in range(crew.pools.shape[1]):
        pool = crew.pools[agent, place]
        if pool < 0:
            break
        total = 0.0
        sums[place, 0] = 0.0
        for interval in range(first, last):
            day = need.day_of[interval]
            agents = present.effective[pool, interval] + crew.speed[agent, place]
            change = 0.0
            for row in range(need.class_first[pool], need.class_first[pool + 1]):
                now = late_at(need.late, row, interval, agents)
                step = now - present.late[row, interval]
                change += need.late_price * step
                for queue in range(need.queue_first[pool], need.queue_first[pool + 1]):
                    if (
                        need.class_of_queue[queue] == row
                        and present.missed[queue, day] > need.allowed[queue, day]
                    ):
                        change += need.floor_price[queue] * need.to_contacts[queue, interval] * step
            for each in range(crew.queues.shape[2]):
                queue = crew.queues[agent, place, each]
                if queue < 0:
                    break
                logged = present.logged[queue, interval]
                if logged < 1.0:
                    alone = need.contacts[queue, interval] * (1.0 - logged)
                    change -= need.uncovered_price[queue] * alone
                    if present.missed[queue, day] > need.allowed[queue, day]:
                        change -= need.floor_price[queue] * alone
            over = present.heads[pool, interval] + 1.0 - need.seats[pool]
            if over > 0.0:
                change += seat_price * min(1.0, over)
            if crew.barred.shape[2] > 1 and crew.barred[agent, place, interval]:
                change += BARRED_PRICE
            total += change
            sums[place, interval - first + 1] = total
