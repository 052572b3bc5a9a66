"""Each week of a plan forecast and tested as far ahead as it lies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.backtest.backtest import Backtest, backtest
from allocator.forecast.backtest.handling_range import HandlingRanges
from allocator.forecast.backtest.ranges import CountRanges
from allocator.forecast.backtest.trials import RangesBySpan
from allocator.forecast.history.table import HistoryTable

_DAYS = 7
_PAST_WEEKS_MIN = 4
"""Past weeks to learn from, below which a farther week takes the ranges of the one before it."""


@dataclass(frozen=True)
class PlannedWeek:
    """Seven days of a plan, or what is left of it, and what past weeks so far ahead showed.

    Parameters
    ----------
    number
        Which week of the plan it is, from 1.
    lead_days
        Days between the last known day and the first of these.
    tested
        Backtest of past weeks, each forecast from so many days before it.
    ranges
        What that backtest teaches, and nowhere narrower than the week before's.
    is_tested
        Whether enough past weeks could be forecast from so far ahead; where not, choice of models
        and ranges are those of the week before.
    """

    number: int
    days: tuple[dt.date, ...]
    lead_days: int
    tested: Backtest
    ranges: RangesBySpan
    is_tested: bool = True

    @property
    def place(self) -> slice:
        """Which of the planned days these are."""
        first = _DAYS * (self.number - 1)
        return slice(first, first + len(self.days))

    @property
    def handling_ranges(self) -> HandlingRanges:
        """Ranges of handling times."""
        return self.tested.handling.ranges

    @property
    def spread_share(self) -> Floats:
        """Spread of the rate about its forecast, by day, interval and queue, shape (D, B, Q)."""
        spread = self.ranges.interval.spread_share
        return np.broadcast_to(spread, (len(self.days), *spread.shape))


def planned_weeks(
    history: HistoryTable, days: Sequence[dt.date], lead_days: int
) -> tuple[PlannedWeek, ...]:
    """Test every week of the planned days with the lead that it has.

    The second week of a plan is forecast from a week less than the first, so models are chosen
    and ranges learned on past weeks that were forecast from a week less, and so on. A range that
    comes out narrower than the week before's is one that few past weeks made so: no forecast is
    surer from farther away.

    Parameters
    ----------
    lead_days
        Days between the last known day and the first planned one.
    """
    weeks: list[PlannedWeek] = []
    for number, first in enumerate(range(0, len(days), _DAYS), 1):
        part, lead = tuple(days[first : first + _DAYS]), lead_days + first
        tested = backtest(history, part[0], lead_days=lead)
        if not weeks:
            weeks.append(PlannedWeek(number, part, lead, tested, tested.ranges))
            continue
        before = weeks[-1]
        if len(tested.weeks_learned_from) < _PAST_WEEKS_MIN:
            own = replace(before, number=number, days=part, lead_days=lead, is_tested=False)
        else:
            own = PlannedWeek(number, part, lead, tested, _wider(tested.ranges, before.ranges))
        weeks.append(own)
    return tuple(weeks)


def _wider(one: RangesBySpan, other: RangesBySpan) -> RangesBySpan:
    """Take the wider of two ranges everywhere."""
    pairs = (
        (one.interval, other.interval),
        (one.day, other.day),
        (one.week, other.week),
    )
    return RangesBySpan(
        *(CountRanges(np.maximum(a.spread_share, b.spread_share)) for a, b in pairs)
    )
