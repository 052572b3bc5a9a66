"""Cures in when somebody can work: always a question to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from allocator.domain.clock import format_clock
from allocator.rota.conflict.availability import rows_of_day, with_availability
from allocator.rota.conflict.bench import Bench, Change
from allocator.rota.conflict.conflict import Cure
from allocator.rota.conflict.elements import Element
from allocator.rota.conflict.places import of_availability
from allocator.rota.conflict.words import clock_span, day_text, days_text, duration_text, who

_LATEST_MINUTES = 2160

Times = tuple[int, int]
"""Clock minutes from and to."""


def widen_availability(bench: Bench, element: Element) -> Iterator[Cure]:
    """Ask for as little more availability as works: on one day, or else on all of them alike."""
    (agent_id,) = element.agent_ids
    days: tuple[dt.date, ...] = element.fact
    found = False
    for day in days:
        for cure in _on_one_day(bench, agent_id, day):
            found = True
            yield cure
    alike = {tuple(_spans(bench, agent_id, day)) for day in days}
    if not found and len(days) > 1 and len(alike) == 1:
        (spans,) = alike
        if len(spans) == 1:
            yield from _extend(bench, agent_id, days, spans[0])


def _spans(bench: Bench, agent_id: str, day: dt.date) -> list[Times]:
    return [
        (row.available_from, row.available_to)
        for row in rows_of_day(bench.scenario, agent_id, day)
        if row.available_from is not None and row.available_to is not None
    ]


def _on_one_day(bench: Bench, agent_id: str, day: dt.date) -> Iterator[Cure]:
    free: dict[dt.date, Any] = {day: None}
    shifts = bench.shifts_with(with_availability(bench.scenario, agent_id, free))
    if shifts is None:
        return
    spans = _spans(bench, agent_id, day)
    if len(spans) == 1:
        yield from _extend(bench, agent_id, (day,), spans[0])
        return
    number = bench.scenario.grid.days.index(day)
    option = shifts.get((agent_id, number))
    if option is not None:
        grid = bench.scenario.grid
        start = grid.moment(option.start)
        first = (start.date() - day).days * 1440 + start.hour * 60 + start.minute
        end = grid.moment(option.end)
        last = (end.date() - day).days * 1440 + end.hour * 60 + end.minute
        yield from _available(bench, agent_id, day, (*spans, (first, last)))


def _extend(bench: Bench, agent_id: str, days: tuple[dt.date, ...], span: Times) -> Iterator[Cure]:
    """Extend a span at its end, or at its start, by the same on all the days."""
    step = bench.scenario.grid.interval_minutes
    for end, room in ((1, _LATEST_MINUTES - span[1]), (0, span[0])):

        def moved(steps: int, end: int = end, room: int = room) -> Times:
            by = min(room, steps * step)
            return (span[0], span[1] + by) if end else (span[0] - by, span[1])

        def change_by(steps: int, end: int = end, room: int = room) -> Change:
            spans = dict.fromkeys(days, (moved(steps, end, room),))
            return partial(with_availability, agent_id=agent_id, spans=spans)

        steps = bench.least(-(-room // step), change_by)
        if steps is not None:
            words = (
                f"if {who(bench.scenario, agent_id)} agrees: available "
                f"{('from', 'until')[end]} {format_clock(moved(steps)[end])} in place of "
                f"{format_clock(span[end])} on {days_text(days)}"
            )
            column = ("available_from", "available_to")[end]
            place = of_availability(bench.world.as_given, agent_id, days, column)
            amount = steps * step * len(days)
            yield Cure("availability", words, place, 60, amount, change_by(steps))


def _available(
    bench: Bench, agent_id: str, day: dt.date, spans: tuple[Times, ...]
) -> Iterator[Cure]:
    change: Change = partial(with_availability, agent_id=agent_id, spans={day: spans})
    first, last = spans[-1]
    if bench.works(change):
        words = (
            f"if {who(bench.scenario, agent_id)} agrees: available {clock_span(first, last)} on "
            f"{day_text(day)} ({duration_text(last - first)})"
        )
        place = f"availability.csv, a row for {day}"
        yield Cure("availability", words, place, 61, last - first, change)
