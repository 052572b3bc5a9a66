"""The workbook's sheet of cover: people needed and on the phone, by interval, with charts."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from allocator.domain.grid import UTC
from allocator.export.cover import PoolCover
from allocator.export.sheet_page import set_page
from allocator.export.wall_rota import WallRota

SHEET = "Cover"

_COLUMNS_A_POOL = 4
_CHART_WIDTH, _CHART_HEIGHT, _CHART_ROWS = 1250, 340, 18
_LABELS = 28


def write_cover(book: Workbook, wall: WallRota, paper: Literal["a3", "a4"]) -> None:
    """Write a row an interval, and a chart a pool beside."""
    sheet = book.add_worksheet(SHEET)
    set_page(sheet, wall.facts, paper)
    sheet.freeze_panes(1, 1)
    head = book.add_format({"bold": True, "bg_color": "#E8E8E8", "border": 1, "text_wrap": True})
    clock = book.add_format({"num_format": "ddd d mmm hh:mm", "align": "left"})
    contacts = book.add_format({"num_format": "0.0"})
    short = book.add_format({"bold": True, "bg_color": "#D0D0D0"})
    starts = {one.start.astimezone(UTC): one.start for c in wall.covers for one in c.intervals}
    rows = {moment: number for number, moment in enumerate(sorted(starts), start=1)}
    sheet.set_row(0, 45)
    sheet.set_column(0, 0, 18)
    sheet.write_string(0, 0, "interval_start", head)
    for moment, row in rows.items():
        sheet.write_datetime(row, 0, starts[moment].replace(tzinfo=None), clock)
    for number, cover in enumerate(wall.covers):
        first = 1 + number * _COLUMNS_A_POOL
        sheet.set_column(first, first + _COLUMNS_A_POOL - 1, 11)
        for column, what in enumerate(("required", "planned", "short", "contacts"), start=first):
            sheet.write_string(0, column, f"{cover.name}: {what}", head)
        for one in cover.intervals:
            row = rows[one.start.astimezone(UTC)]
            sheet.write_number(row, first, one.required)
            sheet.write_number(row, first + 1, one.planned)
            sheet.write_number(row, first + 2, one.short, short if one.short else None)
            sheet.write_number(row, first + 3, one.contacts, contacts)
        _chart(book, sheet, cover, number, rows, 2 + len(wall.covers) * _COLUMNS_A_POOL)


def _chart(
    book: Workbook,
    sheet: Worksheet,
    cover: PoolCover,
    number: int,
    rows: dict[dt.datetime, int],
    column: int,
) -> None:
    """Draw those on the phone as columns and those required as a line over them."""
    first = 1 + number * _COLUMNS_A_POOL
    last = len(rows)
    categories = [SHEET, 1, 0, last, 0]
    planned = book.add_chart({"type": "column"})
    required = book.add_chart({"type": "line"})
    assert planned is not None
    assert required is not None
    planned.add_series(
        {
            "name": [SHEET, 0, first + 1],
            "categories": categories,
            "values": [SHEET, 1, first + 1, last, first + 1],
            "gap": 0,
            "fill": {"color": "#B4B4B4"},
            "border": {"none": True},
        }
    )
    required.add_series(
        {
            "name": [SHEET, 0, first],
            "categories": categories,
            "values": [SHEET, 1, first, last, first],
            "line": {"color": "#000000", "width": 1.5},
        }
    )
    planned.combine(required)
    planned.set_title({"name": f"{cover.name}: people needed and on the phone", "overlay": False})
    planned.set_x_axis(
        {
            "text_axis": True,
            "num_format": "ddd hh:mm",
            "interval_unit": max(1, last // _LABELS),
            "interval_tick": max(1, last // _LABELS),
            "num_font": {"rotation": -45},
        }
    )
    planned.set_y_axis({"name": "people", "major_gridlines": {"visible": True}, "min": 0})
    planned.set_legend({"position": "bottom"})
    planned.set_size({"width": _CHART_WIDTH, "height": _CHART_HEIGHT})
    sheet.insert_chart(1 + number * _CHART_ROWS, column, planned)
