"""Which intervals of a day an event falls into, and how much of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.domain.special_event import SpecialEvent


@dataclass(frozen=True)
class EventHours:
    """An event on a history's intervals.

    Parameters
    ----------
    start, end
        Clock readings of the site.
    touched
        Queues that it is on, shape (Q,).
    """

    event: SpecialEvent
    start: dt.datetime
    end: dt.datetime
    touched: Booleans

    @classmethod
    def of(cls, event: SpecialEvent, queues: Sequence[str]) -> EventHours:
        """Place an event among the queues."""
        return cls(
            event,
            event.start.replace(tzinfo=None),
            event.end.replace(tzinfo=None),
            np.array([event.touches(queue) for queue in queues]),
        )

    def coverage(
        self, days: Sequence[dt.date], slots: Sequence[int], step_minutes: int
    ) -> Floats | None:
        """Part of each interval that the event covers, shape (D, B).

        ``None`` where it covers nothing. Clock readings are compared with clock readings, as the
        history has no others; an operating day that ends after midnight goes on past 24:00.
        """
        first, last = self.start.date() - dt.timedelta(days=2), self.end.date()
        near = [d for d, day in enumerate(days) if first <= day <= last]
        if not near:
            return None
        covered = np.zeros((len(days), len(slots)))
        slot = np.array(slots, dtype=float)
        for d in near:
            midnight = dt.datetime.combine(days[d], dt.time())
            begins, ends = (
                (moment - midnight).total_seconds() / 60 for moment in (self.start, self.end)
            )
            overlap = np.minimum(slot + step_minutes, ends) - np.maximum(slot, begins)
            covered[d] = np.clip(overlap / step_minutes, 0.0, 1.0)
        return covered if covered.any() else None
