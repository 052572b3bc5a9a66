"""A history made fit to learn from: what is known taken out, what is odd treated."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.domain.scenario import Scenario
from allocator.forecast.history.table import HistoryTable
from allocator.forecast.unusual.day_marks import DayMarks, EffectKind, Mark
from allocator.forecast.unusual.effect_size import Belief, EffectSize, Occasion, effect_size
from allocator.forecast.unusual.event_hours import EventHours
from allocator.forecast.unusual.known_effects import KnownEffects
from allocator.forecast.unusual.lesson import Lesson
from allocator.forecast.unusual.ordinary_days import OrdinaryDays, ordinary_days
from allocator.forecast.unusual.outliers import treated
from allocator.forecast.unusual.sibling import filled

_PRIOR_SPREAD = {
    EffectKind.EVENT: 0.4,
    EffectKind.HOLIDAY: 0.3,
    EffectKind.BEFORE: 0.15,
    EffectKind.AFTER: 0.15,
    EffectKind.BETWEEN: 0.25,
    EffectKind.AFTER_CLOSURE: 0.15,
}
"""How far from none an effect is thought to be before it is seen: standard deviation of its
logarithm. Whoever writes down an event expects something of it; days beside holidays mostly differ
little. A judgement, made small so that a single odd day does not become a rule."""

_OF_ONE_HOLIDAY = 0.1
"""The same of one bank holiday about all bank holidays."""


@dataclass(frozen=True)
class Teaching:
    """Makes histories of one scenario fit to learn from."""

    scenario: Scenario

    def learn(self, known: HistoryTable) -> HistoryTable:
        """Return a table with the contacts of ordinary days, by its own days alone.

        In this order: the shares that events are given are divided out; new queues are filled in
        from their siblings; the level, weekdays and profile of the ordinary days are found; by
        these the effects of other events, of bank holidays and of the days beside them are
        estimated; outliers are treated; hours of such events are replaced by what was to be
        expected, bank holidays left out, the days beside them divided by their effect.

        Parameters
        ----------
        known
            With everything in ``came`` that is to be learned from.
        """
        given = self._effects(known, {})
        known_factor = given.factor(known.days)
        base, borrowings = filled(known.came / known_factor, self.scenario.settings.queues)
        marks = [self._marks.of(day) for day in known.days]
        estimated = self._estimated_hours(known)
        ordinary = np.array([mark is None for mark in marks]) & ~estimated.any(axis=(1, 2))
        weekdays = np.array([self._marks.weekday(day) for day in known.days])
        usual = ordinary_days(base, known.is_open, weekdays, ordinary)
        if not usual.usable.any():
            return replace(known, lesson=Lesson(given, (), borrowings))
        came = base * known_factor
        sizes = self._event_sizes(known, came, usual) | self._day_sizes(
            known.days, marks, base, usual
        )
        effects = self._effects(known, sizes)
        plain, outliers = treated(
            known.days,
            known.slots,
            known.queues,
            base,
            usual,
            self.scenario.settings.forecast.outliers,
        )
        beside = [mark is not None and mark.kind is not EffectKind.HOLIDAY for mark in marks]
        plain[beside] = (plain / effects.factor(known.days) * known_factor)[beside]
        plain = np.where(estimated & ~np.isnan(plain), usual.expected, plain)
        plain[[mark is not None and mark.kind is EffectKind.HOLIDAY for mark in marks]] = np.nan
        return replace(known, contacts=plain, lesson=Lesson(effects, outliers, borrowings))

    @cached_property
    def _marks(self) -> DayMarks:
        return DayMarks(self.scenario)

    @cached_property
    def _events(self) -> tuple[EventHours, ...]:
        queues = [queue.id for queue in self.scenario.settings.queues]
        return tuple(EventHours.of(event, queues) for event in self.scenario.events)

    @property
    def _step_minutes(self) -> int:
        return self.scenario.settings.history_interval_minutes

    def _effects(self, known: HistoryTable, sizes: dict[Mark, EffectSize]) -> KnownEffects:
        return KnownEffects(
            self._marks, self._events, known.queues, known.slots, self._step_minutes, sizes
        )

    def _estimated_hours(self, known: HistoryTable) -> Booleans:
        """Cells in which an event without a given share took place, shape (D, B, Q)."""
        hours = np.zeros(known.came.shape, dtype=bool)
        for one in self._events:
            if one.event.volume_share is None:
                covered = one.coverage(known.days, known.slots, self._step_minutes)
                if covered is not None:
                    hours |= (covered > 0)[:, :, None] & one.touched
        return hours

    def _event_sizes(
        self, known: HistoryTable, came: Floats, usual: OrdinaryDays
    ) -> dict[Mark, EffectSize]:
        """Effects of events by name, from those of the past."""
        seen: defaultdict[str, list[Occasion]] = defaultdict(list)
        touched: dict[str, Booleans] = {}
        shares: defaultdict[str, list[float]] = defaultdict(list)
        end = known.days[-1] + dt.timedelta(days=1)
        for one in self._events:
            name = one.event.event
            touched[name] = touched.get(name, np.zeros(len(known.queues), bool)) | one.touched
            if one.event.volume_share is not None and one.start.date() < end:
                shares[name].append(one.event.volume_share)
            covered = one.coverage(known.days, known.slots, self._step_minutes)
            if covered is None:
                continue
            cells = ((covered > 0.5)[:, :, None] & one.touched) & ~np.isnan(came)
            expected = np.where(cells, usual.expected, 0.0).sum(axis=(0, 1))
            if expected.sum() > 0:
                seen[name].append(
                    Occasion(np.where(cells, np.nan_to_num(came), 0.0).sum(axis=(0, 1)), expected)
                )
        sizes: dict[Mark, EffectSize] = {}
        for name, queues in touched.items():
            if not seen[name] and not shares[name]:
                continue
            middle = float(np.log1p(np.mean(shares[name]))) if shares[name] else 0.0
            prior = Belief(middle, _PRIOR_SPREAD[EffectKind.EVENT] ** 2)
            sizes[Mark(EffectKind.EVENT, name)] = effect_size(
                seen[name], queues, usual.spread_share, prior
            )
        return sizes

    def _day_sizes(
        self,
        days: tuple[dt.date, ...],
        marks: list[Mark | None],
        base: Floats,
        usual: OrdinaryDays,
    ) -> dict[Mark, EffectSize]:
        """Effects of bank holidays and the days beside them: of each kind, and of each holiday."""
        by_mark: defaultdict[Mark, list[Occasion]] = defaultdict(list)
        for d in range(len(days)):
            mark = marks[d]
            cells = ~np.isnan(base[d])
            expected = np.where(cells, usual.expected[d], 0.0).sum(axis=0)
            if mark is not None and expected.sum() > 0:
                came = np.where(cells, np.nan_to_num(base[d]), 0.0).sum(axis=0)
                by_mark[mark].append(Occasion(came, expected))
        every = np.ones(base.shape[2], dtype=bool)
        sizes: dict[Mark, EffectSize] = {}
        for kind in {mark.kind for mark in by_mark}:
            prior = Belief(0.0, _PRIOR_SPREAD[kind] ** 2)
            of_kind = {mark: seen for mark, seen in by_mark.items() if mark.kind is kind}
            all_seen = [occasion for seen in of_kind.values() for occasion in seen]
            sizes[Mark(kind, "")] = effect_size(all_seen, every, usual.spread_share, prior)
            for mark, own in of_kind.items():
                others = [one for other, seen in of_kind.items() if other != mark for one in seen]
                if not mark.name or not others:
                    continue
                rest = effect_size(others, every, usual.spread_share, prior).together
                sizes[mark] = effect_size(
                    own,
                    every,
                    usual.spread_share,
                    Belief(rest.mean, rest.variance + _OF_ONE_HOLIDAY**2),
                )
        return sizes
