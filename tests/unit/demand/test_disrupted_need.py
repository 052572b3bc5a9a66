"""What events make of the demand: contacts counted before and after, to the last of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from allocator.demand.disrupted_need import disrupted_need, disrupted_requirements
from allocator.domain.demand import Requirement
from allocator.domain.disrupted import disrupted
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from tests.disrupted_weeks import after
from tests.tiny_week import AUTUMN, EVERY_DAY, each, requirements_of, tiny_week

QUEUES: dict[str, Any] = {
    "queues": [{"id": "calls"}, {"id": "chat"}, {"id": "mail", "channel": "email"}],
    "pools": [{"id": "main", "queues": ["calls", "chat"]}, {"id": "post", "queues": ["mail"]}],
    "days": 2,
    "interval_minutes": 30,
    "opening_hours": [{"days": EVERY_DAY, "open": "08:00", "close": "12:00"}],
}
"""Two days of eight half-hours, from 08:00 to 12:00."""
COMES = {"calls": 10.0, "chat": 4.0, "mail": 6.0}


@dataclass(frozen=True)
class Changed:
    """Events, and the contacts of a queue in the half-hours from 08:00 where they are others.

    Parameters
    ----------
    first, second
        Of the first and of the second day.
    lost
        By queue, those that come to nobody.
    """

    title: str
    events: Sequence[str]
    first: Mapping[str, Sequence[float]] = field(default_factory=dict[str, Sequence[float]])
    second: Mapping[str, Sequence[float]] = field(default_factory=dict[str, Sequence[float]])
    lost: Mapping[str, float] = field(default_factory=dict[str, float])


CASES = [
    Changed(
        "a fifth more on one queue, from the middle of an interval",
        ["volume:calls:from=08:15:until=09:30:change=+20%"],
        {"calls": [11, 12, 12, 10, 10, 10, 10, 10]},
    ),
    Changed(
        "a quarter less on all for the rest of the day",
        ["volume:change=-0.25:from=11:00"],
        {"calls": [10] * 6 + [7.5] * 2, "chat": [4] * 6 + [3] * 2, "mail": [6] * 6 + [4.5] * 2},
    ),
    Changed(
        "an event with a name is a change of volume",
        ["special_event:storm:queue=chat:until=09:00:change=50%"],
        {"chat": [6, 6, 4, 4, 4, 4, 4, 4]},
    ),
    Changed(
        "calls that wait come in the half-hour after",
        ["queue_down:calls:from=09:00:until=10:00"],
        {"calls": [10, 10, 0, 0, 30, 10, 10, 10]},
    ),
    Changed(
        "emails that wait come at once, however long it was",
        ["queue_down:mail:from=08:00:until=10:30:over_minutes=120"],
        {"mail": [0] * 5 + [36, 6, 6]},
    ),
    Changed(
        "a share is called back in the hours after, evenly, and the rest is lost",
        ["queue_down:calls:from=08:00:until=09:00:then=callback:share=0.6:over_minutes=90"],
        {"calls": [0, 0, 14, 14, 14, 10, 10, 10]},
        lost={"calls": 8},
    ),
    Changed(
        "who would be called back after closing time is so the next morning",
        ["queue_down:calls:from=10:00:until=11:30:then=callback:over_minutes=60"],
        {"calls": [10, 10, 10, 10, 0, 0, 0, 25]},
        {"calls": [25] + [10] * 7},
    ),
    Changed(
        "call-backs on another queue",
        ["queue_down:calls:from=08:00:until=09:00:then=callback:to_queue=chat:over_minutes=60"],
        {"calls": [0, 0] + [10] * 6, "chat": [4, 4, 14, 14, 4, 4, 4, 4]},
    ),
    Changed(
        "a share moves to another queue as it comes",
        ["queue_down:calls:from=08:00:until=09:15:then=move:to_queue=chat:share=50%"],
        {"calls": [0, 0, 5] + [10] * 5, "chat": [9, 9, 6.5] + [4] * 5},
        lost={"calls": 12.5},
    ),
    Changed(
        "nobody waits",
        ["queue_down:calls:from=08:00:until=09:00:share=0"],
        {"calls": [0, 0] + [10] * 6},
        lost={"calls": 20},
    ),
    Changed(
        "everything down to the end of the day comes the next morning",
        ["site_down:from=11:00:until=2026-06-01"],
        {"calls": [10] * 6 + [0] * 2, "chat": [4] * 6 + [0] * 2, "mail": [6] * 6 + [0] * 2},
        {"calls": [30] + [10] * 7, "chat": [12] + [4] * 7, "mail": [18] + [6] * 7},
    ),
    Changed(
        "down to the end of the plan: nobody is left to come back to",
        ["queue_down:calls:from=2026-06-02T11:00:until=2026-06-02"],
        second={"calls": [10] * 6 + [0] * 2},
        lost={"calls": 20},
    ),
    Changed(
        "what comes more while a queue is down comes back with the rest, whatever is said first",
        ["queue_down:calls:from=08:00:until=08:30", "volume:calls:until=09:00:change=1"],
        {"calls": [0, 40] + [10] * 6},
    ),
]


def contacts_of(
    scenario: Scenario, requirements: tuple[Requirement, ...], queue: str, day: int
) -> list[float]:
    return [
        row.forecast_contacts
        for row in requirements
        if row.queue == queue and row.interval_start.date() == scenario.grid.days[day]
    ]


@each(CASES)
def test_contacts_after_events(case: Changed) -> None:
    scenario = tiny_week(**QUEUES)
    made = after(scenario, Rota(blocks=()), "2026-06-01T08:00", *case.events)
    need = disrupted_need(disrupted(scenario, made), requirements_of(scenario, COMES))
    for queue, usual in COMES.items():
        for day, wanted in enumerate((case.first, case.second)):
            found = contacts_of(scenario, need.requirements, queue, day)
            assert found == pytest.approx(wanted.get(queue, [usual] * 8)), (queue, day)
    assert need.lost_to_outage == pytest.approx(case.lost)


@each([case for case in CASES if "down" in case.events[0] and len(case.events) == 1])
def test_no_contact_is_lost_twice_or_made_up(case: Changed) -> None:
    scenario = tiny_week(**QUEUES)
    usual = requirements_of(scenario, COMES)
    made = after(scenario, Rota(blocks=()), "2026-06-01T08:00", *case.events)
    need = disrupted_need(disrupted(scenario, made), usual)
    there = sum(row.forecast_contacts for row in need.requirements)
    lost = sum(need.lost_to_outage.values())
    assert there + lost == pytest.approx(sum(row.forecast_contacts for row in usual), abs=1e-2)


def test_handling_time_is_longer_and_contacts_are_the_same() -> None:
    scenario = tiny_week(**QUEUES)
    usual = requirements_of(scenario, COMES, aht_s=200)
    made = after(
        scenario,
        Rota(blocks=()),
        "2026-06-01T08:00",
        "handling_time:chat|mail:from=08:15:until=09:00:change=+10%",
    )
    changed = disrupted_requirements(disrupted(scenario, made), usual)
    assert [row.forecast_contacts for row in changed] == [row.forecast_contacts for row in usual]
    longer = {(row.queue, f"{row.interval_start:%H:%M}"): row.aht_s for row in changed[:6]}
    assert longer == {
        ("calls", "08:00"): 200,
        ("chat", "08:00"): 210,
        ("mail", "08:00"): 210,
        ("calls", "08:30"): 200,
        ("chat", "08:30"): 220,
        ("mail", "08:30"): 220,
    }
    assert {row.aht_s for row in changed[6:]} == {200}


def test_second_replan_laid_over_the_first_is_both_at_once() -> None:
    scenario = tiny_week(**QUEUES)
    usual = requirements_of(scenario, COMES)
    first = after(
        scenario,
        Rota(blocks=()),
        "2026-06-01T08:00",
        "queue_down:calls:until=09:00:then=callback:share=0.5",
        "volume:chat:change=30%",
    )
    then = after(
        scenario,
        Rota(blocks=()),
        "2026-06-01T08:50",
        "volume:all:change=10%",
        "queue_down:calls:from=09:30:until=10:00:then=move:to_queue=chat",
        earlier=first,
    )
    at_once = disrupted_need(disrupted(scenario, then), usual)
    once = disrupted_need(disrupted(scenario, first), usual)
    over = disrupted_need(disrupted(scenario, then), once.requirements, then.new_events)
    assert over.requirements == at_once.requirements
    lost = {**once.lost_to_outage}
    for queue, contacts in over.lost_to_outage.items():
        lost[queue] = lost.get(queue, 0.0) + contacts
    assert lost == pytest.approx(at_once.lost_to_outage)


def test_people_alone_change_no_demand() -> None:
    scenario = tiny_week(**QUEUES)
    usual = requirements_of(scenario, COMES)
    made = after(scenario, Rota(blocks=()), "2026-06-01T08:00", "absence:A", "overtime:B:hours=1")
    assert disrupted_requirements(disrupted(scenario, made), usual) is usual
    assert disrupted_requirements(scenario, usual) is usual


def test_range_and_corrections_of_load_go_along() -> None:
    scenario = tiny_week(**QUEUES)
    usual = tuple(
        row.model_copy(update={"forecast_p10": 5.0, "forecast_p90": 15.0, "load_correction": 1.25})
        for row in requirements_of(scenario, COMES)
    )
    made = after(
        scenario,
        Rota(blocks=()),
        "2026-06-01T08:00",
        "volume:calls:until=08:30:change=0.2",
        "queue_down:calls:from=08:30:until=09:00",
    )
    calls = [
        row
        for row in disrupted_requirements(disrupted(scenario, made), usual)
        if row.queue == "calls"
    ]
    assert {row.load_correction for row in calls} == {1.25}
    ranges = [(row.forecast_p10, row.forecast_contacts, row.forecast_p90) for row in calls[:4]]
    assert ranges == [(6, 12, 18), (0, 0, 0), (15, 20, 25), (5, 10, 15)]


def test_down_through_the_hour_that_is_there_twice() -> None:
    scenario = tiny_week(first_day=AUTUMN, interval_minutes=60)
    made = after(
        scenario,
        Rota(blocks=()),
        "2026-10-25T00:00",
        "queue_down:calls:from=00:30:until=03:00:then=callback:over_minutes=60",
    )
    usual = requirements_of(scenario, {"calls": 8})
    need = disrupted_requirements(disrupted(scenario, made), usual)
    sunday = [row.forecast_contacts for row in need if row.interval_start.day == 25]
    assert sunday[:6] == [4, 0, 0, 0, 36, 8]
