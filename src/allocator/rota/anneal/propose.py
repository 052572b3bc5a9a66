"""Random changes to try: compiled."""

from __future__ import annotations

from allocator.rota.anneal.compiled import Array, compiled
from allocator.rota.anneal.random_numbers import below


@compiled
def _any_choice(shifts: Array, random: Array, number: int) -> int:
    """Return some choice of an agent-day, -1 where it has none."""
    first, count = shifts.first[number], shifts.first[number + 1] - shifts.first[number]
    return first + below(random, count) if count > 0 else -1


@compiled
def _like(shifts: Array, random: Array, choice: int) -> int:
    """Return a choice of the same day with the same paid minutes."""
    first = shifts.same_first[choice]
    return first + below(random, shifts.same_last[choice] - first)


@compiled
def _with_paid(shifts: Array, random: Array, number: int, minutes: int) -> int:
    """Return a choice of an agent-day with so many paid minutes, -1 where there is none."""
    low, high = shifts.first[number], shifts.first[number + 1]
    stop = high
    while low < high:
        middle = (low + high) // 2
        if shifts.paid[shifts.option[middle]] < minutes:
            low = middle + 1
        else:
            high = middle
    if low == stop or shifts.paid[shifts.option[low]] != minutes:
        return -1
    return _like(shifts, random, low)


@compiled
def _same_option(shifts: Array, number: int, option: int) -> int:
    """Return the choice of an agent-day that is an option, -1 where there is none."""
    for choice in range(shifts.first[number], shifts.first[number + 1]):
        if shifts.option[choice] == option:
            return choice
    return -1


@compiled
def _exchanged_weeks(
    shifts: Array, weeks: Array, trial: Array, one: int, two: int, days: int
) -> int:
    """Put an exchange of two people's whole weeks on trial."""
    found = 0
    for day in range(days):
        mine, theirs = one * days + day, two * days + day
        now, then = weeks.choice[mine], weeks.choice[theirs]
        if now < 0 and then < 0:
            continue
        if now >= 0 and then >= 0 and shifts.option[now] == shifts.option[then]:
            continue
        trial.number[found], trial.number[found + 1] = mine, theirs
        trial.choice[found] = -1
        trial.choice[found + 1] = -1
        if then >= 0:
            trial.choice[found] = _same_option(shifts, mine, shifts.option[then])
            if trial.choice[found] < 0:
                return 0
        if now >= 0:
            trial.choice[found + 1] = _same_option(shifts, theirs, shifts.option[now])
            if trial.choice[found + 1] < 0:
                return 0
        found += 2
    return found


@compiled
def propose(shifts: Array, rules: Array, weeks: Array, trial: Array, agents: int, days: int) -> int:
    """Put a random change on trial; the number of its agent-days, 0 for none."""
    random = trial.random
    agent = below(random, agents)
    day = below(random, days)
    number = agent * days + day
    if not weeks.is_open[number]:
        return 0
    now = weeks.choice[number]
    kind = below(random, 100)
    trial.number[0] = number
    if kind < 45 or not rules.readable[agent]:
        # Another shift of the same length, or the same one with other breaks.
        if now < 0:
            return 0
        again = kind < 15 or not rules.readable[agent]
        trial.choice[0] = now if again else _like(shifts, random, now)
        if kind >= 41:
            trial.choice[0] = _any_choice(shifts, random, number)
        return 1
    if kind < 70:
        # Two days of one person: lengths change hands, or a day off does.
        other = agent * days + below(random, days)
        then = weeks.choice[other]
        if other == number or (now < 0 and then < 0):
            return 0
        trial.number[1] = other
        if now >= 0 and then >= 0:
            mine = _any_choice(shifts, random, number)
            paid = shifts.paid[shifts.option[now]] + shifts.paid[shifts.option[then]]
            theirs = _with_paid(shifts, random, other, paid - shifts.paid[shifts.option[mine]])
            if theirs < 0:
                return 0
            trial.choice[0], trial.choice[1] = mine, theirs
            return 2
        if now < 0:
            trial.number[0], trial.number[1] = other, number
            number, other = other, number
            now = then
        trial.choice[0] = -1
        trial.choice[1] = (
            _with_paid(shifts, random, other, shifts.paid[shifts.option[now]])
            if below(random, 4)
            else _any_choice(shifts, random, other)
        )
        return 2 if trial.choice[1] >= 0 else 0
    second = below(random, agents)
    if second == agent or not rules.readable[second]:
        return 0
    if kind >= 97:
        return _exchanged_weeks(shifts, weeks, trial, agent, second, days)
    other = second * days + day
    then = weeks.choice[other]
    if kind < 88:
        # Two people exchange their shifts of a day.
        if now < 0 or then < 0 or shifts.option[now] == shifts.option[then]:
            return 0
        trial.number[1] = other
        trial.choice[0] = _same_option(shifts, number, shifts.option[then])
        trial.choice[1] = _same_option(shifts, other, shifts.option[now])
        return 2 if trial.choice[0] >= 0 and trial.choice[1] >= 0 else 0
    # Two people exchange a day with a shift for a day off.
    later = below(random, days)
    mine, theirs = agent * days + later, second * days + later
    if now < 0 or then >= 0 or weeks.choice[mine] >= 0 or weeks.choice[theirs] < 0:
        return 0
    trial.number[1], trial.number[2], trial.number[3] = other, mine, theirs
    gone, come = shifts.paid[shifts.option[now]], shifts.paid[shifts.option[weeks.choice[theirs]]]
    trial.choice[0] = -1
    trial.choice[3] = -1
    trial.choice[1] = _with_paid(shifts, random, other, come)
    trial.choice[2] = _with_paid(shifts, random, mine, gone)
    return 4 if trial.choice[1] >= 0 and trial.choice[2] >= 0 else 0
