"""A rest of 35 hours, 24 of them in the week; 48 under 18; or two in a fortnight (reg 11)."""

from __future__ import annotations

from typing import Any

from tests.tiny_week import AUTUMN, SPRING, Case, agent, assert_verdict, each

ALL = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def daily(*days: str, hours: str = "09:00 work 17:00") -> list[str]:
    return [f"A {day} {hours}" for day in days]


def young_until(day: str) -> dict[str, Any]:
    return {"agents": [agent("A", adult_from=day)]}


WEEK_BEFORE = [f"2026-05-{day}" for day in range(25, 32)]
FORTNIGHT = {"per_fortnight": True}
SECOND_WEEK = [f"2026-06-{day:02d}" for day in range(8, 15)]
WITHOUT_WEDNESDAY = ("mon", "tue", "thu", "fri", "sat", "sun")

CASES = [
    Case("a day off between two days of work", daily(*WITHOUT_WEDNESDAY)),
    Case(
        "seven days of work",
        daily(*ALL),
        says="A has no rest of 35 h in one piece, 24 h of it from Mon 1 Jun to Sun 7 Jun; the "
        "longest that counts is 20 h",
    ),
    Case(
        "35 hours without a day off",
        [
            *daily("mon", "thu", "fri", "sat", "sun"),
            "A tue 00:00 work 08:00",
            "A wed 19:00 work 23:00",
        ],
    ),
    Case(
        "a quarter less",
        [
            *daily("mon", "thu", "fri", "sat", "sun"),
            "A tue 00:00 work 08:00",
            "A wed 18:45 work 23:00",
        ],
        says="the longest that counts is 34 h 45 min",
    ),
    Case(
        "a late before a day off and an early after it",
        [*daily("mon", "fri", "sat", "sun"), "A tue 14:00 work 22:00", "A thu 08:45 work 16:00"],
        says="the longest that counts is 34 h 45 min",
    ),
    Case(
        "a late before it and a quarter later after it",
        [*daily("mon", "fri", "sat", "sun"), "A tue 14:00 work 22:00", "A thu 09:00 work 16:00"],
    ),
    Case(
        "Sunday off: the daily rest may lie in the next week",
        [*daily(*ALL[:5]), "A sat 16:00 work 24:00"],
    ),
    Case(
        "a quarter of Sunday worked leaves no 24 hours in the week",
        [*daily(*ALL[:5]), "A sat 16:00 work 24:15"],
        says="the longest that counts is 34 h 45 min",
    ),
    Case(
        "Monday off: the daily rest may lie in the week before",
        daily(*ALL[1:], hours="00:00 work 08:00"),
        week={"worked": ["A 2026-05-31 05:00 work 13:00"]},
    ),
    Case(
        "Monday off after a quarter of daily rest too little",
        daily(*ALL[1:], hours="00:00 work 08:00"),
        says="the longest that counts is 34 h 45 min",
        week={"worked": ["A 2026-05-31 05:00 work 13:15"]},
    ),
    Case(
        "a rest that began long ago counts from the week's start: less than 24 hours of it",
        ["A mon 23:45 work 24:00", *daily(*ALL[1:])],
        says="the longest that counts is 34 h 45 min",
    ),
    Case(
        "a night into the day off",
        [
            *daily("thu", "fri", "sat", "sun"),
            "A mon 13:00 work 21:00",
            "A tue 22:00 work 30:00",
        ],
        says="the longest that counts is 27 h",
    ),
    Case(
        "nights and two days off after the last",
        [f"A {day} 22:00 work 30:00" for day in ("mon", "tue", "wed", "thu")],
    ),
    Case("one shift in the week", daily("wed")),
    Case("another's shifts", [*daily(*ALL[:4]), *(f"B {day} 09:00 work 17:00" for day in ALL[4:])]),
    # The join with the weeks before and after.
    Case(
        "the last rest of the week before went on",
        daily("mon", "tue"),
        week={"worked": [f"A {day} 08:00 work 22:00" for day in WEEK_BEFORE[:6]]},
    ),
    Case(
        "the last rest of the week before is cut short by a quarter",
        ["A mon 08:45 work 16:00"],
        says="A has no rest of 35 h in one piece, 24 h of it from Mon 25 May to Sun 31 May; the "
        "longest that counts is 34 h 45 min",
        week={"worked": [f"A {day} 14:00 work 22:00" for day in WEEK_BEFORE[:6]]},
    ),
    Case(
        "and not cut short",
        ["A mon 09:00 work 16:00"],
        week={"worked": [f"A {day} 14:00 work 22:00" for day in WEEK_BEFORE[:6]]},
    ),
    Case(
        "a week before without any rest is past mending",
        daily("mon"),
        week={"worked": daily(*WEEK_BEFORE)},
    ),
    Case(
        "a plan of three days is judged with the four before",
        daily("mon", "tue", "wed"),
        says="from Thu 28 May to Wed 3 Jun",
        week={"days": 3, "worked": daily(*WEEK_BEFORE[3:])},
    ),
    Case(
        "a rest in the four days before",
        daily("mon", "tue", "wed"),
        week={"days": 3, "worked": daily(*WEEK_BEFORE[4:])},
    ),
    Case(
        "a day of rest at the end of three",
        daily("mon", "tue"),
        week={"days": 3, "worked": daily(*WEEK_BEFORE[3:])},
    ),
    Case(
        "two weeks are judged one by one",
        [*daily("mon", "tue", "wed"), *daily(*SECOND_WEEK)],
        says="from Mon 8 Jun to Sun 14 Jun",
        week={"days": 14},
    ),
    Case(
        "a rest over the end of the first week belongs to where 24 hours of it lie",
        [*daily(*ALL[:6]), *daily(*SECOND_WEEK[:6])],
        week={"days": 14},
    ),
    Case(
        "not to both",
        [*daily(*ALL[:6]), *daily(*SECOND_WEEK)],
        says="from Mon 8 Jun to Sun 14 Jun",
        week={"days": 14},
    ),
    Case(
        "the last seven of ten days",
        [*daily("mon", *ALL[2:]), *daily(*SECOND_WEEK[:3])],
        says="from Thu 4 Jun to Wed 10 Jun",
        week={"days": 10},
    ),
    Case(
        "a week that begins on a Saturday",
        daily("sat", "mon", "tue", "wed", "thu", "fri"),
        week={"first_day": "2026-06-06"},
    ),
    Case(
        "seven days from Saturday on",
        daily("sat", "sun", "mon", "tue", "wed", "thu", "fri"),
        says="from Sat 6 Jun to Fri 12 Jun",
        week={"first_day": "2026-06-06"},
    ),
    Case(
        "a day that begins at four",
        [*daily(*ALL[:5]), "A sat 20:00 work 28:00"],
        week={"day_starts_at": "04:00"},
    ),
    Case(
        "and a quarter more than until four",
        [*daily(*ALL[:5]), "A sat 20:00 work 28:15"],
        says="the longest that counts is 34 h 45 min",
        week={"day_starts_at": "04:00"},
    ),
    # The clocks.
    Case(
        "a day off by the clock is an hour short when clocks go forward",
        [*daily(*ALL[:5]), "A sat 16:00 work 24:00"],
        says="the longest that counts is 34 h",
        week={"first_day": SPRING},
    ),
    Case(
        "35 hours of real time when clocks go forward",
        [*daily(*ALL[:5]), "A sat 15:00 work 23:00"],
        week={"first_day": SPRING},
    ),
    Case(
        "and an hour more when they go back",
        [*daily(*ALL[:5]), "A sat 16:00 work 25:00"],
        week={"first_day": AUTUMN},
    ),
    Case(
        "but no more",
        [*daily(*ALL[:5]), "A sat 16:00 work 25:15"],
        says="the longest that counts is 34 h 45 min",
        week={"first_day": AUTUMN},
    ),
    # Leave.
    Case(
        "leave is no rest",
        daily("sat", "sun", "mon"),
        says="the longest that counts is",
        week={"leave": [{"agent_id": "A", "first_day": "2026-06-02", "last_day": "2026-06-05"}]},
    ),
    Case(
        "unless it is said to be",
        daily("sat", "sun", "mon"),
        week={"leave": [{"agent_id": "A", "first_day": "2026-06-02", "last_day": "2026-06-05"}]},
        parameters={"leave_is_rest": True},
    ),
    Case(
        "a day off beside leave, on which the daily rest falls",
        daily("mon", "fri", "sat", "sun", hours="00:00 work 23:00"),
        week={"leave": [{"agent_id": "A", "first_day": "2026-06-02", "last_day": "2026-06-03"}]},
    ),
    # Under 18.
    Case(
        "48 hours under 18",
        [*daily("mon", "tue", "fri", "sat", "sun")],
        week=young_until("2027-01-01"),
    ),
    Case(
        "a day and a half under 18",
        [*daily("mon", "tue", "thu", "fri", "sat", "sun")],
        says="A has no rest of 48 h in one piece, 48 h of it from Mon 1 Jun to Sun 7 Jun; the "
        "longest that counts is 40 h",
        week=young_until("2027-01-01"),
    ),
    Case(
        "48 hours to the minute",
        [*daily("mon", "fri", "sat", "sun"), "A tue 09:00 work 17:00", "A thu 17:00 work 20:00"],
        week=young_until("2027-01-01"),
    ),
    Case(
        "and a quarter less",
        [*daily("mon", "fri", "sat", "sun"), "A tue 09:00 work 17:00", "A thu 16:45 work 20:00"],
        says="the longest that counts is 47 h 45 min",
        week=young_until("2027-01-01"),
    ),
    Case(
        "all 48 lie in the week",
        daily("mon", "tue", "wed", "thu", "fri", "sat", hours="00:00 work 00:15"),
        says="the longest that counts is 47 h 45 min",
        week=young_until("2027-01-01"),
    ),
    Case(
        "18 in the week is under 18 at its start",
        daily("mon", "tue", "thu", "fri", "sat", "sun"),
        says="A has no rest of 48 h",
        week=young_until("2026-06-02"),
    ),
    Case(
        "18 when it starts",
        daily("mon", "tue", "thu", "fri", "sat", "sun"),
        week=young_until("2026-06-01"),
    ),
    # Fortnights.
    Case(
        "a fortnight: two rests in one week and none in the other",
        [*daily("mon", "wed", "fri", "sat", "sun"), *daily(*SECOND_WEEK)],
        week={"days": 14},
        parameters=FORTNIGHT,
    ),
    Case(
        "a fortnight: one rest of 59 hours",
        [*daily("mon", "thu", "fri", "sat", "sun"), *daily(*SECOND_WEEK)],
        week={"days": 14},
        parameters=FORTNIGHT,
    ),
    Case(
        "a fortnight: a quarter less than 59",
        [*daily("mon"), "A thu 03:45 work 05:00", *daily("fri", "sat", "sun", *SECOND_WEEK)],
        says="A has neither two rests of 35 h in one piece, 24 h of each from Mon 1 Jun to Sun 14 "
        "Jun, nor one of 59 h; the longest that counts is 58 h 45 min",
        week={"days": 14},
        parameters=FORTNIGHT,
    ),
    Case(
        "a fortnight: one rest only",
        [*daily("mon", "tue", "thu", "fri", "sat", "sun"), *daily(*SECOND_WEEK)],
        says="the longest that counts is 40 h",
        week={"days": 14},
        parameters=FORTNIGHT,
    ),
    Case(
        "a fortnight whose first half is past",
        daily(*ALL),
        week={"worked": daily(*WEEK_BEFORE[:3], *WEEK_BEFORE[5:])},
        parameters=FORTNIGHT,
    ),
    Case(
        "a fortnight whose first half had one rest",
        daily(*ALL),
        says="A has neither",
        week={"worked": daily(*WEEK_BEFORE[:3], *WEEK_BEFORE[4:])},
        parameters=FORTNIGHT,
    ),
    Case(
        "no fortnight under 18",
        daily("mon", "tue", "thu", "fri", "sat", "sun"),
        says="A has no rest of 48 h",
        week=young_until("2027-01-01"),
        parameters=FORTNIGHT,
    ),
    # What is set.
    Case(
        "12 hours of daily rest are too many for 35 in all",
        daily(*WITHOUT_WEDNESDAY, hours="08:00 work 20:45"),
        says="A has no rest of 35 h 30 min in one piece, 24 h of it",
        parameters={"daily_rest_minutes": 690},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("weekly_rest", case)
