"""Agents are logged into queues of one pool that they can take."""

from __future__ import annotations

from tests.tiny_week import Case, assert_verdict, each

THREE_QUEUES = {
    "queues": [{"id": "calls"}, {"id": "chat"}, {"id": "web"}],
    "pools": [{"id": "main", "queues": ["calls", "chat"]}, {"id": "room", "queues": ["web"]}],
    "skills": [("A", "calls", 1), ("A", "chat", 2), ("A", "web", 3), ("B", "calls", 0)],
}

CASES = [
    Case("level 1 is able", ["A mon 09:00 work:calls 17:00"], week=THREE_QUEUES, plannable=False),
    Case("two queues of one pool", ["A mon 09:00 work:chat|calls 17:00"], week=THREE_QUEUES),
    Case(
        "another pool after a break",
        ["A mon 09:00 work:calls|chat 12:00 lunch 13:00 work:web 17:00"],
        week=THREE_QUEUES,
    ),
    Case(
        "level 0 needs a mentor",
        ["B mon 09:00 work:calls 17:00"],
        says="B is logged into calls from Mon 1 Jun 09:00 to Mon 1 Jun 17:00 as a learner",
        week=THREE_QUEUES,
    ),
    Case(
        "no skill",
        ["B mon 09:00 work:chat 17:00"],
        says="into chat from Mon 1 Jun 09:00 to Mon 1 Jun 17:00 without the skill",
        week=THREE_QUEUES,
    ),
    Case(
        "each queue of each block",
        ["B mon 09:00 work:chat|web 12:00 lunch 13:00 work:chat 17:00"],
        says="B is logged into",
        count=4,
        week=THREE_QUEUES,
    ),
    Case(
        "two pools at once",
        ["A mon 09:00 work:calls|web 17:00"],
        says="more than one pool from Mon 1 Jun 09:00 to Mon 1 Jun 17:00: main, room",
        week=THREE_QUEUES,
        plannable=False,
    ),
    Case(
        "no queue",
        ["A mon 09:00 work:none 17:00"],
        says="logged into no queue",
        week=THREE_QUEUES,
        plannable=False,
    ),
    Case(
        "an unknown queue",
        ["A mon 09:00 work:fax 17:00"],
        says="no such queue",
        week=THREE_QUEUES,
        plannable=False,
    ),
    Case(
        "an unknown agent, told once",
        ["C mon 09:00 work 17:00", "C tue 09:00 training 17:00"],
        says="C is in the rota and not among the scenario's agents",
        week=THREE_QUEUES,
        plannable=False,
    ),
    Case(
        "who is not on the phone needs no skill", ["B mon 09:00 training 17:00"], week=THREE_QUEUES
    ),
]


@each(CASES)
def test_verdict(case: Case) -> None:
    assert_verdict("skills", case)
