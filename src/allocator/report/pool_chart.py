"""Picture of a pool's week: contacts with their range above, need against cover below."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from allocator.domain.rota import minutes_between
from allocator.report.palette import PoolInk
from allocator.report.pool_week import PoolDay, PoolWeek
from allocator.report.svg import element, step_area, step_line, values_text

_WIDTH = 1180.0
_LEFT = 34.0
_GAP = 10.0
_NARROWEST = 62.0
_CONTACTS_TOP, _CONTACTS_BOTTOM = 30.0, 118.0
_AGENTS_TOP, _AGENTS_BOTTOM = 142.0, 292.0
_HEIGHT = 312.0


@dataclass(frozen=True)
class _Scale:
    """Values on the height of a panel."""

    top: float
    bottom: float
    most: float

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.most

    @cached_property
    def ticks(self) -> list[int]:
        """About four round values from nought."""
        raw = self.most / 4
        unit = 10 ** math.floor(math.log10(raw)) if raw >= 1 else 1
        step = next(unit * k for k in (1, 2, 5, 10) if unit * k >= raw)
        return [round(step * n) for n in range(int(self.most / step) + 1)]


@dataclass(frozen=True)
class _Panel:
    """A day's place on the width."""

    day: PoolDay
    left: float
    right: float

    @cached_property
    def minutes(self) -> float:
        return minutes_between(self.day.intervals[0].start, self.day.intervals[-1].end)

    def x(self, minutes_after_first: float) -> float:
        return self.left + (self.right - self.left) * minutes_after_first / self.minutes

    @cached_property
    def edges(self) -> list[float]:
        """Start of each interval and, last, the end of the final one."""
        first = self.day.intervals[0].start
        starts = [self.x(minutes_between(first, i.start)) for i in self.day.intervals]
        return [*starts, self.right]


def pool_chart(week: PoolWeek, ink: PoolInk) -> Markup:
    """Draw a pool's week, a panel a day, all on the same scales.

    Each series carries its values in full (``data-series``, ``data-key``, ``data-values``).
    """
    every = [interval for day in week.days for interval in day.intervals]
    contacts = _Scale(_CONTACTS_TOP, _CONTACTS_BOTTOM, max(1.0, *(i.p90 for i in every)))
    agents = _Scale(
        _AGENTS_TOP, _AGENTS_BOTTOM, max(1.0, *(max(i.required, i.scheduled) for i in every))
    )
    panels = _panels(week)
    label = (
        f"{ink.name}: contacts expected and agents required and scheduled, by day. "
        "The table below lists where cover falls short."
    )
    return element(
        "svg",
        element("title", Markup.escape(label)),
        _axis(contacts, panels),
        _axis(agents, panels),
        *(_day(panel, contacts, agents) for panel in panels),
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        role="img",
        aria_label=label,
        class_=f"pool-chart {ink.css_class}",
    )


def _panels(week: PoolWeek) -> list[_Panel]:
    """Share out the width by opening time, no day narrower than its label needs."""
    hours = [
        minutes_between(day.intervals[0].start, day.intervals[-1].end) / 60 for day in week.days
    ]
    room = _WIDTH - _LEFT - _GAP * (len(hours) - 1)
    scale = room / sum(hours)
    narrow = [hour for hour in hours if hour * scale < _NARROWEST]
    wide_hours = sum(hours) - sum(narrow)
    if wide_hours:
        scale = (room - _NARROWEST * len(narrow)) / wide_hours
    panels: list[_Panel] = []
    left = _LEFT
    for day, hour in zip(week.days, hours, strict=True):
        right = left + (_NARROWEST if hour in narrow and wide_hours else hour * scale)
        panels.append(_Panel(day, left, right))
        left = right + _GAP
    return panels


def _axis(scale: _Scale, panels: list[_Panel]) -> Markup:
    lines: list[Markup] = []
    for tick in scale.ticks:
        y = scale.y(tick)
        lines += [
            element("line", x1=panel.left, x2=panel.right, y1=y, y2=y, class_="grid-line")
            for panel in panels
        ]
        lines.append(element("text", str(tick), x=_LEFT - 6, y=y + 3.5, class_="tick end"))
    return element("g", *lines, class_="axis", aria_hidden="true")


def _day(panel: _Panel, contacts: _Scale, agents: _Scale) -> Markup:
    intervals, edges = panel.day.intervals, panel.edges
    key = f"{panel.day.pool_id}|{panel.day.day}"
    required = [agents.y(i.required) for i in intervals]
    scheduled = [agents.y(i.scheduled) for i in intervals]
    floor = [agents.y(0)] * len(intervals)
    covered = [max(r, s) for r, s in zip(required, scheduled, strict=True)]
    low = [contacts.y(i.p10) for i in intervals]
    high = [contacts.y(i.p90) for i in intervals]
    expected = [contacts.y(i.contacts) for i in intervals]

    def series(name: str, values: list[float], path: str, css_class: str) -> Markup:
        text = values_text(values)
        return element(
            "path", d=path, class_=css_class, data_series=name, data_key=key, data_values=text
        )

    return element(
        "g",
        _day_label(panel),
        element(
            "path",
            d=step_area(edges, high, low),
            class_="range",
            data_series="range",
            data_key=key,
            data_values=values_text(v for i in intervals for v in (i.p10, i.p90)),
        ),
        series("contacts", [i.contacts for i in intervals], step_line(edges, expected), "expected"),
        series(
            "scheduled",
            [float(i.scheduled) for i in intervals],
            step_area(edges, scheduled, floor),
            "cover",
        ),
        element("path", d=step_area(edges, required, covered), class_="shortage"),
        element("path", d=step_line(edges, scheduled), class_="cover-line"),
        series(
            "required",
            [float(i.required) for i in intervals],
            step_line(edges, required),
            "need",
        ),
        _hours(panel),
    )


def _day_label(panel: _Panel) -> Markup:
    day = panel.day.day
    return element("text", f"{day:%a} {day.day}", x=panel.left, y=14.0, class_="day-label axis")


def _hours(panel: _Panel) -> Markup:
    """Clock times below the panel, as many as there is room for."""
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
                element(
                    "line", x1=x, x2=x, y1=_AGENTS_BOTTOM, y2=_AGENTS_BOTTOM + 4, class_="mark"
                ),
                element("text", text, x=x, y=_AGENTS_BOTTOM + 15, class_="tick"),
            ]
            last_x = x
    return element("g", *marks, class_="axis", aria_hidden="true")
