"""Cures in what one person has: pins, hours and leave."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from functools import partial

from allocator.domain.people import Leave, Pin
from allocator.domain.rota import minutes_between
from allocator.domain.scenario import Scenario
from allocator.domain.settings import Contract
from allocator.rota.conflict.bench import Bench, Change
from allocator.rota.conflict.conflict import Cure
from allocator.rota.conflict.elements import Element
from allocator.rota.conflict.nearest import Nearest
from allocator.rota.conflict.patterns import patterns_in_week
from allocator.rota.conflict.places import in_file, in_settings, numbered_row, row_of_agent
from allocator.rota.conflict.words import (
    day_text,
    duration_text,
    hours_text,
    span_text,
    who,
)
from allocator.rota.conflict.world import (
    only_people,
    with_agent,
    with_contract,
    with_own_contract,
    with_row,
)
from allocator.rules.contracted_hours.encode import paid_limits

_TOLERANCE_MOST_MINUTES = 240
"""More than that is another contract and no tolerance."""

_TOLERANCE_SMALL_MINUTES = 60
_HOURS_OF_A_DAY = 24
_STEP_MINUTES = 15
_DAYS_OF_A_WEEK_HELD = 5
"""A day of leave is a fifth of the hours of a week, whatever days somebody works."""


def other_pin(bench: Bench, element: Element) -> Iterator[Cure]:
    """Cut a pin at one end by as little as works, or drop it."""
    pin: Pin = element.fact
    scenario = bench.scenario
    number = element.key.rpartition(":")[2]
    row = [numbered_row(bench.world.as_given, "pins", element)]
    name = who(scenario, pin.agent_id)
    span = span_text(scenario, pin.start, pin.end)
    step = scenario.grid.interval_minutes
    intervals = -(-round(minutes_between(pin.start, pin.end)) // step)
    cuts: list[tuple[int, bool]] = []
    for cut_end in (True, False):

        def cut_by(intervals: int, cut_end: bool = cut_end) -> Change:
            shorter = _cut(pin, intervals * step, cut_end)
            return partial(with_row, table="pins", row=pin, new=shorter)

        cut = bench.least(intervals - 1, cut_by)
        if cut is not None:
            cuts.append((cut, cut_end))
    if cuts:
        cut, cut_end = min(cuts, key=lambda one: one[0])
        shorter = _cut(pin, cut * step, cut_end)
        change: Change = partial(with_row, table="pins", row=pin, new=shorter)
        left = span_text(scenario, shorter.start, shorter.end)
        words = f"pin {number} of {name} only {left} in place of {span}"
        place = in_file("pins.csv", row, "end" if cut_end else "start")
        yield Cure("pin", words, place, 10, cut * step, change)
    drop: Change = partial(with_row, table="pins", row=pin, new=None)
    if bench.works(drop):
        words = f"drop pin {number} of {name} ({span})"
        yield Cure("pin", words, in_file("pins.csv", row), 11, intervals * step, drop)


def _cut(pin: Pin, minutes: int, cut_end: bool) -> Pin:
    by = dt.timedelta(minutes=minutes)
    # Through UTC: a pin may lie over a change of the clocks.
    if cut_end:
        end = (pin.end.astimezone(dt.UTC) - by).astimezone(pin.end.tzinfo)
        return pin.model_copy(update={"end": end})
    start = (pin.start.astimezone(dt.UTC) + by).astimezone(pin.start.tzinfo)
    return pin.model_copy(update={"start": start})


def other_hours(bench: Bench, element: Element) -> Iterator[Cure]:
    """Plan the nearest hours that work, or widen the contract's tolerance by as little."""
    (agent_id,) = element.agent_ids
    scenario = bench.scenario
    agent = scenario.agent_by_id[agent_id]
    contract = scenario.contract_by_id[agent.contract]
    nearest = _nearest(bench, agent_id)
    if nearest is None or nearest.off_minutes == 0:
        return
    if nearest.paid_minutes == 0:
        yield from _absent(bench, agent_id)
        return
    off = nearest.off_minutes
    # What is missing may be missing in one week of several, or in all of them together.
    for weeks in dict.fromkeys((1.0, scenario.weeks)):
        hours = round(agent.weekly_hours + off / 60 / weeks, 2)
        change: Change = partial(with_agent, agent_id=agent_id, weekly_hours=hours)
        if hours > 0 and bench.works(change):
            words = (
                f"weekly hours of {who(scenario, agent_id)} {hours_text(hours)} in place of "
                f"{hours_text(agent.weekly_hours)} (the nearest that works)"
            )
            row = row_of_agent(bench.world.as_given, agent_id)
            place = in_file("agents.csv", [row], "weekly_hours")
            yield Cure("hours", words, place, 22, abs(off), change)
            break
    if abs(off) > _TOLERANCE_MOST_MINUTES:
        return
    for field, now in _tolerances(scenario, contract):
        change = partial(with_contract, contract_id=contract.id, **{field: now + abs(off)})
        if bench.works(change):
            words = f"{field} {now + abs(off)} in place of {now} in contract {contract.id}"
            rank = 20 if abs(off) <= _TOLERANCE_SMALL_MINUTES else 23
            place = in_settings(f"contracts[{contract.id}].{field}")
            yield Cure("tolerance", words, place, rank, abs(off), change)
            break


def _tolerances(scenario: Scenario, contract: Contract) -> list[tuple[str, int]]:
    """Tolerances of a contract that bind in the plan, with their minutes; a week's first."""
    of_plan = [("tolerance_minutes", contract.tolerance_minutes)]
    if len(scenario.plan_weeks) == 1:
        return of_plan
    return [("week_tolerance_minutes", contract.minutes_off_a_week), *of_plan]


