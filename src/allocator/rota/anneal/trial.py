"""A change of a rota on trial, kept or taken back: compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from allocator.rota.anneal.best_way import best_way
from allocator.rota.anneal.compiled import Array, compiled
from allocator.rota.anneal.judge import judge, team_price, touch
from allocator.rota.anneal.pricing import BARRED_PRICE, below_floors, price_day
from allocator.rota.anneal.team_state import Weeks, on_phone, stretches_cost, way_cost

NEVER = 1e18
"""Cost of what breaks a rule or has no place."""


class Trial(NamedTuple):
    """A change on trial.

    Parameters
    ----------
    number, choice
        Agent-days to change and their new choices, -1 for a day off.
    kept_choice, kept_break, kept_pool, kept_stretch
        What they were.
    shared
        Shared sums before.
    random
        State of the random numbers.
    """

    number: Array
    choice: Array
    kept_choice: Array
    kept_break: Array
    kept_pool: Array
    kept_stretch: Array
    shared: Array
    random: Array


def trial_for(weeks: Weeks, days: int, seed: int) -> Trial:
    """Make room for trials of two people's whole weeks."""
    most = max(4, 2 * days)
    return Trial(
        number=np.zeros(most, dtype=np.int64),
        choice=np.zeros(most, dtype=np.int64),
        kept_choice=np.zeros(most, dtype=np.int64),
        kept_break=np.zeros((most, weeks.break_start.shape[1]), dtype=np.int64),
        kept_pool=np.zeros((most, weeks.pool_at.shape[1]), dtype=np.int64),
        kept_stretch=np.zeros(most),
        shared=np.zeros_like(weeks.shared),
        random=np.array([(seed + 1) * 0x2545F4914F6CDD1D % 2**62 + 1], dtype=np.int64),
    )


@compiled
def _rows(rules: Array, weeks: Array, trial: Array, count: int, sign: int) -> float:
    """Take up the trial's choices in the rows and give up the old ones, or the other way about."""
    change = 0.0
    for each in range(count):
        if trial.kept_choice[each] != trial.choice[each]:
            if trial.kept_choice[each] >= 0:
                change += touch(rules, weeks.sums, weeks.shared, trial.kept_choice[each], -sign)
            if trial.choice[each] >= 0:
                change += touch(rules, weeks.sums, weeks.shared, trial.choice[each], sign)
    return change


@compiled
def _keep(shifts: Array, weeks: Array, trial: Array, each: int) -> None:
    """Remember how the old choice of an agent-day is worked."""
    number = trial.number[each]
    for slot in range(weeks.break_start.shape[1]):
        trial.kept_break[each, slot] = weeks.break_start[number, slot]
    option = shifts.option[trial.kept_choice[each]]
    for offset in range(shifts.end[option] - shifts.start[option]):
        trial.kept_pool[each, offset] = weeks.pool_at[number, offset]
    trial.kept_stretch[each] = weeks.stretch_price[number]


@compiled
def _give_back(shifts: Array, weeks: Array, trial: Array, each: int) -> None:
    """Work the old choice of an agent-day as before."""
    number = trial.number[each]
    option = shifts.option[trial.kept_choice[each]]
    for slot in range(weeks.break_start.shape[1]):
        weeks.break_start[number, slot] = trial.kept_break[each, slot]
    for offset in range(shifts.end[option] - shifts.start[option]):
        weeks.pool_at[number, offset] = trial.kept_pool[each, offset]
    weeks.stretch_price[number] = trial.kept_stretch[each]


@compiled
def write(
    shifts: Array, crew: Array, weeks: Array, desk: Array, agent: int, number: int, option: int
) -> None:
    """Work an option as was found best."""
    for slot in range(shifts.breaks[option]):
        weeks.break_start[number, slot] = desk.break_start[slot]
    length = shifts.end[option] - shifts.start[option]
    for offset in range(length):
        weeks.pool_at[number, offset] = desk.pool_at[offset]
    weeks.stretch_price[number] = 0.0
    if crew.pools[agent, 0] >= 0:
        weeks.stretch_price[number] = stretches_cost(crew, weeks.pool_at[number], length)
    weeks.stretch_price[number] += way_cost(shifts, weeks, number)


