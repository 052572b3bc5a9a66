"""Days and intervals that lie far from what was to be expected, found and treated."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.domain.forecast_settings import OutlierTreatment
from allocator.forecast.unusual.ordinary_days import OrdinaryDays, deviation

_DAY_SPREADS = 4.0
"""A day is odd beyond so many standard deviations: one in 16,000 if days were normal."""

_SIDE_SPREADS = 3.0
"""A day nearer than this to the level before it, or after it, belongs to that level."""

_INTERVAL_SPREADS = 6.0
"""The same of single intervals, of which there are many more and whose counts are skewed."""

_DAMPED_TO_SPREADS = 2.0
"""How many standard deviations from what was expected a damped value comes to lie."""

_DAYS_MIN = 10
"""Fewest ordinary days from which what is usual can be said."""

_LEVEL_DAYS = 3
_RUN_SPREADS = 2.0
"""So many days in a row, each so many standard deviations off on the same side, are a new level and
no outliers."""

_RECURRING = 3
"""An interval odd on so many of the same weekday is a new profile and no outlier."""


@dataclass(frozen=True, slots=True)
class Outlier:
    """A day, or an interval of it, on which a queue's contacts lay far from what was expected.

    Parameters
    ----------
    slot
        Clock minutes after the day's midnight at which the interval begins; ``None`` for the day.
    seen_contacts, expected_contacts, used_contacts
        What came, what was to be expected, and what the forecast learns from.
    """

    day: dt.date
    queue: str
    slot: int | None
    seen_contacts: float
    expected_contacts: float
    used_contacts: float


def treated(
    days: tuple[dt.date, ...],
    slots: tuple[int, ...],
    queues: tuple[str, ...],
    contacts: Floats,
    usual: OrdinaryDays,
    treatment: OutlierTreatment,
) -> tuple[Floats, tuple[Outlier, ...]]:
    """Find odd days and intervals among the ordinary ones and treat them as chosen.

    An interval is held against the rest of its own day, a day without its odd intervals against
    the level of the ordinary days around it, of those before and of those after: the first day of
    a new level is like the days after it. At the end of the history, where none are, three days
    in a row on the same side are a new level. An interval that is odd on three of the same weekday
    is a new profile.

    Parameters
    ----------
    contacts
        Shape (D, B, Q); NaN where closed or not recorded.

    Returns
    -------
    contacts
        The same with the outliers treated.
    found
        In order of time, whole days first.

    Source
    ------
    F. R. Hampel, "The influence curve and its role in robust estimation", 1974 (median absolute
    deviation); F. J. Anscombe, "The transformation of Poisson, binomial and negative-binomial
    data", 1948 (square root of the count and three eighths).
    """
    if usual.usable.sum() < _DAYS_MIN:
        return contacts, ()
    changed = contacts.copy()
    found: list[Outlier] = []
    expected, off = _within_day(contacts, usual)
    scale = _interval_scale(off, usual)
    odd = (np.abs(off) > _INTERVAL_SPREADS * scale) & usual.usable[:, None, None]
    odd = _without_recurring(odd, off, days)
    replaced = np.nan_to_num(np.where(odd, expected - contacts, 0.0)).sum(axis=1)
    totals = np.maximum(usual.totals + replaced, 0.0)
    expected_day = usual.day_contacts
    away = np.where(usual.usable[:, None], deviation(totals, expected_day), 0.0)
    spread = np.sqrt(usual.spread_share[:-1] ** 2 + 1.0 / (expected_day + 0.5))
    odd_days = np.abs(away) > _DAY_SPREADS * spread
    for level in (usual.before_contacts, usual.after_contacts):
        from_level = deviation(totals, level)
        agrees = (np.abs(from_level) < _SIDE_SPREADS * spread) | (from_level * away < 0)
        odd_days &= np.isnan(level) | ~agrees
    side = np.where(np.abs(away) > _RUN_SPREADS * spread, np.sign(away), 0.0)
    odd_days = _without_runs(odd_days, side, usual.usable)
    odd &= ~odd_days[:, None, :]
    for d, q in zip(*np.nonzero(odd_days), strict=True):
        usual_day, seen = float(expected_day[d, q]), float(usual.totals[d, q])
        edge = float(np.sign(away[d, q]) * _DAMPED_TO_SPREADS * spread[d, q])
        used = _used(treatment, seen, usual_day, usual_day * np.exp(edge))
        changed[d, :, q] = np.where(
            np.isnan(contacts[d, :, q]),
            np.nan,
            contacts[d, :, q] * (used / seen) if seen > 0 else used * usual.share[d, :, q],
        )
        found.append(Outlier(days[d], queues[q], None, seen, usual_day, used))
    for d, b, q in zip(*np.nonzero(odd), strict=True):
        seen, there = float(contacts[d, b, q]), float(expected[d, b, q])
        root = 2.0 * np.sqrt(there + 0.375) + np.sign(off[d, b, q]) * (
            _DAMPED_TO_SPREADS * scale[q]
        )
        edge = max(0.0, (max(float(root), 0.0) / 2.0) ** 2 - 0.375)
        used = _used(treatment, seen, there, edge)
        changed[d, b, q] = used
        found.append(Outlier(days[d], queues[q], slots[b], seen, there, used))
    return changed, tuple(sorted(found, key=lambda one: (one.day, one.slot or -1)))


def _used(treatment: OutlierTreatment, seen: float, expected: float, edge: float) -> float:
    """Contacts to learn from in place of those seen."""
    if treatment is OutlierTreatment.KEEP:
        return seen
    return expected if treatment is OutlierTreatment.DROP else float(edge)


def _without_runs(odd: Booleans, side: Floats, usable: Booleans) -> Booleans:
    """Leave out days that are part of a run on the same side, which is a new level.

    Parameters
    ----------
    side
        1 for days well above what was to be expected, -1 for days well below, else 0.
    """
    kept = odd.copy()
    at = np.flatnonzero(usable)
    for q in range(odd.shape[1]):
        for on, days in groupby(at.tolist(), key=lambda d, q=q: float(side[d, q])):
            run = list(days)
            if on and len(run) >= _LEVEL_DAYS:
                kept[run, q] = False
    return kept


def _within_day(contacts: Floats, usual: OrdinaryDays) -> tuple[Floats, Floats]:
    """Return what each interval was to hold by the rest of its day, and how far what came lies off.

    The latter in units in which chance alone has a standard deviation of one.
    """
    recorded = ~np.isnan(contacts)
    counts = np.nan_to_num(contacts)
    share = usual.share * recorded
    rest = counts.sum(axis=1, keepdims=True) - counts
    rest_share = share.sum(axis=1, keepdims=True) - share
    expected = np.divide(
        rest * share, rest_share, out=np.zeros(share.shape), where=rest_share > 0.2
    )
    away = 2.0 * (np.sqrt(counts + 0.375) - np.sqrt(expected + 0.375))
    return expected, np.where(recorded & (rest_share > 0.2), away, 0.0)


def _interval_scale(away: Floats, usual: OrdinaryDays) -> Floats:
    """Robust spread of the intervals about the rest of their day, by queue; chance alone is 1."""
    scale = np.ones(away.shape[2])
    for q in range(away.shape[2]):
        judged = usual.usable[:, None] & (usual.expected[:, :, q] > 1.0)
        if judged.any():
            scale[q] = max(1.0, 1.4826 * float(np.median(np.abs(away[:, :, q][judged]))))
    return scale


def _without_recurring(odd: Booleans, away: Floats, days: tuple[dt.date, ...]) -> Booleans:
    """Leave out intervals that are odd on several of the same weekday, and on the same side."""
    places = list(zip(*np.nonzero(odd), strict=True))
    keys = [(days[d].weekday(), b, q, bool(away[d, b, q] > 0)) for d, b, q in places]
    times = Counter(keys)
    kept = odd.copy()
    for place, key in zip(places, keys, strict=True):
        if times[key] >= _RECURRING:
            kept[place] = False
    return kept
