"""One attendance a day, one thing at a time."""

from __future__ import annotations

from tests.tiny_week import Case, assert_verdict, each

CASES = [
    Case("one shift with a break in it", ["A mon 09:00 work 12:00 lunch 12:30 work 17:00"]),
    Case("a shift on each of two days", ["A mon 09:00 work 17:00", "A tue 09:00 work 17:00"]),
    Case("two people on one day", ["A mon 09:00 work 13:00", "B mon 14:00 work 18:00"]),
    Case("blocks that touch are one shift", ["A mon 09:00 work 13:00", "A mon 13:00 work 17:00"]),
    Case(
        "a gap of a quarter makes two shifts",
        ["A mon 09:00 work 13:00", "A mon 13:15 work 17:00"],
        says="A begins another shift at Mon 1 Jun 13:15 on Mon 1 Jun, after the one from "
        "Mon 1 Jun 09:00 to Mon 1 Jun 13:00",
    ),
    Case(
        "three shifts are two too many",
        ["A mon 06:00 work 08:00", "A mon 10:00 work 12:00", "A mon 14:00 work 16:00"],
        says="another shift",
        count=2,
    ),
    Case(
        "a shift over midnight belongs to the evening it began",
        ["A mon 22:00 work 30:00", "A tue 22:00 work 30:00"],
    ),
    Case(
        "and leaves the next day free for another",
        ["A mon 22:00 work 30:00", "A tue 09:00 work 12:00"],
    ),
    Case(
        "before the day starts it is still the day before",
        ["A mon 20:00 work 24:00", "A mon 27:45 work 29:00"],
        week={"day_starts_at": "04:00"},
        says="on Mon 1 Jun",
    ),
    Case(
        "once the day has started it is the next",
        ["A mon 20:00 work 24:00", "A mon 28:00 work 29:00"],
        week={"day_starts_at": "04:00"},
    ),
    Case(
        "two things at once for a quarter",
        ["A mon 09:00 work 12:00", "A mon 11:45 lunch 15:00"],
        says="A is on work until Mon 1 Jun 12:00 and on lunch from Mon 1 Jun 11:45",
        plannable=False,
    ),
    Case(
        "a block inside another",
        ["A mon 09:00 work 17:00", "A mon 10:00 training 11:00"],
        says="at the same time",
        plannable=False,
    ),
    Case(
        "a block that begins inside the last but one",
        ["A mon 09:00 work 17:00", "A mon 10:00 training 11:00", "A mon 12:00 lunch 13:00"],
        says="on work until Mon 1 Jun 17:00",
        count=2,
        plannable=False,
    ),
    Case(
        "a block of no length",
        ["A mon 09:00 work 09:00"],
        says="must end after it starts",
        plannable=False,
    ),
    Case(
        "a block of no length inside another is told once",
        ["A mon 09:00 work 17:00", "A mon 10:00 lunch 10:00"],
        says="must end after it starts",
        plannable=False,
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("one_shift_a_day", case)
