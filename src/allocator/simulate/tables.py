"""Simulation tables: what each interval and queue, and each person's day, may expect."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable

import numpy as np

from allocator.simulate.estimate import ratio, share_of
from allocator.simulate.summary import Json
from allocator.simulate.week import WeekSimulation

INTERVAL_COLUMNS = (
    "interval_start",
    "pool",
    "queue",
    "forecast_contacts",
    "expected_service_level",
    "service_level_share",
    "service_level_half_width",
    "abandoned_share",
    "abandoned_half_width",
    "asa_s",
    "asa_half_width_s",
    "pool_occupancy_share",
    "pool_occupancy_half_width",
    "pool_deferred_share",
    "pool_deferred_half_width",
    "pool_chats_in_hand",
    "pool_chats_half_width",
)
PEOPLE_COLUMNS = (
    "agent_id",
    "date",
    "logged_in_hours",
    "occupancy_share",
    "occupancy_half_width",
    "deferred_share",
    "chats_in_hand",
)


def interval_csv(simulation: WeekSimulation) -> str:
    """Text of ``simulation.csv``: a row for every open interval and queue."""
    counts, grid = simulation.counts, simulation.scenario.grid
    column = {queue: q for q, queue in enumerate(simulation.centre.queues)}
    pools = {pool.id: p for p, pool in enumerate(simulation.scenario.settings.pools)}
    handling = simulation.centre.handling
    offered = counts.offered.astype(np.float64)
    waited_for = offered * ~handling.is_deferred
    found = (
        share_of(counts.in_time, offered),
        share_of(waited_for - counts.answered, waited_for),
        ratio(counts.wait_s, counts.answered),
    )
    there_s = simulation.logged_in_by_pool_s - counts.away_by_pool_s
    of_pool = [ratio(counts.handling_by_pool_s, there_s)]
    for part, which in (
        (counts.deferred_by_pool_s, handling.is_deferred),
        (counts.chat_by_pool_s, handling.is_chat),
    ):
        has_any = np.isin(np.arange(len(pools)), simulation.cells.pool[which])
        of_pool.append(ratio(part, there_s * has_any))  # empty where a pool has none
    rows: list[list[object]] = []
    for row in simulation.requirements:
        place = grid.index(row.interval_start), column[row.queue]
        in_pool = place[0], pools[row.pool]
        rows.append(
            [
                row.interval_start.isoformat(),
                row.pool,
                row.queue,
                row.forecast_contacts,
                "" if row.expected_service_level is None else row.expected_service_level,
                *(_cell(v) for one in found for v in (one.value[place], one.half_width[place])),
                *(
                    _cell(v)
                    for one in of_pool
                    for v in (one.value[in_pool], one.half_width[in_pool])
                ),
            ]
        )
    return _csv(INTERVAL_COLUMNS, rows)


def people_csv(people: list[Json]) -> str:
    """Text of ``simulation_people.csv`` from the people of a summary."""
    return _csv(
        PEOPLE_COLUMNS,
        (
            [
                person["agent_id"],
                day["date"],
                day["logged_in_hours"],
                day["occupancy_share"],
                day["occupancy_share_half_width"],
                day.get("deferred_share"),
                day.get("chats_in_hand"),
            ]
            for person in people
            for day in person["days"]
        ),
    )


def _cell(value: float) -> object:
    return "" if math.isnan(value) else round(float(value), 4)


def _csv(columns: tuple[str, ...], rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
