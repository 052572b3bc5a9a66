"""Shifts start and last as the contract's patterns say, on the grid of the week."""

from __future__ import annotations

from tests.tiny_week import AUTUMN, SPRING, Case, assert_verdict, each, pattern

OFFICE = pattern(
    id="office",
    days=["mon", "tue", "wed", "thu", "fri"],
    start_from="07:00",
    start_to="10:00",
    start_every_minutes=30,
    shortest_minutes=240,
    longest_minutes=480,
    length_every_minutes=60,
)
WEEK = {"shift_patterns": [OFFICE], "contracts": [{"id": "any", "patterns": ["office"]}]}
NIGHT = pattern(
    id="night",
    days=["sat"],
    start_from="22:00",
    start_to="22:00",
    shortest_minutes=420,
    longest_minutes=420,
)
NIGHTS = {"shift_patterns": [NIGHT], "contracts": [{"id": "any", "patterns": ["night"]}]}

CASES = [
    Case("the earliest start", ["A mon 07:00 work 11:00"], week=WEEK),
    Case(
        "a quarter before it",
        ["A mon 06:45 work 10:45"],
        says="A has a shift from Mon 1 Jun 06:45 to Mon 1 Jun 10:45 (4 h), which no pattern of "
        "contract any allows: office starts from 07:00 to 10:00",
        week=WEEK,
    ),
    Case("the latest start", ["A mon 10:00 work 14:00"], week=WEEK),
    Case("a step after it", ["A mon 10:30 work 14:30"], says="from 07:00 to 10:00", week=WEEK),
    Case("the next step of starts", ["A mon 07:30 work 11:30"], week=WEEK),
    Case("half a step", ["A mon 07:15 work 11:15"], says="every 30 min", week=WEEK),
    Case("the shortest", ["A fri 09:00 work 13:00"], week=WEEK),
    Case("a step shorter", ["A fri 09:00 work 12:00"], says="lasts 4 h to 8 h", week=WEEK),
    Case("the longest", ["A fri 09:00 work 17:00"], week=WEEK),
    Case("a step longer", ["A fri 09:00 work 18:00"], says="lasts 4 h to 8 h", week=WEEK),
    Case("half a step of length", ["A fri 09:00 work 13:30"], says="in steps of 1 h", week=WEEK),
    Case(
        "breaks count in the length", ["A fri 09:00 work 12:00 lunch 13:00 work 17:00"], week=WEEK
    ),
    Case(
        "a weekday that is not the pattern's",
        ["A sat 09:00 work 13:00"],
        says="office is for mon, tue, wed, thu, fri",
        week=WEEK,
    ),
    Case(
        "another pattern of the contract fits",
        ["A sat 09:00 work 13:00"],
        week={
            "shift_patterns": [OFFICE, pattern(id="weekend", days=["sat", "sun"])],
            "contracts": [{"id": "any", "patterns": ["office", "weekend"]}],
        },
    ),
    Case(
        "a pattern fits that the contract does not have",
        ["A sat 09:00 work 13:00"],
        says="office is for",
        week=WEEK | {"shift_patterns": [OFFICE, pattern(id="weekend", days=["sat", "sun"])]},
    ),
    Case(
        "a block inside the shift off the grid",
        ["A mon 07:00 work 08:05 training 09:00 work 11:00"],
        says="does not lie on the grid of 15 min",
        count=2,
        week=WEEK,
        plannable=False,
    ),
    Case("up to the end of the week", ["A sun 20:00 work 24:00"]),
    Case(
        "a quarter beyond it",
        ["A sun 20:00 work 24:15"],
        says="not inside the planned days from Mon 1 Jun to Sun 7 Jun",
        plannable=False,
    ),
    Case("from the start of the week", ["A mon 00:00 work 04:00"]),
    Case(
        "before it",
        ["A 2026-05-31 23:45 work 27:45"],
        says="not inside the planned days",
        plannable=False,
    ),
    Case(
        "after it",
        ["A 2026-06-08 09:00 work 13:00"],
        says="not inside the planned days",
        plannable=False,
    ),
    Case(
        "after midnight by the clock of the day before",
        ["A mon 25:00 work 28:00"],
        week={
            "day_starts_at": "04:00",
            "shift_patterns": [pattern(days=["mon"], start_from="25:00", start_to="25:00")],
        },
    ),
    Case(
        "seven hours pass from 22:00 to 06:00 when clocks go forward",
        ["A sat 22:00 work 30:00"],
        week=NIGHTS | {"first_day": SPRING},
    ),
    Case(
        "eight to 07:00",
        ["A sat 22:00 work 31:00"],
        says="(8 h), which no pattern",
        week=NIGHTS | {"first_day": SPRING},
    ),
    Case(
        "seven hours pass from 22:00 to 04:00 when clocks go back",
        ["A sat 22:00 work 28:00"],
        week=NIGHTS | {"first_day": AUTUMN},
    ),
    Case(
        "eight to 05:00",
        ["A sat 22:00 work 29:00"],
        says="(8 h), which no pattern",
        week=NIGHTS | {"first_day": AUTUMN},
    ),
    Case(
        "starts go by the clock on the day of the change, not by hours since midnight",
        ["A sun 07:00 work 11:00"],
        week={
            "first_day": SPRING,
            "shift_patterns": [OFFICE | {"days": ["sun"]}],
            "contracts": [{"id": "any", "patterns": ["office"]}],
        },
    ),
    Case(
        "steps of length count from the shortest",
        ["A mon 09:00 work 13:30"],
        week={"shift_patterns": [pattern(shortest_minutes=210, length_every_minutes=60)]},
    ),
    Case(
        "and not from the whole hour",
        ["A mon 09:00 work 13:00"],
        says="in steps of 1 h",
        week={"shift_patterns": [pattern(shortest_minutes=210, length_every_minutes=60)]},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("shift_patterns", case)
