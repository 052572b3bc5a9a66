"""At most 48 hours a week on average, over 17 weeks that end with the planned one (reg 4)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.tiny_week import AUTUMN, MONDAY, SPRING, Case, agent, assert_verdict, each, rest

ALL = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def lasting(*hours: float, start: int = 8) -> list[str]:
    """Shifts of so many hours, from Monday on."""
    return [
        f"A {day} {start:02d}:00 work {start + int(h):02d}:{round(h % 1 * 60):02d}"
        for day, h in zip(ALL, hours, strict=False)
    ]


def past(weeks: int, *hours: float) -> list[str]:
    """So many weeks before the planned one, each with shifts of so many hours from Monday on."""
    return [
        f"A {MONDAY - dt.timedelta(days=7 * week - day)} 08:00 work {8 + int(h):02d}:"
        f"{round(h % 1 * 60):02d}"
        for week in range(weeks, 0, -1)
        for day, h in enumerate(hours)
    ]


def leave(first: str, last: str) -> list[dict[str, Any]]:
    return [{"agent_id": "A", "first_day": first, "last_day": last}]


EIGHT_TIMES_SIX = lasting(*[8] * 6)
QUARTER_MORE = lasting(*[8] * 5, 8.25)
UNPAID_LUNCH = {
    "break_plans": [
        {
            "id": "all",
            "shift_over_minutes": 480,
            "shift_up_to_minutes": 1440,
            "breaks": [rest("lunch", 30, (60, 240), activity="lunch", paid=False)],
        }
    ]
}
LUNCHES = [f"A {day} 08:00 work 10:00 lunch 10:30 work 16:30" for day in ALL[:6]]

CASES = [
    Case("48 hours and nothing before", EIGHT_TIMES_SIX),
    Case(
        "a quarter more",
        QUARTER_MORE,
        says="A works 48 h 15 min in the planned days to Sun 7 Jun; 48 h are the most for an "
        "average of 48 h a week since Mon 1 Jun, with 0 min worked",
    ),
    Case(
        "sixty hours after a week of thirty-six",
        lasting(*[10] * 6),
        week={"worked": past(1, *[6] * 6)},
    ),
    Case(
        "a quarter more after it",
        lasting(*[10] * 5, 10.25),
        says="60 h are the most for an average of 48 h a week since Mon 25 May, with 36 h worked",
        week={"worked": past(1, *[6] * 6)},
    ),
    Case(
        "sixteen weeks of 49 hours leave 32",
        lasting(8, 8, 8, 8),
        week={"worked": past(16, *[7] * 7)},
    ),
    Case(
        "and not a quarter more",
        lasting(8, 8, 8, 8.25),
        says="32 h are the most",
        week={"worked": past(16, *[7] * 7)},
    ),
    Case(
        "the seventeenth week before is out of it",
        lasting(8, 8, 8, 8),
        week={"worked": [*past(17, *[10] * 7)[:7], *past(16, *[7] * 7)]},
    ),
    Case(
        "where the past has used it all up, nothing may be worked",
        lasting(0.25),
        says="A works 15 min in the planned days to Sun 7 Jun; 0 min are the most",
        week={"worked": past(2, *[12] * 7)},
    ),
    Case("and who does not work is not to blame", [], week={"worked": past(2, *[12] * 7)}),
    Case(
        "opted out",
        QUARTER_MORE,
        week={"agents": [agent("A", opted_out_48h=True)]},
    ),
    Case(
        "nobody under 18 can opt out",
        QUARTER_MORE,
        says="48 h are the most",
        week={"agents": [agent("A", opted_out_48h=True, adult_from="2026-06-02")]},
    ),
    Case(
        "18 at the week's start can",
        QUARTER_MORE,
        week={"agents": [agent("A", opted_out_48h=True, adult_from="2026-06-01")]},
    ),
    Case(
        "a starter with no shifts before: the weeks since the first day",
        lasting(*[12] * 7),
        week={"agents": [agent("A", first_day="2026-05-25")]},
    ),
    Case(
        "and not one more",
        lasting(*[12] * 7),
        says="48 h are the most",
        week={"agents": [agent("A", first_day="2026-06-01")]},
    ),
    Case(
        "a part of a week counts whole",
        lasting(*[12] * 7),
        week={"agents": [agent("A", first_day="2026-05-31")]},
    ),
    Case(
        "a shift before the first day shows that it is wrong",
        lasting(*[10] * 6),
        week={
            "agents": [agent("A", first_day="2026-06-01")],
            "worked": past(1, *[6] * 6),
        },
    ),
    Case(
        "a first shift in the middle of a week",
        lasting(*[12] * 7),
        week={"worked": ["A 2026-05-31 08:00 work 20:00"]},
    ),
    Case(
        "and a quarter more",
        lasting(*[12] * 6, 12.25),
        says="84 h are the most for an average of 48 h a week since Mon 25 May, with 12 h",
        week={"worked": ["A 2026-05-31 08:00 work 20:00"]},
    ),
    # Leave: five days of it count as five days worked.
    Case(
        "a week of leave among four of 45 hours",
        lasting(*[6] * 5),
        week={"worked": past(3, *[9] * 5), "leave": leave("2026-05-04", "2026-05-08")},
    ),
    Case(
        "two weeks of 45 hours and one of leave leave 57",
        lasting(9, 12, 12, 12, 12),
        week={
            "worked": past(3, *[9] * 5)[:5] + past(1, *[9] * 5),
            "leave": leave("2026-05-18", "2026-05-22"),
        },
    ),
    Case(
        "and a quarter more is too much",
        lasting(9.25, 12, 12, 12, 12),
        says="57 h are the most for an average of 48 h a week since Mon 11 May, with 90 h "
        "worked and 45 h in place of 5 days of leave",
        week={
            "worked": past(3, *[9] * 5)[:5] + past(1, *[9] * 5),
            "leave": leave("2026-05-18", "2026-05-22"),
        },
    ),
    Case(
        "leave in the planned week counts too",
        lasting(12, 12, 12),
        says="33 h are the most",
        week={"worked": past(1, *[9] * 5), "leave": leave("2026-06-04", "2026-06-05")},
    ),
    Case(
        "leave before the weeks of the average does not",
        lasting(*[12] * 4, 3),
        week={"worked": past(1, *[9] * 5), "leave": leave("2026-05-18", "2026-05-22")},
    ),
    Case(
        "days of unlike length: leave counts as their mean",
        lasting(12, 12, 12, 12, 4.5),
        week={"worked": past(1, 9, 9, 9, 6), "leave": leave("2026-05-29", "2026-05-29")},
    ),
    Case(
        "and a quarter more than that",
        lasting(12, 12, 12, 12, 7),
        says="54 h 45 min are the most",
        week={"worked": past(1, 9, 9, 9, 6), "leave": leave("2026-05-29", "2026-05-29")},
    ),
    # What is working time.
    Case("an unpaid lunch is not", LUNCHES, week=UNPAID_LUNCH),
    Case(
        "an unpaid lunch not taken is",
        [*LUNCHES[:5], "A sat 08:00 work 16:30"],
        says="A works 48 h 30 min",
        week=UNPAID_LUNCH,
        plannable=False,
    ),
    Case(
        "past shifts are taken to have had theirs",
        lasting(8, 8, 8, 8, 8, 8),
        week=UNPAID_LUNCH | {"worked": past(1, *[8.5] * 6)},
    ),
    Case(
        "a paid break is",
        [*EIGHT_TIMES_SIX[:5], "A sat 08:00 work 10:00 break 10:15 work 16:15"],
        says="A works 48 h 15 min",
        week={
            "break_plans": [
                {
                    "id": "long",
                    "shift_over_minutes": 480,
                    "shift_up_to_minutes": 1440,
                    "breaks": [rest("tea", 15, (60, 240))],
                }
            ]
        },
    ),
    # Other weeks.
    Case(
        "two weeks: the first is averaged by itself",
        lasting(*[10] * 6),
        says="A works 60 h in the planned days to Sun 7 Jun; 48 h are the most",
        week={"days": 14},
    ),
    Case(
        "two weeks: the second with the first",
        [*lasting(*[6] * 6), *(f"A 2026-06-{day:02d} 08:00 work 18:00" for day in range(8, 14))],
        week={"days": 14},
        parameters={"reference_weeks": 2},
    ),
    Case(
        "where one week alone is averaged",
        lasting(*[10] * 6),
        says="48 h are the most",
        week={"worked": past(1, *[6] * 6)},
        parameters={"reference_weeks": 1},
    ),
    Case(
        "a plan of three days looks at four days before",
        lasting(12, 12, 12),
        week={"days": 3, "worked": past(1, 0, 0, 0, 0, 0, 6, 6)[5:]},
    ),
    Case(
        "and a quarter more",
        lasting(12, 12, 12.25),
        says="36 h are the most",
        week={"days": 3, "worked": past(1, 0, 0, 0, 0, 0, 6, 6)[5:]},
    ),
    Case(
        "a night over the week's start is of the week it began in",
        EIGHT_TIMES_SIX,
        week={"worked": ["A 2026-05-31 20:00 work 32:00"]},
    ),
    Case(
        "a night when clocks go forward is an hour shorter",
        [*lasting(8, 8, 8, 8, 8, 0.5)[:5], "A sat 22:00 work 31:00"],
        week={"first_day": SPRING},
    ),
    Case(
        "and when they go back an hour longer",
        [*lasting(8, 8, 8, 8, 8), "A sat 22:00 work 30:00"],
        says="A works 49 h",
        week={"first_day": AUTUMN},
    ),
    Case(
        "another's hours",
        [*EIGHT_TIMES_SIX, "B mon 08:00 work 16:00"],
    ),
    Case(
        "forty hours as the house wants it",
        lasting(8, 8, 8, 8, 8.25),
        says="40 h are the most",
        parameters={"average_minutes": 2400},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("average_weekly_hours", case)
