"""What is doubtful in records, and what is missing between them."""

from __future__ import annotations

import datetime as dt
import statistics
from collections import defaultdict
from collections.abc import Sequence

from allocator.domain.demand import HistoryRow
from allocator.importing.column_map import ColumnMap
from allocator.importing.records import Record


def note_doubts(records: Sequence[Record], column_map: ColumnMap, notes: list[str]) -> None:
    """Note what makes it doubtful that handling times are read as they are meant."""
    if column_map.handling is None:
        notes.append("No handling time is read: the history's aht_s stays empty.")
        return
    form = column_map.handling.form
    means = [one.work_s / one.handled for one in records if one.work_s and one.handled > 0]
    if not means:
        notes.append("No row has a handling time above 0: the history's aht_s stays empty.")
        return
    typical_s = statistics.median(means)
    if typical_s > 3600 or typical_s < 10:
        shown = f"{typical_s / 60:,.0f} minutes" if typical_s > 60 else f"{typical_s:.2g} seconds"
        notes.append(
            f"Doubtful: a typical contact takes {shown} when read as {form}. Is the form of the "
            "handling time right? (If Excel took minutes and seconds for hours and minutes, it is "
            "excel_mm:ss.)"
        )
    nothing = sum(one.handled > 0 and not one.work_s for one in records)
    if nothing > len(means):
        notes.append(f"Doubtful: {nothing:,} rows have contacts handled and no handling time.")


def note_patience(rows: Sequence[HistoryRow], notes: list[str]) -> None:
    """Note what follows where abandonments are recorded and no time in queue beside any."""
    abandoned = sum(row.abandoned or 0.0 for row in rows)
    if not abandoned or any(row.abandoned and row.mean_wait_s is not None for row in rows):
        return
    notes.append(
        f"Abandonments are recorded ({abandoned:,.0f}) and no time in queue: how patient callers "
        "are cannot be worked out from them, and default_patience_s of scenario.yaml is assumed. "
        "Export the mean wait (time in queue) of all contacts offered, answered or not, as well."
    )


def gaps(rows: Sequence[HistoryRow], step_minutes: int) -> tuple[tuple[dt.date, ...], int]:
    """Dates without a row, and the number of intervals without one on the other dates.

    An interval counts as missing where at least half of the dates of its weekday have it.
    """
    by_day: defaultdict[dt.date, set[int]] = defaultdict(set)
    for row in rows:
        start = row.interval_start
        by_day[start.date()].add((start.hour * 60 + start.minute) // step_minutes)
    first, last = min(by_day), max(by_day)
    dates = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    missing_intervals = 0
    for weekday in range(7):
        alike = [by_day[date] for date in dates if date in by_day and date.weekday() == weekday]
        usual = {
            slot
            for slot in set[int]().union(*alike)
            if sum(slot in day for day in alike) * 2 >= len(alike)
        }
        missing_intervals += sum(len(usual - day) for day in alike)
    return tuple(date for date in dates if date not in by_day), missing_intervals
