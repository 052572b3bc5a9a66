"""What each day of a history would have brought, had it been an ordinary one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from allocator.demand.arrays import Booleans, Floats, Integers
from allocator.forecast.counts.two_way import ratio

_DAYS_EITHER_WAY = 7
"""Ordinary days on each side that make up the level of a day: enough for a median that a few odd
days do not move, and few enough to follow a level that changes."""

_DAYS_OF_A_SIDE = 5
_DAYS_OF_A_SIDE_MIN = 3
"""Ordinary days that make up the level before a day, or after it; a week, and the fewest."""

_FEW_CONTACTS = 5.0
"""Below so many a day a median is lumpy, and a trimmed mean is taken."""

_PRIOR_CONTACTS = 50.0
"""Weight of all queues' weekdays and profile in those of each queue, as so many contacts."""

_SEEN_SHARE_MIN = 0.3
"""Least part of a day that must be recorded for its total to be judged."""


@dataclass(frozen=True)
class OrdinaryDays:
    """Days with what was to be expected of each.

    Parameters
    ----------
    day_contacts
        Contacts of a whole day of its weekday at the level of the days around, shape (D, Q).
    share
        Part of a day's contacts in each interval, shape (D, B, Q); zero where closed.
    totals
        Contacts of the whole day as far as the recorded part tells, shape (D, Q); NaN where too
        little of it was recorded.
    usable
        Days from which levels were taken, shape (D,).
    before_contacts, after_contacts
        What ``day_contacts`` would be by the ordinary days before alone, and by those after alone,
        shape (D, Q); NaN where these are fewer than three.
    spread_share
        Standard deviation of ordinary days' totals about ``day_contacts``, chance left out, as a
        share; robust; by queue and last for all queues together, shape (Q + 1,).
    """

    day_contacts: Floats
    share: Floats
    totals: Floats
    usable: Booleans
    before_contacts: Floats
    after_contacts: Floats
    spread_share: Floats

    @cached_property
    def expected(self) -> Floats:
        """Contacts to be expected by interval, shape (D, B, Q)."""
        return self.day_contacts[:, None, :] * self.share


def ordinary_days(
    contacts: Floats, is_open: Booleans, weekdays: Integers, ordinary: Booleans
) -> OrdinaryDays:
    """Fit level, weekday and profile to the ordinary days, and state them for every day.

    The level of a day is the median of the seven ordinary days before and after it, weekdays taken
    off: a few odd days do not move it, and a lasting change does within days.

    Parameters
    ----------
    contacts
        Shape (D, B, Q); NaN where closed or not recorded, for all queues alike.
    is_open
        Shape (D, B).
    weekdays
        Weekday that each day is run like, Monday 0, shape (D,).
    ordinary
        Days to learn from, shape (D,).
    """
    recorded = ~np.isnan(contacts[:, :, 0])
    counts = np.nan_to_num(contacts)
    share = _shares(counts, recorded, is_open, weekdays, ordinary)
    seen = (share * recorded[:, :, None]).sum(axis=1)
    totals = np.where(
        seen > _SEEN_SHARE_MIN, ratio(counts.sum(axis=1), seen), np.full(seen.shape, np.nan)
    )
    usable = ordinary & ~np.isnan(totals).any(axis=1)
    factor = np.ones((7, totals.shape[1]))
    level, before, after = (np.zeros(totals.shape) for _ in range(3))
    if usable.any():
        for _ in range(3):
            level = _levels(totals, usable, factor[weekdays])
            factor = _weekday_factors(totals, level, factor, weekdays, usable)
        before, after = _levels_of_sides(totals, usable, factor[weekdays])
    day_contacts = level * factor[weekdays]
    spread = np.append(
        _spread(totals[usable], day_contacts[usable]),
        _spread(
            totals[usable].sum(axis=1, keepdims=True),
            day_contacts[usable].sum(axis=1, keepdims=True),
        ),
    )
    return OrdinaryDays(
        day_contacts,
        share,
        totals,
        usable,
        before * factor[weekdays],
        after * factor[weekdays],
        spread,
    )


def _shares(
    counts: Floats,
    recorded: Booleans,
    is_open: Booleans,
    weekdays: Integers,
    ordinary: Booleans,
) -> Floats:
    """Profile of each day: that of the days of the same hours; cut from its weekday's if new."""
    share = np.zeros(counts.shape)
    known = ordinary & (recorded.sum(axis=1) > 0)
    usual_of_weekday: dict[int, Floats] = {}
    for key in {row.tobytes() for row in is_open}:
        alike = np.array([row.tobytes() == key for row in is_open])
        days = alike & known
        if not days.any():
            continue
        shape = _profile(counts[days], recorded[days])
        share[alike] = shape
        for weekday in set(weekdays[days].tolist()):
            usual_of_weekday[weekday] = shape
    if not usual_of_weekday:
        return share
    any_profile = next(iter(usual_of_weekday.values()))
    for d in np.flatnonzero((share.sum(axis=(1, 2)) == 0) & (is_open.sum(axis=1) > 0)):
        share[d] = usual_of_weekday.get(int(weekdays[d]), any_profile) * is_open[d][:, None]
    return share


