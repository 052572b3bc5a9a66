"""How many contacts a week holds and how they fall over its days, carried one week on."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.counts.two_way import ratio, two_way
from allocator.forecast.history.table import HistoryTable


@dataclass(frozen=True, slots=True)
class Smoothing:
    """How the past weeks are carried forward.

    Parameters
    ----------
    newest_weight
        Weight of the newest week in the level; each older week has (1 − this) of the next's.
        At 1 the level is the last week's.
    trend_kept
        Share of the mean weekly change (in logarithms) that is expected to continue; 0 for
        none.
    """

    newest_weight: float
    trend_kept: float

    def ahead(self, levels: Floats, weights: Floats, weeks_ahead: float) -> float:
        """Level so many weeks after the last one.

        The change is damped by ``trend_kept`` each week and shrunk towards none by the number
        of changes seen, n/(n + 1): one fall is no trend yet.

        Parameters
        ----------
        levels
            Contacts a week, oldest first, shape (W,).
        weights
            Part of each week that was recorded, shape (W,); weeks under a third are passed
            over while there are others.
        weeks_ahead
            At least one.

        Source
        ------
        E. S. Gardner and E. McKenzie, "Forecasting trends in time series", 1985 (damped
        trend), on logarithms.
        """
        usable = (levels > 0) & (weights > (0.34 if (weights > 0.34).any() else 0.0))
        if not usable.any():
            return 0.0
        ages = (len(levels) - 1.0 - np.arange(len(levels)))[usable]
        logs = np.log(levels[usable])
        kept = (1.0 - self.newest_weight) ** (ages - ages[-1])  # 0 ** 0 is 1
        level = float(kept @ logs / kept.sum())
        if len(logs) == 1 or self.trend_kept == 0:
            return math.exp(level)
        changes = np.diff(logs) / -np.diff(ages)
        change = float(changes.mean()) * len(changes) / (len(changes) + 1.0)
        damped = sum(self.trend_kept**k for k in range(1, math.ceil(weeks_ahead) + 1))
        return math.exp(level + damped * change)


@dataclass(frozen=True)
class WeekFit:
    """Weeks counted back from the end of the history, and the weekdays' shares of them.

    Parameters
    ----------
    levels
        Contacts of each full week, oldest first, shape (W, Q).
    recorded
        Part of each week that was recorded, shape (W,).
    weekday_share
        Share of the week by weekday (Monday first) and queue, shape (7, Q).
    """

    levels: Floats
    recorded: Floats
    weekday_share: Floats


def fit_weeks(table: HistoryTable, day_share: Floats, prior_contacts: float) -> WeekFit:
    """Split the days' contacts into weekly levels and weekday shares.

    Parameters
    ----------
    day_share
        Profile of each day, shape (D, B, Q).
    prior_contacts
        Weight of all queues' weekday shares in those of each queue, as so many contacts.
    """
    weekday = np.array([day.weekday() for day in table.days])
    weeks_back = np.arange(len(table.days))[::-1] // 7
    week = weeks_back.max() - weeks_back
    counts = np.nan_to_num(table.contacts).sum(axis=1)
    # Part of each day's expected contacts that falls in recorded intervals, by queue.
    seen = (day_share * table.recorded[:, :, None]).sum(axis=1)
    shape = (int(week.max()) + 1, 7, counts.shape[1])
    by_week, exposure = np.zeros(shape), np.zeros(shape)
    by_week[week, weekday] = counts
    exposure[week, weekday] = seen
    _, common = two_way(by_week.sum(axis=2), exposure.mean(axis=2))
    levels = np.zeros((shape[0], shape[2]))
    share = np.repeat(common[:, None], shape[2], axis=1)
    for _ in range(10):
        levels = ratio(by_week.sum(axis=1), (exposure * share).sum(axis=1))
        expected = (exposure * levels[:, None, :]).sum(axis=0)
        share = (by_week.sum(axis=0) + prior_contacts * common[:, None]) / (
            expected + prior_contacts
        )
        share = ratio(share, np.broadcast_to(share.sum(axis=0), share.shape))
    return WeekFit(levels, exposure.mean(axis=2) @ common, share)
