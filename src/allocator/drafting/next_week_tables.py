"""The tables of the following week: rows that have had their day left out, new ones added."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from allocator.domain.people import LedgerEntry, WorkedShift
from allocator.errors import InputError, InputProblem
from allocator.store import scenario_files as files
from allocator.store.read_table import Line, RowT, Table, read_table
from allocator.store.table_spec import TableSpec


@dataclass(frozen=True)
class ChangedTable:
    """Text of a table, with how many of its rows stayed, were left out and are new."""

    file: str
    text: bytes
    kept: int
    left_out: int
    added: int = 0


def without_past(
    spec: TableSpec[RowT], data: bytes, zone: ZoneInfo, keeps: Callable[[RowT], bool]
) -> ChangedTable:
    """Leave out rows that have had their day; the others stay as they were written."""
    table = _read(spec, data, zone)
    kept = [line for row, line in table if keeps(row)]
    left_out = len(table.rows) - len(kept)
    text = data if not left_out else _text(_header(spec, table), [line.cells for line in kept])
    return ChangedTable(spec.file, text, len(kept), left_out)


def with_worked(
    data: bytes | None, zone: ZoneInfo, since: dt.datetime, worked: Iterable[WorkedShift]
) -> ChangedTable:
    """Add shifts to ``worked.csv`` and leave out those that began before a moment.

    Parameters
    ----------
    data
        The file; ``None`` where there was none.
    """
    spec = files.WORKED
    table = Table(spec.file) if data is None else _read(spec, data, zone)
    header = _header(spec, table)
    earliest = since.astimezone(dt.UTC)
    kept = [line.cells for row, line in table if row.start.astimezone(dt.UTC) >= earliest]
    new = [
        _cells(
            header, {"agent_id": row.agent_id, "start": _moment(row.start), "end": _moment(row.end)}
        )
        for row in worked
    ]
    left_out = len(table.rows) - len(kept)
    return ChangedTable(spec.file, _text(header, [*kept, *new]), len(kept), left_out, len(new))


def with_entries(
    data: bytes | None, zone: ZoneInfo, entries: Mapping[str, LedgerEntry]
) -> ChangedTable:
    """Write entries in the place of their agents' rows of ``ledger.csv``, or below them."""
    spec = files.LEDGER
    table = Table(spec.file) if data is None else _read(spec, data, zone)
    header = _header(spec, table)
    known = {row.agent_id for row in table.rows}
    rows = [
        _cells(header, _entry(entries[row.agent_id])) if row.agent_id in entries else line.cells
        for row, line in table
    ]
    new = [_cells(header, _entry(row)) for row in entries.values() if row.agent_id not in known]
    return ChangedTable(spec.file, _text(header, [*rows, *new]), len(rows), 0, len(new))


def _read(spec: TableSpec[RowT], data: bytes, zone: ZoneInfo) -> Table[RowT]:
    problems: list[InputProblem] = []
    table = read_table(spec, data, zone, problems)
    if problems:
        raise InputError(problems)
    return table


def _header(spec: TableSpec[RowT], table: Table[RowT]) -> Sequence[str]:
    """Columns in the order of the file."""
    first: Line | None = next(iter(table.lines), None)
    return spec.columns if first is None else list(first.places)


def _entry(row: LedgerEntry) -> dict[str, str]:
    return {
        "agent_id": row.agent_id,
        "unsocial_hours": _hours(row.unsocial_hours),
        "contracted_hours": _hours(row.contracted_hours),
    }


def _hours(hours: float) -> str:
    """Hours to the hundredth of a second or so, without trailing noughts."""
    return f"{hours:.6f}".rstrip("0").rstrip(".")


def _moment(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="auto" if moment.second or moment.microsecond else "minutes")


def _cells(header: Sequence[str], values: Mapping[str, str]) -> list[str]:
    return [values[column] for column in header]


def _text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue().encode()
