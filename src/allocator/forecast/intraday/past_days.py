"""Past days beside what had been forecast of them."""

from __future__ import annotations

import numpy as np

from allocator.forecast.backtest.backtest import Backtest
from allocator.forecast.backtest.trials import TestedWeek
from allocator.forecast.intraday.busyness import PastDay

_WEEKS_MAX = 8


def past_days(tested: Backtest) -> list[PastDay]:
    """Return the days of the last tested weeks, each forecast from the days before its week."""
    return [day for one in tested.tested[-_WEEKS_MAX:] for day in past_days_of(one)]


def past_days_of(one: TestedWeek) -> list[PastDay]:
    """Return the recorded days of one tested week."""
    contacts = one.week.actual.contacts
    seen = ~np.isnan(contacts)
    came = np.nan_to_num(contacts)
    return [
        PastDay(came[d], np.where(seen[d], one.expected[d], 0.0))
        for d in range(len(contacts))
        if seen[d].any()
    ]
