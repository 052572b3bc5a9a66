"""Picture of a pool's week: contacts with their range above, need against cover below."""

from __future__ import annotations

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
from allocator.report.palette import PoolInk
from allocator.report.pool_week import PoolDay, PoolWeek
from allocator.report.svg import element, step_area, step_line, values_text

_CONTACTS_TOP, _CONTACTS_BOTTOM = 42.0, 130.0
_AGENTS_TOP, _AGENTS_BOTTOM = 164.0, 314.0
_HEIGHT = 346.0


def pool_chart(week: PoolWeek, ink: PoolInk, whole: PoolWeek | None = None) -> Markup:
    """Draw a pool's week, a panel a day, all on the same scales.

    Each series carries its values in full (``data-series``, ``data-key``, ``data-values``).

    Parameters
    ----------
    whole
        What the scales are to hold as well: of several weeks all are drawn alike.
    """
    every = [interval for day in (whole or week).days for interval in day.intervals]
    contacts = Scale(_CONTACTS_TOP, _CONTACTS_BOTTOM, max(1.0, *(i.p90 for i in every)))
    agents = Scale(
        _AGENTS_TOP, _AGENTS_BOTTOM, max(1.0, *(max(i.required, i.scheduled) for i in every))
    )
    days = panels(week.days)
    label = (
        f"{ink.name}: contacts expected and agents required and scheduled, by day. "
        "The table below lists where cover falls short."
    )
    return element(
        "svg",
        element("title", Markup.escape(label)),
        value_axis(contacts, days, "contacts an interval"),
        value_axis(agents, days, "agents on the phone"),
        *(_day(panel, day, contacts, agents) for panel, day in zip(days, week.days, strict=True)),
        element("text", "clock time, hour", x=WIDTH, y=_HEIGHT - 4, class_="unit-label axis end"),
        viewBox=f"0 0 {WIDTH:g} {_HEIGHT:g}",
        role="img",
        aria_label=label,
        class_=f"pool-chart {ink.css_class}",
    )


def _day(panel: Panel, day: PoolDay, contacts: Scale, agents: Scale) -> Markup:
    intervals, edges = day.intervals, panel.edges
    key = f"{day.pool_id}|{day.day}"
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
        day_label(panel),
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
        clock_axis(panel, _AGENTS_BOTTOM),
    )
