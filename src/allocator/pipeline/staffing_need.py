"""The planned week's demand and the agents that it needs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allocator.demand.staffing import staffing
from allocator.domain.demand import StaffingRow
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import Forecast, forecast_week


@dataclass(frozen=True, slots=True)
class PoolDay:
    """Need of one pool on one operating day.

    Parameters
    ----------
    agent_hours
        Agents to schedule on the phone, summed over the day's intervals, in hours.
    most_agents, most_at
        Most of them at once, and the first time of day at which so many are needed.
    """

    day: dt.date
    pool: str
    agent_hours: float
    most_agents: int
    most_at: dt.datetime


@dataclass(frozen=True)
class StaffingNeed:
    """The planned week's demand and the agents it needs."""

    forecast: Forecast
    staffing: tuple[StaffingRow, ...]
    by_day: tuple[PoolDay, ...]


def staffing_need(scenario: Scenario) -> StaffingNeed:
    """Forecast the planned week and the agents that each pool needs in it.

    Raises
    ------
    InputError
        If the history holds no contacts in the opening hours.
    """
    made = forecast_week(scenario)
    rows = staffing(scenario, made.requirements)
    grid = scenario.grid
    by_day: dict[tuple[dt.date, str], list[StaffingRow]] = {}
    for row in rows:
        by_day.setdefault((grid.operating_date(row.interval_start), row.pool), []).append(row)
    days = [
        PoolDay(
            day,
            pool,
            sum(row.required_agents for row in group) * grid.interval_minutes / 60.0,
            (most := max(group, key=lambda row: row.required_agents)).required_agents,
            most.interval_start,
        )
        for (day, pool), group in by_day.items()
    ]
    return StaffingNeed(made, rows, tuple(days))


def staffing_json(need: StaffingNeed) -> dict[str, Any]:
    """Return the need per pool and interval as plain data."""
    return {
        "staffing": [
            row.model_dump(mode="json", exclude={"scheduled_agents"}) for row in need.staffing
        ]
    }
