"""Records put together to the contact history of a scenario."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from allocator.domain.demand import HistoryRow
from allocator.errors import InputProblem
from allocator.importing.column_map import ColumnMap
from allocator.importing.doubts import gaps, note_doubts, note_patience
from allocator.importing.records import Record
from allocator.store.local_time import is_repeated

HISTORY_COLUMNS = ("interval_start", "queue", "contacts", "aht_s", "abandoned", "mean_wait_s")

_Key = tuple[dt.datetime, int, str]


@dataclass(frozen=True)
class QueueTotal:
    """A queue of an imported history in figures; ``None`` where not known."""

    queue: str
    rows: int
    contacts: float
    abandoned: float | None
    aht_s: float | None


@dataclass(frozen=True)
class ImportedHistory:
    """A contact history made from an export.

    Parameters
    ----------
    rows
        Rows of ``history.csv``, in time order.
    interval_minutes
        Their interval; the scenario's ``history_interval_minutes`` must be the same.
    missing_days
        Dates between the first and the last without any row.
    missing_intervals
        Intervals without a row, of any queue, on days that have rows, in hours in which at
        least half of the days of the same weekday have some.
    notes
        What was done that is not obvious, and what is doubtful.
    """

    rows: tuple[HistoryRow, ...]
    interval_minutes: int
    queues: tuple[QueueTotal, ...]
    missing_days: tuple[dt.date, ...]
    missing_intervals: int
    notes: tuple[str, ...]

    @property
    def first(self) -> dt.datetime:
        """Start of the first interval."""
        return self.rows[0].interval_start

    @property
    def last(self) -> dt.datetime:
        """Start of the last interval."""
        return self.rows[-1].interval_start


def assemble(
    file: str,
    records: Sequence[Record],
    column_map: ColumnMap,
    interval_minutes: int | None,
    problems: list[InputProblem],
) -> ImportedHistory:
    """Put records together by interval and queue.

    Parameters
    ----------
    records
        At least one.
    interval_minutes
        Wanted interval; finer records are summed to it. ``None`` for that of the export. A
        finer one than the export's cannot be had, and the export's is kept.
    problems
        Rows that repeat an interval are added, unless the map says what to do with them.
    """
    notes: list[str] = []
    own = column_map.interval_minutes
    step = _step(own, interval_minutes, notes, problems)
    kept = _kept(file, records, column_map, notes, problems)
    groups: defaultdict[_Key, list[Record]] = defaultdict(list)
    for (start, fold, queue), record in kept:
        into = start - dt.timedelta(minutes=(start.hour * 60 + start.minute) % step)
        groups[into, fold, queue].append(record)
    queues = list(dict.fromkeys(record.queue for record in records))
    order = {queue: place for place, queue in enumerate(queues)}
    zone = ZoneInfo(column_map.time_zone)
    keys = sorted(
        groups,
        key=lambda key: (
            key[0].replace(tzinfo=zone, fold=key[1]).astimezone(dt.UTC),
            order[key[2]],
        ),
    )
    rows = tuple(_row(key, groups[key]) for key in keys)
    note_doubts(records, column_map, notes)
    note_patience(rows, notes)
    missing_days, missing_intervals = gaps(rows, step)
    return ImportedHistory(
        rows,
        step,
        tuple(
            _queue_total(queue, [one for one in records if one.queue == queue]) for queue in queues
        ),
        missing_days,
        missing_intervals,
        tuple(notes),
    )


def history_csv(rows: Sequence[HistoryRow]) -> str:
    """Text of ``history.csv``."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(HISTORY_COLUMNS)
    for row in rows:
        writer.writerow(
            (
                row.interval_start.isoformat(sep=" ", timespec="minutes"),
                row.queue,
                _number(row.contacts, 4),
                _number(row.aht_s, 1),
                _number(row.abandoned, 4),
                _number(row.mean_wait_s, 1),
            )
        )
    return stream.getvalue()


