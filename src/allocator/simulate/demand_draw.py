"""Contacts drawn from a forecast: as many, as long and as patient as it says, by chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Floats
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.simulate.contacts import Contacts
from allocator.simulate.event_heap import Array


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
        Coefficient of variation of the day's busyness about the forecast.
    """

    start_s: Floats
    interval_s: float
    day: Array
    contacts: Floats
    aht_s: Floats
    patience_s: Floats
    handling_cv: Floats
    day_cv: float

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        requirements: tuple[Requirement, ...],
        handling_cv: Mapping[str, float],
        day_cv: float,
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
        )

    def draw(self, seed: np.random.SeedSequence) -> Contacts:
        """Draw the contacts of one week.

        Counts are Poisson about the interval's mean times the day's busyness, moments uniform
        in the interval, handling times log-normal, patience exponential.
        """
        busy, when, work, patience = (np.random.default_rng(part) for part in seed.spawn(4))
        rate = self.contacts * self._busyness(busy)[self.day, np.newaxis]
        counts = when.poisson(rate)
        cell = np.repeat(np.arange(counts.size), counts.ravel())
        interval, queue = np.divmod(cell, counts.shape[1])
        arrival_s = self.start_s[interval] + self.interval_s * when.random(cell.size)
        log_variance = np.log1p(self.handling_cv**2)[queue]
        work_s = self.aht_s[interval, queue] * np.exp(
            np.sqrt(log_variance) * work.standard_normal(cell.size) - log_variance / 2
        )
        patience_s = self.patience_s[interval, queue] * patience.standard_exponential(cell.size)
        order = np.argsort(arrival_s, kind="stable")
        nothing = np.zeros(cell.size)
        return Contacts(
            arrival_s[order], queue[order], work_s[order], nothing, patience_s[order], nothing
        )

    def _busyness(self, draw: np.random.Generator) -> Floats:
        """Gamma factor of mean 1 by day: a busy day is busy on all queues."""
        days = int(self.day.max()) + 1 if self.day.size else 0
        if self.day_cv == 0:
            return np.ones(days)
        variance = self.day_cv**2
        return draw.gamma(1.0 / variance, variance, days)
