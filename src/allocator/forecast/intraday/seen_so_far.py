"""What the rows of a running day say of its intervals that are over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from allocator.demand.arrays import Booleans, Floats
from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import Forecast

_SILENCE_CHANCE = 1e-3
"""Intervals without a row whose silence is less likely than this are taken as not recorded."""


@dataclass(frozen=True)
class SeenSoFar:
    """What the rows say of the intervals that are over.

    Parameters
    ----------
    over, counted
        Intervals that are over, and those of them that are recorded, shape (B,).
    queues
        Queues with a row, shape (Q,).
    until, silent_until
        End of the last interval that is recorded, and of the last that is over if it is later.
    days
        Dates of the rows, in order.
    """

    over: Booleans
    counted: Booleans
    queues: Booleans
    came: Floats
    handled: Floats
    work_s: Floats
    until: dt.datetime | None
    silent_until: dt.datetime | None
    passed_over: int
    days: tuple[dt.date, ...]

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        made: Forecast,
        d: int,
        rows: Iterable[HistoryRow],
        clock: dt.datetime,
    ) -> SeenSoFar:
        """Read the rows of one planned day's intervals that are over at a clock reading."""
        step = dt.timedelta(minutes=scenario.settings.history_interval_minutes)
        midnight = dt.datetime.combine(made.days[d], dt.time())
        starts = [midnight + dt.timedelta(minutes=slot) for slot in made.slots]
        slot_at = {start: b for b, start in enumerate(starts)}
        queue_at = {queue: q for q, queue in enumerate(made.queues)}
        over = made.is_open[d] & np.array([start + step <= clock for start in starts])
        came, handled, work_s = (np.zeros(made.expected.shape[1:]) for _ in range(3))
        has_row = np.zeros(made.expected.shape[1:], dtype=bool)
        passed_over, days = 0, set[dt.date]()
        for row in rows:
            days.add(row.interval_start.date())
            b = slot_at.get(row.interval_start)
            if b is None or not over[b]:
                passed_over += 1
                continue
            place = b, queue_at[row.queue]
            came[place] += row.contacts
            has_row[place] = True
            if row.aht_s is not None:
                answered = row.contacts - (row.abandoned or 0.0)
                handled[place] += answered
                work_s[place] += answered * row.aht_s
        queues, slots = has_row.sum(axis=0) > 0, has_row.sum(axis=1) > 0
        counted = _recorded(over, slots, made.expected[d][:, queues].sum(axis=1))
        until = starts[int(np.flatnonzero(counted)[-1])] + step if counted.any() else None
        last_over = starts[int(np.flatnonzero(over)[-1])] + step if over.any() else None
        silent_until = last_over if until and last_over and last_over > until else None
        came = np.where(counted[:, None], came, 0.0).sum(axis=0)
        return cls(
            over=over,
            counted=counted,
            queues=queues,
            came=came,
            handled=handled,
            work_s=work_s,
            until=until,
            silent_until=silent_until,
            passed_over=passed_over,
            days=tuple(sorted(days)),
        )


def _recorded(over: Booleans, has_row: Booleans, expected: Floats) -> Booleans:
    """Intervals that are recorded: with a row, or before the last with one and credibly silent.

    Parameters
    ----------
    over, has_row
        Open intervals that are over, and those with a row, shape (B,).
    expected
        Contacts expected of the queues that have rows, shape (B,).
    """
    counted = over & has_row
    if not counted.any():
        return counted
    silent: list[int] = []
    for b in np.flatnonzero(over & (np.arange(len(over)) <= np.flatnonzero(counted)[-1])).tolist():
        if not has_row[b]:
            silent.append(b)
            continue
        # Half of what was expected, so that a quiet morning is not taken for missing records.
        if np.exp(-0.5 * expected[silent].sum()) >= _SILENCE_CHANCE:
            counted[silent] = True
        silent = []
    return counted
