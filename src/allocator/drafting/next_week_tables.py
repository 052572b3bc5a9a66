"""The tables of the following week: rows that have had their day left out, new ones added."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from allocator.domain.ledger import LedgerEntry
from allocator.domain.people import WorkedShift
from allocator.errors import InputError, InputProblem
from allocator.store import scenario_files as files
from allocator.store.plan_tables import ledger_csv
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


def with_ledger(data: bytes | None, zone: ZoneInfo, ledger: Iterable[LedgerEntry]) -> ChangedTable:
    """Write the ledger after a plan in the place of ``ledger.csv``.

    Parameters
    ----------
    data
        The file before; ``None`` where there was none.
    """
    before = () if data is None else _read(files.LEDGER, data, zone).rows
    known = {row.agent_id for row in before}
    rows = list(ledger)
    new = {row.agent_id for row in rows} - known
    return ChangedTable(files.LEDGER.file, ledger_csv(rows).encode(), len(rows), 0, len(new))


def with_hours_had(
    data: bytes,
    zone: ZoneInfo,
    had_hours: Mapping[tuple[str, str], float],
    starts: dt.date,
) -> ChangedTable:
    """Add hours had to ``done_hours`` of ``goals.csv``; goals reached or past their date go.

    Parameters
    ----------
    had_hours
        In the plan, by agent and goal.
    starts
        First day of the following week.
    """
    spec = files.GOALS
    table = _read(spec, data, zone)
    header = list(_header(spec, table))
    if "done_hours" not in header:
        header.append("done_hours")
    kept: list[Sequence[str]] = []
    for row, line in table:
        done = row.done_hours + had_hours.get((row.agent_id, row.goal), 0.0)
        if done >= row.hours or row.due < starts:
            continue
        done_text = f"{done:.4f}".rstrip("0").rstrip(".")
        kept.append([done_text if name == "done_hours" else line.text(name) for name in header])
    return ChangedTable(spec.file, _text(header, kept), len(kept), len(table.rows) - len(kept))


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