@compiled
def _keep_way(
    shifts: Array,
    crew: Array,
    weeks: Array,
    desk: Array,
    agent: int,
    number: int,
    option: int,
) -> None:
    """Put the kept way on the desk where the best is not worth the price of another."""
    price = weeks.way_price[number]
    if price == 0.0 or weeks.choice[number] != weeks.kept_choice[number]:
        return
    if weeks.kept_pool[number, 0] < -1:
        return
    length = shifts.end[option] - shifts.start[option]
    begin = shifts.start[option] - crew.window_first[number]
    # What the best costs is worked out again: it takes a stretch that pools may change in for two.
    kept = best = 0.0
    if crew.pools[agent, 0] >= 0:
        kept = stretches_cost(crew, weeks.kept_pool[number], length)
        best = stretches_cost(crew, desk.pool_at, length)
    for offset in range(length):
        here = begin + offset
        place = weeks.kept_pool[number, offset]
        if place >= 0:
            kept += desk.sums[place, here + 1] - desk.sums[place, here]
        place = desk.pool_at[offset]
        if place >= 0:
            best += desk.sums[place, here + 1] - desk.sums[place, here]
    if kept <= best + price:
        for slot in range(shifts.breaks[option]):
            desk.break_start[slot] = weeks.kept_break[number, slot]
        for offset in range(length):
            desk.pool_at[offset] = weeks.kept_pool[number, offset]


@compiled
def _is_first_of_agent(trial: Array, each: int, days: int) -> bool:
    """Whether no agent-day before it on trial is the same agent's."""
    is_first = True
    for before in range(each):
        is_first = is_first and trial.number[before] // days != trial.number[each] // days
    return is_first


@compiled
def attempt(
    need: Array,
    crew: Array,
    shifts: Array,
    rules: Array,
    present: Array,
    weeks: Array,
    desk: Array,
    trial: Array,
    count: int,
    days: int,
    most_worse: float,
    seat_price: float,
) -> float:
    """Try a change and keep it where it makes the rota worse by no more than given.

    Returns
    -------
    float
        Change of the cost; 0 where it was not kept.
    """
    same = True
    for each in range(count):
        trial.kept_choice[each] = weeks.choice[trial.number[each]]
        same = same and trial.kept_choice[each] == trial.choice[each]
    change = 0.0
    if not same:
        for number in range(weeks.shared.shape[0]):
            trial.shared[number] = weeks.shared[number]
        # Priced afresh: what the others do moves the shared sums.
        change = -team_price(rules, weeks.shared)
        for each in range(count):
            if _is_first_of_agent(trial, each, days):
                agent = trial.number[each] // days
                change -= judge(rules, weeks.sums, weeks.shared, weeks.low, weeks.high, agent)
        change += _rows(rules, weeks, trial, count, 1)
        change += team_price(rules, weeks.shared)
        for each in range(count):
            agent = trial.number[each] // days
            if not _is_first_of_agent(trial, each, days):
                continue
            price = judge(rules, weeks.sums, weeks.shared, weeks.low, weeks.high, agent)
            if price >= NEVER:
                _rows(rules, weeks, trial, count, -1)
                return 0.0
            change += price
            for number in range(weeks.shared.shape[0]):
                change -= (weeks.shared[number] - trial.shared[number]) * weeks.slope_of[
                    agent, number
                ]
        for number in range(weeks.shared.shape[0]):
            change += (weeks.shared[number] - trial.shared[number]) * weeks.slope[number]
    floors = below_floors(need, present)
    for each in range(count):
        number = trial.number[each]
        if trial.kept_choice[each] >= 0:
            agent = number // days
            change += on_phone(need, crew, shifts, present, weeks, agent, number, -1.0, seat_price)
            _keep(shifts, weeks, trial, each)
    done = 0
    kept = True
    for each in range(count):
        number = trial.number[each]
        agent = number // days
        weeks.choice[number] = trial.choice[each]
        if trial.choice[each] >= 0:
            option = shifts.option[trial.choice[each]]
            price_day(need, crew, present, desk.sums, agent, number, seat_price)
            # Floors are convex and priced by their slope: it cannot turn out any better. What
            # other agent-days may still gain is not known before the last of them.
            room = NEVER
            if each == count - 1:
                room = most_worse - change - (below_floors(need, present) - floors)
            cost = best_way(shifts, crew, desk, agent, number, option, room)
            # No gain pays for a pool that is barred, and what is barred is not in the true cost.
            if cost >= room or cost >= 0.5 * BARRED_PRICE:
                kept = False
                break
            _keep_way(shifts, crew, weeks, desk, agent, number, option)
            write(shifts, crew, weeks, desk, agent, number, option)
            change += on_phone(need, crew, shifts, present, weeks, agent, number, 1.0, seat_price)
        done += 1
    if kept:
        change += below_floors(need, present) - floors
        if change <= most_worse:
            return change
    for back in range(done):
        each = done - 1 - back
        number = trial.number[each]
        if trial.choice[each] >= 0:
            agent = number // days
            on_phone(need, crew, shifts, present, weeks, agent, number, -1.0, seat_price)
    for each in range(count):
        number = trial.number[each]
        weeks.choice[number] = trial.kept_choice[each]
        if trial.kept_choice[each] >= 0:
            _give_back(shifts, weeks, trial, each)
            on_phone(need, crew, shifts, present, weeks, number // days, number, 1.0, seat_price)
    if not same:
        _rows(rules, weeks, trial, count, -1)
    return 0.0
