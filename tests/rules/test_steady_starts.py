"""Hours by which starts go back from one day to the next, beyond the tolerance."""

from __future__ import annotations

from tests.tiny_week import AUTUMN, SPRING, SoftCase, assert_amount, each

CASES = [
    SoftCase("the same start", ["A mon 09:00 work 17:00", "A tue 09:00 work 17:00"], 0),
    SoftCase("a later start", ["A mon 09:00 work 17:00", "A tue 14:00 work 22:00"], 0),
    SoftCase(
        "two hours earlier, the tolerance", ["A mon 12:00 work 17:00", "A tue 10:00 work 17:00"], 0
    ),
    SoftCase("a quarter earlier still", ["A mon 12:00 work 17:00", "A tue 09:45 work 17:00"], 0.25),
    SoftCase(
        "a day in the middle of which somebody was away began once",
        ["A mon 09:00 work 11:00", "A mon 14:00 work 17:00", "A tue 09:00 work 17:00"],
        0,
    ),
    SoftCase("a day off between", ["A mon 14:00 work 17:00", "A wed 06:00 work 14:00"], 0),
    SoftCase(
        "two jumps add up",
        ["A mon 14:00 work 17:00", "A tue 10:00 work 17:00", "A wed 07:00 work 14:00"],
        3,
    ),
    SoftCase(
        "no tolerance",
        ["A mon 12:00 work 17:00", "A tue 10:00 work 17:00"],
        2,
        parameters={"tolerance_minutes": 0},
    ),
    SoftCase(
        "of two people",
        [
            "A mon 14:00 work 17:00",
            "A tue 10:00 work 17:00",
            "B thu 13:00 work 17:00",
            "B fri 10:30 work 17:00",
        ],
        2.5,
    ),
    SoftCase(
        "one's late and another's early", ["A mon 14:00 work 17:00", "B tue 06:00 work 17:00"], 0
    ),
    SoftCase(
        "from the shift worked the day before the week",
        ["A mon 08:00 work 16:00"],
        4,
        week={"worked": ["A 2026-05-31 14:00 work 22:00"]},
    ),
    SoftCase(
        "from a shift worked two days before the week",
        ["A mon 08:00 work 16:00"],
        0,
        week={"worked": ["A 2026-05-30 14:00 work 22:00"]},
    ),
    SoftCase(
        "a jump before the week is past",
        ["A tue 08:00 work 16:00"],
        0,
        week={"worked": ["A 2026-05-30 14:00 work 22:00", "A 2026-05-31 06:00 work 12:00"]},
    ),
    SoftCase(
        "a start after midnight is late by the clock of its day",
        ["A mon 25:00 work 30:00", "A tue 20:00 work 26:00"],
        3,
        week={"day_starts_at": "04:00"},
    ),
    SoftCase(
        "the clock counts, not the time that passed, when clocks go forward",
        ["A sat 12:00 work 17:00", "A sun 10:00 work 17:00"],
        0,
        week={"first_day": SPRING},
    ),
    SoftCase(
        "the clock counts when clocks go back",
        ["A sat 12:00 work 17:00", "A sun 09:30 work 17:00"],
        0.5,
        week={"first_day": AUTUMN},
    ),
]


@each(CASES)
def test_amount(case: SoftCase) -> None:
    assert_amount("steady_starts", case)
