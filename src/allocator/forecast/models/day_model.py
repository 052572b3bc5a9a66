"""The model with a longer memory: days by regression, their intervals by shape, and a level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from allocator.demand.arrays import Booleans, Floats, Integers
from allocator.forecast.counts.regression import fit_counts
from allocator.forecast.counts.two_way import ratio
from allocator.forecast.history.table import HistoryTable
from allocator.forecast.models.calendar_terms import CalendarTerms
from allocator.forecast.models.day_shape import DayShape, fit_day_shape
from allocator.forecast.models.level import Smoothing

_HALF_LIFE_DAYS = 120.0
"""A day this old counts half in the weekdays' and the month's effects."""

_YEAR_HALF_LIFE_DAYS = 730.0
"""The same where the year's course is learned: last year must count."""

_LEVEL_WEEKS = 26
"""Weeks of which the level is followed."""

_WEEKDAY_SD = 3.0
_QUEUE_WEEKDAY_SD = 0.3
_QUEUE_TERM_SHARE = 0.5
"""Expected size of the weekdays' effects; of a queue's departure from all queues' weekday, in
logarithms; and of its departure in the calendar's terms, over the terms' own size."""

_USUAL_ERRORS = 2.5
"""A day further than this many standard deviations from its week's level counts as if it were not
further."""

_MEDIAN_CONTACTS = 100.0
"""Contacts a week from which the median of its days tells its level."""

_LEVEL_PRIOR_CONTACTS = 200.0
"""A queue with fewer contacts than this in two weeks moves more with all queues than by itself."""


