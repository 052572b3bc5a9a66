"""No early shift on the day after a late one or a night."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from allocator.rules.shift_successions.card import CARD
from tests.tiny_week import AUTUMN, Case, assert_verdict, each

KINDS = {
    "shift_kinds": [
        {"id": "early", "start_from": "05:00", "start_to": "10:00"},
        {"id": "late", "start_from": "12:00", "start_to": "18:00"},
        {"id": "night", "start_from": "18:00", "start_to": "26:00"},
    ]
}
FORBIDDEN = {"forbidden": ["late>early", "night>early"]}


def shift(day: str, start: str, end: str) -> str:
    return f"A {day} {start} work {end}"


def case(
    title: str,
    *rota: str,
    says: str | None = None,
    count: int = 1,
    parameters: dict[str, list[str]] = FORBIDDEN,
    **week: object,
) -> Case:
    return Case(title, rota, says, count, KINDS | week, parameters)


CASES = [
    case(
        "nothing is forbidden by itself",
        shift("mon", "14:00", "22:00"),
        shift("tue", "07:00", "15:00"),
        parameters={},
    ),
    case(
        "an early after a late",
        shift("mon", "14:00", "22:00"),
        shift("tue", "07:00", "15:00"),
        says=(
            "A starts a shift of the kind early at Tue 2 Jun 07:00, on the day after one of the "
            "kind late (Mon 1 Jun 14:00), which it must not follow"
        ),
    ),
    case("a late after an early", shift("mon", "07:00", "15:00"), shift("tue", "14:00", "22:00")),
    case(
        "an early two days after a late",
        shift("mon", "14:00", "22:00"),
        shift("wed", "07:00", "15:00"),
    ),
    case(
        "the first start that is late",
        shift("mon", "12:00", "20:00"),
        shift("tue", "07:00", "15:00"),
        says="kind late",
    ),
    case(
        "the last start before",
        shift("mon", "11:45", "20:00"),
        shift("tue", "07:00", "15:00"),
    ),
    case(
        "the last start that is early",
        shift("mon", "14:00", "22:00"),
        shift("tue", "09:45", "15:00"),
        says="kind early",
    ),
    case(
        "the first start that is early no more",
        shift("mon", "14:00", "22:00"),
        shift("tue", "10:00", "15:00"),
    ),
    case(
        "a night and an early, both pairs at once",
        shift("mon", "14:00", "22:00"),
        shift("tue", "07:00", "15:00"),
        shift("wed", "22:00", "30:00"),
        shift("thu", "08:00", "12:00"),
        says="which it must not follow",
        count=2,
    ),
    case(
        "a start after midnight is the day's before, where its operating day goes on till then",
        shift("mon", "25:00", "29:00"),
        shift("tue", "08:00", "12:00"),
        says="kind night (Tue 2 Jun 01:00)",
        day_starts_at="04:00",
    ),
    case(
        "a start after midnight is its own day's, and of no kind, where days begin at midnight",
        shift("tue", "01:00", "05:00"),
        shift("wed", "08:00", "12:00"),
    ),
    case(
        "a kind after itself",
        shift("mon", "18:00", "22:00"),
        shift("tue", "18:00", "22:00"),
        says="kind night",
        parameters={"forbidden": ["night > night"]},
    ),
    case(
        "a pair that is given twice",
        shift("mon", "07:00", "15:00"),
        shift("tue", "14:00", "22:00"),
        parameters={"forbidden": ["late>early", "late>early"]},
    ),
    case(
        "a late on the eve of the week",
        shift("mon", "07:00", "15:00"),
        says="kind late (Sun 31 May 14:00)",
        worked=[shift("2026-05-31", "14:00", "22:00")],
    ),
    case(
        "a late two days before the week",
        shift("mon", "07:00", "15:00"),
        worked=[shift("2026-05-30", "14:00", "22:00")],
    ),
    case(
        "a late on the eve of the week and a late",
        shift("mon", "14:00", "22:00"),
        worked=[shift("2026-05-31", "14:00", "22:00")],
    ),
    case(
        "the other agent's late",
        "B mon 14:00 work 22:00",
        shift("tue", "07:00", "15:00"),
    ),
    case(
        "a week that starts on Wednesday, over its Sunday",
        shift("sun", "14:00", "22:00"),
        shift("mon", "07:00", "15:00"),
        says="kind late (Sun 7 Jun 14:00)",
        first_day="2026-06-03",
    ),
    case(
        "by the clock on the morning after clocks went back",
        shift("sat", "14:00", "22:00"),
        shift("sun", "09:45", "15:00"),
        says="kind early at Sun 25 Oct 09:45",
        first_day=AUTUMN,
    ),
    case(
        "a fortnight, over the Sunday in its middle",
        shift("2026-06-07", "14:00", "22:00"),
        shift("2026-06-08", "07:00", "15:00"),
        says="kind late (Sun 7 Jun 14:00)",
        days=14,
    ),
    case(
        "a plan of one day after a night",
        shift("mon", "08:00", "12:00"),
        says="kind night (Sun 31 May 20:00)",
        days=1,
        worked=[shift("2026-05-31", "20:00", "23:00")],
    ),
    case("a plan of one day", shift("mon", "08:00", "12:00"), days=1),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("shift_successions", case)


@pytest.mark.parametrize("pair", ["late", "late>", ">early", "late>off>early", ""])
def test_what_is_no_pair_is_refused(pair: str) -> None:
    with pytest.raises(ValidationError, match="write it like late>early"):
        CARD.with_overrides({"forbidden": [pair]})
