"""Shares on a strip from nought to all: a dot with its interval, and what it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from allocator.report.svg import element

_WIDTH, _HEIGHT = 320.0, 22.0
_EDGE = 4.0


@dataclass(frozen=True)
class Strip:
    """A share with what belongs to it; what is ``None`` is not drawn.

    Parameters
    ----------
    value, half_width
        The share as a dot, and half of its interval's width as a whisker.
    band
        From and to, behind it.
    expected
        A ring.
    target
        An upright line.
    bar
        Whether the share is drawn as a bar from nought, too.
    highest
        A short upright line.
    """

    value: float | None
    half_width: float | None = None
    band: tuple[float, float] | None = None
    expected: float | None = None
    target: float | None = None
    bar: bool = False
    highest: float | None = None


def share_chart(strip: Strip, most: float = 1.0) -> Markup:
    """Draw a strip; the figures stand in the table beside it.

    Parameters
    ----------
    most
        The share at the right end.
    """

    def x(share: float) -> float:
        return _EDGE + (_WIDTH - 2 * _EDGE) * min(max(share, 0.0), most) / most

    middle = _HEIGHT / 2
    parts: list[Markup] = [
        element("line", x1=x(0), x2=x(most), y1=middle, y2=middle, class_="grid-line")
    ]
    parts += [
        element("line", x1=x(tick), x2=x(tick), y1=3.0, y2=_HEIGHT - 3, class_="grid-line")
        for tick in (0.0, 0.25, 0.5, 0.75, 1.0)
        if tick <= most
    ]
    if strip.bar and strip.value is not None:
        parts.append(
            element("rect", x=x(0), y=7.0, width=x(strip.value) - x(0), height=8.0, class_="fill")
        )
    if strip.band is not None:
        low, high = strip.band
        parts.append(
            element(
                "rect",
                x=x(low),
                y=4.0,
                width=max(x(high) - x(low), 1.0),
                height=_HEIGHT - 8,
                class_="band",
            )
        )
    if strip.target is not None:
        at = x(strip.target)
        parts.append(element("line", x1=at, x2=at, y1=0.0, y2=_HEIGHT, class_="target"))
    if strip.highest is not None:
        at = x(strip.highest)
        parts.append(element("line", x1=at, x2=at, y1=4.0, y2=_HEIGHT - 4, class_="highest"))
    if strip.expected is not None:
        parts.append(element("circle", cx=x(strip.expected), cy=middle, r=4.5, class_="ring"))
    if strip.value is not None:
        if strip.half_width is not None:
            low, high = x(strip.value - strip.half_width), x(strip.value + strip.half_width)
            parts.append(element("path", d=whisker(low, high, middle), class_="whisker"))
        if not strip.bar:
            parts.append(element("circle", cx=x(strip.value), cy=middle, r=3.0, class_="dot"))
    return element(
        "svg",
        *parts,
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        class_="share-chart",
        aria_hidden="true",
    )


def whisker(low: float, high: float, y: float) -> str:
    """Path of a lying interval with its two ends marked."""
    ends = "".join(f"M{end:.1f} {y - 4:.1f}V{y + 4:.1f}" for end in (low, high))
    return f"{ends}M{low:.1f} {y:.1f}H{high:.1f}"


def split_chart(parts: Sequence[tuple[float, str]], marks: Sequence[float]) -> Markup:
    """Draw parts of a whole end to end.

    Parameters
    ----------
    parts
        Share and class of each.
    marks
        Shares from the left at which an upright line stands.
    """
    room = _WIDTH - 2 * _EDGE
    drawn: list[Markup] = []
    left = _EDGE
    for share, css_class in parts:
        if share > 0:
            drawn.append(
                element("rect", x=left, y=6.0, width=room * share, height=10.0, class_=css_class)
            )
        left += room * share
    drawn += [
        element(
            "line",
            x1=_EDGE + room * at,
            x2=_EDGE + room * at,
            y1=1.0,
            y2=_HEIGHT - 1,
            class_="target",
        )
        for at in marks
    ]
    return element(
        "svg",
        *drawn,
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        class_="share-chart split",
        aria_hidden="true",
    )
