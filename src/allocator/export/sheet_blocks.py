"""The workbook's sheet of every block as data, with real dates and times."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from xlsxwriter import Workbook

from allocator.export.sheet_page import set_page
from allocator.export.wall_rota import WallPerson, WallRota, WallShift

SHEET = "Blocks"

COLUMNS = (
    ("agent_id", 10),
    ("name", 18),
    ("day", 12),
    ("start", 17),
    ("end", 17),
    ("utc_offset_minutes", 10),
    ("elapsed_minutes", 10),
    ("activity", 12),
    ("pool", 14),
    ("queues", 24),
    ("with_agents", 18),
)
"""Columns with their widths. Start and end are clock times of the site, the offset the start's."""

_DATES = {"day": "yyyy-mm-dd", "start": "yyyy-mm-dd hh:mm", "end": "yyyy-mm-dd hh:mm"}


def write_blocks(book: Workbook, wall: WallRota, paper: Literal["a3", "a4"]) -> None:
    """Write a row a block, as a table that can be sorted and filtered."""
    sheet = book.add_worksheet(SHEET)
    set_page(sheet, wall.facts, paper)
    sheet.freeze_panes(1, 0)
    rows = [
        row
        for person in wall.people
        for day in person.days
        for shift in day.shifts
        for row in _rows(wall, person, day.day, shift)
    ]
    formats = {name: book.add_format({"num_format": shown}) for name, shown in _DATES.items()}
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    names = [name for name, _ in COLUMNS]
    sheet.add_table(
        0,
        0,
        max(1, len(rows)),
        len(names) - 1,
        {
            "name": "blocks",
            "style": "Table Style Light 1",
            "columns": [{"header": name} for name in names],
        },
    )
    for number, row in enumerate(rows, start=1):
        for column, (name, value) in enumerate(zip(names, row, strict=True)):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif isinstance(value, dt.datetime):
                sheet.write_datetime(number, column, value, formats[name])
            else:
                sheet.write_number(number, column, value)


def _rows(
    wall: WallRota, person: WallPerson, day: dt.date, shown: WallShift
) -> list[tuple[Any, ...]]:
    return [
        (
            person.agent_id,
            person.name,
            dt.datetime.combine(day, dt.time()),
            block.start.replace(tzinfo=None),
            block.end.replace(tzinfo=None),
            (block.start.utcoffset() or dt.timedelta()).total_seconds() / 60,
            block.minutes,
            block.activity.value,
            wall.pool_of_queue.get(block.queues[0], "") if block.queues else "",
            "|".join(block.queues),
            "|".join(block.with_agents),
        )
        for block in shown.shift.blocks
    ]
