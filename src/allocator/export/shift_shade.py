"""Shades of shifts by when they start: told apart on a printer without colour too."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from allocator.domain.clock import format_clock
from allocator.domain.scenario import Scenario

PALETTE = (
    ("#FFF5CF", "#000000"),
    ("#CDEBD3", "#000000"),
    ("#A6CEEC", "#000000"),
    ("#EE9F5B", "#000000"),
    ("#6A5494", "#FFFFFF"),
    ("#26243B", "#FFFFFF"),
)
"""Fill and ink, each fill clearly darker than the one before; the last serves all further kinds."""

_BANDS = (0, 9 * 60, 12 * 60, 17 * 60, 21 * 60)
"""Starts of the bands of a scenario that names no kinds of shift, minutes after midnight."""


@dataclass(frozen=True)
class Shade:
    """How shifts that start in one part of the day are shown.

    Parameters
    ----------
    kind
        Id of the scenario's kind of shift; empty where the scenario has none.
    label
        The kind in words, for the legend.
    fill, ink
        Colours of the cell and of its text, ``#RRGGBB``.
    """

    kind: str
    label: str
    fill: str
    ink: str


PLAIN = Shade("", "starts at another time", "#FFFFFF", "#000000")
"""Of a shift that fits none of the scenario's kinds."""


def shade_of(scenario: Scenario, start: dt.datetime) -> Shade:
    """Shade of a shift by its start: by the scenario's kinds of shift, or else by the clock."""
    kinds = scenario.settings.shift_kinds
    if not kinds:
        minutes = scenario.grid.clock_minutes(start)
        band = sum(minutes >= bound for bound in _BANDS) - 1
        return Shade("", _band_label(band), *PALETTE[band])
    name = scenario.shift_kind(start)
    in_order = sorted(kinds, key=lambda kind: kind.start_from)
    for number, kind in enumerate(in_order):
        if kind.id == name:
            label = f"{name}: starts {format_clock(kind.start_from)} to {_before(kind.start_to)}"
            return Shade(kind.id, label, *PALETTE[min(number, len(PALETTE) - 1)])
    return PLAIN


def _band_label(band: int) -> str:
    if band == 0:
        return f"starts before {format_clock(_BANDS[1])}"
    if band == len(_BANDS) - 1:
        return f"starts from {format_clock(_BANDS[band])}"
    return f"starts {format_clock(_BANDS[band])} to {_before(_BANDS[band + 1])}"


def _before(minutes: int) -> str:
    return format_clock(minutes - 1)
