"""A typical week of contacts from numbers per day, by a day's shape that is assumed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from allocator.domain.clock import WEEKDAYS
from allocator.domain.demand import HistoryRow
from allocator.domain.settings import OpeningSpan

INTERVAL_MINUTES = 30

# Contacts arriving in each hour from midnight, of a hundred or so a day: low at night, a peak in
# the late morning, a dip over lunch, a second and smaller peak, then an evening that falls away.
HOURLY_SHAPE = (
    *(0.8, 0.5, 0.4, 0.4, 0.4, 0.7, 1.5, 3.0),
    *(6.0, 9.0, 9.8, 9.2, 7.6, 7.4, 7.8, 7.6),
    *(7.0, 5.8, 4.4, 3.6, 3.0, 2.4, 1.7, 1.2),
)
"""The assumed shape. No centre's own: that is what a history is for."""


def typical_week(
    contacts_by_day: Mapping[str, float],
    spans: tuple[OpeningSpan, ...],
    queue: str,
    aht_s: float,
    first_day: dt.date,
) -> tuple[HistoryRow, ...]:
    """Spread contacts per day over the half-hours of the opening hours.

    Parameters
    ----------
    contacts_by_day
        Contacts of each weekday; days that are closed are passed over.
    first_day
        Date of the week's first operating day, in the past.
    """
    rows: list[HistoryRow] = []
    for number in range(7):
        day = first_day + dt.timedelta(days=number)
        name = WEEKDAYS[day.weekday()]
        slots = [
            minutes
            for span in spans
            if name in span.days
            for minutes in range(
                span.open // INTERVAL_MINUTES * INTERVAL_MINUTES, span.close, INTERVAL_MINUTES
            )
        ]
        weights = [HOURLY_SHAPE[slot // 60 % 24] for slot in slots]
        contacts = contacts_by_day.get(name, 0.0)
        midnight = dt.datetime.combine(day, dt.time())
        for slot, weight in zip(slots, weights, strict=True):
            rows.append(
                HistoryRow(
                    interval_start=midnight + dt.timedelta(minutes=slot),
                    queue=queue,
                    contacts=round(contacts * weight / sum(weights), 2),
                    aht_s=aht_s,
                )
            )
    return tuple(rows)
