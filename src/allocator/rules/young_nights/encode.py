"""No work at night for people under 18, for the optimiser: which shifts there are for them."""

from __future__ import annotations

import datetime as dt

from allocator.domain.grid import UTC
from allocator.domain.scenario import Scenario
from allocator.rules.encoding import ShiftOption
from allocator.rules.young_nights.card import YoungNights

_MINUTE = dt.timedelta(minutes=1)


def admits(scenario: Scenario, agent_id: str, option: ShiftOption, parameters: YoungNights) -> bool:
    """Whether no interval of the shift has its first or last minute in a night of the young.

    A night is longer than an interval, so an interval that meets it begins or ends in it.
    """
    adult_from = scenario.agent_by_id[agent_id].adult_from
    if adult_from is None:
        return True
    grid = scenario.grid
    for interval in range(option.start, option.end):
        first = grid.moment(interval)
        last = (grid.moment(interval + 1).astimezone(UTC) - _MINUTE).astimezone(grid.zone)
        for moment in (first, last):
            clock = moment.hour * 60 + moment.minute
            at_night = clock >= parameters.night_from_minutes or clock < parameters.night_to_minutes
            if at_night and moment.date() < adult_from:
                return False
    return True
