"""Work on at most two of any four weekends in a row."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from allocator.rules.weekends_worked.card import CARD
from tests.tiny_week import Case, assert_verdict, each


def day_shifts(*days: str) -> list[str]:
    return [f"A {day} 09:00 work 17:00" for day in days]


# The Saturdays before the week: 30, 23, 16 and 9 May. The week's weekend is 6 and 7 June.
SATURDAYS = ["2026-05-30", "2026-05-23", "2026-05-16", "2026-05-09"]
SUNDAYS = ["2026-05-31", "2026-05-24", "2026-05-17", "2026-05-10"]

CASES = [
    Case("both days of the only weekend", day_shifts("sat", "sun")),
    Case(
        "one weekend before, and this",
        day_shifts("sat"),
        week={"worked": day_shifts(SATURDAYS[1], SUNDAYS[1])},
    ),
    Case(
        "two weekends before, and this",
        day_shifts("sat"),
        says=("A works on 3 of the 4 weekends from Sat 16 May to Sun 7 Jun; 2 are the most"),
        week={"worked": day_shifts(SATURDAYS[0], SUNDAYS[2])},
    ),
    Case(
        "two weekends before, and none",
        day_shifts("mon", "tue", "wed", "thu", "fri"),
        week={"worked": day_shifts(SATURDAYS[0], SUNDAYS[2])},
    ),
    Case(
        "one of two weekends before lies five weeks back",
        day_shifts("sun"),
        week={"worked": day_shifts(SATURDAYS[0], SUNDAYS[3])},
    ),
    Case(
        "three weekends before are past mending",
        day_shifts("fri"),
        week={"worked": day_shifts(*SATURDAYS[:3])},
    ),
    Case(
        "a fourth after three",
        day_shifts("sun"),
        says="A works on 4 of the 4 weekends",
        week={"worked": day_shifts(*SATURDAYS[:3])},
    ),
    Case(
        "none at most, and one",
        day_shifts("sun"),
        says="A works on 1 of the 4 weekends",
        parameters={"weekends_max": 0},
    ),
    Case("none at most, and none", day_shifts("fri"), parameters={"weekends_max": 0}),
    Case(
        "one of two, every other weekend",
        day_shifts("sat"),
        week={"worked": day_shifts(SATURDAYS[1])},
        parameters={"weekends_max": 1, "weeks": 2},
    ),
    Case(
        "one of two, and two in a row",
        day_shifts("sat"),
        says="A works on 2 of the 2 weekends from Sat 30 May to Sun 7 Jun; 1 are the most",
        week={"worked": day_shifts(SUNDAYS[0])},
        parameters={"weekends_max": 1, "weeks": 2},
    ),
    Case(
        "a night from Friday to Saturday is Friday's",
        ["A fri 22:00 work 30:00"],
        parameters={"weekends_max": 0},
    ),
    Case(
        "a night from Sunday to Monday is Sunday's",
        ["A sun 22:00 work 24:00"],
        says="A works on 1 of the 4 weekends",
        parameters={"weekends_max": 0},
    ),
    Case(
        "weekends of Friday to Sunday",
        day_shifts("fri"),
        says="A works on 1 of the 4 weekends from Fri 15 May to Sun 7 Jun",
        parameters={"weekends_max": 0, "days": ["fri", "sat", "sun"]},
    ),
    Case(
        "a week that starts on Sunday: the Saturday before it has used the weekend",
        day_shifts("2026-06-07"),
        week={"first_day": "2026-06-07", "worked": day_shifts("2026-06-06", SATURDAYS[1])},
    ),
    Case(
        "a week that starts on Sunday: a third weekend on its Saturday",
        day_shifts("2026-06-07", "2026-06-13"),
        says="A works on 3 of the 4 weekends from Sat 23 May to Sun 14 Jun",
        week={"first_day": "2026-06-07", "worked": day_shifts("2026-06-06", SATURDAYS[1])},
    ),
    Case(
        "a week that starts on Sunday: both of its weekends",
        day_shifts("2026-06-07", "2026-06-13"),
        week={"first_day": "2026-06-07", "worked": day_shifts(SATURDAYS[2])},
    ),
    Case(
        "a week that starts on Sunday, one at most, and both of its weekends",
        day_shifts("2026-06-07", "2026-06-13"),
        says="A works on 2 of the 4 weekends",
        week={"first_day": "2026-06-07"},
        parameters={"weekends_max": 1},
    ),
    Case(
        "a week that starts on Sunday after too many weekends, its own begun",
        day_shifts("2026-06-07"),
        says="A works on 3 of the 4 weekends from Sat 16 May to Sun 7 Jun",
        week={"first_day": "2026-06-07", "worked": day_shifts("2026-06-06", *SATURDAYS[:2])},
    ),
    Case(
        "a fortnight with both weekends",
        day_shifts("2026-06-06", "2026-06-14"),
        week={"days": 14, "worked": day_shifts(SATURDAYS[2])},
    ),
    Case(
        "a fortnight with both weekends after one",
        day_shifts("2026-06-06", "2026-06-14"),
        says="A works on 3 of the 4 weekends from Sat 23 May to Sun 14 Jun",
        week={"days": 14, "worked": day_shifts(SATURDAYS[1])},
    ),
    Case(
        "a fortnight with the second weekend after one",
        day_shifts("2026-06-13", "2026-06-14"),
        week={"days": 14, "worked": day_shifts(SATURDAYS[1])},
    ),
    Case(
        "a plan of one Saturday",
        day_shifts("sat"),
        says="A works on 3 of the 4 weekends",
        week={
            "first_day": "2026-06-06",
            "days": 1,
            "worked": day_shifts(SATURDAYS[0], SATURDAYS[1]),
        },
    ),
    Case(
        "a plan of one Friday",
        day_shifts("fri"),
        week={
            "first_day": "2026-06-05",
            "days": 1,
            "worked": day_shifts(SATURDAYS[0], SATURDAYS[1]),
        },
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("weekends_worked", case)


@pytest.mark.parametrize("days", [["sat", "mon"], ["sun", "sat"], [], ["sat", "sat"]])
def test_days_of_a_weekend_follow_one_another(days: list[str]) -> None:
    with pytest.raises(ValidationError):
        CARD.with_overrides({"days": days})


def test_a_weekend_may_run_over_the_end_of_the_week() -> None:
    assert CARD.with_overrides({"days": ["Sunday", "Monday"]}).days == ("sun", "mon")
