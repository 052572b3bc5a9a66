"""What events make of a published rota, in a table of tiny cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from allocator.domain.disrupted import disrupted
from allocator.domain.paid_time import paid_minutes
from tests.disrupted_weeks import after, lines_of, spans
from tests.tiny_week import AUTUMN, SPRING, agent, each, rest, rota_of, tiny_week

DAY_SHIFT = "A mon 09:00 work 12:00 lunch 12:30 work 17:00"
UNPAID_LUNCH = [
    {
        "id": "day",
        "shift_over_minutes": 240,
        "shift_up_to_minutes": 600,
        "breaks": [rest("lunch", 30, (120, 300), activity="lunch", paid=False)],
    }
]


@dataclass(frozen=True)
class Cut:
    """A rota, an event or more, and what is left.

    Parameters
    ----------
    lost
        Paid minutes that are not owed any more, by agent and the date's day of the month.
    frozen
        What lies before the join; not looked at if not given.
    """

    title: str
    now: str
    events: Sequence[str]
    rota: Sequence[str]
    standing: Sequence[str]
    lost: Mapping[tuple[str, int], float] = field(default_factory=dict[tuple[str, int], float])
    frozen: Sequence[str] | None = None
    week: Mapping[str, Any] = field(default_factory=dict[str, Any])


CASES = [
    Cut(
        "absent from now on for the rest of the day",
        "2026-06-01T10:07",
        ["absence:A"],
        [DAY_SHIFT, "A tue 09:00 work 17:00"],
        ["A mon 09:00 work 10:15", "A tue 09:00 work 17:00"],
        {("A", 1): 405},
        frozen=["A mon 09:00 work 10:15"],
    ),
    Cut(
        "an absence that begins in the middle of an interval takes all of it",
        "2026-06-01T08:00",
        ["absence:A:from=10:07"],
        [DAY_SHIFT],
        ["A mon 09:00 work 10:00"],
        {("A", 1): 420},
        frozen=[],
    ),
    Cut(
        "back in the middle of the shift, which falls in two",
        "2026-06-01T08:00",
        ["absence:A:from=10:00:until=11:05"],
        [DAY_SHIFT],
        ["A mon 09:00 work 10:00", "A mon 11:15 work 12:00 lunch 12:30 work 17:00"],
        {("A", 1): 75},
    ),
    Cut(
        "several days, and the day after stands",
        "2026-06-01T08:00",
        ["absence:A:until=2026-06-02"],
        [DAY_SHIFT, "A tue 09:00 work 17:00", "A wed 09:00 work 17:00", "B mon 09:00 work 17:00"],
        ["A wed 09:00 work 17:00", "B mon 09:00 work 17:00"],
        {("A", 1): 480, ("A", 2): 480},
    ),
    Cut(
        "unpaid lunch is not lost",
        "2026-06-01T08:00",
        ["absence:A"],
        [DAY_SHIFT],
        [],
        {("A", 1): 450},
        week={"break_plans": UNPAID_LUNCH},
    ),
    Cut(
        "unpaid lunch that was had before leaving is not paid, however short the shift is now",
        "2026-06-01T08:00",
        ["early_leave:A:at=12:45"],
        [DAY_SHIFT],
        ["A mon 09:00 work 12:00 lunch 12:30 work 12:45"],
        {("A", 1): 255},
        week={"break_plans": UNPAID_LUNCH},
    ),
    Cut(
        "who has not come to a shift that is on was never there",
        "2026-06-01T10:00",
        ["absence:A:from=09:00"],
        [DAY_SHIFT, "B mon 09:00 work 17:00"],
        ["B mon 09:00 work 17:00"],
        {("A", 1): 480},
        frozen=["B mon 09:00 work 10:00"],
    ),
    Cut(
        "late arrival, known while the shift is on",
        "2026-06-01T09:20",
        ["late:A:at=10:40"],
        [DAY_SHIFT],
        ["A mon 10:45 work 12:00 lunch 12:30 work 17:00"],
        {("A", 1): 105},
        frozen=[],
    ),
    Cut(
        "late arrival on another day",
        "2026-06-01T09:20",
        ["late:A:day=tue:at=10:00"],
        ["A tue 09:00 work 17:00"],
        ["A tue 10:00 work 17:00"],
        {("A", 2): 60},
    ),
    Cut(
        "early leave",
        "2026-06-01T09:20",
        ["early_leave:A:at=15:10"],
        [DAY_SHIFT],
        ["A mon 09:00 work 12:00 lunch 12:30 work 15:00"],
        {("A", 1): 120},
        frozen=["A mon 09:00 work 09:30"],
    ),
    Cut(
        "early leave in the interval that is on leaves that interval",
        "2026-06-01T09:20",
        ["early_leave:A:at=09:20"],
        [DAY_SHIFT],
        ["A mon 09:00 work 09:30"],
        {("A", 1): 450},
    ),
    Cut(
        "time off that was offered",
        "2026-06-01T09:20",
        ["time_off:A:from=15:00:until=16:00"],
        [DAY_SHIFT],
        [
            "A mon 09:00 work 12:00 lunch 12:30 work 15:00",
            "A mon 16:00 work 17:00",
        ],
        {("A", 1): 60},
    ),
    Cut(
        "an absence to the end of a day takes the whole of its night shift",
        "2026-06-01T08:00",
        ["absence:A"],
        ["A mon 22:00 work 30:00", "A tue 22:00 work 30:00"],
        ["A tue 22:00 work 30:00"],
        {("A", 1): 480},
    ),
    Cut(
        "an absence in the middle of a night shift",
        "2026-06-01T08:00",
        ["absence:A:from=23:00:until=26:00"],
        ["A mon 22:00 work 30:00"],
        ["A mon 22:00 work 23:00", "A tue 02:00 work 06:00"],
        {("A", 1): 420, ("A", 2): -240},
    ),
    Cut(
        "early leave of a night shift after midnight",
        "2026-06-02T01:00",
        ["early_leave:A:at=02:00"],
        ["A mon 22:00 work 30:00", "A tue 22:00 work 30:00"],
        ["A mon 22:00 work 26:00", "A tue 22:00 work 30:00"],
        {("A", 1): 240},
        frozen=["A mon 22:00 work 25:00"],
    ),
    Cut(
        "late for a night shift, after midnight",
        "2026-06-01T20:00",
        ["late:A:at=25:00"],
        ["A mon 22:00 work 30:00"],
        ["A tue 01:00 work 06:00"],
        {("A", 1): 480, ("A", 2): -300},
    ),
    Cut(
        "an hour that the clocks repeat counts twice",
        "2026-10-25T00:00",
        ["absence:A:until=04:00"],
        ["A sun 00:00 work 08:00"],
        ["A sun 04:00 work 08:00"],
        {("A", 25): 300},
        week={"first_day": AUTUMN},
    ),
    Cut(
        "an hour that the clocks skip counts not at all",
        "2026-03-29T00:00",
        ["absence:A:until=04:00"],
        ["A sun 00:00 work 08:00"],
        ["A sun 04:00 work 08:00"],
        {("A", 29): 180},
        week={"first_day": SPRING},
    ),
    Cut(
        "a briefing is held without the one who is away",
        "2026-06-01T08:00",
        ["absence:A"],
        [
            "A mon 09:00 work 14:00 briefing:B|C 14:30 work 17:00",
            "B mon 09:00 work 14:00 briefing:A|C 14:30 work 17:00",
            "C mon 09:00 work 14:00 briefing:A|B 14:30 work 17:00",
        ],
        [
            "B mon 09:00 work 14:00 briefing:C 14:30 work 17:00",
            "C mon 09:00 work 14:00 briefing:B 14:30 work 17:00",
        ],
        {("A", 1): 480},
        week={
            "agents": [agent("A"), agent("B"), agent("C")],
            "activities": [("briefing", "A|B|C", 30, "mon 14:00")],
        },
    ),
    Cut(
        "coaching is not held without one of the two, who is on the phone instead",
        "2026-06-01T08:00",
        ["absence:A"],
        [
            "A mon 09:00 work 14:00 coaching:B 14:30 work 17:00",
            "B mon 09:00 work 14:00 coaching:A 14:30 work 17:00",
        ],
        ["B mon 09:00 work 17:00"],
        {("A", 1): 480},
        week={"activities": [("coaching", "A|B", 30, "mon 14:00")]},
    ),
    Cut(
        "coaching that was had before somebody left has been had",
        "2026-06-01T15:00",
        ["absence:A"],
        [
            "A mon 09:00 work 14:00 coaching:B 14:30 work 17:00",
            "B mon 09:00 work 14:00 coaching:A 14:30 work 17:00",
        ],
        [
            "A mon 09:00 work 14:00 coaching:B 14:30 work 15:00",
            "B mon 09:00 work 14:00 coaching:A 14:30 work 17:00",
        ],
        {("A", 1): 120},
        week={"activities": [("coaching", "A|B", 30, "mon 14:00")]},
    ),
    Cut(
        "of two alike only the one that somebody is away from, which is held on another day",
        "2026-06-01T08:00",
        ["absence:A"],
        [
            "A mon 09:00 work 14:00 coaching:B 14:30 work 17:00",
            "B mon 09:00 work 14:00 coaching:A 14:30 work 17:00",
            "A tue 09:00 work 14:00 coaching:B 14:30 work 17:00",
            "B tue 09:00 work 14:00 coaching:A 14:30 work 17:00",
        ],
        [
            "A tue 09:00 work 13:30 coaching:B 14:00 coaching:B 14:30 work 17:00",
            "B mon 09:00 work 17:00",
            "B tue 09:00 work 13:30 coaching:A 14:00 coaching:A 14:30 work 17:00",
        ],
        {("A", 1): 480},
        week={"activities": [("coaching", "A|B", 30, "mon 09:00 to tue 17:00")] * 2},
    ),
    Cut(
        "coaching is held later on the day, when who comes late is there, breaks where they were",
        "2026-06-01T08:00",
        ["late:A:at=11:00"],
        [
            "A mon 09:00 work 10:00 coaching:B 10:30 work 17:00",
            "B mon 09:00 work 10:00 coaching:A 10:30 work 11:00 break 11:15 work 17:00",
        ],
        [
            "A mon 11:00 work 11:15 coaching:B 11:45 work 17:00",
            "B mon 09:00 work 11:00 break 11:15 coaching:A 11:45 work 17:00",
        ],
        {("A", 1): 120},
        week={"activities": [("coaching", "A|B", 30, "mon 09:00 to mon 17:00")]},
    ),
    Cut(
        "or not at all where its window is over before both are there",
        "2026-06-01T08:00",
        ["late:A:at=11:00"],
        [
            "A mon 09:00 work 10:00 coaching:B 10:30 work 17:00",
            "B mon 09:00 work 10:00 coaching:A 10:30 work 17:00",
        ],
        ["A mon 11:00 work 17:00", "B mon 09:00 work 17:00"],
        {("A", 1): 120},
        week={"activities": [("coaching", "A|B", 30, "mon 09:00 to mon 11:15")]},
    ),
    Cut(
        "who is left without coaching takes a seat of another room where their own is full",
        "2026-06-01T08:00",
        ["absence:A"],
        [
            "A mon 09:00 work 14:00 coaching:B 14:30 work 17:00",
            "B mon 09:00 work 14:00 coaching:A 14:30 work 17:00",
            "C mon 14:15 work 18:00",
        ],
        [
            "B mon 09:00 work 14:00 work:chat 14:30 work 17:00",
            "C mon 14:15 work 18:00",
        ],
        {("A", 1): 480},
        week={
            "agents": [agent("A"), agent("B"), agent("C")],
            "activities": [("coaching", "A|B", 30, "mon 14:00")],
            "queues": [{"id": "calls"}, {"id": "chat"}],
            "pools": [
                {"id": "main", "queues": ["calls"], "seats": 1},
                {"id": "chats", "queues": ["chat"], "seats": 1},
            ],
        },
    ),
    Cut(
        "or is at something else",
        "2026-06-01T08:00",
        ["absence:A"],
        [
            "A mon 09:00 work 14:00 coaching:B 14:30 work 17:00",
            "B mon 09:00 work 14:00 coaching:A 14:30 work 17:00",
            "C mon 13:00 work 14:15",
        ],
        [
            "B mon 09:00 work 14:00 other 14:30 work 17:00",
            "C mon 13:00 work 14:15",
        ],
        {("A", 1): 480},
        week={
            "agents": [agent("A"), agent("B"), agent("C")],
            "activities": [("coaching", "A|B", 30, "mon 14:00")],
            "pools": [{"id": "main", "queues": ["calls"], "seats": 1}],
        },
    ),
    Cut(
        "practice ends where its mentor goes",
        "2026-06-01T08:00",
        ["early_leave:B:at=11:00"],
        ["A mon 09:00 work 10:00 practice:chat:B 12:00 work 17:00", "B mon 09:00 work:chat 17:00"],
        ["A mon 09:00 work 10:00 practice:chat:B 11:00 work 17:00", "B mon 09:00 work:chat 11:00"],
        {("B", 1): 360},
        week={
            "queues": [{"id": "calls"}, {"id": "chat"}],
            "pools": [{"id": "main", "queues": ["calls"]}, {"id": "chats", "queues": ["chat"]}],
            "skills": [("A", "calls", 1), ("A", "chat", 0), ("B", "chat", 3)],
        },
    ),
    Cut(
        "a swap of a shift for a day off, each with the queues of the other's own",
        "2026-06-01T08:00",
        ["swap:A:day=tue:with=B"],
        ["A tue 09:00 work 12:00 lunch 12:30 work 17:00", "B wed 09:00 work:chat 17:00"],
        [
            "B tue 09:00 work:chat 12:00 lunch 12:30 work:chat 17:00",
            "B wed 09:00 work:chat 17:00",
        ],
        week={
            "queues": [{"id": "calls"}, {"id": "chat"}],
            "pools": [{"id": "main", "queues": ["calls", "chat"]}],
            "skills": [("A", "calls", 1), ("B", "chat", 1)],
        },
    ),
    Cut(
        "a swap of two days",
        "2026-06-01T08:00",
        ["swap:A:day=tue:with=B:other_day=wed"],
        ["A tue 09:00 work 17:00", "B wed 10:00 work 18:00"],
        ["A wed 10:00 work 18:00", "B tue 09:00 work 17:00"],
    ),
    Cut(
        "who swaps a meeting away that both are in keeps it in the other's shift",
        "2026-06-01T08:00",
        ["swap:A:day=tue:with=B"],
        [
            "A tue 08:00 work 14:00 briefing:B 14:30 work 16:00",
            "B tue 12:00 work 14:00 briefing:A 14:30 work 20:00",
        ],
        [
            "A tue 12:00 work 14:00 briefing:B 14:30 work 20:00",
            "B tue 08:00 work 14:00 briefing:A 14:30 work 16:00",
        ],
        week={"activities": [("briefing", "A|B", 30, "tue 14:00")]},
    ),
    Cut(
        "what is down and what comes more changes nobody's shift",
        "2026-06-01T08:00",
        ["queue_down:calls:until=12:00", "volume:all:change=20%", "overtime:A:hours=2"],
        [DAY_SHIFT],
        [DAY_SHIFT],
    ),
]


@each(CASES)
def test_published_rota_after_events(case: Cut) -> None:
    scenario = tiny_week(**case.week)
    made = after(scenario, rota_of(scenario, case.rota), case.now, *case.events)
    assert lines_of(made.standing) == lines_of(rota_of(scenario, case.standing))
    assert {(row.agent_id, row.day.day): row.minutes for row in made.lost} == case.lost
    if case.frozen is not None:
        assert lines_of(made.frozen) == lines_of(rota_of(scenario, case.frozen))


@each(CASES)
def test_hours_due_are_those_of_the_rota_that_is_left(case: Cut) -> None:
    """Who had what the contract asks for still has it, whatever the events took."""
    scenario = tiny_week(**case.week)
    published = rota_of(scenario, case.rota)
    made = after(scenario, published, case.now, *case.events)
    now = disrupted(scenario, made)
    for who in scenario.agent_by_id:
        lost = sum(row.minutes for row in made.lost if row.agent_id == who) / 60
        assert now.hours_due(who) == pytest.approx(scenario.hours_due(who) - lost)


@each([case for case in CASES if case.events[0].split(":")[0] in ("absence", "time_off")])
def test_a_second_replan_of_the_same_keeps_what_the_first_made(case: Cut) -> None:
    scenario = tiny_week(**case.week)
    first = after(scenario, rota_of(scenario, case.rota), case.now, *case.events)
    then = after(scenario, first.standing, case.now, "volume:all:change=10%", earlier=first)
    assert then.standing == first.standing
    assert then.lost == first.lost
    assert then.away == first.away
    assert then.touched == first.touched
    assert [known.replan for known in then.events] == [1] * len(case.events) + [2]


def test_replans_in_a_row_add_up() -> None:
    scenario = tiny_week()
    rota = rota_of(scenario, [DAY_SHIFT, "B mon 09:00 work 17:00", "B tue 09:00 work 17:00"])
    first = after(scenario, rota, "2026-06-01T10:00", "absence:A")
    second = after(
        scenario, first.standing, "2026-06-01T11:00", "early_leave:B:at=16:00", earlier=first
    )
    third = after(scenario, second.standing, "2026-06-02T08:00", "absence:B", earlier=second)
    assert lines_of(third.standing) == ["A mon 09:00 work 10:00", "B mon 09:00 work 16:00"]
    assert lines_of(third.frozen) == lines_of(third.standing)
    assert [(row.agent_id, row.day.day, row.minutes) for row in third.lost] == [
        ("A", 1, 420),
        ("B", 1, 60),
        ("B", 2, 480),
    ]
    assert [row.event for row in third.away] == [0, 1, 2]
    assert third.touched == ("A", "B")
    assert [known.event for known in third.new_events] == [third.events[2].event]


def test_a_shift_that_is_cut_twice_keeps_the_breaks_of_the_whole() -> None:
    scenario = tiny_week(break_plans=UNPAID_LUNCH)
    rota = rota_of(scenario, [DAY_SHIFT])
    first = after(scenario, rota, "2026-06-01T08:00", "late:A:at=11:00")
    second = after(
        scenario, first.standing, "2026-06-01T08:30", "early_leave:A:at=13:00", earlier=first
    )
    third = after(scenario, second.standing, "2026-06-01T08:50", "late:A:at=11:30", earlier=second)
    assert [row.minutes for row in third.lost] == [120, 240, 30]
    now = disrupted(scenario, third)
    (shift,) = third.standing.shifts("A")
    assert paid_minutes(now, shift) == 60
    assert paid_minutes(scenario, shift) == 90
    assert now.hours_due("A") == 40 - 6.5


def test_overtime_counts_from_what_is_published_and_adds_up() -> None:
    scenario = tiny_week()
    rota = rota_of(scenario, [DAY_SHIFT])
    first = after(scenario, rota, "2026-06-01T08:00", "overtime:A:hours=1.5")
    longer = rota_of(scenario, ["A mon 09:00 work 12:00 lunch 12:30 work 18:30"])
    second = after(
        scenario,
        longer,
        "2026-06-01T10:00",
        "overtime:A:hours=1",
        "overtime:B:hours=4",
        earlier=first,
    )
    monday = scenario.grid.days[0]
    assert first.overtime_minutes("A", monday, 570) == 90
    assert second.overtime_minutes("A", monday, 570) == 90
    assert second.overtime_minutes("A", monday, 700) == 150
    assert second.overtime_minutes("A", monday, 400) == 0
    assert second.overtime_minutes("B", monday, 240) == 240
    assert second.overtime_minutes("B", scenario.grid.days[1], 240) == 0
    # Away after all: what is lost is what the contract had there, and not the overtime.
    third = after(scenario, longer, "2026-06-01T10:00", "absence:A:from=15:00", earlier=second)
    assert [(row.agent_id, row.minutes) for row in third.lost] == [("A", 120)]


def test_disrupted_scenario_bars_the_absent_and_frees_of_what_cannot_be() -> None:
    scenario = tiny_week(
        rules={"contracted_hours": {}, "notice": {}, "pins": {}},
        requests=[
            {"agent_id": "A", "date": "2026-06-01", "kind": "shift_between", "start_to": "10:00"},
            {"agent_id": "A", "date": "2026-06-02", "kind": "day_off"},
            {"agent_id": "B", "date": "2026-06-03", "kind": "day_off"},
            {"agent_id": "B", "date": "2026-06-04", "kind": "day_off"},
        ],
        pins=[
            ("A mon 09:00 pinned 17:00", "shift"),
            ("A tue 09:00 pinned 17:00", "work"),
            ("A wed 09:00 pinned 17:00", "off"),
        ],
        availability=[{"agent_id": "B", "days": "mon"}],
        activities=[("coaching", "A|B", 30, "mon 14:00"), ("coaching", "A|B", 30, "tue 14:00")],
    )
    rota = rota_of(
        scenario,
        [
            "A mon 09:00 work 14:00 coaching:B 14:30 work 17:00",
            "B mon 09:00 work 14:00 coaching:A 14:30 work 17:00",
        ],
    )
    made = after(scenario, rota, "2026-06-01T09:00", "absence:A", "overtime:B:day=wed:hours=4")
    now = disrupted(scenario, made)
    monday, tuesday, *_ = scenario.grid.days
    assert spans(now.available_spans("A", monday) or ()) == ["Mon 00:00–Mon 09:00"]
    assert now.available_spans("A", tuesday) is None
    # Nobody was held to the rows of availability: they do not bind now because somebody is away.
    assert now.available_spans("B", monday) is None
    assert list(now.settings.rules) == ["contracted_hours", "pins", "availability"]
    assert [pin.kind for pin in now.pins] == ["work", "off"]
    assert [(row.agent_id, row.date.day) for row in now.requests] == [("A", 2), ("B", 4)]
    assert [row.activity_id for row in now.activities] == ["activity1"]
    assert now.input_hash == scenario.input_hash
    assert scenario.disruption is None


def test_availability_is_cut_by_hours_away_and_past_midnight() -> None:
    scenario = tiny_week(
        rules={"availability": {}},
        availability=[
            {"agent_id": "A", "days": "tue", "available_from": "08:00", "available_to": "18:00"}
        ],
    )
    rota = rota_of(scenario, ["A mon 20:00 work 28:00", "A tue 09:00 work 17:00"])
    made = after(
        scenario,
        rota,
        "2026-06-01T09:00",
        "absence:A:from=25:00:until=27:00",
        "time_off:A:from=2026-06-02T12:00:until=2026-06-02T13:00",
    )
    now = disrupted(scenario, made)
    monday, tuesday, wednesday, *_ = scenario.grid.days
    assert spans(now.available_spans("A", monday) or ()) == ["Mon 00:00–Tue 01:00"]
    assert spans(now.available_spans("A", tuesday) or ()) == [
        "Tue 08:00–Tue 12:00",
        "Tue 13:00–Tue 18:00",
    ]
    assert now.available_spans("A", wednesday) is None


def test_now_before_the_plan_freezes_nothing() -> None:
    scenario = tiny_week()
    made = after(scenario, rota_of(scenario, [DAY_SHIFT]), "2026-05-30T12:00", "absence:A")
    assert made.frozen.blocks == ()
    assert made.join == dt.datetime(2026, 5, 30, 12, tzinfo=scenario.grid.zone)
    assert made.standing.blocks == ()
