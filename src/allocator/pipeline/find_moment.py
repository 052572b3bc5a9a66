"""Which moment of a planned week somebody means who types a time."""

from __future__ import annotations

import datetime as dt

from allocator.domain.findings import day_text
from allocator.domain.scenario import Scenario
from allocator.errors import InputProblem
from allocator.store.local_time import parse_moment


def find_moment(scenario: Scenario, text: str, where: str) -> dt.datetime | InputProblem:
    """Moment of the plan, on the site's clock, that a text means, or what is wrong with it.

    Without an offset it is local time; a time that the clocks show twice needs one.

    Parameters
    ----------
    where
        What the text was given as, such as ``--at``.
    """
    grid = scenario.grid
    try:
        moment = parse_moment(text.strip(), grid.zone)
    except ValueError as error:
        message, _, remedy = str(error).partition("; ")
        example = grid.start.replace(hour=10, tzinfo=None).isoformat(timespec="minutes")
        remedy = f"{remedy[0].upper()}{remedy[1:]}; a time of this plan is {example}."
        return InputProblem(where, message, remedy, value=text)
    if not grid.start <= moment < grid.end:
        first, last = grid.days[0], grid.days[-1]
        remedy = (
            f"The plan is for {day_text(first)} {first.year} to {day_text(last)} {last.year}: give "
            f"a time from {grid.start.isoformat(timespec='minutes')} to before "
            f"{grid.end.isoformat(timespec='minutes')}."
        )
        return InputProblem(where, "is outside the planned days", remedy, value=text)
    return moment
