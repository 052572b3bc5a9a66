"""Which columns of an export tell when an interval is, and how they write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, get_args

from allocator.errors import InputError, InputProblem
from allocator.importing import header_words as headers
from allocator.importing.cell import Cell, cell_text, is_nothing
from allocator.importing.column_map import IntervalMinutes
from allocator.importing.date_forms import DateForm, parse_date_cell
from allocator.importing.guess_forms import (
    date_form,
    has_clock_times,
    interval_minutes,
    reads_as_times,
)
from allocator.importing.sheet import SheetRow
from allocator.importing.time_forms import IntervalTime, parse_moment_cell, parse_time_cell

_ALLOWED: tuple[int, ...] = get_args(IntervalMinutes)


class _Columns(Protocol):
    @property
    def file(self) -> str: ...
    @property
    def header(self) -> tuple[str, ...]: ...
    @property
    def cells(self) -> dict[str, list[Cell]]: ...


@dataclass
class GuessedTimes:
    """What tells the times, as fields of the map.

    Parameters
    ----------
    columns
        Columns that tell them.
    is_record
        Whether date and time of a row can be read.
    undated
        Column of times where there is none of their dates.
    """

    fields: dict[str, Any] = field(default_factory=dict[str, Any])
    reasons: dict[str, str] = field(default_factory=dict[str, str])
    columns: tuple[str, ...] = ()
    is_record: Callable[[SheetRow], bool] = bool
    undated: str | None = None

    @property
    def found(self) -> bool:
        """Whether the times are told at all."""
        return bool(self.columns)


def guess_times(columns: _Columns, form: DateForm | None) -> GuessedTimes:
    """Find the column of date-times, or those of dates and of times.

    Parameters
    ----------
    form
        Form of the dates, where the user has said it.

    Raises
    ------
    InputError
        If day and month cannot be told apart, or intervals are of an odd length.
    """
    found = _moment(columns, form) or _date_and_time(columns, form)
    return found or GuessedTimes(undated=_time_column(columns))


def _moment(columns: _Columns, form: DateForm | None) -> GuessedTimes | None:
    named = [name for name in columns.cells if headers.says_moment(name)]
    for name in sorted(named, key=headers.says_end):  # the start before the end
        cells = columns.cells[name]
        found = form or date_form(columns.file, name, cells, with_time=True)
        if found is None or not any(_time_of(cell, found) for cell in cells):
            continue
        if not any(isinstance(cell, str) for cell in cells) and not has_clock_times(cells):
            continue  # Excel's dates without a time of day
        times = [time for cell in cells if (time := _time_of(cell, found)) is not None]
        fields = {
            "moment": {"column": name, "form": found},
            "time_is": "end" if headers.says_end(name) else "start",
            "interval_minutes": _interval(columns.file, name, times),
        }
        return GuessedTimes(
            fields,
            {"moment": "date and time together, such as " + _example(cells)},
            (name,),
            _reads_moment(columns.header.index(name), found),
        )
    return None


def _date_and_time(columns: _Columns, form: DateForm | None) -> GuessedTimes | None:
    time_name = _time_column(columns)
    if time_name is None:
        return None
    for name in sorted(columns.cells, key=lambda name: not headers.says_date(name)):
        cells = columns.cells[name]
        # Plain numbers are dates of Excel's only under a header that says so.
        numbers = not any(isinstance(cell, str) and not is_nothing(cell) for cell in cells)
        plain = all(isinstance(cell, int | float) or is_nothing(cell) for cell in cells)
        if name == time_name or (numbers and plain and not headers.says_date(name)):
            continue
        filled = [cell for cell in cells if not is_nothing(cell)]
        found = form or date_form(columns.file, name, filled, with_time=False)
        if found is None or not any(_is_date(cell, found) for cell in filled):
            continue
        date_place, time_place = columns.header.index(name), columns.header.index(time_name)
        fill_down = (name,) if len(filled) * 2 < len(cells) else ()
        times = [time for cell in columns.cells[time_name] if (time := _clock_of(cell)) is not None]
        fields: dict[str, Any] = {
            "date": {"column": name, "form": found},
            "time": time_name,
            "time_is": "end" if headers.says_end(time_name) else "start",
            "interval_minutes": _interval(columns.file, time_name, times),
        }
        if fill_down:
            fields["fill_down"] = fill_down

        is_record = _reads_date_and_time(date_place, found, time_place, filled_down=bool(fill_down))
        reasons = {
            "date": "such as " + _example(cells),
            "time": "such as " + _example(columns.cells[time_name]),
        }
        return GuessedTimes(fields, reasons, (name, time_name), is_record)
    return None


def _reads_moment(place: int, form: DateForm) -> Callable[[SheetRow], bool]:
    return lambda row: _time_of(row.cell(place), form) is not None


def _reads_date_and_time(
    date_place: int, form: DateForm, time_place: int, *, filled_down: bool
) -> Callable[[SheetRow], bool]:
    def reads(row: SheetRow) -> bool:
        dated = filled_down or _is_date(row.cell(date_place), form)
        return dated and _clock_of(row.cell(time_place)) is not None

    return reads


def _time_column(columns: _Columns) -> str | None:
    """Column of clock times: that of starts, else that of ends."""
    named = [
        name
        for name in columns.cells
        if headers.says_time(name)
        and not headers.says_date(name)
        and reads_as_times(columns.cells[name])
    ]
    return min(named, key=headers.says_end, default=None)


def _interval(file: str, column: str, times: Sequence[IntervalTime]) -> int:
    lengths = {time.length_minutes for time in times if time.length_minutes is not None}
    step = (
        lengths.pop()
        if len(lengths) == 1
        else interval_minutes({time.minutes % 60 for time in times})
    )
    if step not in _ALLOWED:
        raise InputError(
            [
                InputProblem(
                    file,
                    f"the intervals are {step} minutes apart",
                    f"Export by {', '.join(map(str, _ALLOWED[:-1]))} or {_ALLOWED[-1]} minutes.",
                    column=column,
                )
            ]
        )
    return step


def _time_of(cell: Cell, form: DateForm) -> IntervalTime | None:
    try:
        return parse_moment_cell(cell, form)[1]
    except ValueError:
        return None


def _clock_of(cell: Cell) -> IntervalTime | None:
    try:
        return parse_time_cell(cell)
    except ValueError:
        return None


def _is_date(cell: Cell, form: DateForm) -> bool:
    try:
        parse_date_cell(cell, form)
    except ValueError:
        return False
    return True


def _example(cells: Sequence[Cell]) -> str:
    return next(cell_text(cell) for cell in cells if not is_nothing(cell))
