"""The workbook's sheets of people by day, to hang up, and to be read back as a grid.

The first row holds real dates and the first column ids of people, and nothing else; a cell of
such a row says ``08:00–16:30``, ``OFF`` or ``LEAVE``. Rests stand in the row below, and everything
without an id in the first column is there for the eye alone.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from allocator.export.csv_tables import plain_cell
from allocator.export.sheet_page import set_page
from allocator.export.shift_shade import Shade
from allocator.export.shift_text import grid_text, other_date_text, repeated_text
from allocator.export.wall_rota import WallDay, WallRota, during_text
from allocator.report.formats import compact

SHEET = "Rota"

_DAY_WIDTH = 27  # signs of the normal letter
_SMALL_SIGNS_A_LINE = 38
_LINE_POINTS, _SMALL_LINE_POINTS, _LEAST_POINTS = 18, 11.5, 5


def write_wall(
    book: Workbook, wall: WallRota, paper: Literal["a3", "a4"], name: str = SHEET
) -> None:
    """Write a sheet of people by day."""
    sheet = book.add_worksheet(name)
    set_page(sheet, wall.facts, paper)
    heads = ["Agent", "Name", *(["Team"] if wall.has_teams else [])]
    first_day = len(heads)
    after_days = first_day + len(wall.days)
    sheet.set_column(0, 0, 9)
    longest = max((len(person.name) for person in wall.people), default=0)
    sheet.set_column(1, 1, min(32, max(22, longest + 2)))
    if wall.has_teams:
        sheet.set_column(2, 2, 12)
    sheet.set_column(first_day, after_days - 1, _DAY_WIDTH)
    sheet.set_column(after_days, after_days, 11)
    sheet.freeze_panes(1, first_day)

    heading = {"bold": True, "bg_color": "#E8E8E8", "border": 1, "valign": "vcenter"}
    plain_head = book.add_format(heading | {"text_wrap": True})
    day_head = book.add_format(heading | {"num_format": "ddd d mmm", "align": "center"})
    sheet.set_row(0, 24)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, plain_head)
    for column, day in enumerate(wall.days, start=first_day):
        sheet.write_datetime(0, column, dt.datetime.combine(day, dt.time()), day_head)
    sheet.write_string(0, after_days, "Paid hours", plain_head)

    cells = _Cells(book, wall)
    for number, person in enumerate(wall.people):
        row = 1 + 2 * number
        begins_team = number > 0 and person.team != wall.people[number - 1].team
        words = [person.agent_id, person.name, *([person.team] if wall.has_teams else [])]
        for column, word in enumerate(words):
            cells.word(sheet, row, column, word, begins_team=begins_team)
        lines = [cells.day(sheet, row, first_day + n, day) for n, day in enumerate(person.days)]
        cells.hours(sheet, row, after_days, person.paid_hours, begins_team=begins_team)
        sheet.set_row(row, _LINE_POINTS)
        sheet.set_row(row + 1, max(_LEAST_POINTS, _SMALL_LINE_POINTS * max(lines, default=0)))
    _totals(book, sheet, wall, first_day)
    _legend(book, sheet, wall)


class _Cells:
    """Writes the two rows of a person; each format is made once."""

    def __init__(self, book: Workbook, wall: WallRota) -> None:
        self._book = book
        self._wall = wall
        self._made: dict[tuple[object, ...], Format] = {}

    def _upper(self, **fields: object) -> Format:
        return self._format(top=1, valign="bottom", **fields)

    def _lower(self, **fields: object) -> Format:
        return self._format(bottom=1, valign="top", **fields)

    def _format(self, **fields: object) -> Format:
        key = tuple(sorted(fields.items()))
        if key not in self._made:
            edges = {"left": 1, "right": 1, "border_color": "#777777"}
            self._made[key] = self._book.add_format(edges | fields)
        return self._made[key]

    def word(
        self, sheet: Worksheet, row: int, column: int, word: str, *, begins_team: bool
    ) -> None:
        """Write the id, the name or the team; the row below stays empty there."""
        look = self._format(top=5 if begins_team else 1, bold=column == 1, valign="bottom")
        if word:
            sheet.write_string(row, column, word, look)
        else:
            sheet.write_blank(row, column, None, look)
        sheet.write_blank(row + 1, column, None, self._lower())

    def hours(
        self, sheet: Worksheet, row: int, column: int, hours: float, *, begins_team: bool
    ) -> None:
        """Write the paid hours of the week."""
        top = 5 if begins_team else 1
        look = self._format(top=top, num_format="0.##", valign="bottom")
        sheet.write_number(row, column, hours, look)
        sheet.write_blank(row + 1, column, None, self._lower())

    def day(self, sheet: Worksheet, row: int, column: int, day: WallDay) -> int:
        """Write a day, its rests below, and return the lines of small letters."""
        if not day.shifts:
            look = self._upper(align="center", font_color="#666666")
            sheet.write_string(row, column, plain_cell(day), look)
            sheet.write_blank(row + 1, column, None, self._lower())
            return 0
        shade = day.shifts[0].shade
        colours = {"bg_color": shade.fill, "font_color": shade.ink}
        times = " / ".join(grid_text(shift.shift, day.day) for shift in day.shifts)
        sheet.write_string(row, column, times, self._upper(bold=True, font_size=12, **colours))
        small = self._lower(font_size=8, text_wrap=True, **colours)
        below = self._below(day)
        if not below:
            sheet.write_blank(row + 1, column, None, small)
            return 0
        sheet.write_string(row + 1, column, below, small)
        return -(-len(below) // _SMALL_SIGNS_A_LINE)

    def _below(self, day: WallDay) -> str:
        """Pool, where there are several, and what changes during the shifts."""
        pools = day.shifts[0].pools
        several = len(self._wall.pool_names) > 1
        parts = [self._wall.pool_names[pools[0]]] if several and pools else []
        for shift in day.shifts:
            parts.append(other_date_text(shift.shift, day.day))
            parts += [repeated_text(shift.shift), during_text(self._wall, shift)]
        return " · ".join(part for part in parts if part)


def _totals(book: Workbook, sheet: Worksheet, wall: WallRota, first_day: int) -> None:
    """Write counts by day; that of people follows the cells when these are changed by hand."""
    row = 2 * len(wall.people) + 2
    label = book.add_format({"bold": True, "top": 2})
    count = book.add_format({"bold": True, "top": 2, "align": "center"})
    hours = book.add_format({"align": "center"})
    sheet.write_string(row, 1, "People on shift", label)
    sheet.write_string(row + 1, 1, "Paid hours as planned")
    for column, day in enumerate(wall.days, start=first_day):
        name = xl_col_to_name(column)
        cells = f"{name}2:{name}{2 * len(wall.people) + 1}"
        sheet.write_formula(row, column, f'=COUNTIF({cells},"??:??*")', count, wall.people_on[day])
        # As text: numbers such as 14.5 are days to whoever looks for dates in a row.
        sheet.write_string(row + 1, column, f"{compact(wall.hours_on[day])} h", hours)
    after_days = first_day + len(wall.days)
    sheet.write_string(row + 1, after_days, f"{compact(sum(wall.hours_on.values()))} h", hours)


def _legend(book: Workbook, sheet: Worksheet, wall: WallRota) -> None:
    row = 2 * len(wall.people) + 5
    for shade in wall.shades:
        sheet.write_string(row, 1, shade.label, _swatch(book, shade))
        row += 1
    sheet.write_string(
        row + 1,
        1,
        f"OFF: no shift. Times are those of the clock in {wall.time_zone}; a shift that ends after "
        "midnight stands on the day on which it begins.",
    )


def _swatch(book: Workbook, shade: Shade) -> Format:
    return book.add_format(
        {"bg_color": shade.fill, "font_color": shade.ink, "border": 1, "text_wrap": True}
    )


def write_weeks(book: Workbook, wall: WallRota, paper: Literal["a3", "a4"]) -> None:
    """Write a sheet of each week, where the wall has several: the first sheet has all days."""
    for number, week in enumerate(wall.weeks, 1):
        write_wall(book, week, paper, f"Week {number}")
