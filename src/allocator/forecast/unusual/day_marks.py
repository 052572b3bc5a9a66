"""Which days lie beside a bank holiday or a closure, and so are not like others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from allocator.domain.clock import WEEKDAYS
from allocator.domain.holiday import bank_holidays
from allocator.domain.scenario import Scenario

_BETWEEN_DAYS_MAX = 7
"""Holidays no further apart than this make the days between them days of their own kind."""


class EffectKind(StrEnum):
    """Why the contacts of a day are known to differ."""

    EVENT = "event"
    HOLIDAY = "bank holiday"
    BEFORE = "day before a bank holiday"
    AFTER = "day after a bank holiday"
    BETWEEN = "day between bank holidays"
    AFTER_CLOSURE = "day after a closure"


@dataclass(frozen=True, slots=True)
class Mark:
    """What marks a day or a part of it.

    Parameters
    ----------
    name
        Name of the event, or of the bank holiday that the day is or lies beside; empty for
        closures.
    """

    kind: EffectKind
    name: str


@dataclass(frozen=True)
class DayMarks:
    """The calendar of a scenario, as far as it marks days."""

    scenario: Scenario

    def of(self, day: dt.date) -> Mark | None:
        """Mark of an operating day; ``None`` for an ordinary or a closed one."""
        if day not in self._found:
            self._found[day] = self._mark(day)
        return self._found[day]

    def weekday(self, day: dt.date) -> int:
        """Weekday that a day is run like, Monday 0; of a closed day its own."""
        name = self.scenario.run_as(day)
        return WEEKDAYS.index(name) if name in WEEKDAYS else day.weekday()

    @cached_property
    def _found(self) -> dict[dt.date, Mark | None]:
        return {}

    def _mark(self, day: dt.date) -> Mark | None:
        if not self.scenario.opening_spans(day):
            return None
        holiday = self._holiday(day)
        if holiday is not None:
            return Mark(EffectKind.HOLIDAY, holiday)
        before, after = self._nearest(day, -1), self._nearest(day, 1)
        if before and after and (after - before).days <= _BETWEEN_DAYS_MAX:
            return Mark(EffectKind.BETWEEN, self._holiday(before) or "")
        following, preceding = self._next_usual(day, 1), self._next_usual(day, -1)
        name = following and self._holiday(following)
        if name:
            return Mark(EffectKind.BEFORE, name)
        name = preceding and self._holiday(preceding)
        if name:
            return Mark(EffectKind.AFTER, name)
        if preceding and not self.scenario.opening_spans(preceding):
            return Mark(EffectKind.AFTER_CLOSURE, "")
        return None

    def _nearest(self, day: dt.date, step: int) -> dt.date | None:
        """Nearest bank holiday on one side of a day, if there is one close by."""
        near = (day + dt.timedelta(days=step * n) for n in range(1, _BETWEEN_DAYS_MAX))
        return next((other for other in near if self._holiday(other)), None)

    def _next_usual(self, day: dt.date, step: int) -> dt.date | None:
        """Nearest day on one side whose weekday is open as a rule."""
        near = (day + dt.timedelta(days=step * n) for n in range(1, 8))
        return next((one for one in near if WEEKDAYS[one.weekday()] in self._open_weekdays), None)

    @cached_property
    def _open_weekdays(self) -> frozenset[str]:
        return frozenset(
            weekday for span in self.scenario.settings.opening_hours for weekday in span.days
        )

    def _holiday(self, day: dt.date) -> str | None:
        """Name of the bank holiday that a day is, also in a year that no record is of."""
        setting = self.scenario.settings.bank_holidays
        return None if setting is None else bank_holidays(setting.nation, (day.year,)).get(day)
