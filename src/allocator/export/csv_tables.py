"""The rota as CSV: people by day as on the wall, and a row a shift for calculating with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from allocator.domain.spreadsheet_text import marked_text
from allocator.export.shift_text import grid_text
from allocator.export.wall_rota import WallDay, WallRota

BY_DAY_FILE = "rota_by_day.csv"
SHIFTS_FILE = "shifts.csv"
SHIFT_COLUMNS = ("agent_id", "name", "operating_day", "start", "end", "paid_hours", "kind")

OFF = "OFF"
LEAVE = "LEAVE"


def csv_files(wall: WallRota) -> dict[str, bytes]:
    """Bytes of each CSV file by its name: UTF-8, a line ends in a line feed."""
    return {
        BY_DAY_FILE: _csv(_by_day(wall)).encode(),
        SHIFTS_FILE: _csv(_shifts(wall)).encode(),
    }


def plain_cell(day: WallDay) -> str:
    """Write a day in signs that any program reads: ``08:00-16:30``, ``OFF``, ``LEAVE``."""
    if day.shifts:
        return " / ".join(grid_text(shift.shift, day.day, dash="-") for shift in day.shifts)
    return LEAVE if day.on_leave else OFF


def _by_day(wall: WallRota) -> Iterable[Iterable[object]]:
    yield ["agent_id", "name", *(["team"] if wall.has_teams else []), *wall.days, "paid_hours"]
    for person in wall.people:
        yield [
            marked_text(person.agent_id),
            marked_text(person.name),
            *([marked_text(person.team)] if wall.has_teams else []),
            *map(plain_cell, person.days),
            f"{person.paid_hours:g}",
        ]


def _shifts(wall: WallRota) -> Iterable[Iterable[object]]:
    yield SHIFT_COLUMNS
    for person in wall.people:
        for day in person.days:
            for shift in day.shifts:
                yield [
                    marked_text(person.agent_id),
                    marked_text(person.name),
                    day.day,
                    shift.shift.start.isoformat(),
                    shift.shift.end.isoformat(),
                    f"{shift.paid_hours:g}",
                    marked_text(shift.shade.kind),
                ]


def _csv(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
