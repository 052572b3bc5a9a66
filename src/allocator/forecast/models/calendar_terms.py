"""What a date brings beside its weekday: its place in the month and in the year."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats

_MONTH_WINDOWS = 5
_MONTH_SD = 0.1
"""What a time of the month may do is expected to be of the order of 10%."""

_YEAR_WAVES = 2
_YEAR_SD = 0.15


@dataclass(frozen=True, slots=True)
class CalendarTerms:
    """Which terms of the calendar a regression has.

    Parameters
    ----------
    month
        Windows of the month: its last two days, the three before them, the 1st to 3rd, the 4th
        to 7th (bills, benefits and pay at the turn of the month), and the 14th to 17th (pay in
        the middle).
    year
        Two sine waves over the year.
    """

    month: bool = False
    year: bool = False

    def of(self, days: Sequence[dt.date]) -> Floats:
        """Return the terms of some days, shape (D, P)."""
        columns: list[Floats] = []
        if self.month:
            day = np.array([day.day for day in days])
            left = np.array([calendar.monthrange(d.year, d.month)[1] - d.day for d in days])
            windows = (
                left <= 1,
                (left >= 2) & (left <= 4),
                day <= 3,
                (day >= 4) & (day <= 7),
                (day >= 14) & (day <= 17),
            )
            columns.extend(window.astype(float) for window in windows)
        if self.year:
            turn = np.array([day.timetuple().tm_yday for day in days]) / 365.25 * 2.0 * np.pi
            for wave in range(1, _YEAR_WAVES + 1):
                columns.extend((np.sin(wave * turn), np.cos(wave * turn)))
        return np.array(columns).T if columns else np.zeros((len(days), 0))

    @property
    def sd(self) -> Floats:
        """Expected size of each term's effect in logarithms, shape (P,)."""
        month = [_MONTH_SD] * _MONTH_WINDOWS if self.month else []
        year = [_YEAR_SD / wave for wave in range(1, _YEAR_WAVES + 1) for _ in ("sine", "cosine")]
        return np.array(month + (year if self.year else []))
