"""Contacts late or lost in each simulated week: what estimates of a shift are drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats

LOW_SHARE, HIGH_SHARE = 0.1, 0.9
"""Shares of the weeks below the ends of an estimate's interval, as of the forecast's range."""


@dataclass(frozen=True)
class SimulatedLate:
    """Late or lost contacts of a plan's simulation.

    Parameters
    ----------
    seed
        Of the draw.
    by_queue
        Of each queue the contacts that came in an interval and were late or lost, shape
        (weeks, intervals of the grid).
    """

    seed: int
    by_queue: dict[str, Floats]

    @property
    def weeks(self) -> int:
        """Number of simulated weeks."""
        return next(iter(self.by_queue.values())).shape[0]

    def over(
        self, queues: Sequence[str], intervals: Sequence[int]
    ) -> tuple[float, tuple[float, float]]:
        """Count what was late of some queues in some intervals.

        Returns
        -------
        mean, (low, high)
            Over the weeks, and the values below and above which one week of ten is.
        """
        weeks = np.zeros(self.weeks)
        for queue in queues:
            weeks += self.by_queue[queue][:, list(intervals)].sum(axis=1)
        low, high = np.quantile(weeks, [LOW_SHARE, HIGH_SHARE])
        return float(weeks.mean()), (float(low), float(high))
