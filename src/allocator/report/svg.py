"""Inline SVG, written element by element: no script, no font and no address from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape


def element(tag: str, /, *children: Markup | str, **attributes: object) -> Markup:
    """Return an SVG element; ``_`` in attribute names stands for ``-``, a trailing one for nothing.

    Attributes that are ``None`` are left out; numbers are written with one decimal at most.
    """
    text = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(_written(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = Markup("").join(children)
    return Markup(f"<{tag}{text}>{inside}</{tag}>" if inside else f"<{tag}{text}/>")


def step_line(edges: Sequence[float], heights: Sequence[float]) -> str:
    """Path of a step line: ``heights[k]`` from ``edges[k]`` to ``edges[k + 1]``."""
    parts = [f"M{_written(edges[0])} {_written(heights[0])}"]
    for k, height in enumerate(heights):
        if k and height != heights[k - 1]:
            parts.append(f"V{_written(height)}")
        if k + 1 == len(heights) or heights[k + 1] != height:
            parts.append(f"H{_written(edges[k + 1])}")
    return "".join(parts)


def step_area(edges: Sequence[float], upper: Sequence[float], lower: Sequence[float]) -> str:
    """Path of the area between two step lines over the same edges."""
    forth = step_line(edges, upper)
    corners: list[str] = []
    for k in range(len(lower) - 1, -1, -1):
        if k == len(lower) - 1 or lower[k] != lower[k + 1]:
            corners.append(f"V{_written(lower[k])}")
        if k == 0 or lower[k - 1] != lower[k]:
            corners.append(f"H{_written(edges[k])}")
    return f"{forth}{''.join(corners)}Z"


def values_text(values: Iterable[float]) -> str:
    """Values of a drawn series in full, for its ``data-values``."""
    return " ".join(f"{value:.10g}" for value in values)


def _written(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