def _step(own: int, wanted: int | None, notes: list[str], problems: list[InputProblem]) -> int:
    if wanted is None or wanted == own:
        return own
    if wanted < own:
        notes.append(
            f"The export has intervals of {own} minutes; they cannot be split into {wanted}. The "
            f"history keeps {own}: set history_interval_minutes: {own} in scenario.yaml."
        )
        return own
    if wanted % own:
        problems.append(
            InputProblem(
                "--interval",
                f"intervals of {own} minutes do not add up to it",
                f"Use a multiple of {own}, or leave it out.",
                value=str(wanted),
            )
        )
        return own
    notes.append(
        f"Intervals of {own} minutes were added up to {wanted}; handling times are means over the "
        "contacts handled."
    )
    return wanted


def _kept(
    file: str,
    records: Sequence[Record],
    column_map: ColumnMap,
    notes: list[str],
    problems: list[InputProblem],
) -> list[tuple[_Key, Record]]:
    """Give records their interval; a repeated one is kept, left out or a problem."""
    zone = ZoneInfo(column_map.time_zone)
    column = column_map.time or (column_map.moment.column if column_map.moment else None)
    kept: list[tuple[_Key, Record]] = []
    first_rows: dict[_Key, Record] = {}
    twice = repeated = 0
    for record in records:
        key = (record.start, record.fold or 0, record.queue)
        again = (record.start, 1, record.queue)
        if (
            key in first_rows
            and record.fold is None
            and column_map.repeated_rows != "add"
            and again not in first_rows
            and is_repeated(record.start, zone)
        ):
            key = again  # the hour that the clocks showed twice
            twice += 1
        if key not in first_rows:
            first_rows[key] = record
        elif column_map.repeated_rows == "refuse":
            problems.append(_repeated(file, record, first_rows[key], column))
            continue
        else:
            repeated += 1
            if column_map.repeated_rows == "keep_first":
                continue
        kept.append((key, record))
    if twice:
        notes.append(
            f"{twice} rows are of the hour that the clocks showed twice, and are kept as such."
        )
    if repeated:
        done = "left out" if column_map.repeated_rows == "keep_first" else "added up"
        notes.append(f"{repeated} rows repeated an interval of a queue and were {done}.")
    return kept


def _repeated(file: str, record: Record, first: Record, column: str | None) -> InputProblem:
    same = (record.contacts, record.work_s, record.abandoned) == (
        first.contacts,
        first.work_s,
        first.abandoned,
    )
    remedy = (
        f"Row {first.row} says the same: set repeated_rows: keep_first in the map to leave this "
        "one out."
        if same
        else f"See row {first.row}. Set repeated_rows: add in the map if each row is a part of the "
        "interval (a team, a line), or keep_first."
    )
    return InputProblem(
        file,
        "the interval of this queue is already there",
        remedy,
        record.row,
        column,
        f"{record.start:%Y-%m-%d %H:%M}, {record.queue}",
    )


def _row(key: _Key, records: list[Record]) -> HistoryRow:
    start, _, queue = key
    contacts = sum(record.contacts for record in records)
    timed = [record for record in records if record.work_s is not None and record.handled > 0]
    handled = sum(record.handled for record in timed)
    aht_s = sum(record.work_s or 0.0 for record in timed) / handled if handled else 0.0
    abandoned = [record.abandoned for record in records if record.abandoned is not None]
    waits = [record.wait_s for record in records if record.contacts > 0]
    known_waits = [wait_s for wait_s in waits if wait_s is not None]
    return HistoryRow(
        interval_start=start,
        queue=queue,
        contacts=round(contacts, 4),
        aht_s=round(aht_s, 1) if aht_s >= 0.05 else None,
        abandoned=round(sum(abandoned), 4) if len(abandoned) == len(records) else None,
        mean_wait_s=(
            round(sum(known_waits) / contacts, 1)
            if known_waits and len(known_waits) == len(waits)
            else None
        ),
    )


def _queue_total(queue: str, records: list[Record]) -> QueueTotal:
    timed = [record for record in records if record.work_s and record.handled > 0]
    handled = sum(record.handled for record in timed)
    abandoned = [record.abandoned for record in records if record.abandoned is not None]
    return QueueTotal(
        queue,
        len(records),
        sum(record.contacts for record in records),
        sum(abandoned) if abandoned else None,
        sum(record.work_s or 0.0 for record in timed) / handled if handled else None,
    )


def _number(value: float | None, decimals: int) -> str:
    if value is None:
        return ""
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".") if value else "0"
