"""The losses that a week is tested against, each with the rota and the need that it leaves."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from allocator.domain.contingency import LossKind
from allocator.domain.demand import Requirement
from allocator.domain.findings import day_text
from allocator.domain.paid_time import paid_minutes
from allocator.domain.people_names import NamedPeople
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.contingency.words import span_text

MOST_PAIRED = 60
"""People of a pool who are tested in pairs: those whose own loss hurts most, where there are
more."""


@dataclass(frozen=True)
class Case:
    """A loss to be looked at.

    Parameters
    ----------
    agent_ids
        Who is away throughout.
    queue, down
        Queue that nobody can answer, and in which intervals.
    pool, seats
        Pool that has lost seats, and how many are left.
    volume_factor
        By which all contacts are multiplied.
    overtime_minutes
        Most paid minutes that a response may add.
    """

    id: str
    kind: LossKind
    words: str
    start: dt.datetime
    end: dt.datetime
    agent_ids: tuple[str, ...] = ()
    queue: str | None = None
    down: tuple[int, ...] = ()
    pool: str | None = None
    seats: int | None = None
    volume_factor: float = 1.0
    overtime_minutes: float = 0.0


def open_from(scenario: Scenario) -> dt.datetime:
    """First moment that a loss may begin at: of the plan, or since the last replan."""
    return scenario.grid.start if scenario.disruption is None else scenario.disruption.join


def person_cases(scenario: Scenario, rota: Rota) -> list[Case]:
    """Return the loss of each person who has a shift, all planned days of it."""
    people = NamedPeople(scenario.agents)
    return [
        Case(
            id=f"person:{agent.agent_id}",
            kind=LossKind.PERSON,
            words=f"{people.of(agent.agent_id)} away",
            start=open_from(scenario),
            end=scenario.grid.end,
            agent_ids=(agent.agent_id,),
            overtime_minutes=_paid(scenario, rota, agent.agent_id),
        )
        for agent in scenario.agents
        if rota.agent_blocks(agent.agent_id)
    ]


def pair_cases(
    scenario: Scenario, rota: Rota, extra_contacts: Mapping[str, float]
) -> tuple[list[Case], bool]:
    """Return the loss of each pair who can work in the same pool.

    Parameters
    ----------
    extra_contacts
        What the loss of each person costs.

    Returns
    -------
    cases, and whether they are all the pairs there are
    """
    people = NamedPeople(scenario.agents)
    order = {agent.agent_id: place for place, agent in enumerate(scenario.agents)}
    pairs: set[tuple[str, str]] = set()
    is_all = True
    for pool in scenario.settings.pools:
        able = [a for a in extra_contacts if scenario.usable_queues(a, pool.id)]
        able.sort(key=lambda agent_id: -extra_contacts[agent_id])
        is_all = is_all and len(able) <= MOST_PAIRED
        among = sorted(able[:MOST_PAIRED], key=order.__getitem__)
        pairs |= set(combinations(among, 2))
    return [
        Case(
            id=f"pair:{one}+{two}",
            kind=LossKind.PAIR,
            words=f"{people.of(one)} and {people.of(two)} away",
            start=open_from(scenario),
            end=scenario.grid.end,
            agent_ids=(one, two),
            overtime_minutes=_paid(scenario, rota, one) + _paid(scenario, rota, two),
        )
        for one, two in sorted(pairs)
    ], is_all


def queue_cases(scenario: Scenario, requirements: Iterable[Requirement]) -> list[Case]:
    """Return the loss of each queue for the half day in which most of its contacts come."""
    grid = scenario.grid
    contacts: defaultdict[str, dict[int, float]] = defaultdict(dict)
    for row in requirements:
        contacts[row.queue][grid.index(row.interval_start)] = row.forecast_contacts
    found: list[Case] = []
    for queue in scenario.settings.queues:
        halves = [
            half
            for day in grid.days
            for half in half_days(scenario, day)
            if grid.moment(half[0]) >= open_from(scenario)
        ]
        come = contacts[queue.id]
        half = max(halves, key=lambda half: sum(come.get(t, 0.0) for t in half), default=())
        if not half or not any(come.get(t, 0.0) for t in half):
            continue
        start, end = grid.moment(half[0]), grid.moment(half[-1] + 1)
        day = grid.operating_date(start)
        name = queue.name or queue.id
        found.append(
            Case(
                id=f"queue:{queue.id}",
                kind=LossKind.QUEUE,
                words=f"{name} down, {day_text(day)} {span_text(start, end)}",
                start=start,
                end=end,
                queue=queue.id,
                down=tuple(half),
                overtime_minutes=len(half) * grid.interval_minutes,
            )
        )
    return found


def half_days(scenario: Scenario, day: dt.date) -> list[tuple[int, ...]]:
    """First and second half of the open intervals of a day; nothing where it is closed."""
    day_range = scenario.grid.day_bounds
    number = scenario.grid.days.index(day)
    here = [t for t in scenario.open_intervals if day_range[number] <= t < day_range[number + 1]]
    middle = (len(here) + 1) // 2
    return [half for half in (tuple(here[:middle]), tuple(here[middle:])) if half]


def seat_cases(scenario: Scenario) -> list[Case]:
    """Return the loss of half the seats of each pool that has a number of them."""
    found: list[Case] = []
    for pool in scenario.settings.pools:
        if pool.seats is None:
            continue
        left = pool.seats // 2
        name = pool.name or pool.id
        found.append(
            Case(
                id=f"seats:{pool.id}",
                kind=LossKind.SEATS,
                words=f"{name}: {left} of {pool.seats} seats left",
                start=open_from(scenario),
                end=scenario.grid.end,
                pool=pool.id,
                seats=left,
            )
        )
    return found


def volume_case(scenario: Scenario, rota: Rota, factor: float) -> Case:
    """Return the week with all contacts multiplied."""
    paid = sum(_paid(scenario, rota, agent.agent_id) for agent in scenario.agents)
    return Case(
        id="volume",
        kind=LossKind.VOLUME,
        words=f"Volume +{factor - 1:.0%}, the week at its 90th percentile",
        start=open_from(scenario),
        end=scenario.grid.end,
        volume_factor=factor,
        overtime_minutes=paid * max(0.0, factor - 1.0),
    )


def _paid(scenario: Scenario, rota: Rota, agent_id: str) -> float:
    return sum(paid_minutes(scenario, shift) for shift in rota.shifts(agent_id))
