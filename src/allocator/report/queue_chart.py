"""Picture of a queue's days: contacts expected with their range, and what came where known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from allocator.report.day_panels import (
    WIDTH,
    Panel,
    Scale,
    clock_axis,
    day_label,
    panels,
    value_axis,
)
from allocator.report.svg import element, step_area, step_line, values_text

_TOP, _BOTTOM = 42.0, 132.0
_HEIGHT = 162.0


@dataclass(frozen=True)
class QueueInterval:
    """An interval of one queue.

    Parameters
    ----------
    came
        Contacts that came; ``None`` of a day to come.
    """

    start: dt.datetime
    end: dt.datetime
    expected: float
    p10: float
    p90: float
    came: float | None = None


@dataclass(frozen=True)
class QueueDay:
    """A queue's intervals of one operating day, in time order."""

    day: dt.date
    intervals: tuple[QueueInterval, ...]


def queue_chart(
    name: str,
    key: str,
    days: Sequence[QueueDay],
    label: str,
    css_class: str,
    whole: Sequence[QueueDay] = (),
) -> Markup:
    """Draw a queue's days, a panel a day.

    Parameters
    ----------
    name
        What the series belong to, before their own names: ``planned`` or ``past``.
    key
        First part of each series' key, before the day.
    label
        The picture in words.
    whole
        What the scale is to hold as well: of several weeks all are drawn alike.
    """
    every = [interval for day in whole or days for interval in day.intervals]
    most = max(1.0, *(i.p90 for i in every), *(i.came or 0.0 for i in every))
    scale = Scale(_TOP, _BOTTOM, most)
    frame = panels(days)
    minutes = round((every[0].end.timestamp() - every[0].start.timestamp()) / 60)
    return element(
        "svg",
        element("title", Markup.escape(label)),
        value_axis(scale, frame, f"contacts in {minutes} minutes"),
        *(_day(name, key, panel, day, scale) for panel, day in zip(frame, days, strict=True)),
        element("text", "clock time, hour", x=WIDTH, y=_HEIGHT - 2, class_="unit-label axis end"),
        viewBox=f"0 0 {WIDTH:g} {_HEIGHT:g}",
        role="img",
        aria_label=label,
        class_=f"pool-chart queue-chart {css_class}",
    )


def _day(name: str, key: str, panel: Panel, day: QueueDay, scale: Scale) -> Markup:
    intervals, edges = day.intervals, panel.edges
    place = f"{key}|{day.day}"

    def series(what: str, values: Sequence[float], path: str, css_class: str) -> Markup:
        return element(
            "path",
            d=path,
            class_=css_class,
            data_series=f"{name}_{what}",
            data_key=place,
            data_values=values_text(values),
        )

    low, high = [scale.y(i.p10) for i in intervals], [scale.y(i.p90) for i in intervals]
    expected = [i.expected for i in intervals]
    ends = [end for i in intervals for end in (i.p10, i.p90)]
    parts = [
        day_label(panel),
        series("range", ends, step_area(edges, high, low), "range"),
        series("expected", expected, step_line(edges, [scale.y(v) for v in expected]), "expected"),
    ]
    came = [i.came for i in intervals if i.came is not None]
    if came:
        middles = [
            (left + right) / 2
            for left, right, i in zip(edges, edges[1:], intervals, strict=False)
            if i.came is not None
        ]
        dots = "".join(
            f"M{x:.1f} {scale.y(value):.1f}h0" for x, value in zip(middles, came, strict=True)
        )
        parts.append(series("came", came, dots, "came"))
    return element("g", *parts, clock_axis(panel, _BOTTOM))
