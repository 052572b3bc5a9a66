"""A table with a row for each shift."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.domain.scenario import Scenario
from allocator.importing.cell import Cell, cell_text, is_nothing
from allocator.importing.sheet import Sheet, SheetRow
from allocator.rota_files.cell_forms import parse_clock_text, span_of
from allocator.rota_files.day_headings import day_heading
from allocator.rota_files.people_names import PeopleNames
from allocator.rota_files.written_shift import Findings, WrittenShift, warn_of_missing
from allocator.store.local_time import parse_moment

_PERSON = ("agent_id", "agent id", "id", "agent", "name", "employee", "person", "who")
_DATE = ("date", "day")
_START = ("start", "start time", "start_time", "from", "begin")
_END = ("end", "end time", "end_time", "to", "finish")
_LOCKED = ("locked", "fixed", "pinned")
_NO = ("", "no", "n", "0", "false", "-")
_TITLE_ROWS = 20


@dataclass(frozen=True)
class ShiftColumns:
    """Places of the columns; ``date`` is ``None`` where start and end are whole moments.

    ``locked`` is the column that marks shifts that are to stand, if there is one.
    """

    header_row: int
    person: int
    start: int
    end: int
    date: int | None
    locked: int | None
    headings: tuple[str, ...]


def shift_columns(sheet: Sheet) -> ShiftColumns | None:
    """Columns of a table of shifts; ``None`` where the sheet is none."""
    for row in sheet.rows[:_TITLE_ROWS]:
        names = [cell_text(cell).lower() for cell in row.cells]
        person, start, end, date, locked = (
            next((names.index(name) for name in known if name in names), None)
            for known in (_PERSON, _START, _END, _DATE, _LOCKED)
        )
        if person is not None and start is not None and end is not None:
            headings = tuple(cell_text(cell) for cell in row.cells)
            return ShiftColumns(row.number, person, start, end, date, locked, headings)
    return None


def read_shift_table(
    sheet: Sheet, columns: ShiftColumns, scenario: Scenario, findings: Findings
) -> list[WrittenShift]:
    """Shifts of a table; a row with neither start nor end is a day without one."""
    people = PeopleNames(scenario.agents)
    shifts: list[WrittenShift] = []
    named: set[str] = set()
    for row in sheet.rows:
        if row.number <= columns.header_row:
            continue
        agent_id = None
        name = cell_text(row.cell(columns.person))
        if findings.leave_out(name, people.knows(name)):
            continue
        try:
            agent_id = people.find(name)
            named.add(agent_id)
        except ValueError as error:
            findings.wrong(error, row.number, columns.headings[columns.person], name)
        span = _span(row, columns, scenario, findings)
        if agent_id is not None and span is not None:
            shifts.append(WrittenShift(agent_id, *span, is_locked=_is_locked(row, columns)))
    warn_of_missing(scenario, named, findings)
    return shifts


def _is_locked(row: SheetRow, columns: ShiftColumns) -> bool:
    if columns.locked is None:
        return False
    return cell_text(row.cell(columns.locked)).strip().lower() not in _NO


def _span(
    row: SheetRow, columns: ShiftColumns, scenario: Scenario, findings: Findings
) -> tuple[dt.datetime, dt.datetime] | None:
    cells = [row.cell(columns.start), row.cell(columns.end)]
    if all(map(is_nothing, cells)):
        return None
    read = _moment if columns.date is None else _clock
    found: list[dt.datetime | int] = []
    for place, cell in zip((columns.start, columns.end), cells, strict=True):
        try:
            found.append(read(cell, scenario))
        except ValueError as error:
            findings.wrong(error, row.number, columns.headings[place], cell_text(cell))
    day = None if columns.date is None else _day(row, columns.date, columns, scenario, findings)
    end_heading, written_end = columns.headings[columns.end], cell_text(cells[1])
    match found:
        case [int() as start, int() as end] if day is not None:
            try:
                start, end = span_of(start, end)
            except ValueError as error:
                findings.wrong(error, row.number, end_heading, written_end)
                return None
            return scenario.grid.at(day, start), scenario.grid.at(day, end)
        case [dt.datetime() as start, dt.datetime() as end]:
            if end.astimezone(dt.UTC) > start.astimezone(dt.UTC):
                return start, end
            text = "is not later than the start; correct one of the two"
            findings.wrong(text, row.number, end_heading, written_end)
        case _:
            pass
    return None


def _day(
    row: SheetRow, place: int, columns: ShiftColumns, scenario: Scenario, findings: Findings
) -> dt.date | None:
    cell = row.cell(place)
    try:
        heading = day_heading(cell, scenario.grid.days)
        if heading is None:
            raise ValueError("is not a day; write a date like 2026-08-31")
    except ValueError as error:
        findings.wrong(error, row.number, columns.headings[place], cell_text(cell))
        return None
    if heading.day is None:
        findings.doubtful(
            "is not a day of the planned week: the row is left out; nothing to do, if that is "
            "meant",
            row.number,
            columns.headings[place],
            cell_text(cell),
        )
    return heading.day


def _clock(cell: Cell, scenario: Scenario) -> int:
    del scenario
    if isinstance(cell, dt.datetime):
        cell = cell.time()
    if isinstance(cell, dt.time):
        return cell.hour * 60 + cell.minute
    return parse_clock_text(cell_text(cell))


def _moment(cell: Cell, scenario: Scenario) -> dt.datetime:
    zone = scenario.grid.zone
    if isinstance(cell, dt.datetime):
        cell = cell.isoformat()
    return parse_moment(cell_text(cell), zone)
