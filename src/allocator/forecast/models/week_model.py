"""The plain model: last weeks' level times weekday share times profile of the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.forecast.counts.two_way import ratio
from allocator.forecast.history.table import HistoryTable
from allocator.forecast.models.level import Smoothing, WeekFit, fit_weeks
from allocator.forecast.models.profile import Profile, fit_profile

_PROFILE_PRIOR_CONTACTS = 50.0
_WEEKDAY_PRIOR_CONTACTS = 100.0
"""How much a queue borrows from all queues; from 10 to 500 changes the bank's error by 1%."""

_LEVEL_PRIOR_CONTACTS = 200.0
"""A queue with fewer contacts than this in two weeks moves more with all queues than by itself."""


@dataclass(frozen=True)
class WeekModel:
    """What the last six weeks say of the days after them.

    Parameters
    ----------
    stretch
        The history's last weeks, which alone are used.
    """

    stretch: HistoryTable
    smoothing: Smoothing
    profile: Profile
    weeks: WeekFit

    @classmethod
    def fit(cls, history: HistoryTable, smoothing: Smoothing) -> WeekModel:
        """Fit to the last stretch of a history without a long gap."""
        stretch = history.latest_stretch()
        profile = fit_profile(stretch, _PROFILE_PRIOR_CONTACTS)
        weeks = fit_weeks(stretch, profile.share, _WEEKDAY_PRIOR_CONTACTS)
        return cls(stretch, smoothing, profile, weeks)

    def expected(
        self,
        days: Sequence[dt.date],
        is_open: Booleans,
        weekdays: Sequence[int] | None = None,
    ) -> Floats:
        """Return the expected contacts, as any ``VolumeModel`` does."""
        last = self.stretch.days[-1]
        levels = {
            weeks_ahead: self._week_level(weeks_ahead)
            for weeks_ahead in {_weeks_ahead(last, day) for day in days}
        }
        contacts = np.zeros((*is_open.shape, len(self.stretch.queues)))
        weekdays = [day.weekday() for day in days] if weekdays is None else weekdays
        for d, (day, weekday) in enumerate(zip(days, weekdays, strict=True)):
            day_contacts = levels[_weeks_ahead(last, day)] * self.weeks.weekday_share[weekday]
            contacts[d] = day_contacts * self._profile_of(weekday, is_open[d])
        return contacts

    def with_level(self, smoothing: Smoothing) -> WeekModel:
        """Return the same fit with its weeks carried forward in another way."""
        return replace(self, smoothing=smoothing)

    def _week_level(self, weeks_ahead: int) -> Floats:
        """Contacts a week by queue: each queue's own course blended with that of all."""
        levels, recorded = self.weeks.levels, self.weeks.recorded
        ahead = self.smoothing.ahead
        together = ahead(levels.sum(axis=1), recorded, weeks_ahead)
        own = np.array([ahead(column, recorded, weeks_ahead) for column in levels.T])
        share_of_all = ratio(levels.sum(axis=0), np.full(levels.shape[1], levels.sum()))
        recent = levels[-2:].sum(axis=0)
        weight = recent / (recent + _LEVEL_PRIOR_CONTACTS)
        return weight * own + (1.0 - weight) * share_of_all * together

    def _profile_of(self, weekday: int, is_open: Booleans) -> Floats:
        """Profile of a day: that of its hours, else its weekday's cut to the hours."""
        known = self.profile.of(is_open)
        if known is not None:
            return known
        same = [d for d, seen in enumerate(self.stretch.days) if seen.weekday() == weekday]
        usual = self.profile.share[same[-1]] if same else self.profile.share.mean(axis=0)
        return usual * is_open[:, None]


def _weeks_ahead(last: dt.date, day: dt.date) -> int:
    """Which week after the history a day falls in, the first being 1."""
    return ((day - last).days + 6) // 7
