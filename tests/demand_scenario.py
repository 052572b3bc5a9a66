"""Scenarios in memory for the tests of demand: one agent, any history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from allocator.domain.demand import HistoryRow
from allocator.domain.people import Agent, Skill
from allocator.domain.scenario import Scenario
from allocator.domain.settings import Settings

FIRST_DAY = dt.date(2026, 3, 2)
"""A Monday, the first day planned."""

WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]

Volume = Callable[[dt.date, int, str], float]
"""Contacts of a date, a clock minute and a queue."""


def demand_scenario(history: Iterable[HistoryRow], **changes: Any) -> Scenario:
    """Scenario open Monday to Friday 08:00–12:00 with queues ``a`` and ``b`` in one pool."""
    data: dict[str, Any] = {
        "name": "test",
        "site": {"name": "here", "time_zone": "Europe/London"},
        "week": {"start": FIRST_DAY, "days": 7},
        "opening_hours": [{"days": WORKDAYS, "open": "08:00", "close": "12:00"}],
        "queues": [{"id": "a"}, {"id": "b"}],
        "pools": [{"id": "main", "queues": ["a", "b"]}],
        "shift_patterns": [
            {
                "id": "day",
                "days": WORKDAYS,
                "start_from": "08:00",
                "start_to": "08:00",
                "shortest_minutes": 240,
                "longest_minutes": 240,
            }
        ],
        "contracts": [{"id": "full", "patterns": ["day"]}],
        "rules": {"skills": {}},
    }
    settings = Settings.model_validate({**data, **changes})
    return Scenario(
        settings=settings,
        agents=(Agent(agent_id="ann", name="Ann", contract="full", weekly_hours=20),),
        skills=tuple(
            Skill(agent_id="ann", queue=queue.id, level=2, aht_factor=1.0)
            for queue in settings.queues
        ),
        history=tuple(history),
    )


def history(
    first: dt.date,
    end: dt.date,
    volume: Volume,
    *,
    queues: Iterable[str] = ("a", "b"),
    aht_s: float = 180.0,
    **columns: Any,
) -> list[HistoryRow]:
    """Half-hourly rows of the workdays from the first up to the end, 08:00 to 12:00."""
    rows: list[HistoryRow] = []
    for n in range((end - first).days):
        day = first + dt.timedelta(days=n)
        if day.weekday() > 4:
            continue
        for minute in range(480, 720, 30):
            start = dt.datetime.combine(day, dt.time(*divmod(minute, 60)))
            rows.extend(
                HistoryRow(
                    interval_start=start,
                    queue=queue,
                    contacts=volume(day, minute, queue),
                    aht_s=aht_s,
                    **columns,
                )
                for queue in queues
            )
    return rows


def weeks_before(weeks: int) -> dt.date:
    """Monday so many weeks before the first planned day."""
    return FIRST_DAY - dt.timedelta(weeks=weeks)
