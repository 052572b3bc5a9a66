"""How a day's contacts fall over its intervals, per weekday and queue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.forecast.counts.two_way import ratio, two_way
from allocator.forecast.history.table import HistoryTable


@dataclass(frozen=True)
class Profile:
    """Shares of a day's contacts by interval.

    Parameters
    ----------
    share
        Shape (D, B, Q), for each day of the table; sums to one over the intervals of an open
        day. Days of the same opening hours share one profile.
    by_hours
        The same by the pattern of open intervals, each of shape (B, Q).
    """

    share: Floats
    by_hours: dict[bytes, Floats]

    def of(self, is_open: Booleans) -> Floats | None:
        """Profile of a day with exactly these open intervals, if one was seen."""
        return self.by_hours.get(is_open.tobytes())


def fit_profile(table: HistoryTable, prior_contacts: float) -> Profile:
    """Profile of each kind of day, smoothed over time and borrowed between queues.

    Parameters
    ----------
    prior_contacts
        Weight of the profile of all queues together in that of each queue, as so many
        contacts: a queue with few takes the common shape, a busy one keeps its own.
    """
    share = np.zeros(table.contacts.shape)
    by_hours: dict[bytes, Floats] = {}
    patterns = {row.tobytes(): row for row in table.is_open[table.recorded_days]}
    for key, is_open in patterns.items():
        alike = (table.is_open == is_open).all(axis=1)
        shape = _shape_of_days(table, alike & table.recorded_days, prior_contacts)
        shape = _smoothed(shape, is_open)
        by_hours[key] = shape
        share[alike] = shape
    return Profile(share, by_hours)


def _shape_of_days(table: HistoryTable, days: Booleans, prior_contacts: float) -> Floats:
    """Shares by interval and queue over some days, shape (B, Q)."""
    recorded = table.recorded[days].astype(float)
    counts = np.nan_to_num(table.contacts[days])
    _, common = two_way(counts.sum(axis=2), recorded)
    day_contacts = ratio(counts.sum(axis=1), (recorded @ common)[:, None])
    seen = counts.sum(axis=0)
    exposure = recorded.T @ day_contacts
    shape = (seen + prior_contacts * common[:, None]) / (exposure + prior_contacts)
    return ratio(shape, np.broadcast_to(shape.sum(axis=0), shape.shape))


def _smoothed(shape: Floats, is_open: Booleans) -> Floats:
    """Average each interval with its open neighbours (¼, ½, ¼), the sum unchanged."""
    smooth = shape.copy()
    opened = np.flatnonzero(is_open)
    neighbours = np.flatnonzero(np.diff(opened) == 1)
    left, right = opened[neighbours], opened[neighbours + 1]
    # Half of the difference between neighbours, a quarter from each side, is moved across.
    moved = 0.25 * (shape[right] - shape[left])
    np.add.at(smooth, left, moved)
    np.add.at(smooth, right, -moved)
    return smooth
