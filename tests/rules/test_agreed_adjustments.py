"""What was agreed with one person holds for that person."""

from __future__ import annotations

from typing import Any

from tests.tiny_week import AUTUMN, SPRING, Case, assert_verdict, each

TWO_POOLS: dict[str, Any] = {
    "queues": [{"id": "calls"}, {"id": "chat"}, {"id": "web"}],
    "pools": [{"id": "main", "queues": ["calls", "chat"]}, {"id": "room", "queues": ["web"]}],
}


def agreed(kind: str, value: str, **week: Any) -> dict[str, Any]:
    return {"adjustments": [("A", kind, value)]} | week


def day_shifts(*days: str) -> list[str]:
    return [f"A {day} 09:00 work 17:00" for day in days]


NOT_BEFORE = agreed("start_not_before", "09:00")
NOT_AFTER = agreed("end_not_after", "18:00")
TWO_IN_A_ROW = agreed("days_in_a_row_max", "2")
FOUR_A_WEEK = agreed("days_in_week_max", "4")
TWO_HOURS = agreed("unbroken_work_minutes_max", "120")

CASES = [
    Case("nothing agreed", ["A mon 05:00 work 24:00"]),
    Case("a start at the time agreed", ["A mon 09:00 work 17:00"], week=NOT_BEFORE),
    Case(
        "a start a quarter before",
        ["A mon 08:45 work 17:00"],
        says="A starts at Mon 1 Jun 08:45; agreed is no start before 09:00",
        week=NOT_BEFORE,
    ),
    Case("the other agent's start", ["B mon 05:00 work 12:00"], week=NOT_BEFORE),
    Case(
        "a start after midnight of an operating day that goes on till four",
        ["A mon 25:00 work 27:00"],
        week=NOT_BEFORE | {"day_starts_at": "04:00"},
    ),
    Case(
        "a start by the clock, an hour less after the midnight of the spring change",
        ["A sun 09:00 work 12:00"],
        week=NOT_BEFORE | {"first_day": SPRING},
    ),
    Case("an end at the time agreed", ["A mon 10:00 work 18:00"], week=NOT_AFTER),
    Case(
        "an end a quarter after",
        ["A mon 10:00 work 18:15"],
        says="A ends at Mon 1 Jun 18:15; agreed is no end after 18:00",
        week=NOT_AFTER,
    ),
    Case(
        "an end after midnight is later, not earlier",
        ["A mon 20:00 work 25:00"],
        says="A ends at Tue 2 Jun 01:00",
        week=NOT_AFTER,
    ),
    Case(
        "an end after midnight as agreed",
        ["A mon 20:00 work 25:00"],
        week=agreed("end_not_after", "25:00"),
    ),
    Case(
        "an end a quarter after what was agreed for the night",
        ["A mon 20:00 work 25:15"],
        says="agreed is no end after 25:00",
        week=agreed("end_not_after", "25:00"),
    ),
    Case(
        "an end by the clock, an hour more after the midnight of the autumn change",
        ["A sun 10:00 work 18:00"],
        week=NOT_AFTER | {"first_day": AUTUMN},
    ),
    Case(
        "the longest shift agreed",
        ["A mon 09:00 work 12:00 lunch 12:30 work 15:00"],
        week=agreed("longest_shift_minutes", "360"),
    ),
    Case(
        "a shift a quarter longer",
        ["A mon 09:00 work 12:00 lunch 12:30 work 15:15"],
        says="A has a shift of 6 h 15 min from Mon 1 Jun 09:00; agreed are 6 h at most",
        week=agreed("longest_shift_minutes", "360"),
    ),
    Case(
        "a shift of six hours over the hour that comes twice, five by the clock",
        ["A sat 22:00 work 27:00"],
        week=agreed("longest_shift_minutes", "360", first_day=AUTUMN),
    ),
    Case(
        "a quarter longer than six hours over the hour that comes twice",
        ["A sat 22:00 work 27:15"],
        says="A has a shift of 6 h 15 min",
        week=agreed("longest_shift_minutes", "360", first_day=AUTUMN),
    ),
    Case("two days in a row", day_shifts("mon", "tue", "thu", "fri"), week=TWO_IN_A_ROW),
    Case(
        "three days in a row",
        day_shifts("mon", "wed", "thu", "fri"),
        says=("A works on 3 days in a row, from Wed 3 Jun to Fri 5 Jun; agreed are 2 at most"),
        week=TWO_IN_A_ROW,
    ),
    Case(
        "two days in a row over the start of the week",
        day_shifts("mon"),
        week=TWO_IN_A_ROW | {"worked": day_shifts("2026-05-31")},
    ),
    Case(
        "three days in a row over the start of the week",
        day_shifts("mon", "tue"),
        says="from Sun 31 May to Tue 2 Jun",
        week=TWO_IN_A_ROW | {"worked": day_shifts("2026-05-31")},
    ),
    Case(
        "three days in a row before the week are past mending",
        day_shifts("tue"),
        week=TWO_IN_A_ROW | {"worked": day_shifts("2026-05-29", "2026-05-30", "2026-05-31")},
    ),
    Case(
        "a plan of one day after two",
        day_shifts("mon"),
        says="A works on 3 days in a row",
        week=TWO_IN_A_ROW | {"days": 1, "worked": day_shifts("2026-05-30", "2026-05-31")},
    ),
    Case("four days of the week", day_shifts("mon", "tue", "fri", "sun"), week=FOUR_A_WEEK),
    Case(
        "five days of the week",
        day_shifts("mon", "tue", "wed", "fri", "sun"),
        says="A works on 5 of the seven days from Mon 1 Jun; agreed are 4 at most",
        week=FOUR_A_WEEK,
    ),
    Case(
        "days before the week are of another",
        day_shifts("mon", "tue", "fri", "sun"),
        week=FOUR_A_WEEK | {"worked": day_shifts("2026-05-30", "2026-05-31")},
    ),
    Case(
        "a week that starts on Thursday",
        day_shifts("thu", "fri", "sat", "mon", "wed"),
        says="A works on 5 of the seven days from Thu 4 Jun",
        week=FOUR_A_WEEK | {"first_day": "2026-06-04"},
    ),
    Case(
        "a fortnight with four days in each week, eight in a row",
        day_shifts(*(f"2026-06-{day:02d}" for day in range(4, 12))),
        week=FOUR_A_WEEK | {"days": 14},
    ),
    Case(
        "a fortnight with five days in its second week",
        day_shifts(*(f"2026-06-{day:02d}" for day in range(10, 15))),
        says="A works on 5 of the seven days from Mon 8 Jun",
        week=FOUR_A_WEEK | {"days": 14},
    ),
    Case(
        "two hours of work before and after a break",
        ["A mon 09:00 work 11:00 break 11:15 work 13:15"],
        week=TWO_HOURS,
    ),
    Case(
        "a quarter too long before the break",
        ["A mon 09:00 work 11:15 break 11:30 work 13:00"],
        says=("A works 2 h 15 min without a rest from Mon 1 Jun 09:00; agreed are 2 h at most"),
        week=TWO_HOURS,
    ),
    Case(
        "a quarter too long after it",
        ["A mon 09:00 work 11:00 lunch 11:30 work 13:45"],
        says="A works 2 h 15 min without a rest from Mon 1 Jun 11:30",
        week=TWO_HOURS,
    ),
    Case(
        "two rests that follow one another, and enough of them",
        ["A mon 09:00 work 11:00 break 11:15 lunch 11:45 work 13:45 break 14:00 work 15:00"],
        week=TWO_HOURS,
    ),
    Case(
        "another activity is no rest",
        ["A mon 09:00 work 10:00 training 11:30 work 12:00"],
        says="A works 3 h without a rest from Mon 1 Jun 09:00",
        week=TWO_HOURS,
        plannable=False,
    ),
    Case(
        "a change of queue is no rest",
        ["A mon 09:00 work:calls|chat 10:30 work:web 11:15"],
        says="A works 2 h 15 min without a rest",
        week=TWO_HOURS | TWO_POOLS,
        plannable=False,
    ),
    Case(
        "on the queue agreed",
        ["A mon 09:00 work:chat 12:00"],
        week=agreed("only_queues", "chat") | TWO_POOLS,
    ),
    Case(
        "on another queue as well",
        ["A mon 09:00 work:chat|calls 12:00"],
        says=(
            "A is logged into calls from Mon 1 Jun 09:00 to Mon 1 Jun 12:00; agreed is chat alone"
        ),
        week=agreed("only_queues", "chat") | TWO_POOLS,
        plannable=False,
    ),
    Case(
        "in a pool that has none of the queues agreed",
        ["A mon 09:00 work:web 12:00"],
        says="A is logged into web",
        week=agreed("only_queues", "chat|calls") | TWO_POOLS,
    ),
    Case(
        "in the pool that has them",
        ["A mon 09:00 work:calls|chat 12:00"],
        week=agreed("only_queues", "chat|calls") | TWO_POOLS,
    ),
    Case(
        "the other agent on any queue",
        ["B mon 09:00 work:web 12:00"],
        week=agreed("only_queues", "chat|calls") | TWO_POOLS,
    ),
    Case(
        "two agreements, each broken",
        ["A mon 08:00 work 19:00"],
        says="A",
        count=2,
        week={"adjustments": [("A", "start_not_before", "09:00"), ("A", "end_not_after", "18:00")]},
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("agreed_adjustments", case)
