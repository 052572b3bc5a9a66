"""Nobody is left with nothing: no hours under contract, or the queue that nobody wants."""

from __future__ import annotations

from typing import Any

from allocator.domain.scenario import Scenario
from allocator.justify.left_with_nothing import left_with_nothing
from allocator.rules.card import Parameters
from allocator.rules.contracted_hours.check import check as check_hours
from tests.tiny_week import agent, rota_of, tiny_week, view_of

CHAT: dict[str, Any] = {
    "queues": [{"id": "calls"}, {"id": "chat"}],
    "pools": [{"id": "voice", "queues": ["calls"]}, {"id": "text", "queues": ["chat"]}],
    "fairness": {"hard_queues": {"chat": 1}},
}


def found(scenario: Scenario, lines: list[str]) -> list[tuple[str, str]]:
    return [
        (one.agent_id, one.kind) for one in left_with_nothing(scenario, rota_of(scenario, lines))
    ]


def test_who_is_due_hours_and_has_none() -> None:
    scenario = tiny_week()
    assert found(scenario, ["A mon 09:00 work 17:00"]) == [("B", "no_hours")]


def test_who_is_away_all_week_is_due_none() -> None:
    leave = {"agent_id": "B", "first_day": "2026-06-01", "last_day": "2026-06-05"}
    scenario = tiny_week(leave=[leave | {"paid_hours_a_day": 8}])
    assert found(scenario, ["A mon 09:00 work 17:00"]) == []


def test_a_tolerance_as_wide_as_the_contract_lets_a_lawful_rota_leave_somebody_out() -> None:
    """So the report looks beside the rule, and ``allocator check`` warns of such a contract."""
    wide = [{"id": "any", "patterns": ["any"], "tolerance_minutes": 40 * 60}]
    scenario = tiny_week(contracts=wide, agents=[agent("A")])
    assert check_hours(view_of(scenario, []), Parameters()) == []
    assert found(scenario, []) == [("A", "no_hours")]


BOTH = ["A mon 09:00 work:chat 17:00", "B mon 09:00 work:chat 10:00 work:calls 17:00"]


def test_who_is_always_given_the_queue_that_nobody_wants() -> None:
    scenario = tiny_week(**CHAT)
    (one,) = left_with_nothing(scenario, rota_of(scenario, BOTH))
    assert (one.agent_id, one.kind) == ("A", "hard_queues_only")
    assert one.words.startswith("100% of the time on the phone on hard queues alone")
    assert one.words.endswith("of those who can take them is 12%")


def of(lines: list[str], **changes: Any) -> list[tuple[str, str]]:
    return found(tiny_week(**(CHAT | changes)), lines)


def test_not_who_can_take_nothing_else_nor_where_all_bear_it() -> None:
    able = [("A", "chat", 1), ("B", "calls", 1), ("B", "chat", 1)]
    assert of(BOTH, skills=able) == []
    assert of(["A mon 09:00 work:chat 17:00", "B mon 09:00 work:chat 17:00"]) == []


def test_nobody_where_no_queue_is_hard_or_it_comes_with_another() -> None:
    assert of(BOTH, fairness={}) == []
    one_pool = {"pools": [{"id": "all", "queues": ["calls", "chat"]}]}
    lines = ["A mon 09:00 work:chat|calls 17:00", "B mon 09:00 work:calls 17:00"]
    assert of(lines, **one_pool) == []
