"""At most six dates with work in any seven in a row."""

from __future__ import annotations

from tests.tiny_week import Case, assert_verdict, each


def nine_to_five(*days: str) -> list[str]:
    return [f"A {day} 09:00 work 17:00" for day in days]


LAST_WEEK = ["2026-05-26", "2026-05-27", "2026-05-28", "2026-05-29", "2026-05-30", "2026-05-31"]

CASES = [
    Case("six days of the week", nine_to_five("mon", "tue", "wed", "thu", "fri", "sat")),
    Case(
        "seven",
        nine_to_five("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        says="A works on 7 of the seven days from Mon 1 Jun to Sun 7 Jun; 6 are the most",
    ),
    Case(
        "five days before the week and one in it",
        nine_to_five("mon"),
        week={"worked": nine_to_five(*LAST_WEEK[1:])},
    ),
    Case(
        "six days before the week and one in it",
        nine_to_five("mon"),
        says="7 of the seven days from Tue 26 May to Mon 1 Jun",
        week={"worked": nine_to_five(*LAST_WEEK)},
    ),
    Case(
        "six days before the week and a day off first",
        nine_to_five("tue"),
        week={"worked": nine_to_five(*LAST_WEEK)},
    ),
    Case(
        "seven days in a row before the week are past mending",
        nine_to_five("tue"),
        week={"worked": nine_to_five("2026-05-25", *LAST_WEEK)},
    ),
    Case(
        "each seven days that are too many are told",
        nine_to_five("mon", "tue"),
        count=2,
        says="A works on 7",
        week={"worked": nine_to_five(*LAST_WEEK)},
    ),
    Case(
        "five at most, and five",
        nine_to_five("mon", "tue", "thu", "fri", "sun"),
        parameters={"days_max": 5},
    ),
    Case(
        "five at most, and six",
        nine_to_five("mon", "tue", "wed", "thu", "fri", "sun"),
        says="A works on 6 of the seven days from Mon 1 Jun to Sun 7 Jun; 5 are the most",
        parameters={"days_max": 5},
    ),
    Case(
        "a day worked before binds even where the days before were too many already",
        nine_to_five("mon"),
        says="A works on 7",
        week={"worked": nine_to_five(*LAST_WEEK)},
        parameters={"days_max": 5},
    ),
    Case(
        "a night is the date it began on, whatever date it ends on",
        [*nine_to_five("mon", "tue", "wed", "thu", "fri"), "A sat 22:00 work 30:00"],
    ),
    Case(
        "a night worked before the week is the date it began on, whatever date it ended on",
        nine_to_five("tue", "wed", "thu", "fri", "sat"),
        week={"worked": ["A 2026-05-31 22:00 work 30:00"]},
    ),
    Case(
        "the other agent's days are the other's",
        [
            *nine_to_five("mon", "tue", "wed"),
            *(f"B {day} 09:00 work 17:00" for day in ("thu", "fri", "sat", "sun")),
        ],
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("days_in_seven", case)
