"""Requests not met, by weight."""

from __future__ import annotations

from tests.tiny_week import AUTUMN, SPRING, SoftCase, assert_amount, each

DAY_OFF = {"agent_id": "A", "date": "2026-06-01", "kind": "day_off"}
START = {
    "agent_id": "A",
    "date": "2026-06-01",
    "kind": "start_between",
    "start_from": "09:00",
    "start_to": "10:00",
}

DECLINED = {
    "agent_id": "A",
    "unsocial_hours": 0,
    "contracted_hours": 40,
    "requests_made": 4,
    "requests_declined": 3,
}

CASES = [
    SoftCase("no requests", ["A mon 09:00 work 17:00"], 0),
    SoftCase("the day is off", ["A tue 09:00 work 17:00"], 0, week={"requests": [DAY_OFF]}),
    SoftCase("the day is worked", ["A mon 09:00 work 17:00"], 1, week={"requests": [DAY_OFF]}),
    SoftCase(
        "a weight counts that often",
        ["A mon 09:00 work 17:00"],
        2.5,
        week={"requests": [DAY_OFF | {"weight": 2.5}]},
    ),
    SoftCase("another works", ["B mon 09:00 work 17:00"], 0, week={"requests": [DAY_OFF]}),
    SoftCase(
        "a night of the day before leaves the day off",
        ["A 2026-06-01 22:00 work 30:00"],
        0,
        week={"requests": [DAY_OFF | {"date": "2026-06-02"}]},
    ),
    SoftCase(
        "a night of the day does not",
        ["A 2026-06-01 23:45 work 30:00"],
        1,
        week={"requests": [DAY_OFF]},
    ),
    SoftCase(
        "work after midnight is of the day before",
        ["A mon 25:00 work 30:00"],
        1,
        week={"requests": [DAY_OFF], "day_starts_at": "04:00"},
    ),
    SoftCase("no shift, so none at another time", [], 0, week={"requests": [START]}),
    SoftCase(
        "the first moment asked for", ["A mon 09:00 work 17:00"], 0, week={"requests": [START]}
    ),
    SoftCase("a quarter before it", ["A mon 08:45 work 17:00"], 1, week={"requests": [START]}),
    SoftCase(
        "the last quarter asked for", ["A mon 09:45 work 17:00"], 0, week={"requests": [START]}
    ),
    SoftCase("the end is not asked for", ["A mon 10:00 work 17:00"], 1, week={"requests": [START]}),
    SoftCase(
        "from a time on",
        ["A mon 20:00 work 23:00"],
        0,
        week={"requests": [START | {"start_to": None}]},
    ),
    SoftCase(
        "from a time on and before it",
        ["A mon 08:45 work 23:00"],
        1,
        week={"requests": [START | {"start_to": None}]},
    ),
    SoftCase(
        "up to a time",
        ["A mon 00:00 work 08:00"],
        0,
        week={"requests": [START | {"start_from": None}]},
    ),
    SoftCase(
        "after midnight by the clock of the day before",
        ["A mon 25:00 work 30:00"],
        0,
        week={
            "requests": [START | {"start_from": "24:00", "start_to": "25:15"}],
            "day_starts_at": "04:00",
        },
    ),
    SoftCase(
        "by the clock on the day when clocks go forward",
        ["A sun 09:00 work 17:00"],
        0,
        week={"requests": [START | {"date": "2026-03-29"}], "first_day": SPRING},
    ),
    SoftCase(
        "by the clock on the day when clocks go back",
        ["A sun 09:00 work 17:00"],
        0,
        week={"requests": [START | {"date": "2026-10-25"}], "first_day": AUTUMN},
    ),
    SoftCase(
        "three requests of two people, two declined",
        ["A mon 08:00 work 17:00", "B mon 09:00 work 17:00"],
        4,
        week={
            "requests": [
                START | {"weight": 1},
                DAY_OFF | {"agent_id": "B", "weight": 3},
                DAY_OFF | {"agent_id": "B", "date": "2026-06-02", "weight": 8},
            ]
        },
    ),
    SoftCase(
        "a shift in the window was asked for, and is there",
        ["A mon 09:30 work 17:00"],
        0,
        week={"requests": [START | {"kind": "shift_between"}]},
    ),
    SoftCase(
        "a shift in the window was asked for, and the day is off",
        ["A tue 09:30 work 17:00", "B mon 09:30 work 17:00"],
        3,
        week={"requests": [START | {"kind": "shift_between", "weight": 3}]},
    ),
    SoftCase(
        "a shift in the window was asked for, and another is there",
        ["A mon 10:00 work 17:00"],
        1,
        week={"requests": [START | {"kind": "shift_between"}]},
    ),
    SoftCase(
        "a shift of a day that is not planned was asked for",
        [],
        0,
        week={"requests": [START | {"kind": "shift_between", "date": "2026-06-08"}]},
    ),
    SoftCase(
        "no shift in the window was asked for, and the day is off",
        [],
        0,
        week={"requests": [START | {"kind": "no_shift_between"}]},
    ),
    SoftCase(
        "no shift in the window was asked for, and another is there",
        ["A mon 10:00 work 17:00"],
        0,
        week={"requests": [START | {"kind": "no_shift_between"}]},
    ),
    SoftCase(
        "no shift in the window was asked for, and one is there",
        ["A mon 09:00 work 17:00"],
        2,
        week={"requests": [START | {"kind": "no_shift_between", "weight": 2}]},
    ),
    SoftCase(
        "of four requests before three were declined: this one of two counts 1.75 times",
        ["A mon 09:00 work 17:00"],
        3.5,
        week={"requests": [DAY_OFF | {"weight": 2}], "ledger": [DECLINED]},
    ),
    SoftCase(
        "nobody else's past makes a request weigh more",
        ["A mon 09:00 work 17:00"],
        1,
        week={"requests": [DAY_OFF], "ledger": [DECLINED | {"agent_id": "B"}]},
    ),
    SoftCase(
        "a shift asked for, by whom all were declined, where the past counts half",
        [],
        1.5,
        week={
            "requests": [START | {"kind": "shift_between"}],
            "ledger": [DECLINED | {"requests_declined": 4}],
            "fairness": {"declined_request_factor": 0.5},
        },
    ),
]


@each(CASES)
def test_amount(case: SoftCase) -> None:
    assert_amount("requests", case)
