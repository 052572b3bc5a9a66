"""Contacts drawn from a forecast: as many, as long and as patient as it says, by chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.simulate.compiled import Array
from allocator.simulate.contacts import Contacts
from allocator.simulate.deferred_draw import DeferredDemand
from allocator.simulate.spreads import WEEK_SHARE


@dataclass(frozen=True)
class DemandModel:
    """What contacts are drawn from, by open interval and queue.

    Parameters
    ----------
    start_s
        Start of each interval in seconds from the week's start, shape (I,).
    interval_s
        Length of an interval.
    day
        Number of each interval's operating day, shape (I,).
    contacts, aht_s, patience_s
        Means, shape (I, Q).
    handling_cv
        Coefficient of variation of a handling time, shape (Q,).
    day_cv
        Coefficient of variation of a day's busyness about the forecast; a tuple has that of each
        week's days.
    week_share
        Share of its variance that the days of a week have in common.
    deferred
        When messages and call-backs are due and which wait already; ``None`` where there are
        none.
    """

    start_s: Floats
    interval_s: float
    day: Array
    contacts: Floats
    aht_s: Floats
    patience_s: Floats
    handling_cv: Floats
    day_cv: float | tuple[float, ...]
    deferred: DeferredDemand | None = None
    week_share: float = WEEK_SHARE

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        requirements: tuple[Requirement, ...],
        handling_cv: Mapping[str, float],
        day_cv: float | tuple[float, ...],
    ) -> DemandModel:
        """Model of a plan's requirements."""
        grid = scenario.grid
        queues = [queue.id for queue in scenario.settings.queues]
        intervals = scenario.open_intervals
        row = {index: place for place, index in enumerate(intervals)}
        column = {queue: place for place, queue in enumerate(queues)}
        contacts = np.zeros((len(intervals), len(queues)))
        aht_s, patience_s = np.ones_like(contacts), np.ones_like(contacts)
        for need in requirements:
            place = row[grid.index(need.interval_start)], column[need.queue]
            contacts[place] = need.forecast_contacts
            aht_s[place], patience_s[place] = need.aht_s, need.patience_s
        interval_s = grid.interval_minutes * 60.0
        day = np.searchsorted(grid.day_bounds, intervals, side="right") - 1
        return cls(
            start_s=interval_s * np.array(intervals, np.float64),
            interval_s=interval_s,
            day=day,
            contacts=contacts,
            aht_s=aht_s,
            patience_s=patience_s,
            handling_cv=np.array([handling_cv[queue] for queue in queues]),
            day_cv=day_cv,
            deferred=DeferredDemand.of(scenario, requirements),
        )

    def draw(self, seed: np.random.SeedSequence) -> Contacts:
        """Draw the contacts of one week.

        Counts are Poisson about the interval's mean times the day's busyness, moments uniform
        in the interval, handling times log-normal, patience exponential; whoever waits for a
        message or call-back has patience without end.
        """
        busy, when, work, patience, late = (np.random.default_rng(part) for part in seed.spawn(5))
        rate = self.contacts * self._busyness(busy)[self.day, np.newaxis]
        counts = when.poisson(rate)
        cell = np.repeat(np.arange(counts.size), counts.ravel())
        interval, queue = np.divmod(cell, counts.shape[1])
        into_s = self.interval_s * when.random(cell.size)
        arrival_s = self.start_s[interval] + into_s
        work_s = self.aht_s[interval, queue] * self._handling(queue, work)
        patience_s = self.patience_s[interval, queue] * patience.standard_exponential(cell.size)
        order = np.argsort(arrival_s, kind="stable")
        nothing = np.zeros(cell.size)
        drawn = Contacts(
            arrival_s[order], queue[order], work_s[order], nothing, patience_s[order], nothing
        )
        if self.deferred is None or not self.start_s.size:
            return drawn
        open_s = (interval * self.interval_s + into_s)[order]
        return self._with_deferred(drawn, open_s, self.deferred, late)

    def _handling(self, queue: Array, draw: np.random.Generator) -> Floats:
        """Draw the handling time of each contact over its mean."""
        log_variance = np.log1p(self.handling_cv**2)[queue]
        normal = draw.standard_normal(len(queue))
        factor: Floats = np.exp(np.sqrt(log_variance) * normal - log_variance / 2)
        return factor

    def _with_deferred(
        self,
        drawn: Contacts,
        open_s: Floats,
        deferred: DeferredDemand,
        draw: np.random.Generator,
    ) -> Contacts:
        """Put the backlog first, at the week's opening, and say when each is due."""
        queue, backlog_due_s = deferred.draw_backlog(draw)
        due_s = np.concatenate((backlog_due_s, open_s + deferred.target_s[drawn.queue]))
        work_s = deferred.aht_s[queue] * self._handling(queue, draw)
        nothing = np.zeros(len(due_s))
        every_queue = np.concatenate((queue, drawn.queue))
        patience_s = np.concatenate((np.full(len(queue), np.inf), drawn.patience_s))
        return Contacts(
            arrival_s=np.concatenate((np.full(len(queue), self.start_s[0]), drawn.arrival_s)),
            queue=every_queue,
            work_s=np.concatenate((work_s, drawn.work_s)),
            wrap_s=nothing,
            patience_s=np.where(deferred.is_deferred[every_queue], np.inf, patience_s),
            credit_s=nothing,
            due_s=deferred.moments(due_s, self.start_s, self.interval_s),
        )

    def _busyness(self, draw: np.random.Generator) -> Floats:
        """Factor of mean 1 by day, the week's times the day's: a busy day is busy on all queues.

        Both are gamma; ``(1 + var week) · (1 + var day) = 1 + day_cv²``, so that a day scatters
        by ``day_cv`` and two days of a week have the covariance ``week_share · day_cv²``. All
        weeks of a plan are forecast from one history, so a later week has the factor of the one
        before it, times one of its own for as much as its days scatter more.
        """
        days = int(self.day.max()) + 1 if self.day.size else 0
        weeks = -(-days // 7)
        cvs = self.day_cv if isinstance(self.day_cv, tuple) else (self.day_cv,) * weeks
        variance = np.array(cvs[:weeks]) ** 2
        of_week = np.maximum.accumulate(self.week_share * variance)
        more = (1.0 + of_week[1:]) / (1.0 + of_week[:-1]) - 1.0
        own = [_gamma(draw, float(part), 1)[0] for part in (*of_week[:1], *more)]
        levels = np.cumprod(own)
        of_day = np.maximum(0.0, (variance - of_week) / (1.0 + of_week))
        parts = [
            level * _gamma(draw, float(of_day[w]), min(7, days - 7 * w))
            for w, level in enumerate(levels)
        ]
        return np.concatenate(parts) if parts else np.ones(0)


def _gamma(draw: np.random.Generator, variance: float, count: int) -> Floats:
    """Factors of mean 1."""
    if variance == 0:
        return np.ones(count)
    return draw.gamma(1.0 / variance, variance, count)
