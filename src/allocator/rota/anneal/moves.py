"""What the search does with a rota: compiled."""

from __future__ import annotations

from math import log

from allocator.rota.anneal.best_way import best_way
from allocator.rota.anneal.compiled import Array, entry
from allocator.rota.anneal.judge import judge, touch
from allocator.rota.anneal.pricing import price_day
from allocator.rota.anneal.propose import propose
from allocator.rota.anneal.random_numbers import below, share
from allocator.rota.anneal.team_state import on_phone, renew_slopes, way_cost
from allocator.rota.anneal.trial import NEVER, attempt, write


@entry
def place_week(
    need: Array,
    crew: Array,
    shifts: Array,
    rules: Array,
    present: Array,
    weeks: Array,
    desk: Array,
    agent: int,
    choices: Array,
    seat_price: float,
) -> bool:
    """Give a week to an agent who has none, each shift worked as is best at this moment.

    Parameters
    ----------
    choices
        Choice of each day, -1 for a day off.

    Returns
    -------
    bool
        Whether the week keeps the rules; if not, nothing is changed.
    """
    days = choices.shape[0]
    for day in range(days):
        if choices[day] >= 0:
            touch(rules, weeks.sums, weeks.shared, choices[day], 1)
    good = judge(rules, weeks.sums, weeks.shared, weeks.low, weeks.high, agent) < NEVER
    placed = 0
    while good and placed < days:
        number = agent * days + placed
        weeks.choice[number] = choices[placed]
        if choices[placed] >= 0:
            option = shifts.option[choices[placed]]
            price_day(need, crew, present, desk.sums, agent, number, seat_price)
            good = best_way(shifts, crew, desk, agent, number, option, NEVER) < NEVER
            if not good:
                break
            write(shifts, crew, weeks, desk, agent, number, option)
            on_phone(need, crew, shifts, present, weeks, agent, number, 1.0, seat_price)
        placed += 1
    if good:
        return True
    for day in range(days):
        number = agent * days + day
        if choices[day] >= 0:
            if day < placed:
                on_phone(need, crew, shifts, present, weeks, agent, number, -1.0, seat_price)
            touch(rules, weeks.sums, weeks.shared, choices[day], -1)
        weeks.choice[number] = -1
    return False


@entry
def anneal(
    need: Array,
    crew: Array,
    shifts: Array,
    rules: Array,
    present: Array,
    weeks: Array,
    desk: Array,
    trial: Array,
    steps: int,
    warm: float,
    cool: float,
    seat_price: float,
) -> None:
    """Try random changes, keeping worse ones less and less often.

    Parameters
    ----------
    steps
        Changes to propose.
    warm, cool
        Temperature at the beginning and at the end, in late contacts.
    """
    agents = crew.pools.shape[0]
    days = weeks.choice.shape[0] // agents
    for step in range(steps):
        if step % 4096 == 0:
            renew_slopes(rules, weeks)
        temperature = warm + (cool - warm) * step / steps
        count = propose(shifts, rules, weeks, trial, agents, days)
        usable = count > 0
        for each in range(count):
            now = weeks.choice[trial.number[each]]
            usable = usable and (now < 0 or shifts.plain[now])
            usable = usable and (trial.choice[each] < 0 or shifts.plain[trial.choice[each]])
        if usable:
            most_worse = -log(share(trial.random)) * temperature if temperature > 0.0 else -1e-9
            attempt(
                need,
                crew,
                shifts,
                rules,
                present,
                weeks,
                desk,
                trial,
                count,
                days,
                most_worse,
                seat_price,
            )


@entry
def anneal_ways(
    need: Array,
    crew: Array,
    shifts: Array,
    rules: Array,
    present: Array,
    weeks: Array,
    desk: Array,
    trial: Array,
    numbers: Array,
    steps: int,
    seat_price: float,
) -> int:
    """Work random shifts anew, one, two or three of a day together, and keep what gains.

    Parameters
    ----------
    numbers
        Agent-days that may be worked anew, by day.

    Returns
    -------
    int
        How many changes were kept.
    """
    agents = crew.pools.shape[0]
    days = weeks.choice.shape[0] // agents
    kept = 0
    for _ in range(steps):
        first = below(trial.random, numbers.shape[0])
        count = 1 + below(trial.random, 3)
        found = 0
        for each in range(count):
            number = numbers[first]
            if each > 0:
                number = numbers[below(trial.random, numbers.shape[0])]
            choice = weeks.choice[number]
            usable = choice >= 0 and shifts.plain[choice]
            usable = usable and number % days == numbers[first] % days
            for before in range(found):
                usable = usable and trial.number[before] != number
            if usable:
                trial.number[found] = number
                trial.choice[found] = choice
                found += 1
        if found > 0 and (
            attempt(
                need,
                crew,
                shifts,
                rules,
                present,
                weeks,
                desk,
                trial,
                found,
                days,
                -1e-9,
                seat_price,
            )
            < 0.0
        ):
            kept += 1
    return kept


@entry
def take_back(
    need: Array,
    crew: Array,
    shifts: Array,
    rules: Array,
    present: Array,
    weeks: Array,
    desk: Array,
    trial: Array,
    numbers: Array,
    most_worse: float,
    seat_price: float,
) -> bool:
    """Give some agent-days their kept choices back where that makes the rota no dearer.

    Returns
    -------
    bool
        Whether they have them.
    """
    agents = crew.pools.shape[0]
    days = weeks.choice.shape[0] // agents
    for each in range(numbers.shape[0]):
        trial.number[each] = numbers[each]
        trial.choice[each] = weeks.kept_choice[numbers[each]]
    attempt(
        need,
        crew,
        shifts,
        rules,
        present,
        weeks,
        desk,
        trial,
        numbers.shape[0],
        days,
        most_worse,
        seat_price,
    )
    back = True
    for each in range(numbers.shape[0]):
        number = numbers[each]
        back = back and weeks.choice[number] == weeks.kept_choice[number]
        back = back and way_cost(shifts, weeks, number) == 0.0
    return back
