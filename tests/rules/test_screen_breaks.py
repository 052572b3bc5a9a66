"""Hours on the phone beyond what should go without an interruption."""

from __future__ import annotations

from tests.tiny_week import AUTUMN, SoftCase, assert_amount, each

TWO_POOLS = {
    "queues": [{"id": "calls"}, {"id": "web"}],
    "pools": [{"id": "main", "queues": ["calls"]}, {"id": "room", "queues": ["web"]}],
}

CASES = [
    SoftCase("two hours", ["A mon 09:00 work 11:00 break 11:15 work 13:15"], 0),
    SoftCase("a quarter more", ["A mon 09:00 work 11:15 break 11:30 work 13:30"], 0.25),
    SoftCase("two stretches too long", ["A mon 09:00 work 12:00 break 12:15 work 14:45"], 1.5),
    SoftCase("of two people", ["A mon 09:00 work 12:00", "B tue 09:00 work 11:30"], 1.5),
    SoftCase("an activity interrupts", ["A mon 09:00 work 11:00 training 11:30 work 13:30"], 0),
    SoftCase("an activity is no time on the phone", ["A mon 09:00 training 17:00"], 0),
    SoftCase(
        "another queue does not interrupt",
        ["A mon 09:00 work:calls 10:30 work:web 12:00"],
        1,
        week=TWO_POOLS,
    ),
    SoftCase(
        "a limit that is no whole interval",
        ["A mon 09:00 work 10:15 break 10:30 work 11:15"],
        25 / 60,
        parameters={"unbroken_minutes": 50},
    ),
    SoftCase(
        "no limit at all",
        ["A mon 09:00 work 10:15"],
        1.25,
        parameters={"unbroken_minutes": 0},
    ),
    SoftCase(
        "the hour that clocks go back over is worked twice",
        ["A sun 00:00 work 02:00"],
        1,
        week={"first_day": AUTUMN},
    ),
]


@each(CASES)
def test_amount(case: SoftCase) -> None:
    assert_amount("screen_breaks", case)
