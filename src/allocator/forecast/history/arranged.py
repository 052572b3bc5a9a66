"""The contact history put into arrays, and what is missing in it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.errors import InputError, InputProblem
from allocator.forecast.history.table import Gap, HistoryTable
from allocator.forecast.history.teaching import Teaching


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
    table = replace(table, ignored_contacts=ignored_contacts, came=table.contacts.copy())
    if for_learning:
        # A bank holiday tells nothing of an ordinary day, and would pull its weekday down.
        table.contacts[[day in scenario.bank_holidays for day in days]] = np.nan
    if not np.nansum(table.contacts):
        raise _empty()
    return _without_gaps(scenario, table) if for_learning else table


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
        came=np.zeros(shape),
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


def _without_gaps(scenario: Scenario, table: HistoryTable, around_days: int = 21) -> HistoryTable:
    """Mark intervals in which next to nothing was counted though much was to be expected.

    Expected is half the median of the same interval over days of the same opening hours within
    three weeks either way: half, so that a quiet day is not mistaken for a fault. What has less
    than one chance in a million under that was not recorded in full.
    """
    from scipy.special import pdtr

    totals = table.contacts.sum(axis=2)
    gaps = np.zeros(totals.shape, dtype=bool)
    usual = np.zeros(totals.shape)
    for d in range(len(table.days)):
        near = slice(max(0, d - around_days), d + around_days + 1)
        alike = (table.is_open[near] == table.is_open[d]).all(axis=1) & table.recorded_days[near]
        if not alike.any():
            continue
        usual[d] = np.nan_to_num(np.median(totals[near][alike], axis=0))
        gaps[d] = table.recorded[d] & (pdtr(np.nan_to_num(totals[d]), 0.5 * usual[d]) < 1e-6)
    contacts, came = table.contacts.copy(), table.came.copy()
    contacts[gaps] = np.nan
    came[gaps] = np.nan
    return replace(
        table,
        contacts=contacts,
        came=came,
        unrecorded=int(gaps.sum()),
        gaps=(
            *_missing_days(scenario, table, usual),
            *_missing_hours(scenario, table, gaps, usual),
        ),
        teacher=Teaching(scenario),
    )


def _missing_days(scenario: Scenario, table: HistoryTable, usual: Floats) -> list[Gap]:
    """Open days without any row, those that follow one another as one."""
    found: list[Gap] = []
    missing = (table.is_open.sum(axis=1) > 0) & ~table.recorded_days
    # Before the first day with records nothing is missing: there are none.
    missing[: int(np.argmax(table.recorded_days))] = False
    since_last = True
    for d, day in enumerate(table.days):
        if missing[d] and day not in scenario.bank_holidays:
            gap = Gap(day, day, None, None, 0.0, float(usual[d].sum()))
            if found and not since_last:
                last = found.pop()
                gap = replace(
                    gap,
                    first_day=last.first_day,
                    expected_contacts=last.expected_contacts + gap.expected_contacts,
                )
            found.append(gap)
            since_last = False
        elif table.is_open[d].any():
            since_last = True
    return found


def _missing_hours(
    scenario: Scenario, table: HistoryTable, gaps: Booleans, usual: Floats
) -> list[Gap]:
    """Intervals taken as not recorded, those that follow one another as one."""
    step = scenario.settings.history_interval_minutes
    found: list[Gap] = []
    for d, b in zip(*np.nonzero(gaps), strict=True):
        day, slot = table.days[d], table.slots[b]
        seen = float(np.nansum(table.came[d, b]))
        last = found[-1] if found else None
        if last is not None and last.first_day == day and last.to_minutes == slot:
            found[-1] = replace(
                last,
                to_minutes=slot + step,
                seen_contacts=last.seen_contacts + seen,
                expected_contacts=last.expected_contacts + float(usual[d, b]),
            )
        else:
            found.append(Gap(day, day, slot, slot + step, seen, float(usual[d, b])))
    return found


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
