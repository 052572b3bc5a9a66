"""What a simulation says, in plain JSON types, for plans, files and people."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from allocator.demand.arrays import Floats
from allocator.demand.deferred import backlog_contacts
from allocator.simulate.absence import MEAN_SPELL_S
from allocator.simulate.by_time import by_day, by_hour, by_week
from allocator.simulate.estimate import Estimate, mean, ratio, share_of
from allocator.simulate.expected import expected_share, rounded
from allocator.simulate.spreads import WEEK_SHARE
from allocator.simulate.week import WeekSimulation

DEFINITION = "answered within the target time, over all contacts offered"

DEFERRED_DEFINITION = (
    DEFINITION + "; emails and call-backs: done when due, over those due before the week's end"
)

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
        "service_level": DEFERRED_DEFINITION if _has_deferred(simulation) else DEFINITION,
        "routing": {
            "agent_choice": str(routing.agent_choice),
            "contact_choice": str(routing.contact_choice),
            "overflow_s": routing.overflow_s,
        },
        "shrinkage_share": simulation.scenario.settings.shrinkage_share,
        "mean_spell_away_s": MEAN_SPELL_S,
        "handling_cv": simulation.handling_cv,
        "day_cv": simulation.day_cv,
        "day_cv_week_share": WEEK_SHARE,
        "all": _service(simulation, slice(None), None),
        "queues": _by_queue(simulation, None),
        **_of_weeks(simulation),
        "by_day": by_day(simulation),
        "by_hour": by_hour(simulation),
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


def _of_weeks(simulation: WeekSimulation) -> Json:
    """Return what there is to say of each week of several; nothing of one."""
    if len(simulation.scenario.plan_weeks) == 1:
        return {}
    return {"day_cv_by_week": list(simulation.week_cvs), "by_week": by_week(simulation)}


def _has_deferred(simulation: WeekSimulation) -> bool:
    return bool(simulation.centre.handling.is_deferred.any())


def _by_queue(simulation: WeekSimulation, day: int | None) -> list[Json]:
    scenario = simulation.scenario
    rows: list[Json] = []
    for q, queue in enumerate(scenario.settings.queues):
        row: Json = {
            "queue": queue.id,
            "pool": scenario.pool_of_queue[queue.id],
            "channel": str(queue.channel),
            "definition": queue.definition,
            "target_s": queue.target_s,
            "target_share": queue.target_share,
            **_service(simulation, slice(q, q + 1), day),
            "expected_service_level": expected_share(
                simulation, queue.id, None if day is None else (day,)
            ),
        }
        if queue.channel.is_deferred:
            # What waits at the end of a day, or of the week, which is that of its last day.
            left = simulation.counts.left[:, -1 if day is None else day, q]
            row |= _pair("left_contacts", "", mean(left.astype(np.float64)))
            if day is None:
                row["backlog_contacts"] = backlog_contacts(scenario, queue.id)
        rows.append(row)
    return rows


def _service(simulation: WeekSimulation, queues: slice, day: int | None) -> Json:
    """Service of some queues together over the week, or one operating day of it.

    Messages and call-backs are neither given up nor waited for on the line.
    """
    counts, bounds = simulation.counts, simulation.scenario.grid.day_bounds
    intervals = slice(None) if day is None else slice(bounds[day], bounds[day + 1])
    on_line = ~simulation.centre.handling.is_deferred

    def total(field: Floats) -> Floats:
        return field[:, intervals, queues].sum(axis=(1, 2)).astype(np.float64)

    offered, in_time = total(counts.offered), total(counts.in_time)
    row: Json = {"offered_contacts": rounded(float(offered.mean()), 2)}
    row |= _pair("service_level_share", "", share_of(in_time, offered))
    came = offered > 0
    weeks = in_time[came] / offered[came]
    for name, share in (("p10", 0.1), ("p90", 0.9)):
        value = float(np.quantile(weeks, share)) if weeks.size else math.nan
        row[f"service_level_{name}"] = rounded(value, 6)
    waited_for, answered = total(counts.offered * on_line), total(counts.answered)
    row |= _pair("abandoned_share", "", share_of(waited_for - answered, waited_for))
    row |= _pair("asa", "_s", ratio(total(counts.wait_s), answered))
    return row


def _pools(simulation: WeekSimulation) -> list[Json]:
    counts, handling = simulation.counts, simulation.centre.handling
    there = simulation.logged_in_by_pool_s.sum(axis=0) - counts.away_by_pool_s.sum(axis=1)
    found = ratio(counts.handling_by_pool_s.sum(axis=1), there)
    deferred = ratio(counts.deferred_by_pool_s.sum(axis=1), there)
    live = ratio((counts.handling_by_pool_s - counts.deferred_by_pool_s).sum(axis=1), there)
    chats = ratio(counts.chat_by_pool_s.sum(axis=1), there)
    rows: list[Json] = []
    for p, pool in enumerate(simulation.scenario.settings.pools):
        row: Json = {"pool": pool.id, **_pair("occupancy_share", "", found, p)}
        mine = simulation.cells.pool == p
        if handling.is_deferred[mine].any():
            row |= _pair("live_occupancy_share", "", live, p)
            row |= _pair("deferred_share", "", deferred, p)
        if handling.is_chat[mine].any():
            row |= _pair("chats_in_hand", "", chats, p)
        rows.append(row)
    return rows


def _people(simulation: WeekSimulation) -> list[Json]:
    """Occupancy of everybody who is logged in, most occupied first, and each one's days.

    Order and busiest day are by time on calls and chats alone where somebody does deferred work.
    """
    counts, logged_in_s = simulation.counts, simulation.logged_in_s
    handling = simulation.centre.handling
    dates = [day.isoformat() for day in simulation.scenario.grid.days]
    parts = {"occupancy_share": counts.handling_s}
    if handling.is_deferred.any():
        parts["live_occupancy_share"] = counts.handling_s - counts.deferred_s
        parts["deferred_share"] = counts.deferred_s
    if handling.is_chat.any():
        parts["chats_in_hand"] = counts.chat_s
    there_s, there_week_s = (
        logged_in_s - counts.away_s,
        logged_in_s.sum(axis=1) - counts.away_s.sum(axis=2),
    )
    by_day = {name: ratio(part, there_s) for name, part in parts.items()}
    week = {name: ratio(part.sum(axis=2), there_week_s) for name, part in parts.items()}
    strain = "live_occupancy_share" if "live_occupancy_share" in parts else "occupancy_share"
    occupancy = by_day[strain].value
    rows: list[Json] = []
    in_week = np.nan_to_num(week[strain].value, nan=-1.0)
    for a in np.argsort(-in_week, kind="stable").tolist():
        present: list[int] = np.flatnonzero(logged_in_s[a] > 0).tolist()
        if not present:
            continue
        shares = [float(occupancy[a, d]) for d in present if not math.isnan(occupancy[a, d])]
        rows.append(
            {
                "agent_id": simulation.centre.agents[a],
                "logged_in_hours": rounded(float(logged_in_s[a].sum()) / 3600, 4),
                **_pairs(week, a),
                "highest_day_share": rounded(max(shares, default=math.nan), 6),
                "days": [
                    {
                        "date": dates[d],
                        "logged_in_hours": rounded(float(logged_in_s[a, d]) / 3600, 4),
                        **_pairs(by_day, (a, d)),
                    }
                    for d in present
                ],
            }
        )
    return rows


def _pairs(found: dict[str, Estimate], place: int | tuple[int, int]) -> Json:
    row: Json = {}
    for name, estimate in found.items():
        row |= _pair(name, "", estimate, place)
    return row


def _pair(
    name: str, unit: str, found: Estimate, place: int | tuple[int, int] | tuple[()] = ()
) -> Json:
    """Value and half-width of an estimate at one place of its arrays."""
    return {
        f"{name}{unit}": rounded(float(found.value[place]), 6),
        f"{name}_half_width{unit}": rounded(float(found.half_width[place]), 6),
    }
