"""The rows of the history behind a cell of the forecast, with file and line."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from allocator.domain.scenario import Scenario
from allocator.store.local_time import parse_clock_reading
from allocator.store.scenario_files import HISTORY, VOLUMES

MOST_ROWS = 8
"""Past weeks that are shown of a queue, the latest ones."""


@dataclass(frozen=True)
class RecordedRow:
    """A line of a file of contacts.

    Parameters
    ----------
    file, row
        Name in the plan's ``scenario`` folder, and the line in it, the heading being line 1.
    interval_start
        Local start, as recorded.
    minutes
        Length of the recorded interval.
    aht_s
        ``None`` where nothing was answered.
    """

    queue: str
    file: str
    row: int
    interval_start: dt.datetime
    minutes: int
    contacts: float
    aht_s: float | None


def recorded_rows(
    folder: Path, scenario: Scenario, at: dt.datetime, queues: Collection[str]
) -> tuple[RecordedRow, ...]:
    """Rows of days run like that of a moment, at its time, of some queues, the latest first.

    A bank holiday is run like the weekday that the scenario says, now and in the past.

    Parameters
    ----------
    folder
        The scenario's folder.
    at
        A moment of the plan, on the site's clock.
    """
    history = folder / HISTORY.file
    path = history if history.exists() else folder / VOLUMES.file
    minutes = scenario.settings.history_interval_minutes
    clock = at.hour * 60 + at.minute
    slot = clock // minutes * minutes
    like = scenario.run_as(scenario.grid.operating_date(at))
    found = [
        RecordedRow(queue, path.name, line, start, minutes, contacts, aht_s)
        for line, start, queue, contacts, aht_s in _lines(path, scenario, queues)
        if start.hour * 60 + start.minute == slot and scenario.run_as(start.date()) == like
        if start < scenario.grid.start.replace(tzinfo=None) or path.name == VOLUMES.file
    ]
    latest = sorted(found, key=lambda row: row.interval_start, reverse=True)
    return tuple(
        row for queue in queues for row in [one for one in latest if one.queue == queue][:MOST_ROWS]
    )


def _lines(
    path: Path, scenario: Scenario, queues: Collection[str]
) -> Iterator[tuple[int, dt.datetime, str, float, float | None]]:
    """Yield line, local start, queue, contacts and handling time of the rows of some queues."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream)
        header = [name.strip() for name in next(rows)]
        start_at, queue_at, contacts_at, aht_at = (
            header.index(name) for name in ("interval_start", "queue", "contacts", "aht_s")
        )
        for cells in rows:
            if cells and (queue := cells[queue_at].strip()) in queues:
                start = parse_clock_reading(cells[start_at].strip(), scenario.grid.zone)
                aht = cells[aht_at].strip() if aht_at < len(cells) else ""
                contacts = float(cells[contacts_at])
                yield rows.line_num, start, queue, contacts, float(aht) if aht else None
