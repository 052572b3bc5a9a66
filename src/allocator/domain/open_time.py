"""Opening hours as one line of seconds, closed time left out: what deferred work counts by."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left

from allocator.domain.grid import UTC
from allocator.domain.scenario import Scenario

_DAYS_AHEAD = 60


def open_seconds(scenario: Scenario, moment: dt.datetime) -> float:
    """Seconds of opening hours from the plan's first open interval to a moment.

    0 for a moment before it. After the plan's end the opening hours of the days that follow
    count, for at most sixty days.
    """
    grid, intervals = scenario.grid, scenario.open_intervals
    step_s = grid.interval_minutes * 60.0
    elapsed_s = (moment.astimezone(UTC) - grid.start.astimezone(UTC)).total_seconds()
    place, inside_s = divmod(elapsed_s, step_s)
    before = bisect_left(intervals, place)
    opened_s = before * step_s
    if before < len(intervals) and intervals[before] == place:
        opened_s += inside_s
    if moment > grid.end:
        opened_s += _after_plan_s(scenario, moment)
    return opened_s


def _after_plan_s(scenario: Scenario, moment: dt.datetime) -> float:
    """Open seconds from the plan's end to a later moment."""
    seconds = 0.0
    for ahead in range(_DAYS_AHEAD):
        day = scenario.grid.days[-1] + dt.timedelta(days=1 + ahead)
        for start, end in scenario.opening_spans(day):
            until = min(end.astimezone(UTC), moment.astimezone(UTC))
            seconds += max(0.0, (until - start.astimezone(UTC)).total_seconds())
    return seconds
