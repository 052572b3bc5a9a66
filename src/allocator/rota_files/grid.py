"""A grid of people by day, as it hangs on the wall."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

from allocator.domain.findings import day_text
from allocator.domain.scenario import Scenario
from allocator.importing.cell import cell_text
from allocator.importing.sheet import Sheet, SheetRow
from allocator.rota_files.cell_forms import ABSENCE_CODES, CellSays, parse_cell
from allocator.rota_files.day_headings import DayHeading, day_heading, is_decimal
from allocator.rota_files.people_names import PeopleNames
from allocator.rota_files.written_shift import (
    Findings,
    WrittenDayOff,
    WrittenShift,
    warn_of_missing,
)

_PERSON_HEADINGS = ("agent_id", "agent id", "id", "agent", "name", "employee", "person", "who")
_FOOTER = re.compile(
    r"^(grand )?(total|totals|sum|count|headcount|hours|hrs|staff on)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class _Columns:
    """Place of the person's column, and day of each other column that has one."""

    person: int
    days: dict[int, DayHeading]
    named: frozenset[int]


def read_grid(sheet: Sheet, scenario: Scenario, findings: Findings) -> list[WrittenShift]:
    """Shifts of a grid.

    Rows above the heading are passed over, and so are columns with a heading that names no day.
    A further row of headings, such as one for each team, holds from there on.
    """
    people = PeopleNames(scenario.agents)
    columns: _Columns | None = None
    seen: dict[tuple[str, dt.date], int] = {}
    covered: set[dt.date] = set()
    absences: Counter[str] = Counter()
    shifts: list[WrittenShift] = []
    named: set[str] = set()
    for row in sheet.rows:
        headings = _headings(row, scenario, people, columns)
        if headings is not None:
            columns = _columns(row, headings, scenario, findings)
            covered |= {heading.day for heading in columns.days.values() if heading.day}
            continue
        if columns is None:
            continue
        cells = _cells(row, columns)
        agent_id = _person(row, columns, cells, people, findings)
        if agent_id is None:
            continue
        named.add(agent_id)
        for place, says in cells.items():
            heading = columns.days[place]
            if heading.day is None:
                continue
            earlier = seen.setdefault((agent_id, heading.day), row.number)
            if earlier != row.number:
                findings.wrong(
                    f"{agent_id} has this day in row {earlier} already; remove one of the two",
                    row.number,
                    heading.text,
                )
                continue
            if says is None:
                continue
            absences[says.absence] += bool(says.absence)
            at, locked = scenario.grid.at, says.is_locked
            shifts += [
                WrittenShift(
                    agent_id, at(heading.day, start), at(heading.day, end), is_locked=locked
                )
                for start, end in says.spans
            ]
            if says.is_written and not says.spans:
                findings.days_off.append(WrittenDayOff(agent_id, heading.day, locked))
    _warn(scenario, covered, absences, findings)
    warn_of_missing(scenario, named, findings)
    return shifts


def has_day_headings(sheet: Sheet, scenario: Scenario) -> bool:
    """Whether some row names days."""
    people = PeopleNames(scenario.agents)
    return any(_headings(row, scenario, people, None) for row in sheet.rows)


@dataclass(frozen=True)
class _Headings:
    """Days that a row of headings names, and where it contradicts itself."""

    days: dict[int, DayHeading]
    faults: tuple[tuple[ValueError, str], ...]


def _headings(
    row: SheetRow, scenario: Scenario, people: PeopleNames, above: _Columns | None
) -> _Headings | None:
    """Days that a row of headings names; ``None`` for any other row.

    A row that begins with somebody's name, or is a total, is none. Below other headings the days
    must be written so that they cannot be numbers, or as they are written above.
    """
    texts = [cell_text(cell) for cell in row.cells]
    begin = next((text for text in texts if text), "")
    named = texts[above.person] if above and above.person < len(texts) else begin
    if people.knows(begin) or people.knows(named) or _FOOTER.match(begin):
        return None
    written = {heading.text for heading in above.days.values()} if above else set[str]()
    days: dict[int, DayHeading] = {}
    faults: list[tuple[ValueError, str]] = []
    for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        if above and is_decimal(text) and text not in written:
            continue
        try:
            heading = day_heading(cell, scenario.grid.days)
        except ValueError as error:
            faults.append((error, text))
            continue
        if heading is not None:
            days[place] = heading
    if len(days) + len(faults) < min(2, len(scenario.grid.days)):
        return None
    return _Headings(days, tuple(faults))


