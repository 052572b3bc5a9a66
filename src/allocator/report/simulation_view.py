"""What simulating the rota showed: service by queue, day and hour, and how busy people are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.report.course_chart import CoursePoint, course_chart
from allocator.report.occupancy_view import BUSY, Occupied, occupied_person, occupied_pool
from allocator.report.optional_figures import amount, give_or_take, points, share
from allocator.report.palette import PoolInk
from allocator.report.share_chart import Strip, share_chart


@dataclass(frozen=True)
class DayBelow:
    """A day whose simulated service is below the queue's floor, its interval included."""

    day: str
    level: Markup
    floor: Markup


@dataclass(frozen=True)
class SimulatedQueue:
    """A queue's week as simulated.

    Parameters
    ----------
    low, high
        Between which the share lay in eight of ten weeks.
    difference
        Simulated less expected share.
    by_day, by_hour
        Pictures; ``None`` where the plan does not state these.
    days_below
        Days on which it stays below the floor.
    """

    id: str
    name: str
    ink: PoolInk
    target: Markup
    expected: Markup
    level: Markup
    low: Markup
    high: Markup
    difference: Markup
    asa: Markup
    abandoned: Markup
    verdict: str
    chart: Markup
    by_day: Markup | None
    by_hour: Markup | None
    days_below: tuple[DayBelow, ...]


@dataclass(frozen=True)
class RoundRow:
    """One of the rotas that the need was corrected with.

    Parameters
    ----------
    movement
        How much the load was changed after it, on average.
    """

    name: str
    expected: Markup
    simulated: Markup
    hours: Markup
    movement: Markup


@dataclass(frozen=True)
class SimulationView:
    """Everything that the report says of the simulation.

    Parameters
    ----------
    rounds
        Rotas that the need was corrected with, the plan's own last; empty without drafts.
    rounds_words
        How many of them came before the plan's own: ``one round``.
    """

    weeks: Markup
    confidence: Markup
    definition: str
    busy: tuple[Markup, Markup]
    queues: tuple[SimulatedQueue, ...]
    any_deferred: bool
    pools: tuple[Occupied, ...]
    people: tuple[Occupied, ...]
    rounds: tuple[RoundRow, ...]
    rounds_words: str


def simulation_view(
    scenario: Scenario, plan: Plan, inks: Mapping[str, PoolInk]
) -> SimulationView | None:
    """Gather the simulation of a plan; ``None`` where it has none."""
    stated = plan.summary.simulation
    if stated is None:
        return None
    low, high = BUSY
    return SimulationView(
        weeks=amount("simulated_weeks", stated["replications"]),
        confidence=share("simulated_confidence", stated["confidence"], decimals=0),
        definition=stated["service_level"],
        busy=(
            share("busy_from", low, decimals=0),
            share("busy_to", high, decimals=0),
        ),
        queues=tuple(_queue(scenario, stated, row, inks) for row in stated["queues"]),
        any_deferred=any("deferred_share" in row for row in stated["pools"]),
        pools=tuple(occupied_pool(scenario, row) for row in stated["pools"]),
        people=tuple(occupied_person(scenario, row) for row in stated["people"]),
        rounds=_rounds(plan),
        rounds_words=_rounds_words(len(plan.summary.correction_rounds) - 1),
    )


def _rounds_words(count: int) -> str:
    words = {1: "one round", 2: "two rounds", 3: "three rounds", 4: "four rounds"}
    return words.get(count, f"{count} rounds")


def _rounds(plan: Plan) -> tuple[RoundRow, ...]:
    rounds = plan.summary.correction_rounds
    if len(rounds) < 2:
        return ()
    return tuple(
        RoundRow(
            name="draft" if one.rota == "draft" else "this plan’s rota",
            expected=amount(
                "round_expected", sum(q.expected_late_contacts for q in one.queues), number
            ),
            simulated=amount(
                "round_simulated", sum(q.simulated_late_contacts or 0.0 for q in one.queues), number
            ),
            hours=amount("round_hours", one.required_hours, number, decimals=1),
            movement=share("round_movement", one.movement_share, number),
        )
        for number, one in enumerate(rounds)
    )


