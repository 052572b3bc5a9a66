"""The contact history as arrays: operating days by intervals of the day by queues."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem


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
        Contacts offered, shape (D, B, Q); NaN where closed or not recorded.
    answered, work_s
        Contacts with a handling time and the sum of those times, shape (D, B, Q).
    ignored_contacts
        Contacts recorded outside the opening hours, left out.
    unrecorded
        Open intervals taken as not recorded, of days that have records (see
        :func:`history_table`).
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

    @property
    def recorded(self) -> Booleans:
        """Whether an interval is open and recorded, shape (D, B)."""
        return ~np.isnan(self.contacts[:, :, 0])

    @property
    def recorded_days(self) -> Booleans:
        """Whether a day has any record, shape (D,)."""
        return self.recorded.sum(axis=1) > 0

    def until(self, day: dt.date) -> HistoryTable:
        """Return what was known when a day began: the days before it."""
        return self.between(self.days[0], day)

    def between(self, first: dt.date, end: dt.date) -> HistoryTable:
        """Return the days from the first up to the end, the end left out."""
        keep = slice(*(min(max((d - self.days[0]).days, 0), len(self.days)) for d in (first, end)))
        return replace(
            self,
            days=self.days[keep],
            is_open=self.is_open[keep],
            contacts=self.contacts[keep],
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


def open_slots(scenario: Scenario, day: dt.date) -> set[int]:
    """History intervals of an operating date in which the centre is open for any time.

    Returns
    -------
    set of int
        Clock minutes after the date's midnight at which each begins.
    """
    step = scenario.settings.history_interval_minutes
    midnight = dt.datetime.combine(day, dt.time())
    slots: set[int] = set()
    for span in scenario.opening_spans(day):
        start, end = (
            int((moment.replace(tzinfo=None) - midnight).total_seconds()) // 60 for moment in span
        )
        slots.update(range(start // step * step, end, step))
    return slots


def history_table(
    scenario: Scenario, rows: Iterable[HistoryRow] | None = None, *, for_learning: bool = True
) -> HistoryTable:
    """Arrange history rows by operating day, interval and queue.

    An open interval without any row counts as zero contacts if that is credible, and as not
    recorded if the same interval of the days around it, of the same opening hours, usually has
    so many contacts that none, or next to none, cannot be chance.

    Parameters
    ----------
    rows
        Rows to arrange; by default the scenario's history before its first planned day.
    for_learning
        Whether to take what would mislead a forecast as not recorded: intervals in which records
        seem to be missing, and bank holidays. Without, the table is what came.

    Raises
    ------
    InputError
        If no contact is recorded in the opening hours.
    """
    if rows is None:
        start = scenario.settings.week.start
        rows = (row for row in scenario.history if operating_day(scenario, row) < start)
    by_day: defaultdict[dt.date, list[HistoryRow]] = defaultdict(list)
    for row in rows:
        by_day[operating_day(scenario, row)].append(row)
    if not by_day:
        raise _empty()
    first, last = min(by_day), max(by_day)
    days = tuple(first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    table = _blank(scenario, days)
    has_row = np.zeros(table.is_open.shape, dtype=bool)
    ignored_contacts = 0.0
    for d, day in enumerate(days):
        ignored_contacts += _add_day(
            table, scenario.settings.history_interval_minutes, d, by_day.get(day, []), has_row
        )
    table.contacts[~table.is_open] = np.nan
    table.contacts[~has_row.any(axis=1)] = np.nan
    if for_learning:
        # A bank holiday tells nothing of an ordinary day, and would pull its weekday down.
        table.contacts[[day in scenario.bank_holidays for day in days]] = np.nan
    if not np.nansum(table.contacts):
        raise _empty()
    table = replace(table, ignored_contacts=ignored_contacts)
    return _without_gaps(table) if for_learning else table


def _blank(scenario: Scenario, days: tuple[dt.date, ...]) -> HistoryTable:
    """Table of some days with nothing in it yet."""
    queues = tuple(queue.id for queue in scenario.settings.queues)
    opened = [open_slots(scenario, day) for day in days]
    planned = [open_slots(scenario, day) for day in scenario.grid.days]
    slots = tuple(sorted(set[int]().union(*opened, *planned)))
    is_open = np.array([[slot in day_slots for slot in slots] for day_slots in opened])
    shape = (len(days), len(slots), len(queues))
    return HistoryTable(
        days=days,
        slots=slots,
        queues=queues,
        is_open=is_open,
        contacts=np.zeros(shape),
        answered=np.zeros(shape),
        work_s=np.zeros(shape),
        ignored_contacts=0.0,
        unrecorded=0,
    )


def _add_day(
    table: HistoryTable, step_minutes: int, d: int, rows: list[HistoryRow], has_row: Booleans
) -> float:
    """Add a day's rows to a table; returns the contacts outside its opening hours."""
    slot_at = {slot: number for number, slot in enumerate(table.slots)}
    queue_at = {queue: number for number, queue in enumerate(table.queues)}
    midnight = dt.datetime.combine(table.days[d], dt.time())
    ignored_contacts = 0.0
    for row in rows:
        minutes = int((row.interval_start - midnight).total_seconds()) // 60
        b = slot_at.get(minutes // step_minutes * step_minutes)
        if b is None or not table.is_open[d, b]:
            ignored_contacts += row.contacts
            continue
        place = d, b, queue_at[row.queue]
        has_row[d, b] = True
        table.contacts[place] += row.contacts
        if row.aht_s is not None:
            handled = row.contacts - (row.abandoned or 0.0)
            table.answered[place] += handled
            table.work_s[place] += handled * row.aht_s
    return ignored_contacts


def operating_day(scenario: Scenario, row: HistoryRow) -> dt.date:
    """Operating date that a history row belongs to, by its local clock time."""
    start = row.interval_start
    early = start.time() < scenario.grid.day_starts_at
    return start.date() - dt.timedelta(days=1) if early else start.date()


def _without_gaps(table: HistoryTable, around_days: int = 21) -> HistoryTable:
    """Mark intervals in which next to nothing was counted though much was to be expected.

    Expected is half the median of the same interval over days of the same opening hours within
    three weeks either way: half, so that a quiet day is not mistaken for a fault. What has less
    than one chance in a million under that was not recorded in full.
    """
    from scipy.special import pdtr

    totals = table.contacts.sum(axis=2)
    gaps = np.zeros(totals.shape, dtype=bool)
    for d in np.flatnonzero(table.recorded_days):
        near = slice(max(0, d - around_days), d + around_days + 1)
        alike = (table.is_open[near] == table.is_open[d]).all(axis=1) & table.recorded_days[near]
        expected = 0.5 * np.nan_to_num(np.median(totals[near][alike], axis=0))
        gaps[d] = table.recorded[d] & (pdtr(np.nan_to_num(totals[d]), expected) < 1e-6)
    contacts = table.contacts.copy()
    contacts[gaps] = np.nan
    return replace(table, contacts=contacts, unrecorded=int(gaps.sum()))


def _empty() -> InputError:
    return InputError(
        [
            InputProblem(
                file="history.csv",
                message="holds no contacts in the opening hours before the planned week",
                remedy="Give at least one week of history, or check opening_hours and week.start.",
            )
        ]
    )
