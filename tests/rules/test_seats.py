"""No more agents on the phone in a pool than it has seats."""

from __future__ import annotations

from allocator.rules.card import Parameters
from allocator.rules.seats.check import check
from tests.tiny_week import AUTUMN, Case, agent, assert_verdict, each, view_of

ABC = [agent("A"), agent("B"), agent("C")]
TWO_SEATS = {"agents": ABC, "pools": [{"id": "main", "queues": ["calls"], "seats": 2}]}
TWO_POOLS = {
    "agents": ABC,
    "queues": [{"id": "calls"}, {"id": "web"}],
    "pools": [
        {"id": "main", "queues": ["calls"], "seats": 2},
        {"id": "room", "queues": ["web"], "seats": 1},
    ],
}

CASES = [
    Case("as many as seats", ["A mon 09:00 work 17:00", "B mon 09:00 work 17:00"], week=TWO_SEATS),
    Case(
        "one more for a quarter",
        ["A mon 09:00 work 17:00", "B mon 09:00 work 17:00", "C mon 16:45 work 20:00"],
        says="main has 3 agents logged in from Mon 1 Jun 16:45 to Mon 1 Jun 17:00 and 2 seats",
        week=TWO_SEATS,
    ),
    Case(
        "one leaves as another comes",
        ["A mon 09:00 work 17:00", "B mon 09:00 work 17:00", "C mon 17:00 work 20:00"],
        week=TWO_SEATS,
    ),
    Case(
        "a seat is free in a break",
        [
            "A mon 09:00 work 12:00 lunch 13:00 work 17:00",
            "B mon 09:00 work 17:00",
            "C mon 12:00 work 13:00",
        ],
        week=TWO_SEATS,
    ),
    Case(
        "twice too many is told twice",
        [
            "A mon 09:00 work 17:00",
            "B mon 09:00 work 17:00",
            "C mon 09:00 work 10:00 break 11:00 work 12:00",
        ],
        says="main has 3 agents",
        count=2,
        week=TWO_SEATS,
    ),
    Case(
        "a change of blocks in a crowded hour is told once",
        [
            "A mon 09:00 work 10:00 work 12:00",
            "B mon 09:00 work 12:00",
            "C mon 09:00 work 12:00",
        ],
        says="from Mon 1 Jun 09:00 to Mon 1 Jun 12:00",
        week=TWO_SEATS,
    ),
    Case(
        "without seats told, no limit",
        ["A mon 09:00 work 17:00", "B mon 09:00 work 17:00", "C mon 09:00 work 17:00"],
        week={"agents": ABC},
    ),
    Case(
        "each pool has its own",
        [
            "A mon 09:00 work:calls 17:00",
            "B mon 09:00 work:calls 17:00",
            "C mon 09:00 work:web 17:00",
        ],
        week=TWO_POOLS,
    ),
    Case(
        "one too many in the other pool",
        [
            "A mon 09:00 work:calls 17:00",
            "B mon 09:00 work:web 17:00",
            "C mon 16:00 work:web 20:00",
        ],
        says="room has 2 agents logged in from Mon 1 Jun 16:00 to Mon 1 Jun 17:00 and 1 seats",
        week=TWO_POOLS,
    ),
    Case(
        "over midnight",
        ["A mon 20:00 work 26:00", "B mon 20:00 work 26:00", "C tue 01:45 work 08:00"],
        says="from Tue 2 Jun 01:45 to Tue 2 Jun 02:00",
        week=TWO_SEATS,
    ),
    Case(
        "the first half past one and the second are an hour apart when clocks go back",
        ["A sun 00:00 work 01:30", "B sun 00:00 work 01:30", "C sun 01:30b work 08:00"],
        week=TWO_SEATS | {"first_day": AUTUMN},
    ),
    Case(
        "until the second half past one all three are there",
        ["A sun 00:00 work 01:30b", "B sun 00:00 work 01:30b", "C sun 01:30 work 08:00"],
        says="main has 3 agents",
        week=TWO_SEATS | {"first_day": AUTUMN},
    ),
    Case(
        "who is logged into no queue has no pool to crowd",
        ["A mon 09:00 work 17:00", "B mon 09:00 work 17:00", "C mon 09:00 work:none 17:00"],
        week=TWO_SEATS,
        plannable=False,
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("seats", case)


def test_seats_are_everybodys_whatever_agents_the_view_names() -> None:
    case = CASES[1]
    view = view_of(case.scenario("seats"), case.rota)
    of_one = view.model_copy(update={"agent_ids": ("C",)})
    assert check(of_one, Parameters()) == check(view, Parameters()) != []
