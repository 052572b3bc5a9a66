"""Under 18: at most 8 hours a day and 40 a week from Monday to Sunday (reg 5A)."""

from __future__ import annotations

from typing import Any

from tests.tiny_week import AUTUMN, SPRING, Case, agent, assert_verdict, each, rest

ALL = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def young(until: str = "2027-01-01") -> dict[str, Any]:
    return {"agents": [agent("A", adult_from=until), agent("B")]}


def eight_hours(*days: str) -> list[str]:
    return [f"A {day} 09:00 work 17:00" for day in days]


def with_break(*, paid: bool) -> dict[str, Any]:
    tea = rest("tea", 15, (60, 240), paid=paid)
    return young() | {
        "break_plans": [
            {"id": "all", "shift_over_minutes": 0, "shift_up_to_minutes": 1440, "breaks": [tea]}
        ]
    }


FIVE = eight_hours(*ALL[:5])

CASES = [
    Case("eight hours", eight_hours("mon"), week=young()),
    Case(
        "a quarter more",
        ["A mon 09:00 work 17:15"],
        says="A is under 18 and works 8 h 15 min on Mon 1 Jun; 8 h are the most",
        week=young(),
    ),
    Case("a quarter more of an adult", ["A mon 09:00 work 17:15", "B tue 08:00 work 20:00"]),
    Case(
        "an unpaid break is no working time",
        ["A mon 09:00 work 12:00 break 12:15 work 17:15"],
        week=with_break(paid=False),
    ),
    Case(
        "a paid one is",
        ["A mon 09:00 work 12:00 break 12:15 work 17:15"],
        says="A is under 18 and works 8 h 15 min on Mon 1 Jun",
        week=with_break(paid=True),
    ),
    Case(
        "an unpaid break not taken is worked",
        ["A mon 09:00 work 17:15"],
        says="works 8 h 15 min",
        week=with_break(paid=False),
        plannable=False,
    ),
    Case(
        "two shifts on a day are one day",
        ["A mon 06:00 work 10:00", "A mon 14:00 work 18:15"],
        says="works 8 h 15 min on Mon 1 Jun",
        week=young(),
        plannable=False,
    ),
    Case("forty hours", FIVE, week=young()),
    Case(
        "a quarter more on another day",
        [*FIVE, "A sat 09:00 work 09:15"],
        says="A is under 18 and works 40 h 15 min from Mon 1 Jun to Sun 7 Jun; 40 h are the most",
        week=young(),
    ),
    Case("48 hours of an adult", eight_hours(*ALL[:6])),
    Case(
        "each day and the week",
        [f"A {day} 08:00 work 17:00" for day in ALL[:5]],
        says="A is under 18",
        count=6,
        week=young(),
    ),
    Case(
        "the last day under 18",
        ["A mon 09:00 work 17:15"],
        "on Mon 1 Jun",
        week=young("2026-06-02"),
    ),
    Case("the 18th birthday", ["A mon 09:00 work 17:15"], week=young("2026-06-01")),
    Case(
        "days before the birthday count, those after it do not",
        [*eight_hours("mon", "tue", "wed", "thu", "fri"), "A sat 09:00 work 17:00"],
        week=young("2026-06-06"),
    ),
    Case(
        "five days and a quarter before the birthday",
        [*eight_hours("mon", "tue", "wed", "thu", "fri"), "A sat 09:00 work 09:15"],
        says="works 40 h 15 min",
        week=young("2026-06-07"),
    ),
    # The week is Monday to Sunday, whatever the plan is.
    Case(
        "a plan from Thursday with the days worked before it",
        eight_hours("thu", "fri"),
        week=young()
        | {
            "first_day": "2026-06-04",
            "worked": [f"A 2026-06-{day:02d} 09:00 work 17:00" for day in (1, 2, 3)],
        },
    ),
    Case(
        "a quarter more than they leave",
        [*eight_hours("thu", "fri"), "A sat 09:00 work 09:15"],
        says="works 40 h 15 min from Mon 1 Jun to Sun 7 Jun",
        week=young()
        | {
            "first_day": "2026-06-04",
            "worked": [f"A 2026-06-{day:02d} 09:00 work 17:00" for day in (1, 2, 3)],
        },
    ),
    Case(
        "days before Monday do not count",
        FIVE,
        week=young() | {"worked": [f"A 2026-05-{day} 09:00 work 17:00" for day in range(25, 32)]},
    ),
    Case(
        "seven days of work over two weeks",
        eight_hours("thu", "fri", "sat", "sun", "mon", "tue", "wed"),
        week=young() | {"first_day": "2026-06-04"},
    ),
    Case(
        "a plan of two weeks, too much in the second",
        [
            *FIVE,
            *(f"A 2026-06-{day:02d} 09:00 work 17:00" for day in range(8, 13)),
            "A 2026-06-14 09:00 work 10:00",
        ],
        says="works 41 h from Mon 8 Jun to Sun 14 Jun",
        week=young() | {"days": 14},
    ),
    Case(
        "too much before the plan is past mending",
        [],
        week=young()
        | {
            "first_day": "2026-06-07",
            "worked": [f"A 2026-06-{day:02d} 09:00 work 17:00" for day in range(1, 7)],
        },
    ),
    Case(
        "but leaves nothing",
        ["A sun 09:00 work 09:15"],
        says="works 48 h 15 min",
        week=young()
        | {
            "first_day": "2026-06-07",
            "worked": [f"A 2026-06-{day:02d} 09:00 work 17:00" for day in range(1, 7)],
        },
    ),
    # Midnight and the clocks.
    Case(
        "a shift over midnight belongs to the day it began on",
        ["A mon 18:00 work 26:15"],
        says="works 8 h 15 min on Mon 1 Jun",
        week=young(),
    ),
    Case(
        "from 23:00 to 08:00 are eight hours when clocks go forward",
        ["A sat 23:00 work 32:00"],
        week=young() | {"first_day": SPRING},
    ),
    Case(
        "and nine from 23:00 to 07:00 when they go back",
        ["A sat 23:00 work 31:00"],
        says="works 9 h on Sat 24 Oct",
        week=young() | {"first_day": AUTUMN},
    ),
    Case(
        "shorter days and weeks as the house wants them",
        [*eight_hours("mon", "tue"), "A wed 09:00 work 09:15"],
        says="A is under 18 and works",
        count=3,
        week=young(),
        parameters={"day_minutes": 420, "week_minutes": 960},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("young_hours", case)
