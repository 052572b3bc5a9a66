"""Picture of a service level over the days of the week and the hours of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from allocator.report.svg import element, values_text

_WIDTH, _HEIGHT = 560.0, 176.0
_LEFT, _TOP, _BOTTOM = 38.0, 26.0, 138.0


@dataclass(frozen=True)
class CoursePoint:
    """One part of the week.

    Parameters
    ----------
    label
        What is written below it.
    value, half_width
        Simulated share and half of its interval's width.
    expected
        Share that the staffing model expects.
    """

    label: str
    value: float
    half_width: float | None
    expected: float | None


def course_chart(
    series: str,
    key: str,
    points: Sequence[CoursePoint],
    target: float,
    label: str,
    axis: str,
    css_class: str,
    floor: float | None = None,
) -> Markup:
    """Draw the points in order, each with its interval, and target and floor across.

    Parameters
    ----------
    label
        The picture in words.
    axis
        What the places on the width are.
    """
    step = (_WIDTH - _LEFT - 8) / len(points)
    every = max(1, -(-len(points) // 14))

    def x(number: int) -> float:
        return _LEFT + step * (number + 0.5)

    def y(share: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * min(max(share, 0.0), 1.0)

    axes: list[Markup] = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        at = y(tick)
        axes += [
            element("line", x1=_LEFT, x2=_WIDTH - 8, y1=at, y2=at, class_="grid-line"),
            element("text", f"{tick:.0%}", x=_LEFT - 6, y=at + 3.5, class_="tick end"),
        ]
    axes += [
        element("text", point.label, x=x(number), y=_BOTTOM + 15, class_="tick")
        for number, point in enumerate(points)
        if number % every == 0
    ]
    axes.append(element("text", "service level", x=0.0, y=_TOP - 12, class_="unit-label"))
    axes.append(element("text", axis, x=_WIDTH - 8, y=_BOTTOM + 32, class_="unit-label end"))
    drawn: list[Markup] = [
        element(
            "line", x1=_LEFT, x2=_WIDTH - 8, y1=y(target), y2=y(target), class_="target across"
        ),
        element(
            "path",
            d="M" + "L".join(f"{x(n):.1f} {y(p.value):.1f}" for n, p in enumerate(points)),
            class_="course",
            data_series=series,
            data_key=key,
            data_values=values_text(p.value for p in points),
        ),
    ]
    if floor is not None:
        drawn.append(
            element("line", x1=_LEFT, x2=_WIDTH - 8, y1=y(floor), y2=y(floor), class_="floor")
        )
    for number, point in enumerate(points):
        if point.half_width is not None:
            low, high = y(point.value - point.half_width), y(point.value + point.half_width)
            at = x(number)
            path = (
                f"M{at - 3:.1f} {low:.1f}h6M{at:.1f} {low:.1f}V{high:.1f}M{at - 3:.1f} {high:.1f}h6"
            )
            drawn.append(element("path", d=path, class_="whisker"))
        if point.expected is not None:
            drawn.append(
                element("circle", cx=x(number), cy=y(point.expected), r=4.5, class_="ring")
            )
        drawn.append(element("circle", cx=x(number), cy=y(point.value), r=2.6, class_="dot"))
    return element(
        "svg",
        element("title", Markup.escape(label)),
        element("g", *axes, class_="axis", aria_hidden="true"),
        *drawn,
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        role="img",
        aria_label=label,
        class_=f"course-chart {css_class}",
    )
