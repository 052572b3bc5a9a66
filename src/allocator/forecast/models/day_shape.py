"""How a day's contacts fall over its intervals, by weekday and queue, over months of history."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats, Integers
from allocator.forecast.counts.two_way import ratio, two_way
from allocator.forecast.history.table import HistoryTable

HALF_LIFE_DAYS = 84.0
"""A day this old counts half in the shape: shapes change slowly, so twelve weeks."""

_WEEKDAY_PRIOR_CONTACTS = 5000.0
_QUEUE_PRIOR_CONTACTS = 50.0
_SMOOTHING_PRIOR_CONTACTS = 300.0
"""How much a weekday borrows from the days of the same hours, a queue from all queues, and an
interval from its neighbours; ten times as much or a tenth moves the measured errors by under 1%."""

_SMOOTHING_MINUTES = 30
"""Width over which neighbours are averaged: one half-hour, or several shorter intervals."""


@dataclass(frozen=True)
class DayShape:
    """Shares of a day's contacts by weekday, interval and queue.

    Parameters
    ----------
    share
        Shape (7, B, Q), Monday first; sums to one over the weekday's usual hours, zero for a
        weekday that was never recorded.
    seen
        Whether the weekday was ever recorded, shape (7,).
    """

    share: Floats
    seen: Booleans


def fit_day_shape(table: HistoryTable) -> DayShape:
    """Shape of each weekday: its own as far as its contacts bear it, else that of like days.

    Days count by age (see :data:`HALF_LIFE_DAYS`). All queues together give the shape of the
    weekdays that keep the same hours; each queue departs from that, and each weekday from its
    queue, as far as their contacts outweigh a prior. Where counts are few an interval is averaged
    with its neighbours (¼, ½, ¼).
    """
    weekday = np.array([day.weekday() for day in table.days])
    age_days = np.arange(len(table.days))[::-1]
    weight = 0.5 ** (age_days / HALF_LIFE_DAYS)
    exposure = (~np.isnan(table.contacts)).astype(float)
    counts = np.nan_to_num(table.contacts)
    used = table.recorded_days
    seen = np.array([bool(used[weekday == k].any()) for k in range(7)])
    share = np.zeros((7, *table.contacts.shape[1:]))
    for hours, weekdays in _by_usual_hours(table, weekday, seen).items():
        alike = used & np.isin(weekday, weekdays)
        opened = np.frombuffer(hours, dtype=bool)
        n, e = counts[alike] * opened[:, None], exposure[alike] * opened[:, None]
        queue_shape = _queue_shapes(table.slots, n, e, weight[alike], opened)
        for k in weekdays:
            day = weekday[alike] == k
            share[k] = _departed(
                queue_shape, n[day], e[day], weight[alike][day], _WEEKDAY_PRIOR_CONTACTS
            )
    return DayShape(share, seen)


def _by_usual_hours(
    table: HistoryTable, weekday: Integers, seen: Booleans
) -> dict[bytes, list[int]]:
    """Weekdays by their usual open intervals, those of most of their last four records."""
    groups: defaultdict[bytes, list[int]] = defaultdict(list)
    for k in np.flatnonzero(seen).tolist():
        latest = np.flatnonzero((weekday == k) & table.recorded_days)[-4:]
        usual = table.is_open[latest].mean(axis=0) >= 0.5
        groups[usual.tobytes()].append(k)
    return dict(groups)


def _queue_shapes(
    slots: tuple[int, ...], counts: Floats, exposure: Floats, weight: Floats, opened: Booleans
) -> Floats:
    """Shape of each queue over days of the same hours, shape (B, Q)."""
    _, common = two_way(counts.sum(axis=2) * weight[:, None], exposure.mean(axis=2), rounds=15)
    total = weight @ counts.sum(axis=2)
    common = _smoothed(slots, common[:, None], total[:, None], opened)
    own = _departed(
        np.repeat(common, counts.shape[2], axis=1), counts, exposure, weight, _QUEUE_PRIOR_CONTACTS
    )
    return _smoothed(slots, own, np.einsum("d,dbq->bq", weight, counts), opened)


def _departed(
    prior: Floats, counts: Floats, exposure: Floats, weight: Floats, prior_contacts: float
) -> Floats:
    """Shapes that leave a prior as far as the counts outweigh so many contacts, shape (B, Q)."""
    size = ratio(counts.sum(axis=1), (exposure * prior).sum(axis=1))
    came = np.einsum("d,dbq->bq", weight, counts)
    expected = np.einsum("dq,dbq->bq", weight[:, None] * size, exposure)
    return _to_one((came + prior_contacts * prior) / (expected + prior_contacts))


def _smoothed(slots: tuple[int, ...], shape: Floats, contacts: Floats, opened: Booleans) -> Floats:
    """Average open neighbours where an interval's contacts are few, shape (B, Q)."""
    places = np.flatnonzero(opened)
    if len(places) < 2:
        return _to_one(shape)
    step_minutes = int(np.diff(np.array(slots)).min())
    passes = max(1, _SMOOTHING_MINUTES // step_minutes) ** 2  # the width grows with the root
    touching = np.flatnonzero(np.diff(places) == 1)
    left, right = places[touching], places[touching + 1]
    smooth = shape.copy()
    for _ in range(passes):
        moved = 0.25 * (smooth[right] - smooth[left])
        smooth[left] += moved
        smooth[right] -= moved
    trust = contacts / (contacts + _SMOOTHING_PRIOR_CONTACTS)
    return _to_one(trust * shape + (1.0 - trust) * smooth)


def _to_one(shape: Floats) -> Floats:
    """Scale columns to a sum of one; a column of nothing stays."""
    return ratio(shape, np.broadcast_to(shape.sum(axis=0), shape.shape))
