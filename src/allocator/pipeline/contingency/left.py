"""What a loss leaves of a rota and of the contacts, if nobody does anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from allocator.demand.disrupted_need import disrupted_need
from allocator.domain.demand import Requirement
from allocator.domain.disrupt import disrupt
from allocator.domain.disruption import KnownEvent
from allocator.domain.event_of_day import CALLBACK_OVER_MINUTES, Absence, Event, QueueDown, Volume
from allocator.domain.findings import day_text
from allocator.domain.people_names import NamedPeople
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.contingency.cases import Case, open_from
from allocator.pipeline.contingency.seats import seated

RETURN_HOURS = CALLBACK_OVER_MINUTES / 60
"""Open hours over which the contacts of a queue that was down come again."""


@dataclass(frozen=True)
class Left:
    """What a loss leaves.

    Parameters
    ----------
    rota
        Whom an activity cannot be held with is back on the phone.
    requirements
        What is still to be answered, and when.
    lost_by_queue
        Contacts late by queue and day of the plan that the requirements hold no more.
    new_share
        By queue and number of the interval, where it is not 1: share of the contacts there that
        are not counted as lost already.
    gone
        Activities that do not take place.
    cancelled
        The same in words.
    """

    rota: Rota
    requirements: tuple[Requirement, ...]
    lost_by_queue: Mapping[str, dict[dt.date, float]] = field(
        default_factory=dict[str, dict[dt.date, float]]
    )
    new_share: Mapping[str, dict[int, float]] = field(default_factory=dict[str, dict[int, float]])
    gone: frozenset[str] = frozenset()
    cancelled: tuple[str, ...] = ()


def left_by(
    scenario: Scenario, requirements: tuple[Requirement, ...], rota: Rota, case: Case
) -> Left:
    """Work out what a loss leaves if nobody does anything, as a replan would find it."""
    if case.agent_ids:
        return _without_people(scenario, requirements, rota, case)
    if case.queue is not None:
        return _with_queue_down(scenario, requirements, rota, case, case.queue)
    if case.pool is not None and case.seats is not None:
        return Left(seated(scenario, rota, case.pool, case.seats), requirements)
    more = Volume(start=case.start, until=case.end, change_share=case.volume_factor - 1.0)
    return Left(rota, _need(scenario, requirements, more))


def _without_people(
    scenario: Scenario, requirements: tuple[Requirement, ...], rota: Rota, case: Case
) -> Left:
    away = [Absence(agent_id=who, start=case.start, until=case.end) for who in case.agent_ids]
    found = disrupt(scenario, rota, scenario.disruption, away, open_from(scenario))
    people = NamedPeople(scenario.agents)
    participants = {row.activity_id: row.participants for row in scenario.activities}
    earlier = len(scenario.disruption.cancelled) if scenario.disruption else 0
    gone = [row for row in found.cancelled[earlier:] if not row.is_held]
    return Left(
        found.standing,
        requirements,
        gone=frozenset(row.activity_id for row in gone),
        cancelled=tuple(
            f"{row.kind.replace('_', ' ')} with {people.of(who)} does not take place on "
            f"{day_text(scenario.grid.operating_date(row.start))}"
            for row in gone
            for who in participants.get(row.activity_id, ())
            if who not in case.agent_ids
        ),
    )


def _with_queue_down(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    rota: Rota,
    case: Case,
    queue: str,
) -> Left:
    """Nothing of a queue is answered for a while; its contacts are called back afterwards."""
    is_deferred = scenario.queue_by_id[queue].channel.is_deferred
    event = QueueDown(
        queue=queue,
        start=case.start,
        until=case.end,
        then="wait" if is_deferred else "callback",
    )
    need = _need(scenario, requirements, event)
    if is_deferred:  # done later, and late only where that is too late
        return Left(rota, need)
    grid = scenario.grid
    lost: dict[dt.date, float] = {}
    share: dict[int, float] = {}
    for before, after in zip(requirements, need, strict=True):
        come, now = before.forecast_contacts, after.forecast_contacts
        if before.queue == queue and now > come:
            share[grid.index(before.interval_start)] = come / now
        elif before.queue == queue and now < come:
            day = grid.operating_date(before.interval_start)
            lost[day] = lost.get(day, 0.0) + come - now
    return Left(rota, need, lost_by_queue={queue: lost}, new_share={queue: share})


def _need(
    scenario: Scenario, requirements: tuple[Requirement, ...], event: Event
) -> tuple[Requirement, ...]:
    known = KnownEvent(event=event, known_at=open_from(scenario), replan=1)
    return disrupted_need(scenario, requirements, [known]).requirements
