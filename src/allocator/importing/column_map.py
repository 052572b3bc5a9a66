"""The column map: which column of an export means what, and how its values are written."""

from __future__ import annotations

import codecs
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from allocator.domain.people import Identifier
from allocator.importing.date_forms import DateForm
from allocator.importing.duration_forms import DurationForm

DEFAULT_ZONE = "Europe/London"
"""Time zone of an export that does not say."""

IntervalMinutes = Literal[5, 10, 15, 20, 30, 60]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def is_zone(name: str) -> bool:
    """Whether a name is one of a time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _known_zone(name: str) -> str:
    if not is_zone(name):
        raise ValueError("is not a time zone; use an IANA name such as Europe/London")
    return name


def _known_encoding(name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError as error:
        raise ValueError("is not an encoding; use utf-8, cp1252 or utf-16") from error
    return name


Columns = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_as_list)]
"""One header or several, whose values are added up."""

ZoneName = Annotated[str, AfterValidator(_known_zone)]


class MapPart(BaseModel):
    """Part of a map: frozen, with no other fields than those declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DateColumn(MapPart):
    """A column of dates, or of dates with times, and how they are written."""

    column: str = Field(min_length=1)
    form: DateForm


class DurationColumns(MapPart):
    """Columns of durations: means per contact or totals of the interval, several added up.

    Parameters
    ----------
    mean
        Columns with means per contact, for example talk, hold and wrap-up.
    total
        Columns with totals of the interval instead.
    """

    mean: Columns = ()
    total: Columns = ()
    form: DurationForm = "seconds"

    @model_validator(mode="after")
    def _one_of_two(self) -> DurationColumns:
        if bool(self.mean) == bool(self.total):
            raise ValueError("has both mean and total, or neither; give one of the two")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, whichever kind they are."""
        return self.mean or self.total


class QueueSource(MapPart):
    """Where a row's queue stands.

    Parameters
    ----------
    column
        Column with the queue.
    name
        Name of the only queue instead, where the export has no such column.
    rename
        Names as exported and as the scenario is to know them.
    leave_out
        Queues, as exported, whose rows are not wanted.
    """

    column: str | None = None
    name: Identifier | None = None
    rename: dict[str, Identifier] = {}
    leave_out: Columns = ()

    @model_validator(mode="after")
    def _one_of_two(self) -> QueueSource:
        if (self.column is None) == (self.name is None):
            raise ValueError("has both column and name, or neither; give one of the two")
        return self


class ColumnMap(MapPart):
    """How one kind of export is read (``map.yaml``).

    Parameters
    ----------
    sheet
        Sheet of an Excel file; the first where not given.
    encoding, separator
        Of a text file; found by themselves where not given.
    header_row
        Line with the column names, from 1; lines above it are passed over.
    skip_rows_with
        Rows with a cell that reads so are passed over; ``Page*`` is any that begins so.
    skip_last_rows
        Number of filled rows at the end that are no records.
    fill_down
        Columns where an empty cell means the same as the cell above.
    interval_minutes
        Interval of the export.
    time_zone
        The centre's time zone, whose local times the history has.
    export_time_zone
        Time zone of the export's times, where that is another one, such as UTC.
    moment
        Column with date and time together; otherwise ``date`` and ``time``.
    time_is
        Whether a time is the start or the end of its interval.
    contacts
        Contacts offered, or columns that add up to them (answered and abandoned).
    handled
        Contacts that the handling time belongs to; offered less abandoned where not given.
    wait
        Time in queue over all contacts offered.
    repeated_rows
        What to do where an interval of a queue stands in several rows.
    cap_abandoned
        Take as many abandoned as offered where an interval shows more of them.
    """

    sheet: str | None = None
    encoding: Annotated[str, AfterValidator(_known_encoding)] | None = None
    separator: Literal[",", ";", "tab", "|"] | None = None
    header_row: int = Field(default=1, ge=1)
    skip_rows_with: Columns = ()
    skip_last_rows: int = Field(default=0, ge=0)
    fill_down: Columns = ()
    interval_minutes: IntervalMinutes = 30
    time_zone: ZoneName = DEFAULT_ZONE
    export_time_zone: ZoneName | None = None
    moment: DateColumn | None = None
    date: DateColumn | None = None
    time: str | None = None
    time_is: Literal["start", "end"] = "start"
    queue: QueueSource
    contacts: Columns = Field(min_length=1)
    abandoned: Columns = ()
    handled: Columns = ()
    handling: DurationColumns | None = None
    wait: DurationColumns | None = None
    decimal_mark: Literal[".", ","] = "."
    repeated_rows: Literal["refuse", "add", "keep_first"] = "refuse"
    cap_abandoned: bool = False

    @model_validator(mode="after")
    def _has_time(self) -> ColumnMap:
        apart = self.date is not None and self.time is not None
        if apart == (self.moment is not None) or (self.date is None) != (self.time is None):
            raise ValueError(
                "does not say where date and time stand; give moment, or both date and time"
            )
        return self

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Every column that the map names, each with the field that names it."""
        named: list[tuple[str, str]] = []
        if self.moment is not None:
            named.append(("moment.column", self.moment.column))
        if self.date is not None:
            named.append(("date.column", self.date.column))
        if self.time is not None:
            named.append(("time", self.time))
        if self.queue.column is not None:
            named.append(("queue.column", self.queue.column))
        for field in ("contacts", "abandoned", "handled", "fill_down"):
            named += [(field, column) for column in getattr(self, field)]
        for field, durations in (("handling", self.handling), ("wait", self.wait)):
            if durations is not None:
                named += [(field, column) for column in durations.columns]
        return tuple(named)
