"""Every candidate tried on every past week, each from what was known before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.backtest.choice import Choice, near_the_best
from allocator.forecast.backtest.counted import Counts, cells, totals
from allocator.forecast.backtest.ranges import CountRanges, fit_ranges, untested_ranges
from allocator.forecast.backtest.rolling_origin import PastWeek, weeks_over
from allocator.forecast.models.candidates import Candidate, fit_seasons

WEEKS_LEARNED_FROM = 12
"""Past weeks by which is chosen: a quarter of a year."""

RANGE_WEEKS = 8
"""Past weeks from which ranges are learned: how far counts scatter changes with the season."""


@dataclass(frozen=True)
class RangesBySpan:
    """Ranges of single intervals, of days' totals and of weeks' totals.

    A total's range is narrower than its parts' together: their errors partly cancel out. Totals
    have one more column than there are queues, for all queues added up.
    """

    interval: CountRanges
    day: CountRanges
    week: CountRanges


@dataclass(frozen=True)
class TestedWeek:
    """A past week forecast by what was chosen and learned from weeks that were over before it.

    Parameters
    ----------
    expected
        Contacts, shape (D, B, Q).
    """

    week: PastWeek
    chosen: Choice
    expected: Floats
    ranges: RangesBySpan


def untested_by_span(places: int, queues: int) -> RangesBySpan:
    """Ranges where no past week could be forecast."""
    whole = untested_ranges(1, queues + 1)
    return RangesBySpan(untested_ranges(places, queues), whole, whole)


class Trials:
    """Every candidate on every past week.

    Parameters
    ----------
    errors
        WAPE by candidate and week, shape (C, W).
    """

    def __init__(
        self, slots: tuple[int, ...], weeks: list[PastWeek], candidates: tuple[Candidate, ...]
    ) -> None:
        self.slots = slots
        self.weeks = weeks
        self.candidates = candidates
        # By week: candidates' forecasts, shape (C, D, B, Q).
        self._expected = [
            np.array([week.expected(way.levelled(fits)) for way in candidates], dtype=np.float32)
            for week, fits in ((week, fit_seasons(week.known)) for week in weeks)
        ]
        self.errors = np.array(
            [
                [
                    week.wape(expected[way])
                    for week, expected in zip(weeks, self._expected, strict=True)
                ]
                for way in range(len(candidates))
            ]
        )

    def expected(self, choice: Choice, number: int) -> Floats:
        """Return a choice's forecast of a week, shape (D, B, Q)."""
        members = [self.candidates.index(member) for member in choice.members]
        return self._expected[number][members].mean(axis=0, dtype=float)

    def choose(self, end: int) -> Choice:
        """Choose by the last of the first so many weeks."""
        if end == 0:
            return Choice(self.candidates[0], self.candidates[:1])
        errors = self.errors[:, max(0, end - WEEKS_LEARNED_FROM) : end]
        members = tuple(self.candidates[row] for row in near_the_best(errors))
        return Choice(self.candidates[int(errors.mean(axis=1).argmin())], members)

    def ranges(self, choice: Choice, end: int) -> RangesBySpan:
        """Return what a choice's errors in the last of the first so many weeks say."""
        numbers = range(max(0, end - RANGE_WEEKS), end)
        if not numbers:
            return untested_by_span(len(self.slots), self.weeks[0].actual.contacts.shape[2])
        past = [(self.weeks[n], self.expected(choice, n)) for n in numbers]
        intervals = [cells(week, expected) for week, expected in past]
        days = [totals(week, expected, by_day=True) for week, expected in past]
        spans = [totals(week, expected, by_day=False) for week, expected in past]
        return RangesBySpan(
            _fit(intervals, len(self.slots), self.slots), _fit(days, 1), _fit(spans, 1)
        )

    def test(self, number: int) -> TestedWeek:
        """Forecast a week by what the weeks that were over when it was forecast teach."""
        end = weeks_over(self.weeks, number)
        chosen = self.choose(end)
        return TestedWeek(
            self.weeks[number],
            chosen,
            self.expected(chosen, number),
            self.ranges(chosen, end),
        )


def _fit(parts: list[Counts], places: int, slots: tuple[int, ...] | None = None) -> CountRanges:
    return fit_ranges(
        np.concatenate([part.expected for part in parts]),
        np.concatenate([part.came for part in parts]),
        np.concatenate([part.place for part in parts]),
        places,
        len(parts),
        slots,
    )
