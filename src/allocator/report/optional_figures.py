"""Figures that a plan may not have, shown as a dash where it has none."""

from __future__ import annotations

from markupsafe import Markup

from allocator.report.formats import number, percent, signed
from allocator.report.marks import NOTHING, figure


def share(name: str, value: float | None, *key: object, decimals: int = 1) -> Markup:
    """Show a share as a percentage."""
    if value is None:
        return Markup(NOTHING)
    return figure(name, value, percent(value, decimals), *key)


def change(name: str, value: float | None, *key: object) -> Markup:
    """Show a share that may be below nought, with its sign."""
    if value is None:
        return Markup(NOTHING)
    return figure(name, value, f"{signed(100 * value)}%", *key)


def points(name: str, value: float | None, *key: object) -> Markup:
    """Show a difference of two shares in percentage points, with its sign."""
    if value is None:
        return Markup(NOTHING)
    return figure(name, 100 * value, signed(100 * value), *key)


def give_or_take(value: Markup, half_width: Markup) -> Markup:
    """Show a figure with the half-width of its interval, where it has one."""
    if half_width == NOTHING:
        return value
    return Markup("{} <small>± {}</small>").format(value, half_width)


def amount(name: str, value: float | None, *key: object, decimals: int = 0) -> Markup:
    """Show a number."""
    if value is None:
        return Markup(NOTHING)
    return figure(name, value, number(value, decimals), *key)
