"""What a simulation says, in plain JSON types, for plans, files and people."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from allocator.demand.arrays import Floats
from allocator.simulate.absence import MEAN_SPELL_S
from allocator.simulate.estimate import Estimate, ratio
from allocator.simulate.week import WeekSimulation

DEFINITION = "answered within the target time, over all contacts offered"

Json = dict[str, Any]


def summary(simulation: WeekSimulation) -> Json:
    """Return the week by queue, pool and person: what a plan holds."""
    people = [
        {name: value for name, value in person.items() if name != "days"}
        for person in _people(simulation)
    ]
    routing = simulation.centre.routing
    return {
        "seed": simulation.seed,
        "replications": simulation.replications,
        "confidence": 0.95,
        "service_level": DEFINITION,
        "routing": {
            "agent_choice": str(routing.agent_choice),
            "contact_choice": str(routing.contact_choice),
            "overflow_s": routing.overflow_s,
        },
        "shrinkage_share": simulation.scenario.settings.shrinkage_share,
        "mean_spell_away_s": MEAN_SPELL_S,
        "handling_cv": simulation.handling_cv,
        "day_cv": simulation.day_cv,
        "all": _service(simulation, slice(None), None),
        "queues": _by_queue(simulation, None),
        "pools": _pools(simulation),
        "people": people,
    }


def details(simulation: WeekSimulation) -> Json:
    """Return the summary with the days of queues and people beside it: ``simulation.json``."""
    days = simulation.scenario.grid.days
    return summary(simulation) | {
        "people": _people(simulation),
        "days": [
            {"date": day.isoformat(), **row}
            for d, day in enumerate(days)
            for row in _by_queue(simulation, d)
        ],
    }


def _by_queue(simulation: WeekSimulation, day: int | None) -> list[Json]:
    scenario = simulation.scenario
    rows: list[Json] = []
    for q, queue in enumerate(scenario.settings.queues):
        row = _service(simulation, slice(q, q + 1), day)
        expected = _expected_share(simulation, queue.id, day)
        rows.append(
            {
                "queue": queue.id,
                "pool": scenario.pool_of_queue[queue.id],
                "target_s": queue.target_s,
                "target_share": queue.target_share,
                **row,
                "expected_service_level": expected,
            }
        )
    return rows


def _service(simulation: WeekSimulation, queues: slice, day: int | None) -> Json:
    """Service of some queues together over the week, or one operating day of it."""
    counts, bounds = simulation.counts, simulation.scenario.grid.day_bounds
    intervals = slice(None) if day is None else slice(bounds[day], bounds[day + 1])

    def total(field: Floats) -> Floats:
        return field[:, intervals, queues].sum(axis=(1, 2)).astype(np.float64)

    offered, answered = total(counts.offered), total(counts.answered)
    in_time = total(counts.in_time)
    row: Json = {"offered_contacts": _rounded(float(offered.mean()), 2)}
    row |= _pair("service_level_share", "", ratio(in_time, offered))
    came = offered > 0
    weeks = in_time[came] / offered[came]
    for name, share in (("p10", 0.1), ("p90", 0.9)):
        value = float(np.quantile(weeks, share)) if weeks.size else math.nan
        row[f"service_level_{name}"] = _rounded(value, 6)
    row |= _pair("abandoned_share", "", ratio(offered - answered, offered))
    row |= _pair("asa", "_s", ratio(total(counts.wait_s), answered))
    return row


def _pools(simulation: WeekSimulation) -> list[Json]:
    counts = simulation.counts
    handling = counts.handling_by_pool_s.sum(axis=1)
    there = simulation.logged_in_by_pool_s.sum(axis=0) - counts.away_by_pool_s.sum(axis=1)
    found = ratio(handling, there)
    return [
        {"pool": pool.id, **_pair("occupancy_share", "", found, p)}
        for p, pool in enumerate(simulation.scenario.settings.pools)
    ]


def _people(simulation: WeekSimulation) -> list[Json]:
    """Occupancy of everybody who is logged in, most occupied first, and each one's days."""
    counts, logged_in_s = simulation.counts, simulation.logged_in_s
    dates = [day.isoformat() for day in simulation.scenario.grid.days]
    by_day = ratio(counts.handling_s, logged_in_s - counts.away_s)
    week = ratio(counts.handling_s.sum(axis=2), logged_in_s.sum(axis=1) - counts.away_s.sum(axis=2))
    rows: list[Json] = []
    most_occupied_first = np.argsort(-np.nan_to_num(week.value, nan=-1.0), kind="stable")
    for a in most_occupied_first.tolist():
        present: list[int] = np.flatnonzero(logged_in_s[a] > 0).tolist()
        if not present:
            continue
        shares = [float(by_day.value[a, d]) for d in present if not math.isnan(by_day.value[a, d])]
        rows.append(
            {
                "agent_id": simulation.centre.agents[a],
                "logged_in_hours": _rounded(float(logged_in_s[a].sum()) / 3600, 4),
                **_pair("occupancy_share", "", week, a),
                "highest_day_share": _rounded(max(shares, default=math.nan), 6),
                "days": [
                    {
                        "date": dates[d],
                        "logged_in_hours": _rounded(float(logged_in_s[a, d]) / 3600, 4),
                        **_pair("occupancy_share", "", by_day, (a, d)),
                    }
                    for d in present
                ],
            }
        )
    return rows


def _expected_share(simulation: WeekSimulation, queue: str, day: int | None) -> float | None:
    """Erlang's service level in the plan, weighted by contacts; ``None`` if it has none."""
    grid = simulation.scenario.grid
    rows = [
        row
        for row in simulation.requirements
        if row.queue == queue
        and (day is None or grid.operating_date(row.interval_start) == grid.days[day])
    ]
    if any(row.expected_service_level is None for row in rows):
        return None
    contacts = math.fsum(row.forecast_contacts for row in rows)
    in_time = math.fsum(row.forecast_contacts * (row.expected_service_level or 0) for row in rows)
    return _rounded(in_time / contacts, 6) if contacts else None


def _pair(
    name: str, unit: str, found: Estimate, place: int | tuple[int, int] | tuple[()] = ()
) -> Json:
    """Value and half-width of an estimate at one place of its arrays."""
    return {
        f"{name}{unit}": _rounded(float(found.value[place]), 6),
        f"{name}_half_width{unit}": _rounded(float(found.half_width[place]), 6),
    }


def _rounded(value: float, digits: int) -> float | None:
    """Round for a file; JSON has no word for what is not a number."""
    return None if math.isnan(value) else round(value, digits)
