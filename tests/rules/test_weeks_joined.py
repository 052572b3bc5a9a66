"""Several weeks in one plan: every rule holds over the joins, for the check and for the encoder.

Monday 1 June is the first day; Sunday 7 June and Monday 8 June are the first join. With the clock
change the plan begins on 12 October, and the night in which 02:00 becomes 01:00 is that of its
second Sunday, 25 October.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.rules import test_agreement_cases as faces
from tests.tiny_week import (
    Case,
    SoftCase,
    agent,
    assert_amount,
    assert_verdict,
    findings_of,
    pattern,
)

FORTNIGHT: dict[str, Any] = {"days": 14}
SIX_WEEKS: dict[str, Any] = {"days": 42}
SUNDAY, MONDAY = "2026-06-07", "2026-06-08"
BEFORE_THE_CHANGE = {"first_day": dt.date(2026, 10, 12), "days": 14}
"""The clocks go back on the last of these days."""
ACROSS_THE_CHANGE = BEFORE_THE_CHANGE | {"days": 21}
KINDS: dict[str, Any] = FORTNIGHT | {
    "shift_kinds": [
        {"id": "early", "start_from": "05:00", "start_to": "12:00"},
        {"id": "late", "start_from": "12:00", "start_to": "20:00"},
    ]
}
ROTATION: dict[str, Any] = SIX_WEEKS | {
    "shift_patterns": [
        pattern(id="early", start_from="06:00", start_to="11:00"),
        pattern(id="late", start_from="12:00", start_to="18:00"),
    ],
    "contracts": [{"id": "any", "patterns": ["early", "late"]}],
    "rotations": [
        {
            "id": "turns",
            "first_week": "2026-06-01",
            "weeks": [{"patterns": ["early"]}, {"patterns": ["late"]}, {"patterns": ["early"]}],
        }
    ],
    "agents": [agent("A", rotation="turns"), agent("B", rotation="turns", rotation_offset_weeks=1)],
}


def on(*dates: str, hours: str = "09:00 work 17:00", who: str = "A") -> list[str]:
    return [f"{who} {date} {hours}" for date in dates]


def june(*days: int) -> list[str]:
    return [str(dt.date(2026, 6, 1) + dt.timedelta(days=day - 1)) for day in days]


JOINS: list[tuple[str, Case]] = [
    (
        "daily_rest",
        Case(
            "a late on Sunday, eleven hours, an early on Monday",
            [*on(SUNDAY, hours="14:00 work 22:00"), *on(MONDAY, hours="09:00 work 17:00")],
            week=FORTNIGHT,
        ),
    ),
    (
        "daily_rest",
        Case(
            "a quarter of an hour less",
            [*on(SUNDAY, hours="14:15 work 22:15"), *on(MONDAY, hours="09:00 work 17:00")],
            says="A rests 10 h 45 min between Sun 7 Jun 22:15 and Mon 8 Jun 09:00",
            week=FORTNIGHT,
        ),
    ),
    (
        "daily_rest",
        Case(
            "the night in which clocks go back has an hour more, in the second week",
            [
                *on("2026-10-24", hours="14:00 work 23:00"),
                *on("2026-10-25", hours="09:00 work 17:00"),
            ],
            week=BEFORE_THE_CHANGE,
        ),
    ),
    (
        "daily_rest",
        Case(
            "and the next night has not",
            [
                *on("2026-10-25", hours="14:00 work 23:00"),
                *on("2026-10-26", hours="09:00 work 17:00"),
            ],
            says="A rests 10 h between Sun 25 Oct 23:00 and Mon 26 Oct 09:00",
            week=ACROSS_THE_CHANGE,
        ),
    ),
    (
        "days_in_seven",
        Case(
            "three days before the join and three after it, one off between",
            on(*june(5, 6, 7, 9, 10, 11)),
            week=FORTNIGHT,
        ),
    ),
    (
        "days_in_seven",
        Case(
            "seven days over the join, though no week has all of its own",
            on(*june(4, 5, 6, 7, 8, 9, 10)),
            says="A works on 7 of the seven days from Thu 4 Jun to Wed 10 Jun; 6 are the most",
            week=FORTNIGHT,
        ),
    ),
    (
        "days_in_seven",
        Case(
            "seven days over the last join of six weeks",
            on(*june(*range(33, 40))),
            says="A works on 7 of the seven days from Fri 3 Jul to Thu 9 Jul",
            week=SIX_WEEKS,
        ),
    ),
    (
        "days_in_a_row",
        Case("six in a row over the join", on(*june(*range(5, 11))), week=FORTNIGHT),
    ),
    (
        "days_in_a_row",
        Case(
            "ten in a row over two joins' worth of days",
            on(*june(*range(5, 15))),
            says="A works on 10 days in a row, from Fri 5 Jun to Sun 14 Jun; 6 are the most",
            week=FORTNIGHT,
        ),
    ),
    (
        "work_runs",
        Case(
            "a run of two is one day of either week",
            on(SUNDAY, MONDAY),
            week=FORTNIGHT,
            parameters={"days_min": 2},
        ),
    ),
    (
        "work_runs",
        Case(
            "a Sunday alone",
            on(SUNDAY, "2026-06-09", "2026-06-10"),
            says="from Sun 7 Jun",
            week=FORTNIGHT,
            parameters={"days_min": 2},
        ),
    ),
    (
        "rest_runs",
        Case(
            "Sunday and Monday off",
            on("2026-06-06", "2026-06-09"),
            week=FORTNIGHT,
            parameters={"days_min": 2},
        ),
    ),
    (
        "rest_runs",
        Case(
            "Sunday alone off",
            on("2026-06-05", "2026-06-06", MONDAY, "2026-06-09"),
            says="Sun 7 Jun",
            week=FORTNIGHT,
            parameters={"days_min": 2},
        ),
    ),
    (
        "shift_successions",
        Case(
            "a late on Sunday and an early on Monday",
            [*on(SUNDAY, hours="12:00 work 18:00"), *on(MONDAY, hours="09:00 work 17:00")],
            says="Mon 8 Jun",
            week=KINDS,
            parameters={"forbidden": ["late>early"]},
        ),
    ),
    (
        "shift_successions",
        Case(
            "a day between them",
            [*on(SUNDAY, hours="12:00 work 18:00"), *on("2026-06-09", hours="09:00 work 17:00")],
            week=KINDS,
            parameters={"forbidden": ["late>early"]},
        ),
    ),
    (
        "kind_limits",
        Case(
            "two lates in each week, four in a row",
            on(*june(6, 7, 8, 9), hours="12:00 work 18:00"),
            week=KINDS,
            parameters={"most": {"late": 2}},
        ),
    ),
    (
        "kind_limits",
        Case(
            "Sunday's late is the third of the first week",
            on(*june(1, 6, 7, 8), hours="12:00 work 18:00"),
            says="A has 3 shifts of the kind late from Mon 1 Jun to Sun 7 Jun; 2 are the most",
            week=KINDS,
            parameters={"most": {"late": 2}},
        ),
    ),
    (
        "weekends_worked",
        Case(
            "a weekend that the join cuts in two is one weekend",
            on("2026-06-13", "2026-06-14"),
            week={"first_day": dt.date(2026, 6, 7), "days": 14},
            parameters={"weekends_max": 1, "weeks": 2},
        ),
    ),
    (
        "weekends_worked",
        Case(
            "the Sunday that the plan begins with is another's",
            on("2026-06-07", "2026-06-13"),
            says="A works on 2 of the 2 weekends from Sat 6 Jun to Sun 14 Jun; 1 are the most",
            week={"first_day": dt.date(2026, 6, 7), "days": 14},
            parameters={"weekends_max": 1, "weeks": 2},
        ),
    ),
    (
        "weekends_worked",
        Case(
            "two of any four weekends, over six weeks",
            on(*june(6, 13, 34, 41)),
            week=SIX_WEEKS,
        ),
    ),
    (
        "weekends_worked",
        Case(
            "the third of four, in the middle of six weeks",
            on(*june(13, 20, 34)),
            says="A works on 3 of the 4 weekends from Sat 13 Jun to Sun 5 Jul; 2 are the most",
            week=SIX_WEEKS,
        ),
    ),
    (
        "young_hours",
        Case(
            "calendar weeks and not the plan's: five days and five, over a weekend",
            on(*(f"2026-06-{day:02d}" for day in (3, 4, 5, 6, 7, 8, 9, 10, 11, 12))),
            week={
                "first_day": dt.date(2026, 6, 3),
                "days": 14,
                "agents": [agent("A", adult_from="2027-01-01")],
            },
        ),
    ),
    (
        "young_hours",
        Case(
            "six days from Monday to Saturday, over the join of the plan's weeks",
            on(*(f"2026-06-{day:02d}" for day in (8, 9, 10, 11, 12, 13))),
            says="A is under 18 and works 48 h",
            week={
                "first_day": dt.date(2026, 6, 3),
                "days": 14,
                "agents": [agent("A", adult_from="2027-01-01")],
            },
        ),
    ),
    (
        "weekly_rest",
        Case(
            "two rests in the first week make none in the second",
            on(*june(2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)),
            says="from Mon 8 Jun to Sun 14 Jun",
            week=FORTNIGHT,
        ),
    ),
    (
        "weekly_rest",
        Case(
            "a day off in each of six weeks, at its start and at its end by turns",
            on(*june(*(d for d in range(1, 43) if d not in (7, 8, 21, 22, 35, 36)))),
            week=SIX_WEEKS,
        ),
    ),
    (
        "weekly_rest",
        Case(
            "the hour that autumn gives makes up the rest, at the end of the second week",
            [
                *on(*(f"2026-10-{day}" for day in range(12, 18))),
                *on(*(f"2026-10-{day}" for day in range(19, 24))),
                *on("2026-10-24", hours="07:00 work 15:30"),
                *on("2026-10-26", hours="01:30 work 09:00"),
            ],
            week=ACROSS_THE_CHANGE | {"agents": [agent("A")]},
        ),
    ),
    (
        "weekly_rest",
        Case(
            "a quarter of an hour too little for it",
            [
                *on(*(f"2026-10-{day}" for day in range(12, 18))),
                *on(*(f"2026-10-{day}" for day in range(19, 24))),
                *on("2026-10-24", hours="07:00 work 15:45"),
                *on("2026-10-26", hours="01:30 work 09:00"),
            ],
            says="the longest that counts is 34 h 45 min",
            week=ACROSS_THE_CHANGE | {"agents": [agent("A")]},
        ),
    ),
    (
        "average_weekly_hours",
        Case(
            "48 hours in each of two weeks",
            on(*june(1, 2, 3, 4, 8, 9, 10, 11), hours="08:00 work 20:00"),
            week=FORTNIGHT,
        ),
    ),
    (
        "average_weekly_hours",
        Case(
            "the average of two weeks is kept, that of the first is not",
            on(*june(1, 2, 3, 4, 5, 8, 9), hours="08:00 work 20:00"),
            says="A works 60 h in the planned days to Sun 7 Jun; 48 h are the most",
            week=FORTNIGHT,
        ),
    ),
    (
        "average_weekly_hours",
        Case(
            "48 in the first week, and twelve more in the second",
            on(*june(1, 2, 3, 4, 8, 9, 10, 11, 12), hours="08:00 work 20:00"),
            says="A works 108 h in the planned days to Sun 14 Jun; 96 h are the most",
            week=FORTNIGHT,
        ),
    ),
    (
        "agreed_adjustments",
        Case(
            "three days in each week, six in a row",
            on(*june(5, 6, 7, 8, 9, 10), hours="09:00 work 13:00"),
            week=FORTNIGHT | {"adjustments": [("A", "days_in_week_max", "3")]},
        ),
    ),
    (
        "agreed_adjustments",
        Case(
            "four in the second",
            on(*june(7, 8, 9, 10, 11), hours="09:00 work 13:00"),
            says="A works on 4 of the seven days from Mon 8 Jun; agreed are 3 at most",
            week=FORTNIGHT | {"adjustments": [("A", "days_in_week_max", "3")]},
        ),
    ),
    (
        "agreed_adjustments",
        Case(
            "four days in a row over the join",
            on(*june(6, 7, 8, 9), hours="09:00 work 13:00"),
            says="A works on 4 days in a row, from Sat 6 Jun to Tue 9 Jun; agreed are 3 at most",
            week=FORTNIGHT | {"adjustments": [("A", "days_in_a_row_max", "3")]},
        ),
    ),
    (
        "shift_patterns",
        Case(
            "each week of the rotation in its turn, three weeks and from the first again",
            [
                *on(SUNDAY, hours="08:00 work 12:00"),
                *on(MONDAY, hours="14:00 work 18:00"),
                *on(*june(15, 22, 36), hours="08:00 work 12:00"),
                *on(*june(29), hours="14:00 work 18:00"),
                *on(*june(1), hours="14:00 work 18:00", who="B"),
            ],
            week=ROTATION,
        ),
    ),
    (
        "shift_patterns",
        Case(
            "Monday's shift as Sunday's week has it",
            on(MONDAY, hours="08:00 work 12:00"),
            says="Mon 8 Jun 08:00",
            week=ROTATION,
        ),
    ),
    (
        "availability",
        Case(
            "a weekday's row holds in every week",
            on("2026-07-06", hours="08:00 work 12:00"),
            says="Mon 6 Jul 08:00",
            week=SIX_WEEKS
            | {
                "availability": [
                    {
                        "agent_id": "A",
                        "days": "mon",
                        "available_from": "09:00",
                        "available_to": "18:00",
                    }
                ]
            },
        ),
    ),
    (
        "one_shift_a_day",
        Case(
            "a night over the join belongs to Sunday, and Monday has a shift of its own",
            [*on(SUNDAY, hours="22:00 work 30:00"), *on(MONDAY, hours="20:00 work 24:00")],
            week=FORTNIGHT,
        ),
    ),
    (
        "pins",
        Case(
            "work that is pinned in the fifth week",
            on("2026-07-01"),
            week=SIX_WEEKS | {"pins": [("A 2026-07-01 10:00 pinned 12:00", "work")]},
        ),
    ),
    (
        "pins",
        Case(
            "and a shift that leaves out its end",
            on("2026-07-01", hours="09:00 work 11:45"),
            says="Wed 1 Jul",
            week=SIX_WEEKS | {"pins": [("A 2026-07-01 10:00 pinned 12:00", "work")]},
        ),
    ),
]
SUNDAYS = {"unsocial": [{"days": ["sun"], "start": "08:00", "end": "20:00"}]}
AWAY_A_WEEK = {"leave": [{"agent_id": "B", "first_day": "2026-06-08", "last_day": "2026-06-14"}]}

SOFT_JOINS: list[tuple[str, SoftCase]] = [
    (
        "steady_starts",
        SoftCase(
            "four hours earlier on Monday than on Sunday, two of them free",
            [*on(SUNDAY, hours="12:00 work 18:00"), *on(MONDAY, hours="08:00 work 16:00")],
            2,
            week=FORTNIGHT,
        ),
    ),
    (
        "unsocial_fairness",
        SoftCase(
            "each has one of the two Sundays: fair over the whole, if in neither week",
            [*on(SUNDAY), *on("2026-06-14", who="B")],
            0,
            week=FORTNIGHT | SUNDAYS,
        ),
    ),
    (
        "unsocial_fairness",
        SoftCase(
            "both Sundays of one of two: eight above the share of eight, four of them twice",
            on(SUNDAY, "2026-06-14"),
            12,
            week=FORTNIGHT | SUNDAYS,
        ),
    ),
    (
        "unsocial_fairness",
        SoftCase(
            "a week away counts for nobody: two parts of three of nine hours are a fair share",
            [*on(SUNDAY, hours="09:00 work 15:00"), *on(SUNDAY, hours="15:00 work 18:00", who="B")],
            0,
            week=FORTNIGHT | SUNDAYS | AWAY_A_WEEK,
        ),
    ),
    (
        "unsocial_fairness",
        SoftCase(
            "nor does a week before a starter's first day",
            [
                *on(SUNDAY, hours="09:00 work 15:00"),
                *on("2026-06-14", hours="09:00 work 12:00"),
                *on("2026-06-14", hours="09:00 work 12:00", who="B"),
            ],
            1,
            week=FORTNIGHT | SUNDAYS | {"agents": [agent("A"), agent("B", first_day="2026-06-08")]},
        ),
    ),
    (
        "requests",
        SoftCase(
            "a day off in the fourth week",
            on("2026-06-24"),
            1,
            week=SIX_WEEKS
            | {"requests": [{"agent_id": "A", "date": "2026-06-24", "kind": "day_off"}]},
        ),
    ),
]


def _named(cases: list[tuple[str, Any]]) -> Any:
    return pytest.mark.parametrize(
        ("rule_id", "case"), cases, ids=[f"{rule_id}: {case.title}" for rule_id, case in cases]
    )


@_named(JOINS)
def test_the_check_holds_over_the_join(rule_id: str, case: Case) -> None:
    assert_verdict(rule_id, case)


@_named(JOINS)
def test_the_encoder_holds_over_the_join(rule_id: str, case: Case) -> None:
    assert faces.HeldFast(rule_id, case).is_accepted() == (findings_of(rule_id, case) == [])


@_named(SOFT_JOINS)
def test_the_measure_holds_over_the_join(rule_id: str, case: SoftCase) -> None:
    assert_amount(rule_id, case)


@_named(SOFT_JOINS)
def test_the_price_holds_over_the_join(rule_id: str, case: SoftCase) -> None:
    faces.test_encoder_measures_what_the_check_measures(rule_id, case)
