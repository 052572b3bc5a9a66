"""Paid time of the week against the contract, to a tolerance."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.tiny_week import AUTUMN, SPRING, Case, agent, assert_verdict, each, rest

SIXTEEN = {
    "agents": [agent("A", weekly_hours=16)],
    "contracts": [{"id": "any", "patterns": ["any"], "tolerance_minutes": 30}],
}
WITH_LUNCH = SIXTEEN | {
    "break_plans": [
        {
            "id": "long",
            "shift_over_minutes": 360,
            "shift_up_to_minutes": 600,
            "breaks": [
                rest("lunch", 30, (60, 300), activity="lunch", paid=False),
                rest("tea", 15, (60, 480)),
            ],
        }
    ],
}
EXACT = {"contracts": [{"id": "any", "patterns": ["any"]}]}
FORTNIGHT = EXACT | {"agents": [agent("A", weekly_hours=16)], "days": 14}


def give_a_week(minutes: int) -> dict[str, Any]:
    contract = {"id": "any", "patterns": ["any"], "week_tolerance_minutes": minutes}
    return {"contracts": [contract]}


def away(first: str, last: str | None = None) -> dict[str, Any]:
    row = {"agent_id": "A", "first_day": first, "last_day": last or first}
    return {"leave": [row | {"paid_hours_a_day": 8}]}


CASES = [
    Case(
        "the contract to the minute",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:00"],
        week=SIXTEEN,
    ),
    Case(
        "half an hour more, the tolerance",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:30"],
        week=SIXTEEN,
    ),
    Case(
        "a quarter beyond it",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:45"],
        says="A is paid 16 h 45 min in the week; at most 16 h 30 min are allowed "
        "(16 h contracted and not on leave, 30 min tolerance)",
        week=SIXTEEN,
    ),
    Case(
        "half an hour less, the tolerance",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 16:30"],
        week=SIXTEEN,
    ),
    Case(
        "a quarter beyond that",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 16:15"],
        says="A is paid 15 h 15 min in the week; at least 15 h 30 min are due",
        week=SIXTEEN,
    ),
    Case("no shift at all", [], says="A is paid 0 min in the week", week=SIXTEEN),
    Case(
        "training is paid",
        ["A mon 09:00 work 12:00 training 17:00", "A tue 09:00 work 17:00"],
        week=SIXTEEN,
    ),
    Case(
        "the unpaid lunch is taken off and the paid break is not",
        [
            "A mon 09:00 work 11:00 break 11:15 work 13:00 lunch 13:30 work 17:30",
            "A tue 09:00 work 11:00 break 11:15 work 13:00 lunch 13:30 work 17:30",
        ],
        week=WITH_LUNCH | EXACT,
    ),
    Case(
        "a lunch that the plan does not have is paid",
        [
            "A mon 09:00 work 11:00 lunch 11:45 work 17:00",
            "A tue 09:00 work 13:00 lunch 13:30 work 17:30",
        ],
        week=WITH_LUNCH | EXACT,
        plannable=False,
    ),
    Case(
        "of two lunches in a shift the plan's one is unpaid",
        [
            "A mon 09:00 work 11:00 lunch 11:30 work 13:00 lunch 13:30 work 17:30",
            "A tue 09:00 work 13:00 lunch 13:30 work 17:30",
        ],
        week=WITH_LUNCH | EXACT,
    ),
    Case(
        "16.1 hours, which are 966.0000000000001 minutes in binary, are no breach by rounding",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:06"],
        week=EXACT | {"agents": [agent("A", weekly_hours=16.1)]},
        plannable=False,
    ),
    Case(
        "a night on which clocks go forward is an hour shorter",
        ["A sat 22:00 work 30:00"],
        week=EXACT | {"agents": [agent("A", weekly_hours=7)], "first_day": SPRING},
    ),
    Case(
        "a night on which clocks go back is an hour longer",
        ["A sat 22:00 work 30:00"],
        says="A is paid 9 h in the week; at most 8 h are allowed",
        week=EXACT | {"agents": [agent("A", weekly_hours=8)], "first_day": AUTUMN},
    ),
    Case(
        "fourteen days hold two weeks' hours, a week's in each",
        [f"A {day} 09:00 work 17:00" for day in ("mon", "sun", "2026-06-08", "2026-06-14")],
        week=FORTNIGHT,
    ),
    Case(
        "two weeks' hours in the first week and none in the other",
        [f"A {day} 09:00 work 17:00" for day in ("mon", "tue", "wed", "thu")],
        says="A is paid 32 h in the week from 2026-06-01; at most 16 h are allowed",
        count=2,
        also_says=("A is paid 0 min in the week from 2026-06-08; at least 16 h are due",),
        week=FORTNIGHT,
    ),
    Case(
        "Sunday's shift is the first week's and Monday's the second's",
        [f"A {day} 09:00 work 17:00" for day in ("sun", "2026-06-08", "2026-06-09", "2026-06-10")],
        says="A is paid 8 h in the week from 2026-06-01; at least 16 h are due",
        count=2,
        also_says=("A is paid 24 h in the week from 2026-06-08; at most 16 h are allowed",),
        week=FORTNIGHT,
    ),
    Case(
        "a night from Sunday to Monday belongs to the week it begins in",
        [
            "A mon 09:00 work 17:00",
            "A sun 22:00 work 30:00",
            "A 2026-06-09 09:00 work 17:00",
            "A 2026-06-10 09:00 work 17:00",
        ],
        week=FORTNIGHT,
    ),
    Case(
        "a contract that gives and takes eight hours between its weeks",
        [f"A {day} 09:00 work 17:00" for day in ("mon", "tue", "wed", "2026-06-14")],
        week=FORTNIGHT | give_a_week(480),
    ),
    Case(
        "eight hours and a quarter are more than it gives",
        [
            "A mon 09:00 work 17:00",
            "A tue 09:00 work 17:00",
            "A wed 09:00 work 17:15",
            "A 2026-06-14 09:00 work 16:45",
        ],
        says="A is paid 24 h 15 min in the week from 2026-06-01; at most 24 h are allowed",
        count=2,
        also_says=("A is paid 7 h 45 min in the week from 2026-06-08; at least 8 h are due",),
        week=FORTNIGHT | give_a_week(480),
    ),
    Case(
        "a week's tolerance widens no plan's",
        [f"A {day} 09:00 work 17:00" for day in ("mon", "tue", "wed", "2026-06-08", "2026-06-09")],
        says="A is paid 40 h in the 14 days; at most 32 h are allowed",
        week=FORTNIGHT | give_a_week(480),
    ),
    Case(
        "half an hour more in either week is an hour in both",
        [f"A {day} 09:00 work 17:15" for day in ("mon", "tue", "2026-06-08", "2026-06-09")],
        says="A is paid 33 h in the 14 days; at most 32 h 30 min are allowed",
        week=FORTNIGHT | SIXTEEN,
    ),
    Case(
        "a plan of one week knows no other tolerance",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 16:00"],
        says="A is paid 15 h in the week; at least 16 h are due",
        week=EXACT | {"agents": [agent("A", weekly_hours=16)]} | give_a_week(480),
    ),
    Case(
        "one week's hours are not enough for two",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:00"],
        says="A is paid 16 h in the 14 days; at least 32 h are due",
        count=2,
        also_says=("A is paid 0 min in the week from 2026-06-08",),
        week=FORTNIGHT,
    ),
    Case(
        "six weeks, one of them short",
        [
            f"A {dt.date(2026, 6, 1 + n) + dt.timedelta(weeks=week)} 09:00 work 17:00"
            for week in range(6)
            for n in range(2 if week != 3 else 1)
        ],
        says="A is paid 8 h in the week from 2026-06-22; at least 16 h are due",
        count=2,
        also_says=("A is paid 88 h in the 42 days; at least 96 h are due",),
        week=FORTNIGHT | {"days": 42},
    ),
    Case(
        "ten days hold ten sevenths of them, a week's in the first seven",
        ["A mon 09:00 work 16:00", "A 2026-06-10 09:00 work 12:00"],
        week=EXACT | {"agents": [agent("A", weekly_hours=7)], "days": 10},
    ),
    Case(
        "five days hold them all, for they are the days on which they are worked",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:00"],
        week=EXACT | {"agents": [agent("A", weekly_hours=16)], "days": 5},
    ),
    Case(
        "leave of a week is taken off the hours of that week",
        ["A mon 09:00 work 17:00", "A tue 09:00 work 17:00", "A 2026-06-08 09:00 work 17:00"],
        week=FORTNIGHT | away("2026-06-10"),
    ),
    Case(
        "and not of the other",
        [
            "A mon 09:00 work 17:00",
            "A 2026-06-08 09:00 work 17:00",
            "A 2026-06-09 09:00 work 17:00",
        ],
        says="A is paid 8 h in the week from 2026-06-01; at least 16 h are due",
        count=2,
        also_says=("A is paid 16 h in the week from 2026-06-08; at most 8 h are allowed",),
        week=FORTNIGHT | away("2026-06-10"),
    ),
    Case(
        "more leave than a week's hours takes nothing off the next week's",
        ["A 2026-06-08 09:00 work 17:00", "A 2026-06-09 09:00 work 17:00"],
        week=FORTNIGHT | away("2026-06-01", "2026-06-07"),
    ),
    Case(
        "who starts in the second week is due nothing in the first",
        ["A 2026-06-08 09:00 work 17:00", "A 2026-06-09 09:00 work 17:00"],
        week=FORTNIGHT | {"agents": [agent("A", weekly_hours=16, first_day="2026-06-08")]},
    ),
    Case(
        "who starts on the first week's Sunday is due a week's hours in it",
        [
            "A sun 09:00 work 17:00",
            "A 2026-06-08 09:00 work 17:00",
            "A 2026-06-09 09:00 work 17:00",
        ],
        says="A is paid 8 h in the week from 2026-06-01; at least 16 h are due",
        count=2,
        also_says=("A is paid 24 h in the 14 days; at least 32 h are due",),
        week=FORTNIGHT | {"agents": [agent("A", weekly_hours=16, first_day="2026-06-07")]},
    ),
    Case(
        "the hour that autumn gives twice is paid in the week it lies in",
        ["A sat 22:00 work 30:00", "A 2026-10-27 09:00 work 18:00"],
        week=EXACT | {"agents": [agent("A", weekly_hours=9)], "days": 14, "first_day": AUTUMN},
    ),
    Case(
        "who has no contract is the rule skills' business",
        ["Z mon 09:00 work 17:00"],
        week={"agents": []},
        plannable=False,
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("contracted_hours", case)