@dataclass(frozen=True)
class DayModel:
    """What up to some years of days say of the days after them.

    Parameters
    ----------
    last
        Last day of the history.
    terms
        Which terms of the calendar are in the regression.
    weekday_log
        Logarithm of a full day's contacts by weekday and queue, shape (7, Q).
    effects
        Effects of the calendar's terms by queue, shape (P, Q).
    levels, recorded
        Contacts over the regression's, and part of the week recorded, by week, shape (W, Q); the
        last column is of all queues together.
    trust
        How far a queue's own level counts against that of all queues, shape (Q,).
    """

    last: dt.date
    terms: CalendarTerms
    smoothing: Smoothing
    shape: DayShape
    weekday_log: Floats
    effects: Floats
    levels: Floats
    recorded: Floats
    trust: Floats

    @classmethod
    def fit(
        cls,
        history: HistoryTable,
        smoothing: Smoothing,
        terms: CalendarTerms,
        shape: DayShape | None = None,
    ) -> DayModel:
        """Fit to a whole history.

        Parameters
        ----------
        shape
            Shape of the days, if it has been fitted before.
        """
        shape = shape or fit_day_shape(history)
        weekday = np.array([day.weekday() for day in history.days])
        # Part of a full day that the recorded intervals hold.
        exposure = (~np.isnan(history.contacts) * shape.share[weekday]).sum(axis=1)
        counts = np.nan_to_num(history.contacts).sum(axis=1)
        # Before its first contact a queue was not there: its noughts say nothing.
        born = np.maximum.accumulate(counts > 0, axis=0)
        exposure = exposure * born
        weekday_log, effects, variance = _regress(
            history.days, weekday, shape, terms, counts, exposure
        )
        usual = np.exp(weekday_log[weekday] + terms.of(history.days) @ effects)
        levels, recorded = _weekly_levels(counts, exposure, usual, variance)
        recent = counts[-14:].sum(axis=0)
        return cls(
            last=history.days[-1],
            terms=terms,
            smoothing=smoothing,
            shape=shape,
            weekday_log=weekday_log,
            effects=effects,
            levels=levels,
            recorded=recorded,
            trust=recent / (recent + _LEVEL_PRIOR_CONTACTS),
        )

    def with_level(self, smoothing: Smoothing) -> DayModel:
        """Return the same fit with its weeks carried forward in another way."""
        return replace(self, smoothing=smoothing)

    def expected(
        self,
        days: Sequence[dt.date],
        is_open: Booleans,
        weekdays: Sequence[int] | None = None,
    ) -> Floats:
        """Return the expected contacts, as any ``VolumeModel`` does."""
        run_like = np.array([d.weekday() for d in days] if weekdays is None else weekdays)
        ahead = [((day - self.last).days + 6) // 7 for day in days]
        level = {weeks: self._level(weeks) for weeks in set(ahead)}
        per_day = np.exp(self.weekday_log[run_like] + self.terms.of(days) @ self.effects)
        per_day = per_day * np.array([level[weeks] for weeks in ahead])
        return per_day[:, None, :] * self.shape.share[run_like] * is_open[:, :, None]

    def _level(self, weeks_ahead: int) -> Floats:
        """Level by queue, over the regression's: its own blended with that of all queues."""
        found = np.array(
            [
                self.smoothing.ahead(level, recorded, weeks_ahead)
                for level, recorded in zip(self.levels.T, self.recorded.T, strict=True)
            ]
        )
        own, together = found[:-1], max(found[-1], 1e-9)
        return np.where(own > 0, own, together) ** self.trust * together ** (1.0 - self.trust)


def _regress(
    days: tuple[dt.date, ...],
    weekday: Integers,
    shape: DayShape,
    terms: CalendarTerms,
    counts: Floats,
    exposure: Floats,
) -> tuple[Floats, Floats, Floats]:
    """Weekdays' logarithms (7, Q), effects of the terms (P, Q) and excess variances (Q,).

    All queues together first; then each queue's departure from that.
    """
    queues = counts.shape[1]
    known = np.flatnonzero(shape.seen)
    calendar = terms.of(days)
    design = np.column_stack([weekday[:, None] == known[None, :], calendar]).astype(float)
    half_life = _YEAR_HALF_LIFE_DAYS if terms.year else _HALF_LIFE_DAYS
    weight = 0.5 ** (np.arange(len(days))[::-1] / half_life)
    common_sd = np.concatenate([np.full(len(known), _WEEKDAY_SD), terms.sd])
    own_sd = np.concatenate([np.full(len(known), _QUEUE_WEEKDAY_SD), _QUEUE_TERM_SHARE * terms.sd])
    weekday_log = np.full((7, queues), -np.inf)
    effects, variance = np.zeros((calendar.shape[1], queues)), np.zeros(queues)
    # A day's exposure to all queues: the part of its contacts that its recorded intervals hold.
    size = ratio(counts.sum(axis=0), exposure.sum(axis=0))
    together = fit_counts(
        counts.sum(axis=1),
        exposure @ ratio(size, np.full(queues, size.sum())),
        design,
        common_sd,
        weight,
        np.zeros(len(days)),
    )
    if together is None:
        return weekday_log, effects, variance
    offset = design @ together.effects
    for q in range(queues):
        own = (
            fit_counts(counts[:, q], exposure[:, q], design, own_sd, weight, offset)
            if queues > 1
            else replace(together, effects=np.zeros(design.shape[1]))
        )
        if own is not None:
            both = together.effects + own.effects
            weekday_log[known, q] = own.level + both[: len(known)]
            effects[:, q] = both[len(known) :]
            variance[q] = own.variance_share
    return weekday_log, effects, variance


def _weekly_levels(
    counts: Floats, exposure: Floats, usual: Floats, variance: Floats
) -> tuple[Floats, Floats]:
    """Contacts over the regression's by week counted back from the end, and the part recorded.

    A day far from its week's level is drawn in, so that one odd day does not lift a level.

    Returns
    -------
    levels, recorded
        Shape (W, Q + 1), oldest first; the last column is of all queues.
    """
    weeks = min(-(-len(counts) // 7), _LEVEL_WEEKS)
    queues = counts.shape[1]
    levels, recorded = np.zeros((weeks, queues + 1)), np.zeros((weeks, queues + 1))
    for week in range(weeks):
        end = len(counts) - 7 * (weeks - 1 - week)
        span = slice(max(0, end - 7), end)
        came, mean = counts[span], exposure[span] * usual[span]
        centre = _middle_level(came, mean) * mean
        reach = _USUAL_ERRORS * np.sqrt(centre + variance * mean**2)
        drawn = np.clip(came, centre - reach, centre + reach)
        levels[week, :queues] = ratio(drawn.sum(axis=0), mean.sum(axis=0))
        levels[week, queues] = drawn.sum() / mean.sum() if mean.sum() else 0.0
        full = usual[span].sum(axis=0)
        recorded[week, :queues] = np.minimum(1.0, ratio(mean.sum(axis=0), full))
        recorded[week, queues] = min(1.0, mean.sum() / full.sum()) if full.sum() else 0.0
    return levels, recorded


def _middle_level(came: Floats, mean: Floats) -> Floats:
    """Level of some days by queue that no single day moves far, shape (Q,).

    The median of the days' own levels; where contacts are too few for one, that of their sum.
    """
    seen = mean > 0
    by_day = np.where(seen, ratio(came, mean), np.nan)
    enough = (came.sum(axis=0) >= _MEDIAN_CONTACTS) & (seen.sum(axis=0) >= 3)
    median = np.nanmedian(np.where(enough, by_day, 0.0), axis=0)
    return np.where(enough, median, ratio(came.sum(axis=0), mean.sum(axis=0)))