def _nearest(bench: Bench, agent_id: str) -> Nearest | None:
    """Return the plan that works and comes nearest to the hours of the contract."""
    if len(bench.agent_ids) == 1:
        return bench.oracle.nearest(bench.world.only([agent_id]), agent_id)
    scenario = bench.scenario
    contract = scenario.contract_by_id[scenario.agent_by_id[agent_id].contract]

    def wider(steps: int) -> Change:
        more = {
            field: now + steps * _STEP_MINUTES for field, now in _tolerances(scenario, contract)
        }
        return partial(with_own_contract, agent_id=agent_id, **more)

    most = round(scenario.hours_due(agent_id) * 60) // _STEP_MINUTES
    steps = bench.least(most, wider)
    shifts = None if steps is None else bench.shifts_with(wider(steps)(scenario))
    if shifts is None:
        return None
    return Nearest.of(paid_limits(scenario, agent_id), agent_id, shifts)


def _absent(bench: Bench, agent_id: str) -> Iterator[Cure]:
    """Plan the week without somebody who can have no shift at all in it."""
    others = [agent.agent_id for agent in bench.scenario.agents if agent.agent_id != agent_id]
    change: Change = partial(only_people, agent_ids=others)
    if others and bench.works(change):
        name = who(bench.scenario, agent_id)
        words = f"plan the week without {name}: {_no_room(bench, agent_id)}"
        row = in_file("agents.csv", [row_of_agent(bench.world.as_given, agent_id)])
        place = f"{row}, and the rows of {agent_id} in other files"
        # What lets somebody come to work is asked for first, and only then who else is to.
        yield Cure("absent", words, place, 45, 0, change)


def _no_room(bench: Bench, agent_id: str) -> str:
    """Say that the longest time somebody can work is shorter than any shift, where that is so."""
    scenario = bench.scenario
    windows = [
        minutes_between(start, end)
        for day in scenario.grid.days
        for start, end in scenario.available_spans(agent_id, day) or ()
    ]
    lengths = [pattern.shortest_minutes for pattern in patterns_in_week(scenario, agent_id)]
    if windows and lengths and max(windows) < min(lengths):
        return (
            f"the shortest shift is {duration_text(min(lengths))}, the longest time that "
            f"{scenario.agent_by_id[agent_id].name} can work {duration_text(max(windows))}"
        )
    return "there is no room for a shift"


def count_leave(bench: Bench, element: Element) -> Iterator[Cure]:
    """Count more of the leave as paid hours, where the week is too short for the hours due.

    A fifth of the weekly hours for each day of all the leave, as most contracts have it; where
    that gives no rota, as few as do on the days of this leave.
    """
    (agent_id,) = element.agent_ids
    scenario = bench.scenario
    row: Leave = element.fact
    nearest = _nearest(bench, agent_id)
    if nearest is None or nearest.off_minutes >= 0 or not _days_here(scenario, row):
        return
    off = nearest.off_minutes
    fifth = round(scenario.agent_by_id[agent_id].weekly_hours / _DAYS_OF_A_WEEK_HELD, 2)
    rows = [
        own
        for own in scenario.leave
        if own.agent_id == agent_id
        and _days_here(scenario, own)
        and own.paid_hours_a_day < fifth <= _HOURS_OF_A_DAY
    ]
    if rows and bench.works(change := partial(_with_leave, rows=rows, hours=fifth)):
        yield _leave_cure(bench, element, rows, fifth, change)
        return
    # Up to the next quarter of an hour, so that the figure can be written.
    days = len(_days_here(scenario, row))
    a_day = math.ceil(-off / (_STEP_MINUTES * days)) * _STEP_MINUTES / 60
    hours = row.paid_hours_a_day + a_day
    change = partial(_with_leave, rows=[row], hours=hours)
    if hours <= _HOURS_OF_A_DAY and bench.works(change):
        yield _leave_cure(bench, element, [row], hours, change)


def _days_here(scenario: Scenario, row: Leave) -> list[dt.date]:
    return [day for day in scenario.grid.days if row.first_day <= day <= row.last_day]


def _with_leave(scenario: Scenario, rows: list[Leave], hours: float) -> Scenario:
    for row in rows:
        new = row.model_copy(update={"paid_hours_a_day": hours})
        scenario = with_row(scenario, "leave", row, new)
    return scenario


def _leave_cure(
    bench: Bench, element: Element, rows: list[Leave], hours: float, change: Change
) -> Cure:
    scenario = bench.scenario
    (agent_id,) = element.agent_ids
    before = " and ".join(hours_text(paid) for paid in sorted({r.paid_hours_a_day for r in rows}))
    days = ", ".join(_days_text(_days_here(scenario, row)) for row in rows)
    words = (
        f"count {hours_text(hours)} of each day of leave of {who(scenario, agent_id)} "
        f"({days}) as paid in place of {before}"
    )
    as_given = bench.world.as_given
    numbers = [place for place, row in enumerate(as_given.leave, 2) if row in rows]
    numbers = numbers or [numbered_row(as_given, "leave", element)]
    place = in_file("leave.csv", numbers, "paid_hours_a_day")
    added = sum((hours - row.paid_hours_a_day) * len(_days_here(scenario, row)) for row in rows)
    return Cure("leave", words, place, 21, 60 * added, change)


def _days_text(days: list[dt.date]) -> str:
    return day_text(days[0]) + (f" to {day_text(days[-1])}" if len(days) > 1 else "")
