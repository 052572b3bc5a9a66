"""Picture of a pool's week for paper: people on the phone against the need, a panel a day.

Colours are told apart in grey too, and nothing in it comes from elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

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
from allocator.report.pool_week import PoolDay, PoolWeek
from allocator.report.svg import element, step_area, step_line

_TOP, _BOTTOM, _HEIGHT = 44.0, 170.0, 200.0
_STYLE = """
.work-plan-week text{font:10px "DejaVu Sans","Libertinus Serif",sans-serif;fill:#3d4654}
.work-plan-week .day-label{font-weight:bold;font-size:12px;fill:#1c232e}
.work-plan-week .tick{text-anchor:middle}
.work-plan-week .tick.end,.work-plan-week .unit-label.end{text-anchor:end}
.work-plan-week .grid-line{stroke:#d9dee5;stroke-width:1}
.work-plan-week .mark{stroke:#56606e;stroke-width:1}
.work-plan-week .cover{fill:#a9c3dc}
.work-plan-week .need{fill:none;stroke:#1c232e;stroke-width:1.6}
.work-plan-week .shortage{fill:#b3261e;fill-opacity:.55}
"""


def week_picture(days: Sequence[PoolDay], whole: PoolWeek) -> str:
    """Draw some days of a pool; the scale holds all of its days.

    Returns
    -------
    str
        A whole SVG document.
    """
    every = [interval for day in whole.days for interval in day.intervals]
    scale = Scale(_TOP, _BOTTOM, max(1.0, *(max(i.required, i.scheduled) for i in every)))
    placed = panels(days)
    return str(
        element(
            "svg",
            element("style", Markup(_STYLE)),
            value_axis(scale, placed, "people on the phone"),
            *(_day(panel, day, scale) for panel, day in zip(placed, days, strict=True)),
            element(
                "text", "clock time, hour", x=WIDTH, y=_HEIGHT - 2, class_="unit-label axis end"
            ),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {WIDTH:g} {_HEIGHT:g}",
            class_="work-plan-week",
        )
    )


def _day(panel: Panel, day: PoolDay, scale: Scale) -> Markup:
    intervals, edges = day.intervals, panel.edges
    required = [scale.y(i.required) for i in intervals]
    scheduled = [scale.y(i.scheduled) for i in intervals]
    floor = [scale.y(0)] * len(intervals)
    covered = [max(r, s) for r, s in zip(required, scheduled, strict=True)]
    return element(
        "g",
        day_label(panel, 24.0),
        element("path", d=step_area(edges, scheduled, floor), class_="cover"),
        element("path", d=step_area(edges, required, covered), class_="shortage"),
        element("path", d=step_line(edges, required), class_="need"),
        clock_axis(panel, _BOTTOM),
    )
