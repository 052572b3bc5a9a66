"""Histories with a known truth in them: events, holidays and odd days planted by the tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np

from allocator.domain.demand import HistoryRow
from allocator.domain.scenario import Scenario
from allocator.domain.special_event import SpecialEvent
from tests.demand_scenario import demand_scenario

Truth = Callable[[dt.datetime, str], float]
"""Factor on the contacts of an interval's start and a queue."""

RATE = {"a": 60.0, "b": 12.0}


def plain(_start: dt.datetime, _queue: str) -> float:
    return 1.0


def simulated_rows(
    first: dt.date,
    end: dt.date,
    truth: Truth = plain,
    *,
    seed: int = 1,
    day_spread: float = 0.05,
    weekend: bool = False,
    closed: frozenset[dt.date] = frozenset(),
) -> list[HistoryRow]:
    """Poisson counts of 08:00 to 12:00, busier on Mondays, each day with a factor of its own."""
    rng = np.random.default_rng(seed)
    rows: list[HistoryRow] = []
    for n in range((end - first).days):
        day = first + dt.timedelta(days=n)
        busy = rng.gamma(day_spread**-2, day_spread**2)
        if (day.weekday() > 4 and not weekend) or day in closed:
            continue
        weekday = (1.3, 1.0, 0.95, 0.95, 1.0, 0.5, 0.4)[day.weekday()]
        for minute in range(480, 720, 30):
            start = dt.datetime.combine(day, dt.time(*divmod(minute, 60)))
            shape = 1.2 if minute < 600 else 0.8
            for queue, rate in RATE.items():
                mean = rate * weekday * shape * busy * truth(start, queue)
                rows.append(
                    HistoryRow(
                        interval_start=start,
                        queue=queue,
                        contacts=float(rng.poisson(mean)),
                        aht_s=180,
                    )
                )
    return rows


def event(
    name: str, start: str, end: str, share: float | None = None, queues: str = "", zone: str = "Z"
) -> SpecialEvent:
    """Event of a row; times in UTC, which is London's in winter."""
    data: dict[str, Any] = {
        "event": name,
        "queues": tuple(queues.split("|")) if queues else (),
        "start": f"{start}{zone}",
        "end": f"{end}{zone}",
        "volume_share": share,
    }
    return SpecialEvent.model_validate(data)


def with_events(rows: list[HistoryRow], *events: SpecialEvent, **changes: Any) -> Scenario:
    """Scenario of the tests of demand, planned from 2 March 2026, with events."""
    return demand_scenario(rows, **changes).model_copy(update={"events": events})
