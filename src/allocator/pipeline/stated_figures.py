"""Figures that a plan states, one by one, and whether they are those found again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def leaves(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every single figure of nested JSON with the names that lead to it."""
    if isinstance(value, dict | list | tuple):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for part, inner in parts:
            yield from leaves(f"{name}.{part}".removeprefix("."), inner)
    else:
        yield name, value


def same_figure(stated: Any, found: Any, tolerance: float) -> bool:
    """Whether two figures agree, numbers to within a tolerance.

    Parameters
    ----------
    tolerance
        Of the larger of 1 and the figure found.
    """
    if isinstance(stated, float | int) and isinstance(found, float | int):
        return abs(stated - found) <= tolerance * max(1.0, abs(found))
    return bool(stated == found)
