"""How far ahead of the last known day a week is planned."""

from __future__ import annotations

import datetime as dt

from allocator.domain.scenario import Scenario
from allocator.forecast.history.arranged import open_slots
from allocator.forecast.history.table import HistoryTable

LEAD_DAYS_MAX = 13
"""A longer lead is tested as if it were so long: else too little history would be left."""


def lead_days(scenario: Scenario, history: HistoryTable) -> int:
    """Days from the first one that is not known to the first planned one.

    A rota for Monday that is built on Thursday morning, of records up to Wednesday, has a lead of
    four days. Days on which the centre is closed before that bring nothing to be known.
    """
    day, start = history.days[-1] + dt.timedelta(days=1), scenario.settings.week.start
    while day < start and not open_slots(scenario, day):
        day += dt.timedelta(days=1)
    return min(max((start - day).days, 0), LEAD_DAYS_MAX)
