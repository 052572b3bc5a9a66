"""Night workers: an average of 8 hours in 24, weekly rest left out: 48 hours a week (reg 6)."""

from __future__ import annotations

import datetime as dt

from tests.tiny_week import AUTUMN, MONDAY, SPRING, Case, agent, assert_verdict, each, rest

ALL = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def nights(*days: str, hours: str = "22:00 work 30:00") -> list[str]:
    return [f"A {day} {hours}" for day in days]


def days(*names: str, hours: str = "08:00 work 16:00") -> list[str]:
    return [f"A {day} {hours}" for day in names]


def past(weeks: int, hours: str, shifts: int = 5) -> list[str]:
    """So many weeks before the planned one, each with shifts from Monday on."""
    return [
        f"A {MONDAY - dt.timedelta(days=7 * week - day)} {hours}"
        for week in range(weeks, 0, -1)
        for day in range(shifts)
    ]


SIX_NIGHTS = nights(*ALL[:6])

CASES = [
    Case("six nights of eight hours", SIX_NIGHTS),
    Case(
        "a quarter more",
        [*SIX_NIGHTS[:5], "A sat 22:00 work 30:15"],
        says="A works nights on 6 of 6 days and 48 h 15 min in the planned days to Sun 7 Jun; 48 h "
        "are the most of a night worker, for an average of 8 h in 24 hours since Mon 1 Jun",
    ),
    Case("as much by day", days(*ALL)),
    Case(
        "opting out of 48 hours does not help",
        [*SIX_NIGHTS[:5], "A sat 22:00 work 30:15"],
        says="48 h are the most of a night worker",
        week={"agents": [agent("A", opted_out_48h=True)]},
    ),
    # Who is a night worker.
    Case(
        "three nights of six days are no majority",
        [*days("mon", "tue", "wed", hours="08:00 work 18:00"), *nights("thu", "fri", "sat")],
    ),
    Case(
        "four of seven are",
        [*days("mon", "tue", "wed"), *nights("thu", "fri", "sat", "sun")],
        says="A works nights on 4 of 7 days and 56 h",
    ),
    Case(
        "three hours of the night make a night",
        nights(*ALL, hours="18:00 work 26:00"),
        says="A works nights on 7 of 7 days",
    ),
    Case("a quarter less does not", nights(*ALL, hours="17:45 work 25:45")),
    Case(
        "three hours in the morning",
        nights(*ALL, hours="03:00 work 11:00"),
        says="A works nights on 7 of 7 days",
    ),
    Case("a quarter less in the morning", nights(*ALL, hours="03:15 work 11:15")),
    Case(
        "breaks in the night are part of it",
        [f"A {day} 18:00 work 25:00 break 25:15 work 26:00" for day in ALL],
        says="A works nights on 7 of 7 days",
        week={
            "break_plans": [
                {
                    "id": "all",
                    "shift_over_minutes": 0,
                    "shift_up_to_minutes": 1440,
                    "breaks": [rest("tea", 15, (60, 450))],
                }
            ]
        },
    ),
    Case(
        "a third of the days is enough where it is set so",
        [*days("mon", "tue", "wed", "thu"), *nights("fri", "sat", "sun")],
        says="A works nights on 3 of 7 days",
        parameters={"nights_over_percent": 33},
    ),
    Case(
        "and less than a third is not",
        [*days("mon", "tue", "wed", "thu", "fri"), *nights("sat", "sun")],
        parameters={"nights_over_percent": 33},
    ),
    Case(
        "by the days worked before the week",
        days(*ALL),
        says="A works nights on 10 of 17 days and 56 h in the planned days to Sun 7 Jun; 52 h are "
        "the most",
        week={"worked": past(2, "22:00 work 31:12")},
    ),
    Case(
        "days worked before keep a week of nights from making a night worker",
        nights(*ALL),
        week={"worked": past(2, "08:00 work 17:00")},
    ),
    # The average.
    Case(
        "two weeks of forty hours leave 64",
        nights(*ALL[:6], hours="20:00 work 30:30"),
        week={"worked": past(2, "22:00 work 30:00")},
    ),
    Case(
        "and not more",
        [*nights(*ALL[:6], hours="20:00 work 30:30"), "A sun 22:00 work 25:15"],
        says="A works nights on 16 of 17 days and 66 h 15 min in the planned days to Sun 7 Jun; "
        "64 h are the most",
        week={"worked": past(2, "22:00 work 30:00")},
    ),
    # In the sixteen weeks before the planned one, one night of eight hours had only seven.
    Case(
        "the seventeenth week before is out of it",
        [*SIX_NIGHTS[:5], "A sat 22:00 work 31:00"],
        week={"worked": past(17, "20:00 work 32:00", 7)[:7] + past(16, "22:00 work 30:00", 6)},
    ),
    Case(
        "the sixteenth is in it",
        [*SIX_NIGHTS[:5], "A sat 22:00 work 31:00"],
        says="48 h are the most",
        week={"worked": ["A 2026-02-15 08:00 work 09:00", *past(16, "22:00 work 30:00", 6)]},
    ),
    Case(
        "leave takes no day away and adds no hours",
        nights(*ALL[:6], hours="20:00 work 30:00"),
        week={
            "worked": past(2, "22:00 work 30:00")[:5],
            "leave": [{"agent_id": "A", "first_day": "2026-05-25", "last_day": "2026-05-29"}],
        },
    ),
    Case(
        "where the past has used it all up",
        nights("mon", hours="22:00 work 26:00"),
        says="0 min are the most",
        week={"worked": past(2, "20:00 work 32:00", 7)},
    ),
    Case(
        "a starter",
        [*SIX_NIGHTS[:5], "A sat 22:00 work 30:15"],
        week={"agents": [agent("A", first_day="2026-05-31")]},
    ),
    Case(
        "an unpaid break is no working time",
        [f"A {day} 22:00 work 26:00 break 26:15 work 30:15" for day in ALL[:6]],
        week={
            "break_plans": [
                {
                    "id": "all",
                    "shift_over_minutes": 0,
                    "shift_up_to_minutes": 1440,
                    "breaks": [rest("tea", 15, (60, 450), paid=False)],
                }
            ]
        },
    ),
    Case(
        "two weeks: the first by itself",
        [*SIX_NIGHTS[:5], "A sat 22:00 work 30:15"],
        says="to Sun 7 Jun",
        week={"days": 14},
    ),
    Case(
        "young people's two days of rest are left out where they are set",
        nights(*ALL[:5], hours="22:00 work 30:15"),
        says="40 h are the most",
        parameters={"rest_days_a_week": 2},
    ),
    # The clocks.
    Case(
        "a night when clocks go forward has an hour less",
        [*SIX_NIGHTS[:5], "A sat 22:00 work 31:00"],
        week={"first_day": SPRING},
    ),
    Case(
        "and one when they go back an hour more",
        SIX_NIGHTS,
        says="49 h",
        week={"first_day": AUTUMN},
    ),
    Case(
        "three hours of night by the clock are two when clocks go forward",
        [
            *nights(*ALL[:3]),
            *days("thu", "fri"),
            "A sat 17:00 work 26:00",
            "A sun 08:00 work 18:00",
        ],
        week={"first_day": SPRING},
    ),
    Case(
        "and on another night three",
        [*nights(*ALL[:3]), *days("thu"), "A fri 17:00 work 26:00", *days("sat", "sun")],
        says="A works nights on 4 of 7 days",
        week={"first_day": SPRING},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("night_hours", case)
