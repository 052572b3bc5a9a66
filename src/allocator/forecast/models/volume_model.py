"""What every model of volume can do, so that the backtest may hold them against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from allocator.demand.arrays import Booleans, Floats


class VolumeModel(Protocol):
    """A model fitted to a history: what it says of the days after it."""

    def expected(
        self,
        days: Sequence[dt.date],
        is_open: Booleans,
        weekdays: Sequence[int] | None = None,
    ) -> Floats:
        """Return the expected contacts by day, interval and queue, known effects left out.

        Parameters
        ----------
        days
            Operating dates after the history.
        is_open
            Open intervals of each day on the history's slots, shape (D, B).
        weekdays
            Weekday that each day is run like, Monday 0; by default its own.

        Returns
        -------
        numpy.ndarray
            Shape (D, B, Q); zero where closed.
        """
        ...
