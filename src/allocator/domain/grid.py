"""The time grid: equal intervals of elapsed time over the planned days.

Clock times of the site become interval numbers here and nowhere else, so that daylight-saving
days (92 or 100 quarter-hours) and midnight need no special case anywhere else. All spans are
half-open: an interval holds its start and not its end.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

UTC = dt.UTC


class TimeGrid(BaseModel):
    """Intervals of equal elapsed time from the first operating day to the last.

    Parameters
    ----------
    time_zone
        IANA name of the site's time zone.
    first_day
        Date of the first operating day.
    day_count
        Number of operating days.
    day_starts_at
        Local time at which an operating day begins: a shift after midnight and before this
        time belongs to the day before.
    interval_minutes
        Length of an interval; divides 60.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    time_zone: str
    first_day: dt.date
    day_count: int
    day_starts_at: dt.time
    interval_minutes: int

    @cached_property
    def zone(self) -> ZoneInfo:
        """Time zone of the site."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def days(self) -> tuple[dt.date, ...]:
        """Date of each operating day."""
        return tuple(self.first_day + dt.timedelta(days=n) for n in range(self.day_count))

    def at(self, day: dt.date, minutes_after_midnight: int) -> dt.datetime:
        """Aware local moment of a wall-clock time on a day.

        Parameters
        ----------
        day
            Calendar date.
        minutes_after_midnight
            Wall-clock time in minutes; 1440 and more fall on the next date, so that "24:00"
            and "26:00" can be written for a day that ends after midnight.
        """
        date = day + dt.timedelta(days=minutes_after_midnight // 1440)
        hour, minute = divmod(minutes_after_midnight % 1440, 60)
        local = dt.datetime.combine(date, dt.time(hour, minute), tzinfo=self.zone)
        # Through UTC and back, so that a time skipped by the spring change becomes a real one.
        return local.astimezone(UTC).astimezone(self.zone)

    @cached_property
    def day_starts(self) -> tuple[dt.datetime, ...]:
        """Start of each operating day and, last, the end of the final one."""
        minutes = self.day_starts_at.hour * 60 + self.day_starts_at.minute
        dates = (*self.days, self.first_day + dt.timedelta(days=self.day_count))
        return tuple(self.at(date, minutes) for date in dates)

    @cached_property
    def start(self) -> dt.datetime:
        """First moment of the grid."""
        return self.day_starts[0]

    @cached_property
    def end(self) -> dt.datetime:
        """First moment after the grid."""
        return self.day_starts[-1]

    @cached_property
    def _start_utc(self) -> dt.datetime:
        return self.start.astimezone(UTC)

    @cached_property
    def interval_count(self) -> int:
        """Number of intervals in the grid."""
        return self.index(self.end)

    @cached_property
    def day_bounds(self) -> tuple[int, ...]:
        """Interval number at which each day begins and, last, the number of intervals."""
        return tuple(self.index(moment) for moment in self.day_starts)

    def moment(self, index: int) -> dt.datetime:
        """Local start of an interval (any integer; the grid extends in both directions)."""
        elapsed = dt.timedelta(minutes=index * self.interval_minutes)
        return (self._start_utc + elapsed).astimezone(self.zone)

    def minutes_from_start(self, moment: dt.datetime) -> int:
        """Elapsed whole minutes from the grid's start to a moment (negative before it)."""
        elapsed_s = (moment.astimezone(UTC) - self._start_utc).total_seconds()
        return int(elapsed_s // 60)

    def index(self, moment: dt.datetime) -> int:
        """Return the number of the interval that holds a moment (negative before the grid)."""
        return self.minutes_from_start(moment) // self.interval_minutes

    def on_grid(self, moment: dt.datetime) -> bool:
        """Whether a moment is the exact start of an interval."""
        elapsed_s = (moment.astimezone(UTC) - self._start_utc).total_seconds()
        return elapsed_s % (self.interval_minutes * 60) == 0

    def day_index(self, moment: dt.datetime) -> int | None:
        """Return the number of the operating day that holds a moment; ``None`` off the grid."""
        utc = moment.astimezone(UTC)
        for number in range(self.day_count):
            if (
                self.day_starts[number].astimezone(UTC)
                <= utc
                < self.day_starts[number + 1].astimezone(UTC)
            ):
                return number
        return None

    def operating_date(self, moment: dt.datetime) -> dt.date:
        """Date of the operating day that a moment belongs to, inside the grid or not."""
        local = moment.astimezone(self.zone)
        if local.timetz().replace(tzinfo=None) < self.day_starts_at:
            return local.date() - dt.timedelta(days=1)
        return local.date()

    def clock_minutes(self, moment: dt.datetime) -> int:
        """Wall-clock minutes of a moment after the midnight of its operating date.

        1440 and more where the moment falls on the next calendar date. On the days of a clock
        change this is not elapsed time.
        """
        local = moment.astimezone(self.zone)
        days = (local.date() - self.operating_date(local)).days
        return days * 1440 + local.hour * 60 + local.minute
