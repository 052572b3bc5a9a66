"""The frame of a week's picture: a panel a day, and a scale of values on its height."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from markupsafe import Markup

from allocator.domain.rota import minutes_between
from allocator.report.svg import element

WIDTH = 1180.0
LEFT = 34.0
_GAP = 10.0
_NARROWEST = 62.0


class Spanned(Protocol):
    """Something from a moment to another."""

    @property
    def start(self) -> dt.datetime: ...  # noqa: D102

    @property
    def end(self) -> dt.datetime: ...  # noqa: D102


class PanelDay(Protocol):
    """A day and its intervals in time order."""

    @property
    def day(self) -> dt.date: ...  # noqa: D102

    @property
    def intervals(self) -> Sequence[Spanned]: ...  # noqa: D102


@dataclass(frozen=True)
class Scale:
    """Values from nought on the height of a panel."""

    top: float
    bottom: float
    most: float

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return self.bottom - (self.bottom - self.top) * value / self.most

    @cached_property
    def ticks(self) -> list[int]:
        """About four round values from nought."""
        raw = self.most / 4
        unit = 10 ** math.floor(math.log10(raw)) if raw >= 1 else 1
        step = next(unit * k for k in (1, 2, 5, 10) if unit * k >= raw)
        return [round(step * n) for n in range(int(self.most / step) + 1)]


@dataclass(frozen=True)
class Panel:
    """A day's place on the width."""

    day: PanelDay
    left: float
    right: float

    @cached_property
    def minutes(self) -> float:
        """Elapsed minutes from the first interval to the end of the last."""
        return minutes_between(self.day.intervals[0].start, self.day.intervals[-1].end)

    def x(self, minutes_after_first: float) -> float:
        """Return the place of a time of the day."""
        return self.left + (self.right - self.left) * minutes_after_first / self.minutes

    @cached_property
    def edges(self) -> list[float]:
        """Start of each interval and, last, the end of the final one."""
        first = self.day.intervals[0].start
        starts = [self.x(minutes_between(first, i.start)) for i in self.day.intervals]
        return [*starts, self.right]


def panels(days: Sequence[PanelDay]) -> list[Panel]:
    """Share out the width by opening time, no day narrower than its label needs."""
    hours = [minutes_between(day.intervals[0].start, day.intervals[-1].end) / 60 for day in days]
    room = WIDTH - LEFT - _GAP * (len(hours) - 1)
    scale = room / sum(hours)
    narrow = [hour for hour in hours if hour * scale < _NARROWEST]
    wide_hours = sum(hours) - sum(narrow)
    if wide_hours:
        scale = (room - _NARROWEST * len(narrow)) / wide_hours
    made: list[Panel] = []
    left = LEFT
    for day, hour in zip(days, hours, strict=True):
        right = left + (_NARROWEST if hour in narrow and wide_hours else hour * scale)
        made.append(Panel(day, left, right))
        left = right + _GAP
    return made


def value_axis(scale: Scale, days: Sequence[Panel], unit: str) -> Markup:
    """Draw lines across the days at round values, with the unit above them."""
    lines: list[Markup] = []
    for tick in scale.ticks:
        y = scale.y(tick)
        lines += [
            element("line", x1=day.left, x2=day.right, y1=y, y2=y, class_="grid-line")
            for day in days
        ]
        lines.append(element("text", str(tick), x=LEFT - 6, y=y + 3.5, class_="tick end"))
    lines.append(element("text", unit, x=0.0, y=scale.top - 8, class_="unit-label"))
    return element("g", *lines, class_="axis", aria_hidden="true")


def day_label(panel: Panel, y: float = 14.0) -> Markup:
    """Write the weekday and the day of the month above a panel."""
    day = panel.day.day
    return element("text", f"{day:%a} {day.day}", x=panel.left, y=y, class_="day-label axis")


def clock_axis(panel: Panel, bottom: float) -> Markup:
    """Write clock times below a panel, as many as there is room for."""
    first = panel.day.intervals[0].start
    marks: list[Markup] = []
    last_x = -math.inf
    for interval in panel.day.intervals:
        x = panel.x(minutes_between(first, interval.start))
        on_mark = interval.start.minute == 0 and interval.start.hour % 3 == 0
        if (on_mark or interval is panel.day.intervals[0]) and x - last_x > 22:
            text = (
                f"{interval.start:%H}" if interval.start.minute == 0 else f"{interval.start:%H:%M}"
            )
            marks += [
                element("line", x1=x, x2=x, y1=bottom, y2=bottom + 4, class_="mark"),
                element("text", text, x=x, y=bottom + 15, class_="tick"),
            ]
            last_x = x
    return element("g", *marks, class_="axis", aria_hidden="true")