def _columns(
    row: SheetRow, headings: _Headings, scenario: Scenario, findings: Findings
) -> _Columns:
    """Columns that a row of headings names, what is wrong with it told."""
    grid_days, days = scenario.grid.days, headings.days
    for error, text in headings.faults:
        findings.wrong(error, row.number, text, text)
    first: dict[dt.date, str] = {}
    for heading in days.values():
        if heading.day is None:
            continue
        if heading.day in first:
            findings.wrong(
                f"names {day_text(heading.day)}, as {first[heading.day]!r} does; correct or "
                "remove one of the two columns",
                row.number,
                heading.text,
                heading.text,
            )
        first.setdefault(heading.day, heading.text)
    if days and not first:
        findings.wrong(
            "no column is a day of the planned week; name the days "
            f"{day_text(grid_days[0])} to {day_text(grid_days[-1])}",
            row.number,
            value=", ".join(heading.text for heading in days.values()),
        )
    texts = {place: cell_text(cell).lower() for place, cell in enumerate(row.cells)}
    others = [place for place in texts if place not in days]
    known = [place for name in _PERSON_HEADINGS for place in others if texts[place] == name]
    return _Columns(
        person=(known or [0])[0],
        days=days,
        named=frozenset(place for place in others if texts[place]),
    )


def _cells(row: SheetRow, columns: _Columns) -> dict[int, CellSays | None]:
    """Read the day cells of a row: ``None`` for a faulty one, which :func:`_tell_faults` tells."""
    found: dict[int, CellSays | None] = {}
    for place in columns.days:
        try:
            found[place] = parse_cell(row.cell(place))
        except ValueError:
            found[place] = None
    return found


def _person(
    row: SheetRow,
    columns: _Columns,
    cells: dict[int, CellSays | None],
    people: PeopleNames,
    findings: Findings,
) -> str | None:
    """Agent of a row; ``None`` for headings between, footers and rows with a fault in the name."""
    name = cell_text(row.cell(columns.person))
    holds_shifts = any(says is not None and says.spans for says in cells.values())
    if not name and not holds_shifts:
        return None
    agent_id = None
    try:
        if not name:
            raise ValueError("the row has shifts and no name; write whose they are")
        agent_id = people.find(name)
    except ValueError as error:
        if _FOOTER.match(name):
            return None
        written = any(cell_text(row.cell(place)) for place in columns.days)
        if written and findings.leave_out(name, people.knows(name)):
            return None
        if written:
            findings.wrong(error, row.number, "name", name)
        else:
            findings.doubtful(
                "is taken for a heading, as it is nobody's name and no day is filled in; nothing "
                "to do, if that is meant",
                row.number,
                value=name,
            )
    _tell_faults(row, columns, findings)
    return agent_id


def _tell_faults(row: SheetRow, columns: _Columns, findings: Findings) -> None:
    for place, heading in columns.days.items():
        try:
            parse_cell(row.cell(place))
        except ValueError as error:
            findings.wrong(error, row.number, heading.text, cell_text(row.cell(place)))
    last_named = max([columns.person, *columns.days, *columns.named])
    for place, cell in enumerate(row.cells):
        nameless = place != columns.person and place not in {*columns.days, *columns.named}
        if nameless and place < last_named and cell_text(cell):
            findings.wrong(
                "stands in a column without a heading; name the column, or empty the cell",
                row.number,
                value=cell_text(cell),
            )


def _warn(
    scenario: Scenario, covered: set[dt.date], absences: Counter[str], findings: Findings
) -> None:
    without = [day_text(day) for day in scenario.grid.days if day not in covered]
    if covered and without:
        findings.doubtful(
            f"there is no column for {', '.join(without)}: nobody works then; add the columns if "
            "that is not meant"
        )
    absences = +absences
    if absences:
        counts = ", ".join(
            f"{code} ({ABSENCE_CODES[code.lower()]}) {count}" for code, count in absences.items()
        )
        findings.doubtful(
            f"absences are days without a shift: {counts}; hours of paid leave count as worked "
            "when they stand in the scenario's leave.csv"
        )
