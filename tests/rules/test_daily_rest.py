"""Eleven hours of rest between shifts, twelve under 18, by elapsed time (regulation 10)."""

from __future__ import annotations

from tests.tiny_week import AUTUMN, SPRING, Case, agent, assert_verdict, each

YOUNG = {"agents": [agent("A", adult_from="2027-01-01"), agent("B")]}
LATE_AND_EARLY = ["A mon 14:00 work 22:00", "A tue 09:00 work 17:00"]

CASES = [
    Case("eleven hours", ["A mon 12:00 work 22:00", "A tue 09:00 work 17:00"]),
    Case(
        "a quarter less",
        ["A mon 12:00 work 22:15", "A tue 09:00 work 17:00"],
        says="A rests 10 h 45 min between Mon 1 Jun 22:15 and Tue 2 Jun 09:00; 11 h are due",
    ),
    Case(
        "after a night",
        ["A mon 22:00 work 30:00", "A tue 17:00 work 20:00"],
    ),
    Case(
        "a quarter less after a night",
        ["A mon 22:00 work 30:00", "A tue 16:45 work 20:00"],
        says="A rests 10 h 45 min between Tue 2 Jun 06:00 and Tue 2 Jun 16:45",
    ),
    Case("a break is no rest between shifts", ["A mon 09:00 work 12:00 lunch 13:00 work 17:00"]),
    Case(
        "two shifts on one day",
        ["A mon 06:00 work 10:00", "A mon 14:00 work 18:00"],
        says="A rests 4 h",
    ),
    Case(
        "each rest of three shifts",
        ["A mon 14:00 work 22:00", "A tue 08:00 work 22:00", "A wed 08:00 work 12:00"],
        says="A rests 10 h",
        count=2,
    ),
    Case(
        "one agent's late and another's early", ["A mon 14:00 work 22:00", "B tue 06:00 work 14:00"]
    ),
    Case(
        "eleven hours from the last shift worked before",
        ["A mon 09:00 work 17:00"],
        week={"worked": ["A 2026-05-31 14:00 work 22:00"]},
    ),
    Case(
        "a quarter less from the last shift worked before",
        ["A mon 08:45 work 17:00"],
        says="A rests 10 h 45 min between Sun 31 May 22:00 and Mon 1 Jun 08:45",
        week={"worked": ["A 2026-05-31 14:00 work 22:00"]},
    ),
    Case(
        "from a night worked before that ends in the week",
        ["A mon 17:00 work 20:00"],
        week={"worked": ["A 2026-05-31 22:00 work 30:00"]},
    ),
    Case(
        "a quarter less from such a night",
        ["A mon 16:45 work 20:00"],
        says="A rests 10 h 45 min",
        week={"worked": ["A 2026-05-31 22:00 work 30:00"]},
    ),
    Case(
        "a short rest before the week is past mending",
        ["A tue 09:00 work 17:00"],
        week={"worked": ["A 2026-05-30 14:00 work 22:00", "A 2026-05-31 06:00 work 14:00"]},
    ),
    Case(
        "another's shift worked before",
        ["A mon 06:00 work 14:00"],
        week={"worked": ["B 2026-05-31 14:00 work 22:00"]},
    ),
    Case(
        "twelve hours where they are set, and eleven",
        LATE_AND_EARLY,
        says="A rests 11 h between Mon 1 Jun 22:00 and Tue 2 Jun 09:00; 12 h are due",
        parameters={"rest_minutes": 720},
    ),
    Case(
        "twelve hours where they are set, and twelve",
        ["A mon 12:00 work 22:00", "A tue 10:00 work 17:00"],
        parameters={"rest_minutes": 720},
    ),
    Case(
        "eleven hours under 18",
        LATE_AND_EARLY,
        says="A rests 11 h between Mon 1 Jun 22:00 and Tue 2 Jun 09:00; 12 h are due",
        week=YOUNG,
    ),
    Case("twelve under 18", ["A mon 13:00 work 21:00", "A tue 09:00 work 17:00"], week=YOUNG),
    Case(
        "a quarter less under 18",
        ["A mon 13:00 work 21:15", "A tue 09:00 work 17:00"],
        says="A rests 11 h 45 min",
        week=YOUNG,
    ),
    Case(
        "eleven hours of an adult beside somebody under 18",
        ["B mon 14:00 work 22:00", "B tue 09:00 work 17:00"],
        week=YOUNG,
    ),
    Case(
        "eleven hours before the 18th birthday",
        LATE_AND_EARLY,
        week={"agents": [agent("A", adult_from="2026-06-02")]},
    ),
    Case(
        "eleven hours before the last day under 18",
        LATE_AND_EARLY,
        says="12 h are due",
        week={"agents": [agent("A", adult_from="2026-06-03")]},
    ),
    Case(
        "eleven hours under 18 from the last shift worked before",
        ["A mon 09:00 work 17:00"],
        says="12 h are due",
        week=YOUNG | {"worked": ["A 2026-05-31 14:00 work 22:00"]},
    ),
    Case(
        "nobody under 18 is due less than an adult",
        LATE_AND_EARLY,
        says="13 h are due",
        week=YOUNG,
        parameters={"rest_minutes": 780},
    ),
    Case(
        "what somebody under 18 is due can be set",
        LATE_AND_EARLY,
        week=YOUNG,
        parameters={"young_rest_minutes": 660},
    ),
    Case(
        "eleven hours by the clock are ten when clocks go forward",
        ["A sat 14:00 work 22:00", "A sun 09:00 work 17:00"],
        says="A rests 10 h between Sat 28 Mar 22:00 and Sun 29 Mar 09:00",
        week={"first_day": SPRING},
    ),
    Case(
        "twelve by the clock are eleven",
        ["A sat 14:00 work 22:00", "A sun 10:00 work 17:00"],
        week={"first_day": SPRING},
    ),
    Case(
        "ten hours by the clock are eleven when clocks go back",
        ["A sat 14:00 work 22:00", "A sun 08:00 work 17:00"],
        week={"first_day": AUTUMN},
    ),
    Case(
        "a quarter less is too little",
        ["A sat 14:00 work 22:00", "A sun 07:45 work 17:00"],
        says="A rests 10 h 45 min between Sat 24 Oct 22:00 and Sun 25 Oct 07:45",
        week={"first_day": AUTUMN},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("daily_rest", case)
