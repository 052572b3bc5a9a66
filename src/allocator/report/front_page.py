"""The page of a front: one file of HTML with a picture and a table, opens offline, prints."""

from __future__ import annotations

from allocator.domain.front import Front
from allocator.domain.scenario import Scenario
from allocator.justify.term_names import TERM_NAMES
from allocator.report.environment import environment
from allocator.report.formats import compact, date_range, number, percent
from allocator.report.front_chart import front_chart

_TEMPLATE = "front.html.j2"


def front_page(scenario: Scenario, front: Front) -> str:
    """Write the page: styles and picture inline, no script, no address of any other place."""
    words = TERM_NAMES[front.term]
    label = f"All other terms over {words}, for {len(front.points)} prices of these"
    return (
        environment()
        .get_template(_TEMPLATE)
        .render(
            settings=scenario.settings,
            week_text=date_range(scenario.grid.days[0], scenario.grid.days[-1]),
            front=front,
            words=words,
            chart=front_chart(front, label),
            compact=compact,
            number=number,
            percent=percent,
        )
    )
