"""Whether the dated tables fit the planned week: history, volumes, pins, worked shifts, ledger."""

from __future__ import annotations

import datetime as dt

from allocator.domain.grid import TimeGrid
from allocator.domain.people import Pin
from allocator.domain.settings import Settings
from allocator.store.check_ledger import check_ledger
from allocator.store.local_time import is_repeated
from allocator.store.read_table import Line
from allocator.store.reading import Reading, check_known, check_order, check_unique
from allocator.store.scenario_files import VOLUMES


def check_records(reading: Reading) -> None:
    """Add every problem of the dated tables."""
    _check_history(reading)
    _check_pins(reading)
    _check_worked(reading)
    check_ledger(reading)


def _check_history(reading: Reading) -> None:
    table = reading.history
    check_known(reading, table, "queue", reading.setting_ids("queues"), "queue")
    for row, line in table:
        if row.abandoned is not None and row.abandoned > row.contacts:
            reading.problems.append(
                table.problem(
                    line,
                    "abandoned",
                    f"is more than the contacts offered ({line.text('contacts')})",
                    "Correct one of the two; contacts are all those offered to the queue.",
                )
            )
    if reading.settings is None or reading.frame is None:
        return
    _check_intervals(reading, reading.settings, reading.frame.grid)
    for place, queue in enumerate(reading.settings.queues):
        names = table.names("queue")
        if names is not None and queue.id not in names and queue.like_queue is None:
            reading.doubtful_setting(
                ("queues", place, "id"),
                f"the queue has no row in {table.file}: no contacts are expected",
                "Add its records, or name a queue that it is like (like_queue and like_share).",
            )


def _check_intervals(reading: Reading, settings: Settings, grid: TimeGrid) -> None:
    table = reading.history
    step = settings.history_interval_minutes
    week_starts = grid.start.replace(tzinfo=None)
    typical_week = table.file == VOLUMES.file
    first_lines: dict[tuple[dt.datetime, str], int] = {}
    twice: set[tuple[dt.datetime, str]] = set()
    for row, line in table:
        start = row.interval_start
        if start.minute % step or start.second or start.microsecond:
            reading.problems.append(
                table.problem(
                    line,
                    "interval_start",
                    f"is not the start of an interval of {step} minutes",
                    "Correct it, or history_interval_minutes in scenario.yaml.",
                )
            )
        if not typical_week and start >= week_starts:
            reading.problems.append(
                table.problem(
                    line,
                    "interval_start",
                    f"is not before the planned week, which starts at {week_starts:%Y-%m-%dT%H:%M}",
                    "Remove the row: a plan may use nothing that its own week brought.",
                )
            )
        key = (start, row.queue)
        if key not in first_lines:
            first_lines[key] = line.number
        elif not typical_week and is_repeated(start, grid.zone) and key not in twice:
            twice.add(key)  # the hour that the autumn change gives twice
        else:
            reading.problems.append(
                table.problem(
                    line,
                    "interval_start",
                    f"the interval of this queue is already in row {first_lines[key]}",
                    "Remove one of the two rows, or add them up in one.",
                )
            )


def _check_pins(reading: Reading) -> None:
    table = reading.pins
    check_known(reading, table, "agent_id", reading.agent_ids, "agent")
    check_known(reading, table, "queue", reading.setting_ids("queues"), "queue")
    # A faulty row of skills.csv may be the very one that a pin relies on.
    skills_known = bool(reading.skills.columns) and reading.skills.lines == reading.skills.written
    able = {(skill.agent_id, skill.queue) for skill, _ in reading.skills if skill.level >= 1}
    for pin, line in table:
        check_order(reading, table, pin, line)
        if reading.frame is not None:
            _check_place(reading, pin, line, reading.frame.grid)
        if pin.queue is None:
            continue
        if pin.kind == "off":
            reading.problems.append(
                table.problem(
                    line, "queue", "is given with time off", "Leave it empty, or pin work."
                )
            )
        elif pin.is_work and skills_known and (pin.agent_id, pin.queue) not in able:
            reading.problems.append(
                table.problem(
                    line,
                    "queue",
                    f"the agent {pin.agent_id} has no level of 1 or more on the queue",
                    "Correct the pin, or the agent's row in skills.csv.",
                )
            )


def _check_place(reading: Reading, pin: Pin, line: Line, grid: TimeGrid) -> None:
    table = reading.pins
    for column, moment in (("start", pin.start), ("end", pin.end)):
        if not grid.on_grid(moment):
            reading.problems.append(
                table.problem(
                    line,
                    column,
                    f"is not on the grid of {grid.interval_minutes} minutes",
                    "Use a start of an interval.",
                )
            )
    if grid.minutes_from_start(pin.end) <= 0 or not grid.index(pin.start) < grid.interval_count:
        reading.warnings.append(
            table.problem(
                line,
                "start",
                "the pin lies outside the planned week and has no effect",
                f"Give a time from {grid.start:%Y-%m-%dT%H:%M} to {grid.end:%Y-%m-%dT%H:%M}, "
                "or remove the row.",
            )
        )


def _check_worked(reading: Reading) -> None:
    table = reading.worked
    check_known(reading, table, "agent_id", reading.agent_ids, "agent")
    check_unique(reading, table, ("agent_id", "start"), "a shift of the agent with this start")
    for shift, line in table:
        check_order(reading, table, shift, line)
        if reading.frame is None:
            continue
        grid = reading.frame.grid
        if grid.minutes_from_start(shift.start) >= 0:
            reading.problems.append(
                table.problem(
                    line,
                    "start",
                    f"is not before the planned week, which starts at {grid.start:%Y-%m-%dT%H:%M}",
                    "Remove the row; to hold a shift in the planned week, write it to pins.csv.",
                )
            )
