"""Picture of a front: all other cost, in late contacts, over what rotas have of one term."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from allocator.domain.front import Front, FrontPoint
from allocator.report.formats import compact
from allocator.report.svg import element

_WIDTH, _HEIGHT = 720.0, 400.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 64.0, 690.0, 40.0, 340.0
_TICKS = 5
_LABEL = 60.0
"""Room that a label needs."""
_ALL_ELSE = "all other terms, in late contacts"
_MARGIN_SHARE = 0.12


def front_chart(front: Front, label: str) -> Markup:
    """Draw rotas on the front as dots joined by a line, and dominated ones as rings.

    Parameters
    ----------
    label
        The picture in words.
    """
    shown = [point for point in front.points if point.same_as is None]
    low_x, high_x = _range([point.term_amount for point in shown])
    low_y, high_y = _range([point.other_cost for point in shown])

    def x(amount: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (amount - low_x) / (high_x - low_x)

    def y(late: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (late - low_y) / (high_y - low_y)

    axes: list[Markup] = []
    for number in range(_TICKS):
        across = low_x + (high_x - low_x) * number / (_TICKS - 1)
        up = low_y + (high_y - low_y) * number / (_TICKS - 1)
        axes += [
            element("line", x1=_LEFT, x2=_RIGHT, y1=y(up), y2=y(up), class_="grid-line"),
            element("text", compact(round(up, 1)), x=_LEFT - 8, y=y(up) + 3.5, class_="tick end"),
            element("text", compact(round(across, 1)), x=x(across), y=_BOTTOM + 18, class_="tick"),
        ]
    words = front.term.replace("_", " ")
    axes += [
        element(
            "text", "all other terms, in late contacts", x=0.0, y=_TOP - 20, class_="unit-label"
        ),
        element(
            "text", f"{words}, {front.unit}", x=_RIGHT, y=_BOTTOM + 40, class_="unit-label end"
        ),
    ]
    line = [(x(point.term_amount), y(point.other_cost)) for point in front.on_front]
    drawn = [
        element("path", d="M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in line), class_="course")
    ]
    drawn += [
        mark
        for point in shown
        for mark in _marks(front, point, x(point.term_amount), y(point.other_cost))
    ]
    return element(
        "svg",
        element("title", Markup.escape(label)),
        element("g", *axes, class_="axis", aria_hidden="true"),
        *drawn,
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        role="img",
        aria_label=label,
        class_="course-chart front",
    )


def _marks(front: Front, point: FrontPoint, x: float, y: float) -> list[Markup]:
    """Dot or ring of a rota, with the factors for which it is the best found."""
    alike = [p.factor for p in front.points if point.factor in (p.factor, p.same_as)]
    text = ", ".join(f"×{factor:g}" for factor in alike)
    dominated = point.dominated_by is not None
    shape = element("circle", cx=x, cy=y, r=5.0, class_="ring" if dominated else "dot")
    # A front falls from left to right: right above a dot there is room.
    place = "tick end" if x > _RIGHT - _LABEL else "unit-label"
    at = x - 9 if place == "tick end" else x + 9
    return [shape, element("text", text, x=at, y=y - 8, class_=place)]


def _range(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of an axis, with some room around the values."""
    low, high = min(values), max(values)
    room = max(high - low, 0.02 * abs(high), 1.0) * _MARGIN_SHARE
    return max(0.0, low - room) if low >= 0 else low - room, high + room
