"""Shifts lie inside one span of the agent's availability."""

from __future__ import annotations

from tests.tiny_week import AUTUMN, SPRING, Case, assert_verdict, each


def nine_to_five(**fields: object) -> dict[str, object]:
    row = {"agent_id": "A", "days": "mon", "available_from": "09:00", "available_to": "17:00"}
    return row | fields


MONDAYS = {"availability": [nine_to_five()]}
OFF = {"available_from": None, "available_to": None}

CASES = [
    Case("the whole span", ["A mon 09:00 work 17:00"], week=MONDAYS),
    Case(
        "a quarter before it",
        ["A mon 08:45 work 17:00"],
        says="A works from Mon 1 Jun 08:45 to Mon 1 Jun 17:00, and can work on Mon 1 Jun only "
        "09:00–17:00",
        week=MONDAYS,
    ),
    Case("a quarter after it", ["A mon 09:00 work 17:15"], says="only 09:00–17:00", week=MONDAYS),
    Case(
        "a break outside it counts too",
        ["A mon 09:00 work 17:00 break 17:15"],
        says="only 09:00–17:00",
        week=MONDAYS,
        plannable=False,
    ),
    Case("another day is free", ["A tue 05:00 work 23:00"], week=MONDAYS),
    Case("another agent is free", ["B mon 05:00 work 23:00"], week=MONDAYS),
    Case(
        "not available at all",
        ["A mon 09:00 work 10:00"],
        says="cannot work on Mon 1 Jun",
        week={"availability": [nine_to_five(**OFF)]},
    ),
    Case(
        "in the second of two spans",
        ["A mon 18:00 work 20:00"],
        week={
            "availability": [
                nine_to_five(),
                nine_to_five(available_from="18:00", available_to="20:00"),
            ]
        },
    ),
    Case(
        "across two spans",
        ["A mon 16:00 work 19:00"],
        says="09:00–17:00, 18:00–20:00",
        week={
            "availability": [
                nine_to_five(),
                nine_to_five(available_from="18:00", available_to="20:00"),
            ]
        },
    ),
    Case(
        "a date takes the place of its weekday",
        ["A mon 18:00 work 20:00"],
        week={
            "availability": [
                nine_to_five(),
                nine_to_five(days="2026-06-01", available_from="18:00", available_to="20:00"),
            ]
        },
    ),
    Case(
        "and limits it",
        ["A mon 09:00 work 17:00"],
        says="18:00–20:00",
        week={
            "availability": [
                nine_to_five(),
                nine_to_five(days="2026-06-01", available_from="18:00", available_to="20:00"),
            ]
        },
    ),
    Case(
        "a weekday takes the place of all",
        ["A mon 09:00 work 17:00"],
        week={"availability": [nine_to_five(days="all", **OFF), nine_to_five()]},
    ),
    Case(
        "all days",
        ["A thu 09:00 work 17:15"],
        says="only 09:00–17:00",
        week={"availability": [nine_to_five(days="all")]},
    ),
    Case(
        "several days in one row",
        ["A tue 09:00 work 17:15"],
        says="only 09:00–17:00",
        week={"availability": [nine_to_five(days="mon|tue")]},
    ),
    Case(
        "over midnight to the end of the span",
        ["A mon 18:00 work 26:00"],
        week={"availability": [nine_to_five(available_from="18:00", available_to="26:00")]},
    ),
    Case(
        "over midnight and a quarter beyond",
        ["A mon 18:00 work 26:15"],
        says="18:00–02:00",
        week={"availability": [nine_to_five(available_from="18:00", available_to="26:00")]},
    ),
    Case(
        "until the first 01:30 of the night on which clocks go back",
        ["A sun 00:30 work 01:30"],
        week={
            "first_day": AUTUMN,
            "availability": [
                nine_to_five(days="sun", available_from="00:00", available_to="01:30")
            ],
        },
    ),
    Case(
        "the second 01:30 is an hour later",
        ["A sun 00:30 work 01:30b"],
        says="00:00–01:30",
        week={
            "first_day": AUTUMN,
            "availability": [
                nine_to_five(days="sun", available_from="00:00", available_to="01:30")
            ],
        },
    ),
    Case(
        "to the clock time after the clocks went forward",
        ["A sun 00:00 work 08:00"],
        week={
            "first_day": SPRING,
            "availability": [
                nine_to_five(days="sun", available_from="00:00", available_to="08:00")
            ],
        },
    ),
    Case(
        "and a quarter beyond",
        ["A sun 00:00 work 08:15"],
        says="00:00–08:00",
        week={
            "first_day": SPRING,
            "availability": [
                nine_to_five(days="sun", available_from="00:00", available_to="08:00")
            ],
        },
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("availability", case)