def _profile(counts: Floats, recorded: Booleans) -> Floats:
    """Share of a day's contacts by interval and queue, shape (B, Q), over days of one kind."""
    times = recorded.sum(axis=0)
    known = np.broadcast_to(times[:, None], counts.shape[1:])
    mean = ratio(counts.sum(axis=0), known)
    # Once more without what single odd intervals have over all others.
    mean = ratio(np.minimum(counts, 1.5 * mean + 3.0 * np.sqrt(mean) + 1.0).sum(axis=0), known)
    together = ratio(mean.sum(axis=1), np.full(len(mean), mean.sum()))
    days = len(counts)
    blended = days * mean + _PRIOR_CONTACTS * together[:, None]
    return ratio(blended, np.broadcast_to(blended.sum(axis=0), blended.shape))


def _levels(totals: Floats, usable: Booleans, factor: Floats) -> Floats:
    """Level of each day from the ordinary days around it, shape (D, Q)."""
    at = np.flatnonzero(usable)
    values = ratio(totals[at], factor[at])
    levels = np.zeros(totals.shape)
    wide = 2 * _DAYS_EITHER_WAY + 1
    inner = np.zeros(values.shape)
    if len(at) >= wide:
        windows = np.lib.stride_tricks.sliding_window_view(values, wide, axis=0)
        inner[_DAYS_EITHER_WAY : len(at) - _DAYS_EITHER_WAY] = _middle(windows)
    place = np.searchsorted(at, np.arange(len(totals)))
    for d, p in enumerate(place.tolist()):
        is_own = p < len(at) and at[p] == d
        if is_own and _DAYS_EITHER_WAY <= p < len(at) - _DAYS_EITHER_WAY:
            levels[d] = inner[p]
        else:
            window = values[max(0, p - _DAYS_EITHER_WAY) : p + _DAYS_EITHER_WAY + is_own]
            levels[d] = _middle(window.T[None])[0]
    return levels


def _levels_of_sides(totals: Floats, usable: Booleans, factor: Floats) -> tuple[Floats, Floats]:
    """Level of each ordinary day by the days before it and by those after it, shape (D, Q)."""
    at = np.flatnonzero(usable)
    values = ratio(totals[at], factor[at])
    before, after = (np.full(totals.shape, np.nan) for _ in range(2))
    before[at] = _level_before(values)
    after[at] = _level_before(values[::-1])[::-1]
    return before, after


def _level_before(values: Floats) -> Floats:
    """Level of each row by the rows before it; NaN where these are too few."""
    found = np.full(values.shape, np.nan)
    for p in range(_DAYS_OF_A_SIDE_MIN, min(_DAYS_OF_A_SIDE, len(values))):
        found[p] = _middle(values[:p].T[None])[0]
    if len(values) > _DAYS_OF_A_SIDE:
        windows = np.lib.stride_tricks.sliding_window_view(values, _DAYS_OF_A_SIDE, axis=0)
        found[_DAYS_OF_A_SIDE:] = _middle(windows[:-1])
    return found


def _middle(windows: Floats) -> Floats:
    """Median along the last axis; where that is of few contacts, the mean of the middle part."""
    ordered = np.sort(windows, axis=-1)
    count = ordered.shape[-1]
    cut = count // 5
    median = np.median(ordered, axis=-1)
    mean = ordered[..., cut : count - cut].mean(axis=-1)
    return np.where(median >= _FEW_CONTACTS, median, mean)


def _weekday_factors(
    totals: Floats, level: Floats, factor: Floats, weekdays: Integers, usable: Booleans
) -> Floats:
    """Each weekday's contacts over the level, by the middle of its days."""
    usual = level * factor[weekdays]
    cut = np.clip(totals, 0.5 * usual, 2.0 * usual + 1.0)
    found = np.ones(factor.shape)
    for weekday in range(7):
        days = usable & (weekdays == weekday)
        if not days.any():
            continue
        levels = level[days].sum(axis=0)
        middle = np.median(ratio(totals[days], level[days]), axis=0) * levels
        many = levels >= _FEW_CONTACTS * int(days.sum())
        came = np.where(many, middle, cut[days].sum(axis=0))
        common = came.sum() / max(float(levels.sum()), 1e-9)
        found[weekday] = (came + _PRIOR_CONTACTS * common) / (levels + _PRIOR_CONTACTS)
    return np.maximum(found, 1e-3)


def _spread(totals: Floats, expected: Floats) -> Floats:
    """Robust spread of totals about what was expected, chance taken off; at least 0.05."""
    if len(totals) < 3:
        return np.full(totals.shape[1], 0.25)
    away = np.abs(deviation(totals, expected))
    variance = (1.4826 * np.median(away, axis=0)) ** 2
    chance = np.median(1.0 / (expected + 0.5), axis=0)
    return np.sqrt(np.maximum(variance - chance, 0.05**2))


def deviation(came: Floats, expected: Floats) -> Floats:
    """Logarithm of what came over what was expected, kept finite at zero."""
    return np.log((came + 0.5) / (expected + 0.5))
