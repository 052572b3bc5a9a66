"""What is pinned stands."""

from __future__ import annotations

from tests.tiny_week import AUTUMN, Case, assert_verdict, each

TWO_QUEUES = {
    "queues": [{"id": "calls"}, {"id": "chat"}],
    "pools": [{"id": "main", "queues": ["calls", "chat"]}],
}
AT_WORK = {"pins": [("A mon 10:00 pinned 12:00", "work")]}
ON_CHAT = TWO_QUEUES | {"pins": [("A mon 10:00 pinned 12:00", "work", "chat")]}
OFF = {"pins": [("A mon 10:00 pinned 12:00", "off")]}
ON_PHONE = TWO_QUEUES | {"pins": [("A mon 10:00 pinned 11:00", "on_phone", "chat")]}
OFF_PHONE = TWO_QUEUES | {"pins": [("A mon 10:00 pinned 11:00", "off_phone", "chat")]}
ANY_SHIFT = TWO_QUEUES | {"pins": [("A mon 00:00 pinned 24:00", "any_shift", "chat")]}
SHIFT = {"pins": [("A mon 10:00 pinned 16:00", "shift")]}

CASES = [
    Case("a shift of just the pin", ["A mon 10:00 work 12:00"], week=AT_WORK),
    Case(
        "a longer shift with a break in the pin",
        ["A mon 08:00 work 10:30 lunch 11:00 work 16:00"],
        week=AT_WORK,
    ),
    Case(
        "a quarter late",
        ["A mon 10:15 work 12:00"],
        says="A is pinned to work from Mon 1 Jun 10:00 to Mon 1 Jun 12:00 and has no shift that "
        "covers it",
        week=AT_WORK,
    ),
    Case(
        "a quarter short", ["A mon 10:00 work 11:45"], says="no shift that covers it", week=AT_WORK
    ),
    Case(
        "two shifts with a gap",
        ["A mon 10:00 work 11:00", "A mon 11:15 work 12:00"],
        says="no shift that covers it",
        week=AT_WORK,
    ),
    Case("no shift", ["A tue 10:00 work 12:00"], says="no shift that covers it", week=AT_WORK),
    Case(
        "another's shift", ["B mon 10:00 work 12:00"], says="no shift that covers it", week=AT_WORK
    ),
    Case("logged into the queue", ["A mon 09:00 work:chat 17:00"], week=ON_CHAT, plannable=False),
    Case("logged into it among others", ["A mon 09:00 work:calls|chat 17:00"], week=ON_CHAT),
    Case(
        "another queue before and after",
        ["A mon 09:00 work:calls 10:00 work:chat 12:00 work:calls 17:00"],
        week=ON_CHAT,
        plannable=False,
    ),
    Case(
        "another queue for the last quarter",
        ["A mon 09:00 work:chat 11:45 work:calls 17:00"],
        says="A is pinned to chat from Mon 1 Jun 10:00 to Mon 1 Jun 12:00 and is logged in from "
        "Mon 1 Jun 11:45 to Mon 1 Jun 17:00 without it",
        week=ON_CHAT,
    ),
    Case(
        "off before the pin and from its end",
        ["A mon 08:00 work 10:00", "A mon 12:00 work 16:00"],
        week=OFF,
    ),
    Case(
        "at work for the first quarter of time off",
        ["A mon 08:00 work 10:15"],
        says="A is pinned off from Mon 1 Jun 10:00 to Mon 1 Jun 12:00 and has a block of work from "
        "Mon 1 Jun 08:00 to Mon 1 Jun 10:15",
        week=OFF,
    ),
    Case("for the last quarter", ["A mon 11:45 work 16:00"], says="pinned off", week=OFF),
    Case(
        "a break is not off",
        ["A mon 08:00 work 10:00 lunch 12:00 work 16:00"],
        says="a block of lunch",
        week=OFF,
    ),
    Case("another's time off", ["B mon 09:00 work 17:00"], week=OFF),
    Case("just the shift", ["A mon 10:00 work 16:00", "A tue 08:00 work 17:00"], week=SHIFT),
    Case("the shift with a break", ["A mon 10:00 work 12:00 lunch 13:00 work 16:00"], week=SHIFT),
    Case(
        "a shift a quarter longer than the one pinned",
        ["A mon 10:00 work 16:15"],
        says="A is pinned to the shift from Mon 1 Jun 10:00 to Mon 1 Jun 16:00 and has one from "
        "Mon 1 Jun 10:00 to Mon 1 Jun 16:15 that day",
        week=SHIFT,
    ),
    Case(
        "a shift a quarter shorter",
        ["A mon 10:15 work 16:00"],
        says="has one from Mon 1 Jun 10:15 to Mon 1 Jun 16:00 that day",
        week=SHIFT,
    ),
    Case(
        "a second shift beside the one pinned",
        ["A mon 08:00 work 09:45", "A mon 10:00 work 16:00"],
        says="has one from Mon 1 Jun 08:00 to Mon 1 Jun 09:45 that day",
        week=SHIFT,
    ),
    Case("no shift where one is pinned", [], says="no shift that covers it", week=SHIFT),
    Case(
        "work pinned before the week and after it has no effect",
        ["A mon 10:00 work 12:00"],
        week={
            "pins": [
                ("A 2026-05-31 10:00 pinned 24:00", "work"),
                ("A 2026-06-08 00:00 pinned 10:00", "work"),
            ]
        },
    ),
    Case(
        "work pinned into the last hours before the week and the first of it binds",
        ["A mon 00:00 work 02:00"],
        says="no shift that covers it",
        week={"pins": [("A 2026-05-31 23:00 pinned 25:00", "work")]},
    ),
    Case(
        "over midnight",
        ["A mon 20:00 work 28:00"],
        week={"pins": [("A mon 23:00 pinned 26:00", "work")]},
    ),
    Case(
        "over midnight a quarter short",
        ["A mon 20:00 work 25:45"],
        says="from Mon 1 Jun 23:00 to Tue 2 Jun 02:00",
        week={"pins": [("A mon 23:00 pinned 26:00", "work")]},
    ),
    Case(
        "to the first half past one when clocks go back",
        ["A sun 01:30b work 08:00"],
        week={"pins": [("A sun 00:00 pinned 01:30", "off")], "first_day": AUTUMN},
    ),
    Case(
        "to the second half past one",
        ["A sun 01:30 work 08:00"],
        says="pinned off",
        week={"pins": [("A sun 00:00 pinned 01:30b", "off")], "first_day": AUTUMN},
    ),
]

