"""Activities off the phone take place once, in time, with everybody who takes part."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from allocator.domain.findings import Finding
from allocator.rules.card import Parameters
from allocator.rules.meetings.check import check
from tests.tiny_week import (
    AUTUMN,
    SPRING,
    Case,
    agent,
    assert_verdict,
    each,
    rest,
    tiny_week,
    view_of,
)

COACHING = {"activities": [("coaching", "A|B", 60, "mon 10:00")]}
IN_A_WINDOW = {"activities": [("coaching", "A|B", 60, "mon 09:00 to mon 12:00")]}
TRAINING = {"activities": [("training", "A", 30, "mon 09:00 to tue 17:00")]}
TWICE = {
    "activities": [
        ("one_to_one", "A|B", 60, "mon 09:00 to mon 12:00"),
        ("one_to_one", "A|B", 60, "mon 09:00 to mon 11:00"),
    ]
}
A_DAY, B_DAY = "A mon 09:00 work 17:00", "B mon 08:00 work 16:00"
TOGETHER = (
    "A mon 09:00 work 10:00 coaching:B 11:00 work 17:00",
    "B mon 08:00 work 10:00 coaching:A 11:00 work 16:00",
)


def together(begins: str, ends: str) -> list[str]:
    return [
        f"A mon 08:00 work {begins} coaching:B {ends} work 17:00",
        f"B mon 08:00 work {begins} coaching:A {ends} work 17:00",
    ]


CASES = [
    Case("no activity, nobody at one", [A_DAY]),
    Case(
        "training that nobody asked for",
        ["A mon 09:00 work 12:00 training 13:00 work 17:00"],
        says="A has a block of training from Mon 1 Jun 12:00 to Mon 1 Jun 13:00 that no planned",
    ),
    Case("both at their fixed time", TOGETHER, week=COACHING),
    Case(
        "whatever the order of names",
        TOGETHER,
        week={"activities": [("coaching", "B|A", 60, "mon 10:00")]},
    ),
    Case(
        "not at all",
        [A_DAY, B_DAY],
        says="activity0 (coaching, 1 h) does not take place from Mon 1 Jun 10:00 to Mon 1 Jun "
        "11:00: all who take part (A, B) are at work from Mon 1 Jun 10:00, and not at it",
        week=COACHING,
    ),
    Case(
        "one has gone home by then",
        [A_DAY, "B mon 06:00 work 10:00"],
        says="A (Mon 1 Jun 09:00–17:00), B (no shift then) have no such time together",
        week=COACHING,
    ),
    Case("nobody works at all", [], says="activity0", week=COACHING),
    Case("one of the two alone", [TOGETHER[0], B_DAY], says="A", count=2, week=COACHING),
    Case(
        "both, half an hour apart",
        [TOGETHER[0], "B mon 08:00 work 10:30 coaching:A 11:30 work 16:00"],
        says=" ",
        count=3,
        week=COACHING,
    ),
    Case("both, a quarter too late", together("10:15", "11:15"), says=" ", count=3, week=COACHING),
    Case("both, a quarter too short", together("10:00", "10:45"), says=" ", count=3, week=COACHING),
    Case(
        "with somebody else",
        ["A mon 09:00 work 10:00 coaching:C 11:00 work 17:00", TOGETHER[1]],
        says=" ",
        count=3,
        week=COACHING,
        plannable=False,
    ),
    Case(
        "training in place of coaching",
        [line.replace("coaching", "training") for line in TOGETHER],
        says=" ",
        count=3,
        week=COACHING,
    ),
    Case("as early as the window allows", together("09:00", "10:00"), week=IN_A_WINDOW),
    Case("a quarter earlier", together("08:45", "09:45"), says=" ", count=3, week=IN_A_WINDOW),
    Case("as late as it allows", together("11:00", "12:00"), week=IN_A_WINDOW),
    Case("a quarter later", together("11:15", "12:15"), says=" ", count=3, week=IN_A_WINDOW),
    Case("at the start of the shift", ["A mon 09:00 training 09:30 work 17:00"], week=TRAINING),
    Case("at its end", ["A tue 09:00 work 16:30 training 17:00"], week=TRAINING),
    Case(
        "twice where once was asked for",
        ["A mon 09:00 training 09:30 work 17:00", "A tue 09:00 training 09:30 work 17:00"],
        says="A has a block of training from Tue 2 Jun 09:00",
        week=TRAINING,
        plannable=False,
    ),
    Case(
        "two alike, each at its own time",
        [
            "A mon 09:00 one_to_one:B 10:00 work 11:00 one_to_one:B 12:00",
            "B mon 09:00 one_to_one:A 10:00 work 11:00 one_to_one:A 12:00",
        ],
        week=TWICE,
    ),
    Case(
        "one after the other",
        [
            "A mon 09:00 work 10:00 one_to_one:B 11:00 one_to_one:B 12:00",
            "B mon 09:00 work 10:00 one_to_one:A 11:00 one_to_one:A 12:00",
        ],
        week=TWICE,
    ),
    Case(
        "only one of two alike",
        [
            "A mon 09:00 work 11:00 one_to_one:B 12:00",
            "B mon 09:00 work 11:00 one_to_one:A 12:00",
        ],
        says="activity1 (one to one, 1 h) does not take place",
        week=TWICE,
    ),
    Case(
        "an activity of another week has no effect",
        [A_DAY],
        week={"activities": [("training", "A", 30, "2026-06-08 10:00")]},
    ),
    Case(
        "nor one whose window begins before the week",
        [A_DAY],
        week={"activities": [("training", "A", 30, "2026-05-31 10:00 to tue 12:00")]},
    ),
    Case(
        "beside a break",
        ["A mon 09:00 work 10:00 break 10:15 training 10:45 work 17:00"],
        week=TRAINING,
    ),
    Case(
        "in the hour that clocks go back over",
        ["A sun 01:00 other 01:00b work 05:00"],
        week={"first_day": AUTUMN, "activities": [("other", "A", 60, "sun 01:00")]},
    ),
    Case(
        "across the hour that is left out",
        ["A sun 00:30 training 02:30 work 05:00"],
        week={"first_day": SPRING, "activities": [("training", "A", 60, "sun 00:30")]},
    ),
    Case(
        "who can take no queue yet has other things to do",
        ["A mon 09:00 other 17:00"],
        week={"skills": [("A", "calls", 0), ("B", "calls", 1)]},
        plannable=False,  # without the rule on skills the models put everybody on the phone
    ),
    Case(
        "who can take one has not",
        ["A mon 09:00 other 17:00"],
        says="A has a block of other",
    ),
    Case(
        "nor has anybody company in them",
        ["A mon 09:00 other:B 17:00"],
        says="A has a block of other from Mon 1 Jun 09:00 to Mon 1 Jun 17:00 with B",
        week={"skills": [("A", "calls", 0), ("B", "calls", 1)]},
        plannable=False,
    ),
    Case(
        "a learner's training",
        ["A mon 09:00 other 10:00 training 10:30 other 17:00"],
        week=TRAINING | {"skills": [("A", "calls", 0), ("B", "calls", 1)]},
        plannable=False,
    ),
    Case(
        "with breaks of the plan around it",
        ["A mon 09:00 work 11:00 training 11:30 break 11:45 work 17:00"],
        week=TRAINING
        | {
            "break_plans": [
                {
                    "id": "all",
                    "shift_over_minutes": 0,
                    "shift_up_to_minutes": 1440,
                    "breaks": [rest("tea", 15, (60, 300))],
                }
            ]
        },
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("meetings", case)


PIER: dict[str, Any] = {
    "agents": [agent(name) for name in "ABCDEF"],
    "rules": {"meetings": {}},
    "activities": [("briefing", "A|B|C|D|E|F", 30, "mon 09:00 to mon 16:00")],
}
EARLY, LATE = "{} mon 08:00 work 12:00", "{} mon 12:00 work 18:00"


def not_held(rota: list[str]) -> Finding:
    (found,) = check(view_of(tiny_week(**PIER), rota), Parameters())
    return found


@pytest.mark.parametrize(
    ("late", "left_out"),
    [
        ("F", "F (Mon 1 Jun 12:00–18:00)"),
        ("BF", "B (Mon 1 Jun 12:00–18:00) and F (Mon 1 Jun 12:00–18:00)"),
    ],
)
def test_the_fewest_without_whom_the_others_could_meet_are_named(late: str, left_out: str) -> None:
    rota = [(LATE if name in late else EARLY).format(name) for name in "ABCDEF"]
    found = not_held(rota)
    assert found.message.endswith(
        f": the 6 who take part have no such time together; without {left_out} the others would "
        "be at work from Mon 1 Jun 09:00"
    )
    # Read from the rota once more: without them, and with all but them, at the time it gives.
    start = dt.datetime.fromisoformat(str(found.figures["possible_start"]))
    view = view_of(tiny_week(**PIER), rota)
    there = {
        shift.agent_id
        for name in "ABCDEF"
        for shift in view.shifts(name)
        if shift.start <= start and start + dt.timedelta(minutes=30) <= shift.end
    }
    assert there == set("ABCDEF") - set(late)


def test_who_has_no_shift_or_another_activity_is_left_out_too() -> None:
    week = PIER | {
        "activities": [
            *PIER["activities"],
            ("training", "B", 60, "mon 11:00"),
        ]
    }
    rota = ["A mon 08:00 work 12:00", "B mon 11:00 training 12:00 work 17:00"]
    rota += [f"{name} mon 11:00 work 17:00" for name in "CDE"]
    found, *_ = check(view_of(tiny_week(**week), rota), Parameters())
    assert found.figures["left_out"] == "B (at another activity) and F (no shift then)"
    assert str(found.figures["possible_start"]).startswith("2026-06-01T11:00")


def test_of_many_who_cannot_meet_a_few_are_named() -> None:
    rota = [(LATE if name in "BDF" else EARLY).format(name) for name in "ABCDEF"]
    assert not_held(rota).message.endswith(": A, B, C, D and 2 others have no such time together")


def test_a_view_of_one_agent_is_told_of_the_activities_that_the_agent_misses() -> None:
    three = {"agents": [agent("A"), agent("B"), agent("C")], "rules": {"meetings": {}}}
    view = view_of(tiny_week(**three, **COACHING), [TOGETHER[0], B_DAY])
    told = {
        agent_id: [
            (finding.agent_id, finding.message.split()[0])
            for finding in check(view.model_copy(update={"agent_ids": (agent_id,)}), Parameters())
        ]
        for agent_id in view.agent_ids
    }
    # A sits in a coaching to which B does not come.
    assert told == {"A": [("A", "activity0"), ("A", "A")], "B": [("B", "activity0")], "C": []}
