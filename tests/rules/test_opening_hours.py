"""Shifts lie inside one span of opening hours."""

from __future__ import annotations

from tests.tiny_week import AUTUMN, SPRING, Case, assert_verdict, each


def opening(**fields: object) -> dict[str, object]:
    return {"days": ["mon", "tue"], "open": "08:00", "close": "18:00"} | fields


WEEK = {"opening_hours": [opening()]}
SIESTA = {
    "opening_hours": [opening(close="13:00"), opening(open="14:00")],
}

CASES = [
    Case("all of the opening hours", ["A mon 08:00 work 18:00"], week=WEEK),
    Case(
        "a quarter before",
        ["A mon 07:45 work 18:00"],
        says="A works from Mon 1 Jun 07:45 to Mon 1 Jun 18:00, and Mon 1 Jun is open 08:00–18:00",
        week=WEEK,
    ),
    Case("a quarter after", ["A mon 08:00 work 18:15"], says="open 08:00–18:00", week=WEEK),
    Case("a closed day", ["A wed 09:00 work 10:00"], says="Wed 3 Jun is closed", week=WEEK),
    Case("in the second span of a day", ["A mon 14:00 work 18:00"], week=SIESTA),
    Case(
        "across two spans", ["A mon 12:00 work 15:00"], says="08:00–13:00, 14:00–18:00", week=SIESTA
    ),
    Case(
        "a date takes the place of its weekday",
        ["A mon 06:00 work 08:00"],
        week={"opening_hours": [opening(), opening(days=[], date="2026-06-01", open="06:00")]},
    ),
    Case(
        "a date that is closed",
        ["A mon 09:00 work 10:00"],
        says="Mon 1 Jun is closed",
        week={
            "opening_hours": [
                opening(),
                opening(days=[], date="2026-06-01", open="00:00", close="00:00"),
            ]
        },
    ),
    Case(
        "over midnight to the close",
        ["A mon 18:00 work 26:00"],
        week={"opening_hours": [opening(close="26:00")]},
    ),
    Case(
        "over midnight and a quarter beyond",
        ["A mon 18:00 work 26:15"],
        says="08:00–02:00",
        week={"opening_hours": [opening(close="26:00")]},
    ),
    Case(
        "until the first 01:30 of the night on which clocks go back",
        ["A sun 00:30 work 01:30"],
        week={
            "first_day": AUTUMN,
            "opening_hours": [opening(days=["sun"], open="00:00", close="01:30")],
        },
    ),
    Case(
        "the second 01:30 is an hour later",
        ["A sun 00:30 work 01:30b"],
        says="00:00–01:30",
        week={
            "first_day": AUTUMN,
            "opening_hours": [opening(days=["sun"], open="00:00", close="01:30")],
        },
    ),
    Case(
        "to the clock time after the clocks went forward",
        ["A sun 00:00 work 08:00"],
        week={
            "first_day": SPRING,
            "opening_hours": [opening(days=["sun"], open="00:00", close="08:00")],
        },
    ),
    Case(
        "and a quarter beyond",
        ["A sun 00:00 work 08:15"],
        says="00:00–08:00",
        week={
            "first_day": SPRING,
            "opening_hours": [opening(days=["sun"], open="00:00", close="08:00")],
        },
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("opening_hours", case)
