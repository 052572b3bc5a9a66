"""Cures in what one person has: pins, hours, leave and availability."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from functools import partial
from typing import Any

from allocator.domain.clock import format_clock
from allocator.domain.people import Pin
from allocator.rota.conflict.availability import rows_of_day, with_availability
from allocator.rota.conflict.bench import Bench, Change
from allocator.rota.conflict.conflict import Cure
from allocator.rota.conflict.elements import Element
from allocator.rota.conflict.words import (
    clock_span,
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
from allocator.rules.contracted_hours.encode import paid_minutes_allowed

_TOLERANCE_MOST_MINUTES = 240
"""More than that is another contract and no tolerance."""

_TOLERANCE_SMALL_MINUTES = 60
_LATEST_MINUTES = 2160
_STEP_MINUTES = 15


def other_pin(bench: Bench, element: Element) -> Iterator[Cure]:
    """Cut a pin at one end by as little as works, or drop it."""
    pin: Pin = element.fact
    scenario = bench.scenario
    number = element.key.rpartition(":")[2]
    name = who(scenario, pin.agent_id)
    span = span_text(scenario, pin.start, pin.end)
    step = scenario.grid.interval_minutes
    intervals = -(-round((pin.end - pin.start).total_seconds()) // (60 * step))
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
        yield Cure("pin", words, "pins.csv", 10, cut * step, change)
    drop: Change = partial(with_row, table="pins", row=pin, new=None)
    if bench.works(drop):
        words = f"drop pin {number} of {name} ({span})"
        yield Cure("pin", words, "pins.csv", 11, intervals * step, drop)


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
    off = _minutes_off(bench, agent_id)
    if off is None or off == 0:
        return
    if _paid_minutes(bench, agent_id, off) == 0:
        yield from _absent(bench, agent_id)
        return
    hours = round(agent.weekly_hours + off / 60, 2)
    change: Change = partial(with_agent, agent_id=agent_id, weekly_hours=hours)
    if hours > 0 and bench.works(change):
        words = (
            f"weekly hours of {who(scenario, agent_id)} {hours_text(hours)} in place of "
            f"{hours_text(agent.weekly_hours)} (the nearest that works)"
        )
        yield Cure("hours", words, "agents.csv", 22, abs(off), change)
    tolerance = contract.tolerance_minutes + abs(off)
    change = partial(with_contract, contract_id=contract.id, tolerance_minutes=tolerance)
    if abs(off) <= _TOLERANCE_MOST_MINUTES and bench.works(change):
        words = (
            f"tolerance_minutes {tolerance} in place of {contract.tolerance_minutes} in contract "
            f"{contract.id}"
        )
        rank = 20 if abs(off) <= _TOLERANCE_SMALL_MINUTES else 23
        yield Cure("tolerance", words, "scenario.yaml", rank, abs(off), change)


def _minutes_off(bench: Bench, agent_id: str) -> int | None:
    """Paid minutes by which the nearest week that works misses those allowed."""
    if len(bench.agent_ids) == 1:
        return bench.oracle.minutes_off(bench.world.only([agent_id]), agent_id)
    scenario = bench.scenario
    tolerance = scenario.contract_by_id[scenario.agent_by_id[agent_id].contract].tolerance_minutes

    def wider(steps: int) -> Change:
        return partial(
            with_own_contract,
            agent_id=agent_id,
            tolerance_minutes=tolerance + steps * _STEP_MINUTES,
        )

    most = round(scenario.hours_due(agent_id) * 60) // _STEP_MINUTES
    steps = bench.least(most, wider)
    shifts = None if steps is None else bench.shifts_with(wider(steps)(scenario))
    if shifts is None:
        return None
    paid = sum(option.paid_minutes for (who_, _), option in shifts.items() if who_ == agent_id)
    least, greatest = paid_minutes_allowed(scenario, agent_id)
    return min(0, paid - least) + max(0, paid - greatest)


def _paid_minutes(bench: Bench, agent_id: str, off: int) -> int:
    """Paid minutes of the nearest week that works."""
    least, most = paid_minutes_allowed(bench.scenario, agent_id)
    return least + off if off < 0 else most + off


def _absent(bench: Bench, agent_id: str) -> Iterator[Cure]:
    """Plan the week without somebody who can have no shift at all in it."""
    others = [agent.agent_id for agent in bench.scenario.agents if agent.agent_id != agent_id]
    change: Change = partial(only_people, agent_ids=others)
    if others and bench.works(change):
        words = (
            f"plan the week without {who(bench.scenario, agent_id)}: there is no room for a shift"
        )
        yield Cure("absent", words, "agents.csv", 24, 0, change)


def count_leave(bench: Bench, element: Element) -> Iterator[Cure]:
    """Count more of the leave as paid hours, where the week is too short for the hours due."""
    (agent_id,) = element.agent_ids
    scenario = bench.scenario
    row = element.fact
    days = sum(row.first_day <= day <= row.last_day for day in scenario.grid.days)
    off = _minutes_off(bench, agent_id)
    if off is None or off >= 0 or not days:
        return
    # Up to the next quarter of an hour, so that the figure can be written.
    a_day = math.ceil(-off / (_STEP_MINUTES * days)) * _STEP_MINUTES / 60
    hours = row.paid_hours_a_day + a_day
    new = row.model_copy(update={"paid_hours_a_day": hours})
    change: Change = partial(with_row, table="leave", row=row, new=new)
    if hours <= 24 and bench.works(change):
        words = (
            f"count {hours_text(hours)} of each day of leave of {who(scenario, agent_id)} as paid "
            f"in place of {hours_text(row.paid_hours_a_day)}"
        )
        yield Cure("leave", words, "leave.csv", 21, abs(off), change)


def widen_availability(bench: Bench, element: Element) -> Iterator[Cure]:
    """Ask for as little more availability as works, on one day."""
    (agent_id,) = element.agent_ids
    days: tuple[dt.date, ...] = element.fact
    for day in days:
        free: dict[dt.date, Any] = {day: None}
        shifts = bench.shifts_with(with_availability(bench.scenario, agent_id, free))
        if shifts is None:
            continue
        spans = [
            (row.available_from, row.available_to)
            for row in rows_of_day(bench.scenario, agent_id, day)
            if row.available_from is not None and row.available_to is not None
        ]
        if len(spans) == 1:
            yield from _extend(bench, agent_id, day, spans[0])
        else:
            number = bench.scenario.grid.days.index(day)
            option = shifts.get((agent_id, number))
            if option is not None:
                grid = bench.scenario.grid
                start = grid.moment(option.start)
                first = (start.date() - day).days * 1440 + start.hour * 60 + start.minute
                end = grid.moment(option.end)
                last = (end.date() - day).days * 1440 + end.hour * 60 + end.minute
                yield from _available(bench, agent_id, day, (*spans, (first, last)))


def _extend(bench: Bench, agent_id: str, day: dt.date, span: tuple[int, int]) -> Iterator[Cure]:
    """Extend a span at its end, or at its start."""
    step = bench.scenario.grid.interval_minutes
    for end, room in ((1, _LATEST_MINUTES - span[1]), (0, span[0])):

        def moved(steps: int, end: int = end, room: int = room) -> tuple[int, int]:
            by = min(room, steps * step)
            return (span[0], span[1] + by) if end else (span[0] - by, span[1])

        def change_by(steps: int, end: int = end, room: int = room) -> Change:
            spans = {day: (moved(steps, end, room),)}
            return partial(with_availability, agent_id=agent_id, spans=spans)

        steps = bench.least(-(-room // step), change_by)
        if steps is not None:
            words = (
                f"if {who(bench.scenario, agent_id)} agrees: available "
                f"{('from', 'until')[end]} {format_clock(moved(steps)[end])} in place of "
                f"{format_clock(span[end])} on {day_text(day)}"
            )
            change = change_by(steps)
            yield Cure("availability", words, "availability.csv", 60, steps * step, change)


def _available(
    bench: Bench,
    agent_id: str,
    day: dt.date,
    spans: tuple[tuple[int, int], ...],
) -> Iterator[Cure]:
    change: Change = partial(with_availability, agent_id=agent_id, spans={day: spans})
    first, last = spans[-1]
    if bench.works(change):
        words = (
            f"if {who(bench.scenario, agent_id)} agrees: available {clock_span(first, last)} on "
            f"{day_text(day)} ({duration_text(last - first)})"
        )
        yield Cure("availability", words, "availability.csv", 61, last - first, change)