PHONE_CASES = [
    Case("on the phone throughout", ["A mon 09:00 work:chat|calls 12:00"], week=ON_PHONE),
    Case(
        "on it but for a break of a quarter",
        ["A mon 09:00 work:chat 10:45 break 11:00 work:chat 12:00"],
        says="A is pinned to take contacts from Mon 1 Jun 10:00 to Mon 1 Jun 11:00 and has a "
        "block of break from Mon 1 Jun 10:45 to Mon 1 Jun 11:00",
        week=ON_PHONE,
    ),
    Case(
        "a break up to the pin and one after it",
        ["A mon 09:00 work:chat 09:45 break 10:00 work:chat 11:00 break 11:15 work:chat 12:00"],
        week=ON_PHONE,
    ),
    Case(
        "at coaching for it",
        ["A mon 09:00 work:chat 10:00 coaching:B 11:00 work:chat 12:00"],
        says="a block of coaching",
        week=ON_PHONE,
    ),
    Case(
        "on the phone on another queue",
        ["A mon 09:00 work:calls 12:00"],
        says="A is pinned to chat",
        week=ON_PHONE,
    ),
    Case("no shift", [], says="no shift that covers it", week=ON_PHONE),
    Case(
        "on it where the agent is to be off it",
        ["A mon 09:00 work:chat|calls 12:00"],
        says="A is pinned to take no contacts on chat from Mon 1 Jun 10:00 to Mon 1 Jun 11:00 and "
        "does from Mon 1 Jun 09:00 to Mon 1 Jun 12:00",
        week=OFF_PHONE,
    ),
    Case(
        "off it by a break of the length of the pin",
        ["A mon 09:00 work:chat 10:00 lunch 11:00 work:chat 12:00"],
        week=OFF_PHONE,
    ),
    Case("off it by another queue", ["A mon 09:00 work:calls 12:00"], week=OFF_PHONE),
    Case("off it by a day off", ["B mon 09:00 work:chat 12:00"], week=OFF_PHONE),
    Case("some shift of the day", ["A mon 20:00 work:chat 23:00"], week=ANY_SHIFT),
    Case(
        "a shift the day after",
        ["A tue 00:00 work:chat 03:00"],
        says="A is pinned to have a shift on the day that begins Mon 1 Jun 00:00 and has none",
        week=ANY_SHIFT,
    ),
    Case(
        "some shift on another queue",
        ["A mon 09:00 work:calls 12:00"],
        says="without it",
        week=ANY_SHIFT,
    ),
    Case(
        "on the phone in the second half past one, a break in the first",
        ["A sun 00:00 work 01:30 break 01:30b work 04:00"],
        week={"pins": [("A sun 01:30b pinned 01:45b", "on_phone")], "first_day": AUTUMN},
    ),
    Case(
        "a break in the second half past one",
        ["A sun 00:00 work 01:30b break 02:00 work 04:00"],
        says="block of break",
        week={"pins": [("A sun 01:30b pinned 01:45b", "on_phone")], "first_day": AUTUMN},
    ),
]


@each([*CASES, *PHONE_CASES])
def test_verdict(case: Case) -> None:
    assert_verdict("pins", case)
