"""Factors on the contacts of days that are known not to be like others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from allocator.demand.arrays import Floats
from allocator.forecast.unusual.day_marks import DayMarks, EffectKind, Mark
from allocator.forecast.unusual.effect_size import EffectSize
from allocator.forecast.unusual.event_hours import EventHours


@dataclass(frozen=True, slots=True)
class AppliedEffect:
    """An effect on one day, for readers.

    Parameters
    ----------
    queues
        Queues that it is on.
    volume_share
        Contacts that it adds to those otherwise expected, as a share.
    low_share, high_share
        Range that has eight chances in ten to hold the true one; equal to ``volume_share`` where
        the share was given.
    seen_share
        What earlier occasions brought, before it was drawn towards nothing; ``None`` without any.
    occasions
        Earlier occasions seen.
    given
        Whether the share is the scenario's own.
    run_like
        Weekday, Monday 0, against whose contacts that of a bank holiday is meant: the one that
        it is run like; ``None`` for the others.
    """

    day: dt.date
    kind: EffectKind
    name: str
    queues: tuple[str, ...]
    volume_share: float
    low_share: float
    high_share: float
    seen_share: float | None
    occasions: int
    given: bool
    run_like: int | None = None


@dataclass(frozen=True)
class KnownEffects:
    """What is known of days that differ, and by how much.

    Parameters
    ----------
    slots, step_minutes
        Intervals of a day, see :class:`~allocator.forecast.history.table.HistoryTable`.
    sizes
        Effects that were estimated. One under a mark's kind and an empty name stands for all those
        of the kind that have none of their own.
    """

    marks: DayMarks
    events: tuple[EventHours, ...]
    queues: tuple[str, ...]
    slots: tuple[int, ...]
    step_minutes: int
    sizes: Mapping[Mark, EffectSize]

    def factor(self, days: Sequence[dt.date]) -> Floats:
        """Factor on the contacts of some days, shape (D, B, Q); above 0, and 1 on others."""
        return self._sums(days)[0]

    def sd_share(self, days: Sequence[dt.date]) -> Floats:
        """How uncertain the factors are: standard deviation of their logarithm, (D, B, Q)."""
        return np.sqrt(self._sums(days)[1])

    def applied(self, days: Sequence[dt.date]) -> tuple[AppliedEffect, ...]:
        """Return the effects on some days, in order of day."""
        found: list[AppliedEffect] = []
        for d, day in enumerate(days):
            mark = self.marks.of(day)
            size = self._size(mark)
            if mark is not None and size is not None:
                effect = _applied(day, mark, size, self.queues)
                if mark.kind is EffectKind.HOLIDAY:
                    effect = replace(effect, run_like=self.marks.weekday(day))
                found.append(effect)
            found += [
                self._applied_event(days[d], hours)
                for hours in self.events
                if hours.coverage([day], self.slots, self.step_minutes) is not None
            ]
        return tuple(found)

    def _sums(self, days: Sequence[dt.date]) -> tuple[Floats, Floats]:
        """Factors, and variances of their logarithms."""
        shape = (len(days), len(self.slots), len(self.queues))
        factor, variance = np.ones(shape), np.zeros(shape)
        for d, day in enumerate(days):
            size = self._size(self.marks.of(day))
            if size is not None:
                factor[d] *= size.factor
                variance[d] += size.sd_share**2
        for hours in self.events:
            covered = hours.coverage(days, self.slots, self.step_minutes)
            if covered is None:
                continue
            effect, sd = self._of_event(hours)
            factor *= 1.0 + covered[:, :, None] * (effect - 1.0)
            variance += (covered[:, :, None] * sd) ** 2
        return factor, variance

    def _size(self, mark: Mark | None) -> EffectSize | None:
        if mark is None:
            return None
        return self.sizes.get(mark) or self.sizes.get(Mark(mark.kind, ""))

    def _of_event(self, hours: EventHours) -> tuple[Floats, Floats]:
        """Factor of an event by queue, and how uncertain its logarithm is."""
        share = hours.event.volume_share
        size = self.sizes.get(Mark(EffectKind.EVENT, hours.event.event))
        if share is not None:
            return np.where(hours.touched, 1.0 + share, 1.0), np.zeros(len(self.queues))
        if size is None:
            return np.ones(len(self.queues)), np.zeros(len(self.queues))
        return np.where(hours.touched, size.factor, 1.0), np.where(hours.touched, size.sd_share, 0)

    def _applied_event(self, day: dt.date, hours: EventHours) -> AppliedEffect:
        mark = Mark(EffectKind.EVENT, hours.event.event)
        share = hours.event.volume_share
        names = tuple(q for q, there in zip(self.queues, hours.touched, strict=True) if there)
        size = self.sizes.get(mark)
        if share is None and size is not None:
            return _applied(day, mark, size, names)
        taken = share or 0.0
        return AppliedEffect(
            day, mark.kind, mark.name, names, taken, taken, taken, None, 0, share is not None
        )


def _applied(day: dt.date, mark: Mark, size: EffectSize, queues: tuple[str, ...]) -> AppliedEffect:
    low, high = size.range
    return AppliedEffect(
        day=day,
        kind=mark.kind,
        name=mark.name,
        queues=queues,
        volume_share=float(np.exp(size.together.mean)) - 1.0,
        low_share=low - 1.0,
        high_share=high - 1.0,
        seen_share=None if size.seen_factor is None else size.seen_factor - 1.0,
        occasions=size.occasions,
        given=False,
    )
