"""What is found when a history is made fit to learn from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.unusual.known_effects import KnownEffects
from allocator.forecast.unusual.outliers import Outlier
from allocator.forecast.unusual.sibling import Borrowing


@dataclass(frozen=True)
class Lesson:
    """What was found when a history was made fit to learn from."""

    effects: KnownEffects
    outliers: tuple[Outlier, ...]
    borrowings: tuple[Borrowing, ...]

    def sd_share(self, days: Sequence[dt.date]) -> Floats:
        """How uncertain what is known of some days is, as a share of it, shape (D, B, Q)."""
        variance = self.effects.sd_share(days) ** 2
        for one in self.borrowings:
            variance[:, :, self.effects.queues.index(one.queue)] += one.sd_share**2
        return np.sqrt(variance)