def _queue(
    scenario: Scenario,
    stated: Mapping[str, Any],
    row: Mapping[str, Any],
    inks: Mapping[str, PoolInk],
) -> SimulatedQueue:
    queue: str = row["queue"]
    setting = scenario.queue_by_id[queue]
    name = setting.name or queue
    ink = inks[scenario.pool_of_queue[queue]]
    level: float | None = row["service_level_share"]
    half: float | None = row["service_level_share_half_width"]
    expected: float | None = row["expected_service_level"]
    ends = row["service_level_p10"], row["service_level_p90"]
    off = None if level is None or expected is None else level - expected
    verdict = ""
    if level is not None:
        verdict = "met" if level >= setting.target_share else ""
        verdict = "below" if level < setting.floor_share else verdict
    strip = Strip(
        value=level,
        half_width=half,
        band=None if None in ends else ends,
        expected=expected,
        target=setting.target_share,
    )
    return SimulatedQueue(
        id=queue,
        name=name,
        ink=ink,
        target=share("queue_target", setting.target_share, queue, decimals=0),
        expected=share("simulated_expected", expected, queue),
        level=give_or_take(
            share("simulated_level", level, queue), share("simulated_level_half", half, queue)
        ),
        low=share("simulated_low", ends[0], queue),
        high=share("simulated_high", ends[1], queue),
        difference=points("simulated_difference_points", off, queue),
        asa=give_or_take(
            amount("simulated_asa", row["asa_s"], queue, decimals=1),
            amount("simulated_asa_half", row["asa_half_width_s"], queue, decimals=1),
        ),
        abandoned=give_or_take(
            share("simulated_abandoned", row["abandoned_share"], queue),
            share("simulated_abandoned_half", row["abandoned_share_half_width"], queue),
        ),
        verdict=verdict,
        chart=share_chart(strip),
        by_day=_course(
            stated.get("by_day"),
            queue,
            name,
            setting.target_share,
            ("date", "day"),
            ink,
            setting.floor_share,
        ),
        days_below=tuple(
            DayBelow(
                day=_label(day["date"]),
                level=give_or_take(
                    share("day_below_level", day["service_level_share"], queue, day["date"]),
                    share(
                        "day_below_level_half",
                        day["service_level_share_half_width"],
                        queue,
                        day["date"],
                    ),
                ),
                floor=share("day_below_floor", day["floor_share"], queue, day["date"], decimals=0),
            )
            for day in stated.get("by_day", ())
            if day["queue"] == queue and day.get("below_floor")
        ),
        by_hour=_course(
            stated.get("by_hour"), queue, name, setting.target_share, ("hour", "clock hour"), ink
        ),
    )


def _course(
    rows: Sequence[Mapping[str, Any]] | None,
    queue: str,
    name: str,
    target: float,
    part: tuple[str, str],
    ink: PoolInk,
    floor: float | None = None,
) -> Markup | None:
    mine = [
        row
        for row in rows or ()
        if row["queue"] == queue and row["service_level_share"] is not None
    ]
    if not mine:
        return None
    field, words = part
    points = [
        CoursePoint(
            label=_label(row[field]),
            value=row["service_level_share"],
            half_width=row["service_level_share_half_width"],
            expected=row["expected_service_level"],
        )
        for row in mine
    ]
    held = "the target" if floor is None else "target and floor"
    label = f"{name}: simulated service level by {words}, with its interval, beside {held}."
    return course_chart(
        f"simulated_by_{field}", queue, points, target, label, words, ink.css_class, floor
    )


def _label(part: str) -> str:
    if ":" in part:
        return part.partition(":")[0]
    day = dt.date.fromisoformat(part)
    return f"{day:%a} {day.day}"
