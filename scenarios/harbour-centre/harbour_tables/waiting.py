"""``backlog.csv``: emails that wait when the week opens.

A guess made a fortnight ahead, as the rota is: on Sundays nobody gets round to email, so that all
that comes on the Sunday before, drawn by the process of the history, is still there on Monday. Each
is due eight open hours after it came, counted over the opening hours of Sunday, the bank holiday
and Tuesday.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from harbour_tables.chance import poisson, stream
from harbour_tables.history import CHANNELS, FIRST_DAY, HALF_HOURS, height
from harbour_tables.table import Table

SUNDAY = dt.date(2026, 8, 30)
OPEN = ((SUNDAY, 10, 16), (dt.date(2026, 8, 31), 10, 16), (dt.date(2026, 9, 1), 8, 20))
"""Days with the hours they are open: the bank holiday is run like a Sunday."""

OPEN_HOURS_TO_DO_IT = 8


def backlog(seed: int) -> Table:
    """Table of the emails by the time they are due."""
    chance = stream(seed, "backlog")
    (email,) = (channel for channel in CHANNELS if channel.queue == "email")
    first, end = HALF_HOURS["sunday"]
    heights = [height(email, number) for number in range(first, end)]
    weeks = (SUNDAY - FIRST_DAY).days // 7
    day_mean = email.contacts_a_day * email.trend**weeks * email.weekday_shares[6]
    waiting: Counter[dt.datetime] = Counter()
    for number in range(first, end):
        mean = day_mean * heights[number - first] / sum(heights)
        came = dt.datetime.combine(SUNDAY, dt.time(number // 2, number % 2 * 30))
        waiting[_due(came)] += poisson(chance, mean)
    rows = [["email", number, due.isoformat()] for due, number in sorted(waiting.items()) if number]
    return Table("backlog.csv", ("queue", "contacts", "due"), rows)


def _due(came: dt.datetime) -> dt.datetime:
    """Moment so many open hours after another."""
    left = dt.timedelta(hours=OPEN_HOURS_TO_DO_IT)
    for day, opens, closes in OPEN:
        start = max(came, dt.datetime.combine(day, dt.time(opens)))
        close = dt.datetime.combine(day, dt.time(closes))
        if start + left <= close:
            return start + left
        left -= max(dt.timedelta(0), close - start)
    raise ValueError(f"{came} is due after {OPEN[-1][0]}; add a day to OPEN")
