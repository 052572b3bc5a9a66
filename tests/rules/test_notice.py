"""Less than seven days after the publication only what was published before."""

from __future__ import annotations

from typing import Any

from tests.tiny_week import AUTUMN, Case, assert_verdict, each


def given_out(on: str | None, *published: str, **week: Any) -> dict[str, Any]:
    """Week of a rota given out on a day, with what had been published before."""
    return {"published_on": on, "published": published} | week


# Seven days after Thursday 28 May is Thursday 4 June: the first day with notice enough.
THURSDAY = "2026-05-28"
MONDAY_SHIFT = "A mon 09:00 work 17:00"
WEDNESDAY_SHIFT = "A wed 09:00 work 17:00"
THURSDAY_SHIFT = "A thu 09:00 work 17:00"

CASES = [
    Case("no day of publication", [MONDAY_SHIFT], week=given_out(None)),
    Case("a shift on the seventh day after", [THURSDAY_SHIFT], week=given_out(THURSDAY)),
    Case(
        "a shift on the sixth",
        [WEDNESDAY_SHIFT],
        says=(
            "A has a shift from Wed 3 Jun 09:00 to Wed 3 Jun 17:00, 6 days after the rota is "
            "published on Thu 28 May, that was not published before; 7 days of notice are due"
        ),
        week=given_out(THURSDAY),
    ),
    Case(
        "a shift on the sixth that was published",
        [WEDNESDAY_SHIFT],
        week=given_out(THURSDAY, WEDNESDAY_SHIFT),
    ),
    Case(
        "a shift published for another agent",
        [WEDNESDAY_SHIFT, "B wed 09:00 work 17:00"],
        says="A has a shift from Wed 3 Jun 09:00",
        week=given_out(THURSDAY, "B wed 09:00 work 17:00"),
    ),
    Case(
        "a published shift withdrawn with six days' notice",
        [],
        says=(
            "A was told of a shift from Wed 3 Jun 09:00 to Wed 3 Jun 17:00 and does not have it; "
            "it lies 6 days after the rota is published on Thu 28 May, and 7 days of notice are "
            "due"
        ),
        week=given_out(THURSDAY, WEDNESDAY_SHIFT),
    ),
    Case(
        "a published shift withdrawn with seven days' notice",
        [],
        week=given_out(THURSDAY, THURSDAY_SHIFT),
    ),
    Case(
        "a published shift changed with seven days' notice",
        ["A thu 10:00 work 18:00"],
        week=given_out(THURSDAY, THURSDAY_SHIFT),
    ),
    Case(
        "a published shift that starts a quarter later: one withdrawn, and one new",
        ["A wed 09:15 work 17:00"],
        says="A",
        count=2,
        week=given_out(THURSDAY, WEDNESDAY_SHIFT),
    ),
    Case(
        "a published shift that ends a quarter later",
        ["A wed 09:00 work 17:15"],
        says="7 days of notice are due",
        count=2,
        week=given_out(THURSDAY, WEDNESDAY_SHIFT),
    ),
    Case(
        "breaks are not what is published",
        ["A wed 09:00 work 12:00 lunch 12:30 work 17:00"],
        week=given_out(THURSDAY, WEDNESDAY_SHIFT),
    ),
    Case(
        "another offset, the same moment",
        ["A sun 22:00 work 24:00"],
        week=given_out("2026-10-20", "A sun 22:00 work 24:00", first_day=AUTUMN),
    ),
    Case(
        "two days' notice, and two",
        ["A sat 09:00 work 12:00"],
        week=given_out(THURSDAY, first_day="2026-05-30"),
        parameters={"notice_days": 2},
    ),
    Case(
        "two days' notice, and one",
        ["A fri 09:00 work 12:00"],
        says="1 days after the rota is published",
        week=given_out(THURSDAY, first_day="2026-05-29"),
        parameters={"notice_days": 2},
    ),
    Case(
        "no notice, and a shift of the same day",
        ["A thu 09:00 work 12:00"],
        week=given_out("2026-06-04"),
        parameters={"notice_days": 0},
    ),
    Case(
        "no notice, and a shift of the day before",
        ["A wed 09:00 work 12:00"],
        says="0 days after the rota is published",
        week=given_out("2026-06-04"),
        parameters={"notice_days": 0},
    ),
    Case(
        "a shift after midnight is of the day that it belongs to",
        ["A wed 26:00 work 28:00"],
        says="6 days after",
        week=given_out(THURSDAY, day_starts_at="04:00"),
    ),
    Case(
        "published for days that are not planned",
        [],
        week=given_out(THURSDAY, "A 2026-05-31 09:00 work 17:00", "A 2026-06-08 09:00 work 12:00"),
    ),
    Case(
        "a fortnight: the first week published, the second new",
        [MONDAY_SHIFT, "A 2026-06-09 09:00 work 17:00"],
        week=given_out("2026-05-31", MONDAY_SHIFT, days=14),
    ),
    Case(
        "a fortnight given out on Wednesday: the Tuesday after",
        ["A 2026-06-09 09:00 work 17:00"],
        says="6 days after the rota is published on Wed 3 Jun",
        week=given_out("2026-06-03", days=14),
    ),
    Case(
        "a plan of one day, published",
        [MONDAY_SHIFT],
        week=given_out(THURSDAY, MONDAY_SHIFT, days=1),
    ),
    Case(
        "a plan of one day, not published",
        [MONDAY_SHIFT],
        says="4 days after",
        week=given_out(THURSDAY, days=1),
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("notice", case)
