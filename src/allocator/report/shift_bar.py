"""A shift as a bar on its day's opening hours."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from allocator.domain.grid import UTC
from allocator.domain.rota import Block, minutes_between
from allocator.domain.scenario import Scenario
from allocator.justify.justification import Justification
from allocator.report.palette import PoolInk
from allocator.report.svg import element

_WIDTH, _HEIGHT = 100.0, 10.0


def shift_bar(scenario: Scenario, justification: Justification, inks: dict[str, PoolInk]) -> Markup:
    """Draw a shift on a track from the day's opening to its closing; rests are gaps in it.

    The bar repeats what the cell says in words, so that it is hidden from screen readers.
    """
    opens, closes = _day_span(scenario, justification)
    minutes = max(1.0, minutes_between(opens, closes))

    def x(moment: dt.datetime) -> float:
        return _WIDTH * minutes_between(opens, moment) / minutes

    blocks = [
        element(
            "rect",
            x=x(block.start),
            width=x(block.end) - x(block.start),
            y=0.0,
            height=_HEIGHT,
            **_look(scenario, block, inks),
        )
        for block in justification.blocks
        if not block.is_rest
    ]
    return element(
        "svg",
        element("rect", x=0.0, y=4.0, width=_WIDTH, height=2.0, class_="track"),
        *blocks,
        viewBox=f"0 0 {_WIDTH:g} {_HEIGHT:g}",
        preserveAspectRatio="none",
        class_="shift-bar",
        aria_hidden="true",
    )


def _day_span(scenario: Scenario, justification: Justification) -> tuple[dt.datetime, dt.datetime]:
    """Find the day's opening and closing, widened where the shift goes beyond."""
    spans = scenario.opening_spans(justification.day)
    moments = [moment for span in spans for moment in span]
    moments += [justification.start, justification.end]
    in_order = sorted(moments, key=lambda moment: moment.astimezone(UTC))
    return in_order[0], in_order[-1]


def _look(scenario: Scenario, block: Block, inks: dict[str, PoolInk]) -> dict[str, str]:
    if not block.is_on_phone or not block.queues:
        return {"class_": "off-phone"}
    ink = inks[scenario.pool_of_queue[block.queues[0]]]
    return {"class_": ink.css_class, "fill": ink.fill}
