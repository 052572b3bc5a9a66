"""Expected handling time per queue, by part of the day where the records bear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.counts.two_way import ratio
from allocator.forecast.history.table import HistoryTable
from allocator.forecast.unusual.sibling import Borrowing

_PART_MINUTES = 240
"""Length of the parts of a day that may differ."""

_HALF_LIFE_WEEKS = 1.0
"""After so long a week counts half as much for a queue's level. On two past weeks of a bank whose
calls grew shorter the error of the week's work falls from 9.0% to 8.0%; on eleven of a centre where
nothing changes it rises from 2.11% to 2.16% (``python -m benchmarks.handling_time_memory``)."""

_PRIOR_CONTACTS = 20.0
"""A queue with fewer handled contacts than this takes more of all queues' mean than its own."""

_BORROWED_PRIOR_CONTACTS = 50.0
"""A new queue with so many handled contacts of its own takes half of its handling time from its
sibling."""


@dataclass(frozen=True)
class HandlingTime:
    """Mean handling time by part of the day and queue.

    Parameters
    ----------
    first_slot
        Clock minutes at which the first part begins.
    aht_s
        Shape (parts, Q).
    """

    first_slot: int
    aht_s: Floats

    def at(self, slot: int, queue: int) -> float:
        """Return the expected handling time at a clock minute of the operating day, in seconds."""
        part = (slot - self.first_slot) // _PART_MINUTES
        return float(self.aht_s[min(max(part, 0), len(self.aht_s) - 1), queue])


def fit_handling_time(
    history: HistoryTable,
    fallback_s: float = 180.0,
    half_life_weeks: float = _HALF_LIFE_WEEKS,
) -> HandlingTime:
    """Mean over the contacts of the history's last stretch, newer weeks counting more.

    A part of the day departs from its queue's mean only as far as the parts differ by more
    than chance: the difference is shrunk by τ²/(τ² + σ²/n). It is that of all weeks alike; what
    the queue's level does lately moves all of its parts in proportion.

    Parameters
    ----------
    half_life_weeks
        After so long a week counts half as much for the level; ``inf`` for all alike.
    fallback_s
        Handling time where the history holds none at all.

    Source
    ------
    R. DerSimonian and N. Laird, "Meta-analysis in clinical trials", 1986 (variance between
    groups by moments).
    """
    stretch = history.latest_stretch()
    slots = np.array(stretch.slots)
    part_of_slot = (slots - slots[0]) // _PART_MINUTES
    parts = int(part_of_slot.max()) + 1
    answered, work_s = stretch.answered, stretch.work_s
    ages_weeks = (len(stretch.days) - 1 - np.arange(len(stretch.days))) / 7
    kept = 0.5 ** (ages_weeks / half_life_weeks)
    plain_s = _queue_means(answered.sum(axis=(0, 1)), work_s.sum(axis=(0, 1)), fallback_s)
    level_s = _queue_means(kept @ answered.sum(axis=1), kept @ work_s.sum(axis=1), fallback_s)
    aht_s = np.zeros((parts, answered.shape[2]))
    for q in range(answered.shape[2]):
        count, work = answered[:, :, q], work_s[:, :, q]
        columns = [(count[:, part_of_slot == p], work[:, part_of_slot == p]) for p in range(parts)]
        aht_s[:, q] = _shrunk_means(columns, float(plain_s[q])) * level_s[q] / plain_s[q]
    return HandlingTime(int(slots[0]), aht_s)


def _queue_means(contacts: Floats, work_s: Floats, fallback_s: float) -> Floats:
    """Mean handling time of each queue, drawn towards that of all, shape (Q,)."""
    total_s = float(work_s.sum() / contacts.sum()) if contacts.sum() > 0 else fallback_s
    means: Floats = (work_s + _PRIOR_CONTACTS * total_s) / (contacts + _PRIOR_CONTACTS)
    return means


def _shrunk_means(parts: list[tuple[Floats, Floats]], mean_s: float) -> Floats:
    """Means of the parts, drawn towards the queue's mean.

    Parameters
    ----------
    parts
        Handled contacts and their total seconds, per interval, of each part of the day.
    """
    contacts = np.array([count.sum() for count, _ in parts])
    means = np.where(
        contacts > 0, ratio(np.array([work.sum() for _, work in parts]), contacts), mean_s
    )
    seen_parts = int((contacts > 0).sum())
    variance = _variance_within(parts, means)
    if seen_parts < 2 or variance is None:
        return np.full(len(parts), mean_s)
    total = float(contacts.sum())
    scatter = float((contacts * (means - mean_s) ** 2).sum()) - variance * (seen_parts - 1)
    between = max(0.0, scatter / (total - float((contacts**2).sum()) / total))
    by_chance = ratio(np.full(len(parts), variance), contacts)
    trust = ratio(np.full(len(parts), between), between + by_chance)
    return mean_s + trust * (means - mean_s)


def _variance_within(parts: list[tuple[Floats, Floats]], means: Floats) -> float | None:
    """Variance of a single contact's handling time, from the intervals' means about the part's.

    ``None`` where fewer than ten intervals are left to judge it by.
    """
    squares, freedom = 0.0, 0
    for (count, work), mean in zip(parts, means.tolist(), strict=True):
        seen = count > 0
        squares += float((count[seen] * (work[seen] / count[seen] - mean) ** 2).sum())
        freedom += max(0, int(seen.sum()) - 1)
    return squares / freedom if freedom >= 10 else None


def with_borrowed_times(
    handling: HandlingTime,
    queues: Sequence[str],
    borrowings: Sequence[Borrowing],
    answered: Floats,
) -> HandlingTime:
    """Blend a new queue's handling times with its sibling's, by the contacts handled.

    Parameters
    ----------
    answered
        Contacts whose handling time is recorded, shape (D, B, Q).
    """
    aht_s = handling.aht_s.copy()
    for one in borrowings:
        q, s = queues.index(one.queue), queues.index(one.sibling)
        count = float(answered[:, :, q].sum())
        own = count / (count + _BORROWED_PRIOR_CONTACTS)
        aht_s[:, q] = own * aht_s[:, q] + (1.0 - own) * aht_s[:, s]
    return replace(handling, aht_s=aht_s)
