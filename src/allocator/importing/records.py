"""Rows of an export as records: when, which queue, how many, how long; and every fault in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from zoneinfo import ZoneInfo

from allocator.errors import InputProblem
from allocator.importing.cell import Cell, cell_text, is_nothing
from allocator.importing.column_map import ColumnMap, DurationColumns
from allocator.importing.date_forms import parse_date_cell
from allocator.importing.duration_forms import parse_duration
from allocator.importing.layout import Layout
from allocator.importing.number_forms import parse_number
from allocator.importing.queue_names import identifier
from allocator.importing.sheet import SheetRow
from allocator.importing.time_forms import parse_moment_cell, parse_time_cell
from allocator.store.local_time import exists
from allocator.store.plain_words import explain_error

LONGEST_MEAN_S = 86_400.0

_DAY_MINUTES = 1440
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Record:
    """What one row says of one queue in one interval.

    Parameters
    ----------
    row
        Line in the file.
    start
        Local start of the interval.
    fold
        0 or 1 where the export's offset tells which of two hours is meant that the clocks show
        twice; ``None`` where it does not tell.
    queue
        As the scenario knows it.
    handled
        Contacts that ``work_s`` belongs to.
    work_s
        Total handling time; ``None`` where not known.
    wait_s
        Total time in queue over all offered; ``None`` where not known.
    """

    row: int
    start: dt.datetime
    fold: int | None
    queue: str
    contacts: float
    abandoned: float | None
    handled: float
    work_s: float | None
    wait_s: float | None


class RecordReader:
    """Reads the rows of one layout; faults become problems, and their rows are left out.

    ``uncounted_rows`` is the number of records without any number of contacts, taken as none.
    """

    def __init__(self, layout: Layout, column_map: ColumnMap, problems: list[InputProblem]) -> None:
        self._layout = layout
        self._map = column_map
        self._problems = problems
        self._zone = ZoneInfo(column_map.time_zone)
        other = column_map.export_time_zone
        self._export_zone = ZoneInfo(other) if other else None
        self._leave_out = {name.casefold() for name in column_map.queue.leave_out}
        self._rename = {old.casefold(): new for old, new in column_map.queue.rename.items()}
        self._bad_queues: set[str] = set()
        self.uncounted_rows = 0

    def read(self) -> list[Record]:
        """Return the sound records, in the order of the file."""
        found = [self._record(row) for row in self._layout.body]
        return [record for record in found if record is not None]

    def _record(self, row: SheetRow) -> Record | None:
        before = len(self._problems)
        queue = self._queue(row)
        if queue == "":  # left out on purpose
            return None
        start, fold = self._start(row)
        contacts = self._sum(row, self._map.contacts)
        self.uncounted_rows += self._all_empty(row, self._map.contacts)
        abandoned = self._sum(row, self._map.abandoned, may_be_empty=True)
        if contacts is not None and abandoned is not None and abandoned > contacts:
            if self._map.cap_abandoned:
                abandoned = contacts
            else:
                self._add(
                    row,
                    self._map.abandoned[0],
                    "is more than the contacts offered",
                    f"Offered are {contacts:g}. Correct the map if it names the wrong columns. If "
                    "the system counts a contact when it comes and again when it leaves, set "
                    "cap_abandoned: true.",
                )
        handled = self._sum(row, self._map.handled, may_be_empty=True)
        if handled is None:
            handled = (contacts or 0.0) - (abandoned or 0.0)
        work_s = self._total_s(row, self._map.handling, handled)
        wait_s = self._total_s(row, self._map.wait, contacts or 0.0)
        if len(self._problems) > before or start is None or queue is None or contacts is None:
            return None
        return Record(row.number, start, fold, queue, contacts, abandoned, handled, work_s, wait_s)

    def _queue(self, row: SheetRow) -> str | None:
        """Queue of a row; empty where it is left out, ``None`` where it is at fault."""
        source = self._map.queue
        if source.column is None:
            return source.name
        name = cell_text(self._cell(row, source.column))
        if name.casefold() in self._leave_out:
            return ""
        if not name:
            self._add(
                row,
                source.column,
                "the row names no queue",
                "If an empty cell means the queue above, name the column in fill_down; if the "
                "row is no record, in skip_rows_with.",
            )
            return None
        queue = self._rename.get(name.casefold(), name)
        if any(sign in queue for sign in " ,|\t\u00a0\n"):
            if queue not in self._bad_queues:  # once a queue, not once a row
                self._bad_queues.add(queue)
                self._add(
                    row,
                    source.column,
                    "the queue's name has spaces, commas or bars",
                    f"Give it another under queue.rename in the map, such as "
                    f'"{name}": {identifier(name)}, or name it under leave_out.',
                )
            return None
        return queue

    def _start(self, row: SheetRow) -> tuple[dt.datetime | None, int | None]:
        found = self._written_time(row)
        if found is None:
            return None, None
        column, date, minutes, length, offset = found
        step = self._map.interval_minutes
        if length is not None and length != step:
            self._add(
                row,
                column,
                f"the interval lasts {length} minutes and not {step}",
                "Correct interval_minutes in the map, or the row.",
            )
            return None, None
        if self._map.time_is == "end" and length is None:
            # 00:00 beside a date is the midnight that the date ends with.
            minutes += _DAY_MINUTES if minutes == 0 and self._map.date is not None else 0
            minutes -= step
        local = dt.datetime.combine(date, dt.time()) + dt.timedelta(minutes=minutes)
        zone = offset or self._export_zone
        fold: int | None = None
        if zone is not None:
            if offset is None and not exists(local, self._export_zone or self._zone):
                return self._skipped(row, column)
            aware = local.replace(tzinfo=zone).astimezone(self._zone)
            local, fold = aware.replace(tzinfo=None, fold=0), aware.fold
        elif not exists(local, self._zone):
            return self._skipped(row, column)
        if local.minute % step or local.second:
            self._add(
                row,
                column,
                f"does not begin an interval of {step} minutes",
                "Correct interval_minutes in the map, or the row.",
            )
            return None, None
        return local, fold

    def _written_time(
        self, row: SheetRow
    ) -> tuple[str, dt.date, int, int | None, dt.tzinfo | None] | None:
        """Column, date, minutes, length and offset as they are written."""
        m = self._map
        if m.moment is not None:
            form = m.moment.form
            found = self._parsed(row, m.moment.column, lambda cell: parse_moment_cell(cell, form))
            if found is None:
                return None
            date, time, offset = found
            return m.moment.column, date, time.minutes, time.length_minutes, offset
        assert m.date is not None
        assert m.time is not None
        form = m.date.form
        date = self._parsed(row, m.date.column, lambda cell: parse_date_cell(cell, form))
        time = self._parsed(row, m.time, parse_time_cell)
        if date is None or time is None:
            return None
        return m.time, date, time.minutes, time.length_minutes, None

    def _skipped(self, row: SheetRow, column: str) -> tuple[None, None]:
        self._add(
            row,
            column,
            f"is a time that the clocks of {self._zone.key} skipped that day",
            "If the export's times are of another zone, such as UTC, set export_time_zone in the "
            "map; otherwise correct time_zone or the row.",
        )
        return None, None

    def _sum(
        self, row: SheetRow, columns: tuple[str, ...], *, may_be_empty: bool = False
    ) -> float | None:
        """Sum of some columns; ``None`` where there is none, or one is at fault."""
        if not columns or (may_be_empty and self._all_empty(row, columns)):
            return None
        total = 0.0
        for column in columns:
            if is_nothing(self._cell(row, column)):
                continue  # exports leave a count of nothing empty
            value = self._parsed(
                row, column, lambda cell: parse_number(cell, self._map.decimal_mark)
            )
            if value is None:
                return None
            if value < 0:
                self._add(row, column, "is less than 0", "Correct the row, or the map's column.")
                return None
            total += value
        return total

    def _total_s(
        self, row: SheetRow, durations: DurationColumns | None, count: float
    ) -> float | None:
        """Total of a kind of duration in the interval; ``None`` where not known."""
        if durations is None:
            return None
        if self._all_empty(row, durations.columns):
            return None
        total = 0.0
        for column in durations.columns:
            if is_nothing(self._cell(row, column)):
                continue
            seconds = self._parsed(
                row,
                column,
                lambda cell: parse_duration(cell, durations.form, self._map.decimal_mark),
            )
            if seconds is None:
                return None
            if seconds < 0:
                self._add(row, column, "is less than 0", "Correct the row, or the map's column.")
                return None
            mean_s = seconds if durations.mean else seconds / max(count, 1.0)
            if mean_s > LONGEST_MEAN_S:
                self._add(
                    row,
                    column,
                    "makes a contact last more than a day",
                    f"The form {durations.form} is likely wrong: correct it in the map.",
                )
                return None
            total += seconds
        if count <= 0:
            return None
        return total * count if durations.mean else total

    def _parsed(self, row: SheetRow, column: str, parse: Callable[[Cell], _T]) -> _T | None:
        try:
            return parse(self._cell(row, column))
        except ValueError as error:
            if is_nothing(self._cell(row, column)):
                self._add(
                    row,
                    column,
                    "is empty",
                    "Fill it in; if the row is no record, name its text in skip_rows_with.",
                )
            else:
                self._add(row, column, *explain_error(error))
            return None

    def _all_empty(self, row: SheetRow, columns: tuple[str, ...]) -> bool:
        return all(is_nothing(self._cell(row, column)) for column in columns)

    def _cell(self, row: SheetRow, column: str) -> Cell:
        return row.cell(self._layout.places[column])

    def _add(self, row: SheetRow, column: str, message: str, remedy: str) -> None:
        value = cell_text(self._cell(row, column)) or None
        self._problems.append(
            InputProblem(self._layout.file, message, remedy, row.number, column, value)
        )
