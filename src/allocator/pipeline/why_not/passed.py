"""What of a replan's week can no longer be otherwise, and so answers a question by itself."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence

from allocator.demand.service import ServiceModel
from allocator.domain.cut_blocks import shift_at, shifts_of_day
from allocator.domain.disruption import Disruption
from allocator.domain.findings import day_text, local_text
from allocator.domain.people import Pin
from allocator.domain.people_names import called
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.errors import InputProblem
from allocator.justify.wording import clock_span
from allocator.pipeline.why_not.obstacle import Obstacle
from allocator.pipeline.why_not.obstacles import lacking_skill, obstacle_of
from allocator.rota.conflict.oracle import Oracle
from allocator.rota.conflict.world import World
from allocator.rota.replan.freedom import LEAD_MINUTES
from allocator.verify.replan_checks import AWAY, FROZEN

_GUARD_SECONDS = 2.0
NOT_LOOKED_FOR = (
    "not looked for in a week that is under way; overtime and swaps are events that allocator "
    "replan takes"
)


def passed_problem(
    scenario: Scenario, end: dt.datetime, where: str, text: str
) -> InputProblem | None:
    """Say that what is asked about has been; ``None`` where it is still to come.

    Parameters
    ----------
    end
        Of the interval or the day.
    where, text
        The option, and what was given.
    """
    disruption = scenario.disruption
    if disruption is None or end.timestamp() > disruption.join.timestamp():
        return None
    join = disruption.join.astimezone(scenario.grid.zone)
    return InputProblem(
        where,
        f"has been: this plan is a replan's, and before {local_text(join)} nothing in it can be "
        "otherwise any more",
        f"Ask about a time from {local_text(join)} on, or ask the plan that was published before "
        "what else might have been.",
        value=text,
    )


def passed_obstacle(scenario: Scenario, rota: Rota, agent_id: str, pin: Pin) -> Obstacle | None:
    """Find what has happened, or is too near, that keeps somebody from working as asked.

    Parameters
    ----------
    scenario
        Of a replan, or of any plan, where there is nothing of the kind.
    rota
        What people know.
    pin
        Asks for work in an interval or for some shift of a day.
    """
    disruption = scenario.disruption
    if disruption is None:
        return None
    who, zone = called(scenario.agent_by_id[agent_id]), scenario.grid.zone
    first, end = pin.start, pin.end
    day = scenario.grid.operating_date(pin.start)
    if pin.kind == "any_shift":
        first, end = working_span(scenario, day)
    start = max(first, disruption.join)
    if start < end and is_away(disruption, agent_id, start, end):
        return Obstacle((AWAY,), (f"{who} is away then",), (), note="nothing")
    is_moment = pin.kind == "on_phone"
    if is_moment and shift_at(rota, agent_id, start) is not None:
        return None
    soonest = disruption.join + dt.timedelta(minutes=LEAD_MINUTES)
    offered = disruption.overtime_on(agent_id, day) is not None
    for shift in shifts_of_day(scenario.grid, rota, agent_id, day):
        if shift.start.timestamp() < soonest.timestamp() and not offered:
            begins = shift.start.astimezone(zone)
            has = "has begun" if shift.start < disruption.join else "begins within the hour"
            span = clock_span(begins, shift.end.astimezone(zone))
            return Obstacle(
                (FROZEN,),
                (f"{who} has the shift {span} on {day_text(day)}, which {has}: it stays",),
                (),
                note="overtime, if it is offered, as an event that allocator replan takes",
            )
    if is_moment and start.timestamp() < soonest.timestamp():
        from_when = local_text(soonest.astimezone(zone))
        return Obstacle(
            (FROZEN,),
            (f"{who} is not at work then, and nobody can be asked to come before {from_when}",),
            (),
            note="nothing",
        )
    return None


def obstacle_left_open(
    scenario: Scenario,
    forced: Scenario,
    service: ServiceModel,
    agent_id: str,
    pins: Sequence[Pin],
    seconds: float,
) -> Obstacle | None:
    """Find what forbids somebody's pins in what is left open of a replan's week.

    What forbids them in a whole week forbids them here too, but for whom an event has left no
    whole week: of these nothing is said. Changes that would allow it are not looked for.

    Parameters
    ----------
    scenario, forced
        Without and with the pins.
    """
    begun = time.perf_counter()
    if lacking_skill(forced, agent_id, pins):
        found = obstacle_of(forced, service, agent_id, pins, 0.0)
    else:
        oracle = Oracle(service, begun + min(seconds, _GUARD_SECONDS))
        if oracle.ask(World(scenario), [agent_id]).admits is not True:
            return None
        left = seconds - (time.perf_counter() - begun)
        found = obstacle_of(forced, service, agent_id, pins, max(0.0, left))
    if found is None:
        return None
    return Obstacle(found.rule_ids, found.facts, (), note=NOT_LOOKED_FOR)


def working_span(scenario: Scenario, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """When people can be at work on an operating day: opening hours, or else all of it."""
    number = scenario.grid.days.index(day)
    start, end = scenario.grid.day_starts[number], scenario.grid.day_starts[number + 1]
    spans = scenario.opening_spans(day)
    if "opening_hours" not in scenario.settings.rules or not spans:
        return start, end
    return spans[0][0], spans[-1][1]


def is_away(disruption: Disruption, agent_id: str, start: dt.datetime, end: dt.datetime) -> bool:
    """Whether somebody is away for all of a span."""
    at = start.timestamp()
    for first, until in disruption.away_spans(agent_id):
        if first.timestamp() <= at < until.timestamp():
            at = until.timestamp()
    return at >= end.timestamp()
