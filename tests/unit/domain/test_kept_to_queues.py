"""Queues that an agreed adjustment bars are none of the agent's, where the rule is declared."""

from __future__ import annotations

from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from tests.tiny_week import tiny_week

QUEUES = [{"id": "calls"}, {"id": "chat"}, {"id": "web"}]
POOLS = [{"id": "main", "queues": ["calls", "chat"]}, {"id": "room", "queues": ["web"]}]


def kept_to(*queues: str, rule: str = "agreed_adjustments") -> Scenario:
    """Scenario in which A is kept to some queues."""
    return tiny_week(
        queues=QUEUES,
        pools=POOLS,
        adjustments=[("A", "only_queues", "|".join(queues))],
        rules={rule: {}},
    )


def test_only_those_queues_are_usable() -> None:
    scenario = kept_to("chat", "web")
    assert scenario.usable_queues("A", "main") == ("chat",)
    assert scenario.usable_queues("A", "room") == ("web",)
    assert scenario.usable_queues("B", "room") == ("web",)


def test_a_pool_may_be_left_with_none() -> None:
    assert kept_to("calls").usable_queues("A", "room") == ()


def test_a_queue_that_fewer_may_take_comes_first() -> None:
    assert kept_to("web").usable_queues("B", "main") == ("calls", "chat")
    assert kept_to("calls").able_count == {"calls": 2, "chat": 1, "web": 1}
    assert kept_to("calls").usable_queues("B", "main") == ("chat", "calls")


def test_without_the_rule_every_queue_is_usable() -> None:
    scenario = kept_to("chat", rule="skills")
    assert scenario.usable_queues("A", "main") == ("calls", "chat")


def test_a_skill_that_is_missing_is_not_given() -> None:
    scenario = kept_to("chat", "calls").model_copy(update={"skills": ()})
    assert scenario.usable_queues("A", "main") == ()


def test_speeds_are_of_the_pools_that_are_left() -> None:
    speeds = ServiceModel.of(kept_to("calls"), ()).speed
    assert set(speeds) == {("A", "main"), ("B", "main"), ("B", "room")}
