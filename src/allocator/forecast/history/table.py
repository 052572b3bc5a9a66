"""The contact history as arrays: operating days by intervals of the day by queues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.forecast.unusual.lesson import Lesson


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch that is missing in the records, of all queues.

    Parameters
    ----------
    first_day, last_day
        Operating dates, the same where it lies inside a day.
    from_minutes, to_minutes
        Clock minutes between which it lies; ``None`` for whole days.
    seen_contacts, expected_contacts
        Contacts counted in it, and what days of the same hours around it held.
    """

    first_day: dt.date
    last_day: dt.date
    from_minutes: int | None
    to_minutes: int | None
    seen_contacts: float
    expected_contacts: float


class Teacher(Protocol):
    """Makes a history fit to learn from."""

    def learn(self, known: HistoryTable) -> HistoryTable:
        """Return the table with the contacts of ordinary days, and what was found."""
        ...


@dataclass(frozen=True)
class HistoryTable:
    """Contacts recorded before the planned week, inside the opening hours.

    Parameters
    ----------
    days
        Operating dates from the first recorded to the last, gaps included; length D.
    slots
        Clock minutes after the operating date's midnight at which an interval of the history
        begins, of all intervals open on any of the days or of the planned days; length B.
    queues
        Ids in the scenario's order; length Q.
    is_open
        Whether the centre is open, shape (D, B).
    contacts
        Contacts offered, shape (D, B, Q); NaN where closed or not recorded. Of a table that was
        made fit to learn from (:meth:`until`), those of ordinary days; of one that was not, what
        came, but for bank holidays.
    answered, work_s
        Contacts with a handling time and the sum of those times, shape (D, B, Q).
    ignored_contacts
        Contacts recorded outside the opening hours, left out.
    unrecorded
        Open intervals taken as not recorded, of days that have records (see
        :func:`~allocator.forecast.history.arranged.history_table`).
    came
        What came, bank holidays included, shape (D, B, Q); NaN where closed or not recorded.
    gaps
        What is missing in the records.
    teacher
        Makes a table fit to learn from; ``None`` where it is to be taken as it is.
    lesson
        What the teacher found, of a table made fit to learn from.
    """

    days: tuple[dt.date, ...]
    slots: tuple[int, ...]
    queues: tuple[str, ...]
    is_open: Booleans
    contacts: Floats
    answered: Floats
    work_s: Floats
    ignored_contacts: float
    unrecorded: int
    came: Floats
    gaps: tuple[Gap, ...] = ()
    teacher: Teacher | None = None
    lesson: Lesson | None = None

    @property
    def recorded(self) -> Booleans:
        """Whether an interval is open and recorded, shape (D, B)."""
        return ~np.isnan(self.contacts[:, :, 0])

    @property
    def recorded_days(self) -> Booleans:
        """Whether a day has any record, shape (D,)."""
        return self.recorded.sum(axis=1) > 0

    def until(self, day: dt.date) -> HistoryTable:
        """Return what was known when a day began: the days before it, fit to learn from.

        What is known of events and holidays is divided out, outliers are treated and new queues
        filled in, by the days before alone
        (:class:`~allocator.forecast.history.teaching.Teaching`).
        """
        known = self.between(self.days[0], day)
        return known if self.teacher is None else self.teacher.learn(known)

    def learned(self) -> HistoryTable:
        """Return the whole table, fit to learn from."""
        return self.until(self.days[-1] + dt.timedelta(days=1))

    @property
    def found(self) -> Lesson:
        """What the teacher found; of a table made fit to learn from by one."""
        assert self.lesson is not None, "the table was not made fit to learn from"
        return self.lesson

    def effect_on(self, days: Sequence[dt.date]) -> Floats:
        """Factor that is known on the contacts of some days, shape (len(days), B, Q).

        What an ordinary day brings times this is to be expected.
        """
        if self.lesson is None:
            return np.ones((len(days), len(self.slots), len(self.queues)))
        return self.lesson.effects.factor(days)

    def between(self, first: dt.date, end: dt.date) -> HistoryTable:
        """Return the days from the first up to the end, the end left out."""
        keep = slice(*(min(max((d - self.days[0]).days, 0), len(self.days)) for d in (first, end)))
        return replace(
            self,
            days=self.days[keep],
            is_open=self.is_open[keep],
            contacts=self.contacts[keep],
            came=self.came[keep],
            answered=self.answered[keep],
            work_s=self.work_s[keep],
        )

    def latest_stretch(self, weeks_max: int = 6, gap_days: int = 7) -> HistoryTable:
        """Return the last weeks without a long gap: what the present looks like.

        Parameters
        ----------
        weeks_max
            Most weeks, counted back from the last day.
        gap_days
            As many days in a row without a record end the stretch.
        """
        recorded = np.flatnonzero(self.recorded_days)
        first = int(recorded[-1])
        for day in recorded[::-1]:
            if first - day > gap_days or recorded[-1] - day >= 7 * weeks_max:
                break
            first = int(day)
        return self.between(self.days[first], self.days[-1] + dt.timedelta(days=1))
