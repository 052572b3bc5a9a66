"""At most six dates with work in a row."""

from __future__ import annotations

from tests.tiny_week import Case, assert_verdict, each


def day_shifts(*days: str) -> list[str]:
    return [f"A {day} 09:00 work 17:00" for day in days]


WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
LAST_WEEK = [f"2026-05-{day}" for day in range(25, 32)]
FORTNIGHT = [f"2026-06-{day:02d}" for day in range(1, 15)]

CASES = [
    Case("six in a row", day_shifts(*WEEK[:6])),
    Case(
        "seven in a row",
        day_shifts(*WEEK),
        says="A works on 7 days in a row, from Mon 1 Jun to Sun 7 Jun; 6 are the most",
    ),
    Case("two runs of three", day_shifts("mon", "tue", "wed", "fri", "sat", "sun")),
    Case(
        "three at most, and three twice",
        day_shifts("mon", "tue", "wed", "fri", "sat", "sun"),
        parameters={"days_max": 3},
    ),
    Case(
        "three at most, and four",
        day_shifts("mon", "wed", "thu", "fri", "sat"),
        says="A works on 4 days in a row, from Wed 3 Jun to Sat 6 Jun; 3 are the most",
        parameters={"days_max": 3},
    ),
    Case(
        "one at most, every other day",
        day_shifts("mon", "wed", "fri", "sun"),
        parameters={"days_max": 1},
    ),
    Case(
        "one at most, and two runs of two",
        day_shifts("mon", "tue", "thu", "fri"),
        says="A works on 2 days in a row",
        count=2,
        parameters={"days_max": 1},
    ),
    Case(
        "five before the week and the first day of it",
        day_shifts("mon"),
        week={"worked": day_shifts(*LAST_WEEK[2:])},
    ),
    Case(
        "five before the week and the first two days of it",
        day_shifts("mon", "tue"),
        says="A works on 7 days in a row, from Wed 27 May to Tue 2 Jun",
        week={"worked": day_shifts(*LAST_WEEK[2:])},
    ),
    Case(
        "five before the week, the eve off",
        day_shifts(*WEEK[:6]),
        week={"worked": day_shifts(*LAST_WEEK[1:6])},
    ),
    Case(
        "seven before the week are past mending",
        day_shifts("tue"),
        week={"worked": day_shifts(*LAST_WEEK)},
    ),
    Case(
        "an eighth day after seven",
        day_shifts("mon"),
        says="A works on 8 days in a row, from Mon 25 May to Mon 1 Jun",
        week={"worked": day_shifts(*LAST_WEEK)},
    ),
    Case(
        "a night is the date that it began on",
        [*day_shifts(*WEEK[:5]), "A sat 22:00 work 30:00"],
    ),
    Case(
        "an operating day that starts at four holds the small hours of the next",
        [*day_shifts(*WEEK[:5]), "A sat 26:00 work 27:00"],
        week={"day_starts_at": "04:00"},
    ),
    Case(
        "the other agent's days are the other's",
        [*day_shifts(*WEEK[:4]), *(f"B {day} 09:00 work 17:00" for day in WEEK[4:])],
        parameters={"days_max": 4},
    ),
    Case(
        "a week that starts on Thursday, and six days in it",
        day_shifts("thu", "fri", "sat", "sun", "mon", "tue"),
        week={"first_day": "2026-06-04", "worked": day_shifts("2026-06-02")},
    ),
    Case(
        "a week that starts on Thursday, a day before and six in it",
        day_shifts("thu", "fri", "sat", "sun", "mon", "tue"),
        says="A works on 7 days in a row, from Wed 3 Jun to Tue 9 Jun",
        week={"first_day": "2026-06-04", "worked": day_shifts("2026-06-03")},
    ),
    Case(
        "a fortnight with a run over the weekend of six",
        day_shifts(*FORTNIGHT[1:4], *FORTNIGHT[5:11]),
        week={"days": 14},
    ),
    Case(
        "a fortnight with a run over the weekend of seven",
        day_shifts(*FORTNIGHT[5:12]),
        says="A works on 7 days in a row, from Sat 6 Jun to Fri 12 Jun",
        week={"days": 14},
    ),
    Case(
        "a plan of one day after five",
        day_shifts("mon"),
        week={"days": 1, "worked": day_shifts(*LAST_WEEK[2:])},
    ),
    Case(
        "a plan of one day after six",
        day_shifts("mon"),
        says="A works on 7 days in a row, from Tue 26 May to Mon 1 Jun",
        week={"days": 1, "worked": day_shifts(*LAST_WEEK[1:])},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("days_in_a_row", case)
