"""Under 18: no work from 22:00 to 06:00 (reg 6A)."""

from __future__ import annotations

from typing import Any

from tests.tiny_week import AUTUMN, SPRING, Case, agent, assert_verdict, each, rest


def young(until: str = "2027-01-01") -> dict[str, Any]:
    return {"agents": [agent("A", adult_from=until), agent("B")]}


LATER = {"night_from_minutes": 1380, "night_to_minutes": 420}

CASES = [
    Case("until ten at night", ["A mon 14:00 work 22:00"], week=young()),
    Case(
        "a quarter later",
        ["A mon 14:00 work 22:15"],
        says="A is under 18 and works from Mon 1 Jun 14:00 to Mon 1 Jun 22:15, 15 min of it "
        "between 22:00 and 06:00, when nobody under 18 may",
        week=young(),
    ),
    Case("from six in the morning", ["A mon 06:00 work 14:00"], week=young()),
    Case(
        "a quarter earlier",
        ["A mon 05:45 work 13:45"],
        says="15 min of it",
        week=young(),
    ),
    Case(
        "in the middle of the night",
        ["A mon 00:00 work 00:15"],
        says="15 min of it",
        week=young(),
    ),
    Case("a whole night", ["A mon 20:00 work 32:00"], says="8 h of it", week=young()),
    Case(
        "two nights in one shift of a day",
        ["A mon 00:00 work 24:00"],
        says="8 h of it",
        week=young(),
    ),
    Case("a night of an adult", ["A mon 22:00 work 30:00", "B tue 22:00 work 30:00"]),
    Case(
        "a night of another, who is adult",
        ["B mon 22:00 work 30:00", "A mon 09:00 work 17:00"],
        week=young(),
    ),
    Case(
        "a break at the end does not help",
        ["A mon 16:00 work 22:00 break 22:15"],
        says="15 min of it",
        week=young()
        | {
            "break_plans": [
                {
                    "id": "all",
                    "shift_over_minutes": 0,
                    "shift_up_to_minutes": 1440,
                    "breaks": [rest("tea", 15, (60, 420))],
                }
            ]
        },
    ),
    Case(
        "the night after the eve of the birthday, until midnight",
        ["A mon 22:00 work 30:00"],
        says="2 h of it",
        week=young("2026-06-02"),
    ),
    Case(
        "from the midnight of the birthday on", ["A tue 00:00 work 08:00"], week=young("2026-06-02")
    ),
    Case(
        "from that midnight on, where the day begins at four",
        ["A tue 00:00 work 08:00"],
        week=young("2026-06-02") | {"day_starts_at": "04:00"},
    ),
    Case(
        "a quarter before it",
        ["A mon 23:45 work 30:00"],
        says="15 min of it",
        week=young("2026-06-02"),
    ),
    Case(
        "eleven at night where the contract provides for it",
        ["A mon 15:00 work 23:00", "A wed 07:00 work 15:00"],
        week=young(),
        parameters=LATER,
    ),
    Case(
        "then the morning begins at seven",
        ["A mon 06:45 work 14:00"],
        says="15 min of it between 23:00 and 07:00",
        week=young(),
        parameters=LATER,
    ),
    Case(
        "and the night at eleven",
        ["A mon 15:00 work 23:15"],
        says="15 min of it",
        week=young(),
        parameters=LATER,
    ),
    Case(
        "from six when clocks go forward",
        ["A sun 06:00 work 12:00"],
        week=young() | {"first_day": SPRING},
    ),
    Case(
        "from six when they go back",
        ["A sun 06:00 work 12:00"],
        week=young() | {"first_day": AUTUMN},
    ),
    Case(
        "a night of seven hours when clocks go forward",
        ["A sat 21:00 work 31:00"],
        says="7 h of it",
        week=young() | {"first_day": SPRING},
    ),
    Case(
        "and one of nine when they go back",
        ["A sat 21:00 work 31:00"],
        says="9 h of it",
        week=young() | {"first_day": AUTUMN},
    ),
    Case(
        "nights worked before the week are past mending",
        ["A mon 09:00 work 17:00"],
        week=young() | {"worked": ["A 2026-05-30 22:00 work 30:00"]},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("young_nights", case)
