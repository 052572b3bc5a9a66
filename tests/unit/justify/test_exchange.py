"""Which exchanges there are, how a shift is handed over, and which is the best."""

from __future__ import annotations

from itertools import combinations

import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.allocation import Allocation, allocations
from allocator.justify.exchange import (
    COLLEAGUES_MOST,
    TEAM_COMPARED,
    Exchanges,
    compared_people,
    handed_over,
)
from allocator.justify.pricing import Pricing
from allocator.verify.verifier import broken_rules
from tests.honest_plan import honest_plan
from tests.tiny_scenario import read_tiny_scenario
from tests.tiny_week import agent, requirements_of, rota_of, tiny_week

TWO_POOLS = {
    "queues": [{"id": "calls"}, {"id": "chat"}, {"id": "web"}],
    "pools": [{"id": "main", "queues": ["calls", "chat"]}, {"id": "room", "queues": ["web"]}],
    "agents": [agent("A"), agent("B"), agent("C")],
    "skills": [("A", "calls", 1), ("A", "web", 1), ("B", "calls", 1), ("B", "chat", 1)],
}


def exchanges_of(scenario: Scenario, lines: list[str]) -> tuple[Exchanges, dict[str, Allocation]]:
    rota = rota_of(scenario, lines)
    expected = {queue.id: 2.0 for queue in scenario.settings.queues}
    service = ServiceModel.of(scenario, requirements_of(scenario, expected))
    given = allocations(scenario, rota)
    return Exchanges(Pricing(scenario, service, rota), given), {a.id: a for a in given}


def partners(exchanges: Exchanges, allocation: Allocation) -> set[str]:
    return {exchange.other(allocation).id for exchange in exchanges.of(allocation)}


def test_shifts_of_one_day_are_exchanged() -> None:
    scenario = tiny_week()
    exchanges, given = exchanges_of(
        scenario, ["A mon 09:00 work 12:00", "B mon 10:00 work 14:00", "B tue 10:00 work 14:00"]
    )
    assert partners(exchanges, given["A/2026-06-01"]) == {"B/2026-06-01"}


def test_shifts_of_two_days_are_exchanged_where_each_is_off_on_the_others_day() -> None:
    scenario = tiny_week()
    lines = ["A mon 09:00 work 12:00", "A wed 09:00 work 12:00", "B tue 10:00 work 14:00"]
    exchanges, given = exchanges_of(scenario, [*lines, "B wed 10:00 work 14:00"])
    assert partners(exchanges, given["A/2026-06-01"]) == {"B/2026-06-02"}
    assert partners(exchanges, given["A/2026-06-03"]) == {"B/2026-06-03"}


def test_work_handed_over_is_on_the_queues_that_the_other_can_take() -> None:
    scenario = tiny_week(**TWO_POOLS)
    rota = rota_of(scenario, ["A mon 09:00 work:calls 10:00 break 10:15 work:calls 12:00"])
    shift, able = handed_over(scenario, rota.shifts("A")[0], "B")
    assert able
    assert [block.queues for block in shift.blocks] == [("chat", "calls"), (), ("chat", "calls")]
    assert {block.agent_id for block in shift.blocks} == {"B"}
    assert shift.start == rota.shifts("A")[0].start


def test_work_that_the_other_cannot_take_is_left_for_the_rule_to_forbid() -> None:
    scenario = tiny_week(**TWO_POOLS, rules={"skills": {}})
    lines = ["A mon 09:00 work:web 12:00", "B mon 10:00 work:chat|calls 13:00"]
    exchanges, given = exchanges_of(scenario, lines)
    (exchange,) = exchanges.of(given["A/2026-06-01"])
    assert not exchange.able
    assert exchanges.best(given["A/2026-06-01"], 3) == []
    (finding,) = exchanges.findings(exchange)
    assert finding.rule_id == "skills"
    assert "B is logged into web" in finding.message


def test_exchange_of_like_shifts_by_like_people_changes_nothing() -> None:
    scenario = tiny_week()
    exchanges, given = exchanges_of(scenario, ["A mon 09:00 work 12:00", "B mon 09:00 work 12:00"])
    (exchange,) = exchanges.of(given["A/2026-06-01"])
    assert exchange.change_total == pytest.approx(0)


def test_best_are_the_best_of_all_that_keep_the_rules(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Against every exchange checked over the whole rota, with the best one kept a colleague."""
    scenario = read_tiny_scenario(tmp_path_factory.mktemp("exchange"))
    plan = honest_plan(scenario)
    given = allocations(scenario, plan.rota)
    service = ServiceModel.of(scenario, plan.requirements)
    exchanges = Exchanges(Pricing(scenario, service, plan.rota), given)
    some_allowed = False
    for allocation in given:
        allowed = [
            (exchange.change_total, exchange.other(allocation).agent_id)
            for exchange in exchanges.of(allocation)
            if not broken_rules(RotaView.whole(scenario, exchange.change.rota_after(plan.rota)))
        ]
        best = {colleague: total for total, colleague in sorted(allowed, reverse=True)}
        expected = sorted(best.values())[:2]
        found = [exchange.change_total for exchange in exchanges.best(allocation, 2)]
        assert found == pytest.approx(expected)
        some_allowed = some_allowed or bool(expected)
    assert some_allowed


COACHING = {"activities": [("coaching", "A|B", 60, "mon 10:00")], "rules": {"meetings": {}}}


def test_shift_with_a_coaching_cannot_go_to_somebody_who_takes_no_part() -> None:
    scenario = tiny_week(agents=[agent("A"), agent("B"), agent("C")], **COACHING)
    lines = [
        "A mon 09:00 work 10:00 coaching:B 11:00 work 13:00",
        "B mon 08:00 work 10:00 coaching:A 11:00 work 12:00",
        "C mon 10:00 work 14:00",
    ]
    exchanges, given = exchanges_of(scenario, lines)
    broken = {
        exchange.other(given["A/2026-06-01"]).agent_id: {
            finding.rule_id for finding in exchanges.findings(exchange)
        }
        for exchange in exchanges.of(given["A/2026-06-01"])
    }
    # The two who meet may exchange their shifts: both have the coaching in it, at one time.
    assert broken == {"B": set(), "C": {"meetings"}}


def test_in_a_large_team_each_is_compared_with_the_most_alike() -> None:
    names = [f"P{number:02}" for number in range(TEAM_COMPARED + 4)]
    half = len(names) // 2
    scenario = tiny_week(
        queues=[{"id": "calls"}, {"id": "chat"}],
        pools=[{"id": "main", "queues": ["calls", "chat"]}],
        agents=[agent(name, weekly_hours=30) for name in names],
        skills=[(name, "calls" if place < half else "chat", 1) for place, name in enumerate(names)],
    )
    compared = compared_people(scenario)
    assert compared < {frozenset(pair) for pair in combinations(names, 2)}
    for place, name in enumerate(names):
        mine = {next(iter(pair - {name})) for pair in compared if name in pair}
        assert len(mine) >= COLLEAGUES_MOST
        alike = names[:half] if place < half else names[half:]
        assert mine <= set(alike)


def test_in_a_small_team_everybody_is_compared() -> None:
    scenario = tiny_week(agents=[agent(name) for name in "ABCDE"])
    assert compared_people(scenario) == {frozenset(pair) for pair in combinations("ABCDE", 2)}
