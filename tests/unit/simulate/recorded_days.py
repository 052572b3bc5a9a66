"""Recordings made by the simulator itself, so that what is behind them is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from allocator.domain.grid import TimeGrid
from allocator.simulate.absence import Absences, draw_absences
from allocator.simulate.centre import Centre, LoggedIn
from allocator.simulate.contacts import Contacts, serve_contacts
from allocator.simulate.recording import ContactRow, Recording

DAY = dt.date(2026, 6, 1)
FRAME = TimeGrid(
    time_zone="Europe/London",
    first_day=DAY,
    day_count=1,
    day_starts_at=dt.time(4),
    interval_minutes=15,
)
QUEUES = ("a", "b")
FACTOR = {("p0", "a"): 0.8, ("p1", "a"): 1.3, ("p2", "b"): 1.1}


@dataclass(frozen=True)
class Recorded:
    """A recording with the centre that it comes from."""

    recording: Recording
    rows: list[ContactRow]
    spans: tuple[LoggedIn, ...]
    sent: Contacts


def recorded(
    *,
    people: int = 5,
    days: int = 1,
    contacts_a_day: int = 900,
    wrap_up_s: float = 5.0,
    absence_share: float = 0.0,
    seed: int = 1,
) -> Recorded:
    """Record days of people who are there from 08:00 to 16:00; times in whole seconds."""
    day_s = 86_400.0
    spans = tuple(
        LoggedIn(f"p{n}", day * day_s + 4 * 3600, day * day_s + 12 * 3600, QUEUES)
        for n in range(people)
        for day in range(days)
    )
    centre = Centre.of(QUEUES, [f"p{n}" for n in range(people)], spans, FACTOR)
    draw = np.random.default_rng(seed)
    count = contacts_a_day * days
    day = np.sort(draw.integers(0, days, count))
    arrival_s = np.sort(
        day * day_s + draw.integers(4 * 3600, 12 * 3600 - 1200, count).astype(float)
    )
    sent = Contacts(
        arrival_s=arrival_s,
        queue=draw.integers(0, 2, count),
        work_s=np.ceil(draw.exponential(150, count)),
        wrap_s=np.full(count, wrap_up_s),
        patience_s=np.ceil(draw.exponential(300, count)),
        credit_s=np.zeros(count),
    )
    away = draw_absences(centre, absence_share, days * day_s, draw) if absence_share else None
    fates = serve_contacts(centre, sent, away or Absences.none())
    origin = dt.datetime.combine(DAY, dt.time(4))
    answered = ~np.isnan(fates.answered_s)
    rows = [
        ContactRow(
            arrived_at=origin + dt.timedelta(seconds=float(sent.arrival_s[c]) - 10),
            vru_s=10,
            queue=QUEUES[sent.queue[c]],
            queue_s=float(fates.answered_s[c] - sent.arrival_s[c])
            if answered[c]
            else float(sent.patience_s[c]),
            service_s=float(fates.free_s[c] - fates.answered_s[c] - wrap_up_s)
            if answered[c]
            else None,
            agent=f"p{fates.agent[c]}" if answered[c] else None,
        )
        for c in range(count)
    ]
    return Recorded(Recording.of(rows, QUEUES, FRAME), rows, spans, sent)
