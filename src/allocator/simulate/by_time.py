"""Simulated service of each queue by day, by week of the plan, and by hour of the clock."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np

from allocator.simulate.estimate import share_of
from allocator.simulate.expected import expected_share, judged_by_interval, rounded
from allocator.simulate.week import WeekSimulation

_Expected = Callable[[str, str], float | None]
"""Share that the plan expects of a queue in a part of the week."""


def by_day(simulation: WeekSimulation) -> list[dict[str, Any]]:
    """Return a row for each queue and operating day to which contacts come.

    A day is below the floor where its share with the half-width is still below it.
    """
    grid = simulation.scenario.grid
    number = {day.isoformat(): d for d, day in enumerate(grid.days)}
    dates = [grid.operating_date(moment).isoformat() for moment in _moments(simulation)]
    rows = _rows(
        simulation,
        "date",
        dates,
        lambda queue, day: expected_share(simulation, queue, (number[day],)),
    )
    floors = {queue.id: queue.floor_share for queue in simulation.scenario.settings.queues}
    for row in rows:
        floor = floors[row["queue"]]
        most = row["service_level_share"] + row["service_level_share_half_width"]
        row |= {"floor_share": floor, "below_floor": most < floor}
    return rows


def by_week(simulation: WeekSimulation) -> list[dict[str, Any]]:
    """Return a row for each queue and week of the plan, known by its first day."""
    grid = simulation.scenario.grid
    scenario = simulation.scenario
    weeks = {
        week[0].isoformat(): [(day - grid.first_day).days for day in week]
        for week in scenario.plan_weeks
    }
    first_days = [
        scenario.week_of(grid.operating_date(moment))[0].isoformat()
        for moment in _moments(simulation)
    ]
    return _rows(
        simulation,
        "first_day",
        first_days,
        lambda queue, first: expected_share(simulation, queue, weeks[first]),
    )


def by_hour(simulation: WeekSimulation) -> list[dict[str, Any]]:
    """Return a row for each queue and hour of the clock, all days together.

    Hours are in the order of the operating day: where it begins at four, three comes last.
    """
    hours = [f"{moment:%H}:00" for moment in _moments(simulation)]
    expected = _expected_by_hour(simulation)
    return _rows(simulation, "hour", hours, lambda queue, hour: expected.get((queue, hour)))


def _moments(simulation: WeekSimulation) -> list[dt.datetime]:
    grid = simulation.scenario.grid
    return [grid.moment(index) for index in range(grid.interval_count)]


def _expected_by_hour(simulation: WeekSimulation) -> dict[tuple[str, str], float]:
    """Service level by queue and hour in the plan, weighted by the contacts it is judged by."""
    scenario = simulation.scenario
    judged = {
        queue.id: judged_by_interval(simulation, queue.id) for queue in scenario.settings.queues
    }
    contacts = defaultdict[tuple[str, str], list[float]](list)
    in_time = defaultdict[tuple[str, str], list[float]](list)
    for row in simulation.requirements:
        if row.expected_service_level is not None:
            key = row.queue, f"{row.interval_start.astimezone(scenario.grid.zone):%H}:00"
            weight = judged[row.queue][scenario.grid.index(row.interval_start)]
            contacts[key].append(weight)
            in_time[key].append(weight * row.expected_service_level)
    return {
        key: round(math.fsum(in_time[key]) / total, 6)
        for key, parts in contacts.items()
        if (total := math.fsum(parts))
    }


def _rows(
    simulation: WeekSimulation, name: str, part_of: list[str], expected: _Expected
) -> list[dict[str, Any]]:
    """Service by queue in each part of the week.

    Parameters
    ----------
    part_of
        Part that each interval of the grid belongs to.
    """
    counts = simulation.counts
    members: dict[str, list[int]] = {}
    for index, part in enumerate(part_of):
        members.setdefault(part, []).append(index)
    rows: list[dict[str, Any]] = []
    for q, queue in enumerate(simulation.scenario.settings.queues):
        for part, intervals in members.items():
            offered = counts.offered[:, intervals, q].sum(axis=1).astype(np.float64)
            if not offered.any():
                continue
            in_time = counts.in_time[:, intervals, q].sum(axis=1).astype(np.float64)
            found = share_of(in_time, offered)
            rows.append(
                {
                    "queue": queue.id,
                    name: part,
                    "offered_contacts": rounded(float(offered.mean()), 2),
                    "service_level_share": rounded(float(found.value), 6),
                    "service_level_share_half_width": rounded(float(found.half_width), 6),
                    "expected_service_level": expected(queue.id, part),
                }
            )
    return rows
