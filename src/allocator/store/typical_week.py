"""One typical week of volumes, put where history would be: in the days before the planned ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from allocator.domain.demand import HistoryRow
from allocator.domain.grid import TimeGrid
from allocator.domain.holiday import bank_holidays
from allocator.domain.settings import BankHolidays
from allocator.errors import InputProblem
from allocator.store.read_table import Line, Table

_WEEK_DAYS = 7


def check_typical_week(
    table: Table[HistoryRow], grid: TimeGrid, problems: list[InputProblem]
) -> None:
    """Add a problem for each row that lies a week or more after the first.

    A week may begin with an operating day or at any hour, as a calendar week does where an
    operating day begins at six: the hours before six are then those of the night before.
    """
    if not table.rows:
        return
    first = min(_operating_date(row, grid) for row in table.rows)
    last_allowed = first + dt.timedelta(days=_WEEK_DAYS - 1)
    week_later = min(row.interval_start for row in table.rows) + dt.timedelta(days=_WEEK_DAYS)
    for row, line in table:
        if row.interval_start >= week_later and _operating_date(row, grid) > last_allowed:
            problems.append(_beyond_the_week(table, line, first, last_allowed))


def _beyond_the_week(
    table: Table[HistoryRow], line: Line, first: dt.date, last: dt.date
) -> InputProblem:
    return table.problem(
        line,
        "interval_start",
        f"is not in the one week that the file may hold, {first} to {last}",
        "Keep one week; put records of several weeks into history.csv.",
    )


def placed_before_the_week(
    rows: Iterable[HistoryRow], grid: TimeGrid, setting: BankHolidays | None = None
) -> tuple[HistoryRow, ...]:
    """Rows of one week, each moved by whole days to the seven days before the grid.

    Weekdays and clock times stay; dates do not. A row keeps its place in its operating day. A
    typical week has no bank holiday in it: where the seven days have one, on which its rows would
    be taken for those of the holiday, it is put a whole number of weeks earlier.
    """
    week_starts = grid.first_day - dt.timedelta(days=_WEEK_DAYS)
    while setting is not None and _has_bank_holiday(week_starts, setting):
        week_starts -= dt.timedelta(days=_WEEK_DAYS)
    moved: list[HistoryRow] = []
    for row in rows:
        day = _operating_date(row, grid)
        offset_days = (day.weekday() - week_starts.weekday()) % _WEEK_DAYS
        shift = week_starts + dt.timedelta(days=offset_days) - day
        moved.append(row.model_copy(update={"interval_start": row.interval_start + shift}))
    return tuple(sorted(moved, key=lambda row: row.interval_start))


def _has_bank_holiday(first: dt.date, setting: BankHolidays) -> bool:
    days = [first + dt.timedelta(days=number) for number in range(_WEEK_DAYS)]
    return not bank_holidays(setting.nation, [day.year for day in days]).keys().isdisjoint(days)


def _operating_date(row: HistoryRow, grid: TimeGrid) -> dt.date:
    return grid.operating_date(row.interval_start.replace(tzinfo=grid.zone))
