"""At most two lates and one night in a week."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from allocator.rules.kind_limits.card import CARD
from tests.tiny_week import Case, assert_verdict, each

KINDS = {
    "shift_kinds": [
        {"id": "late", "start_from": "12:00", "start_to": "18:00"},
        {"id": "night", "start_from": "18:00", "start_to": "26:00"},
    ]
}
MOST = {"most": {"late": 2, "night": 1}}


def lates(*days: str) -> list[str]:
    return [f"A {day} 14:00 work 20:00" for day in days]


def nights(*days: str) -> list[str]:
    return [f"A {day} 22:00 work 28:00" for day in days]


CASES = [
    Case("no kind has a limit by itself", lates("mon", "tue", "wed"), week=KINDS),
    Case("two lates", lates("mon", "fri"), week=KINDS, parameters=MOST),
    Case(
        "three lates",
        lates("mon", "wed", "fri"),
        says="A has 3 shifts of the kind late from Mon 1 Jun to Sun 7 Jun; 2 are the most",
        week=KINDS,
        parameters=MOST,
    ),
    Case(
        "two lates and one that starts a quarter before",
        [*lates("mon", "wed"), "A fri 11:45 work 20:00"],
        week=KINDS,
        parameters=MOST,
    ),
    Case(
        "two lates and one at the last start that is late",
        [*lates("mon", "wed"), "A fri 17:45 work 20:00"],
        says="A has 3 shifts of the kind late",
        week=KINDS,
        parameters=MOST,
    ),
    Case("one night", [*lates("mon", "fri"), *nights("tue")], week=KINDS, parameters=MOST),
    Case(
        "two nights",
        nights("mon", "thu"),
        says="A has 2 shifts of the kind night from Mon 1 Jun to Sun 7 Jun; 1 are the most",
        week=KINDS,
        parameters=MOST,
    ),
    Case(
        "too many of each",
        [*lates("mon", "tue", "wed"), *nights("fri", "sun")],
        says="are the most",
        count=2,
        week={"day_starts_at": "04:00"} | KINDS,
        parameters=MOST,
    ),
    Case("none at most, and none", nights("mon"), week=KINDS, parameters={"most": {"late": 0}}),
    Case(
        "none at most, and one",
        lates("mon"),
        says="A has 1 shifts of the kind late",
        week=KINDS,
        parameters={"most": {"late": 0}},
    ),
    Case(
        "shifts before the week do not count",
        lates("mon", "fri"),
        week={"worked": lates("2026-05-30", "2026-05-31")} | KINDS,
        parameters=MOST,
    ),
    Case(
        "the other agent's are the other's",
        [*lates("mon", "fri"), "B wed 14:00 work 20:00"],
        week=KINDS,
        parameters=MOST,
    ),
    Case(
        "a week that starts on Thursday",
        lates("fri", "sun", "wed"),
        says="from Thu 4 Jun to Wed 10 Jun",
        week={"first_day": "2026-06-04"} | KINDS,
        parameters=MOST,
    ),
    Case(
        "a fortnight: two in each of its weeks",
        lates("2026-06-06", "2026-06-07", "2026-06-08", "2026-06-09"),
        week={"days": 14} | KINDS,
        parameters=MOST,
    ),
    Case(
        "a fortnight: three in its second week",
        lates("2026-06-08", "2026-06-10", "2026-06-14"),
        says="A has 3 shifts of the kind late from Mon 8 Jun to Sun 14 Jun",
        week={"days": 14} | KINDS,
        parameters=MOST,
    ),
    Case("a plan of one day", lates("mon"), week={"days": 1} | KINDS, parameters=MOST),
    Case(
        "a plan of one day with none at most",
        lates("mon"),
        says="A has 1 shifts of the kind late",
        week={"days": 1} | KINDS,
        parameters={"most": {"late": 0}},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("kind_limits", case)


@pytest.mark.parametrize("most", [-1, 2.5, 372])
def test_a_limit_is_a_number_of_days(most: float) -> None:
    with pytest.raises(ValidationError):
        CARD.with_overrides({"most": {"late": most}})
