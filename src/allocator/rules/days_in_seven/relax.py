"""Days in seven, for the counts: summed over the people of a group."""

from __future__ import annotations

import datetime as dt

from allocator.rules.days_in_seven.card import DaysInSeven
from allocator.rules.encoding import CountsFace, Linear


def relax(model: CountsFace, parameters: DaysInSeven) -> None:
    """Bound the days worked of each group in every seven days."""
    grid = model.scenario.grid
    for group in model.groups:
        before = [
            (grid.operating_date(shift.start) - grid.first_day) // dt.timedelta(days=1)
            for shift in model.scenario.worked
            if shift.agent_id in group
        ]
        days: list[Linear] = []
        for day in range(model.day_count):
            worked_today = model.new_amount(len(group))
            model.add(worked_today == sum(model.shifts(group[0], day).values()))
            days.append(worked_today)
        for last in range(model.day_count):
            window = range(last - 6, last + 1)
            worked = sum(day in window for day in before)
            shifts = sum(sum(model.shifts(group[0], day).values()) for day in window if day >= 0)
            model.add(shifts + worked <= parameters.days_max * len(group))
