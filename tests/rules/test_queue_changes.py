"""Changes of queue inside a shift, whatever lies between two stretches of work."""

from __future__ import annotations

from tests.tiny_week import Case, assert_verdict, each

TWO_POOLS = {
    "queues": [{"id": "calls"}, {"id": "web"}],
    "pools": [{"id": "main", "queues": ["calls"]}, {"id": "room", "queues": ["web"]}],
}
ONE_POOL = {
    "queues": [{"id": "calls"}, {"id": "web"}],
    "pools": [{"id": "main", "queues": ["calls", "web"]}],
}
THERE_AND_BACK = "work:calls 10:00 break 10:15 work:web 12:00 lunch 12:30 work:calls"

CASES = [
    Case("no change", ["A mon 09:00 work 17:00"]),
    Case(
        "two changes",
        [f"A mon 09:00 {THERE_AND_BACK} 17:00"],
        week=TWO_POOLS,
    ),
    Case(
        "a third",
        [f"A mon 09:00 {THERE_AND_BACK} 14:00 break 14:15 work:web 17:00"],
        says="A: changes of queue in the shift from Mon 1 Jun 09:00 to Mon 1 Jun 17:00: 3, and at "
        "most 2 are allowed",
        week=TWO_POOLS,
    ),
    Case(
        "two where one is the most",
        [f"A mon 09:00 {THERE_AND_BACK} 17:00"],
        says=": 2, and at most 1",
        week=TWO_POOLS,
        parameters={"changes_max": 1},
    ),
    Case(
        "none allowed, none made, though a break lies between",
        ["A mon 09:00 work:web 12:00 lunch 12:30 work:web 17:00"],
        week=TWO_POOLS,
        parameters={"changes_max": 0},
    ),
    Case(
        "one, where none is allowed",
        ["A mon 09:00 work:web 12:00 lunch 12:30 work:calls 17:00"],
        says=": 1, and at most 0",
        week=TWO_POOLS,
        parameters={"changes_max": 0},
    ),
    Case(
        "an activity between the two hides no change",
        ["A mon 09:00 work:web 12:00 training 12:30 work:calls 17:00"],
        says=": 1, and at most 0",
        week=TWO_POOLS | {"activities": [("training", "A", 30, "mon 12:00")]},
        parameters={"changes_max": 0},
        plannable=False,  # without the rule on meetings the models hold no activities
    ),
    Case(
        "the next day begins anew",
        ["A mon 09:00 work:web 17:00", "A tue 09:00 work:calls 17:00"],
        week=TWO_POOLS,
        parameters={"changes_max": 0},
    ),
    Case(
        "another queue of the same pool is a change",
        ["A mon 09:00 work:web 12:00 work:calls 17:00"],
        says=": 1, and at most 0",
        week=ONE_POOL,
        parameters={"changes_max": 0},
        plannable=False,
    ),
    Case(
        "another order of the same queues is none",
        ["A mon 09:00 work:web|calls 12:00 work:calls|web 17:00"],
        week=ONE_POOL,
        parameters={"changes_max": 0},
        plannable=False,
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("queue_changes", case)
