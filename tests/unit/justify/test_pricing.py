"""Changes of a rota, priced quickly, against the whole objective measured from the beginning."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from allocator.demand.service import ServiceModel
from allocator.domain.plan import Plan
from allocator.domain.rota import Block, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.allocation import allocations
from allocator.justify.change import Change
from allocator.justify.exchange import Exchanges
from allocator.justify.pricing import Pricing
from allocator.verify.objective import measure
from tests.honest_plan import honest_plan
from tests.tiny_scenario import read_tiny_scenario


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return read_tiny_scenario(tmp_path_factory.mktemp("pricing"))


@pytest.fixture(scope="module")
def plan(scenario: Scenario) -> Plan:
    return honest_plan(scenario)


@pytest.fixture(scope="module")
def pricing(scenario: Scenario, plan: Plan) -> Pricing:
    return Pricing(scenario, ServiceModel.of(scenario, plan.requirements), plan.rota)


def measured(scenario: Scenario, plan: Plan, change: Change) -> dict[str, float]:
    """Difference in each term, by measuring two whole rotas."""
    service = ServiceModel.of(scenario, plan.requirements)
    before = measure(RotaView.whole(scenario, plan.rota), service)
    after = measure(RotaView.whole(scenario, change.rota_after(plan.rota)), service)
    return {term: after.terms[term] - value for term, value in before.terms.items()}


def test_terms_before_any_change_are_the_objective(pricing: Pricing, plan: Plan) -> None:
    assert pricing.terms == pytest.approx(plan.summary.objective)


def test_removals_are_priced_as_if_measured_from_the_beginning(
    scenario: Scenario, plan: Plan, pricing: Pricing
) -> None:
    for allocation in allocations(scenario, plan.rota)[::3]:
        change = Change(removed=(allocation.shift,))
        expected = measured(scenario, plan, change)
        assert pricing.change_by_term(change) == pytest.approx(expected, abs=1e-9)


def test_exchanges_are_priced_as_if_measured_from_the_beginning(
    scenario: Scenario, plan: Plan, pricing: Pricing
) -> None:
    given = allocations(scenario, plan.rota)
    exchanges = Exchanges(pricing, given)
    every = [exchange for allocation in given for exchange in exchanges.of(allocation)]
    for exchange in random.Random(5).sample(every, 12):
        expected = measured(scenario, plan, exchange.change)
        assert exchange.change_by_term == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    "dropped",
    [
        "  unsocial_fairness: {}\n",
        "  requests: {}\n",
        "  steady_starts: {tolerance_minutes: 120}\n",
    ],
)
def test_a_soft_rule_that_is_not_declared_costs_nothing(tmp_path: Path, dropped: str) -> None:
    scenario = read_tiny_scenario(tmp_path, edits={dropped: ""})
    # The figures of a whole plan need every rule; the rota and the demand do not.
    plan = honest_plan(read_tiny_scenario(tmp_path))
    pricing = Pricing(scenario, ServiceModel.of(scenario, plan.requirements), plan.rota)
    change = Change(removed=(allocations(scenario, plan.rota)[4].shift,))
    assert pricing.change_by_term(change) == pytest.approx(
        measured(scenario, plan, change), abs=1e-9
    )


def test_two_shifts_of_one_span_with_other_breaks_are_two_prices(tmp_path: Path) -> None:
    rules = {"  requests: {}\n": "  requests: {}\n  screen_breaks: {unbroken_minutes: 60}\n"}
    scenario = read_tiny_scenario(tmp_path, edits=rules)
    plan = honest_plan(scenario)
    pricing = Pricing(scenario, ServiceModel.of(scenario, plan.requirements), plan.rota)
    shift = allocations(scenario, plan.rota)[4].shift
    first = shift.blocks[0]
    # Not model_copy, which would take along the first block's span.
    unbroken = Block(
        agent_id=first.agent_id,
        start=first.start,
        end=shift.end,
        activity=first.activity,
        queues=first.queues,
    )
    for blocks in (shift.blocks, (unbroken,)):
        change = Change(removed=(shift,), added=(Shift(blocks=blocks),))
        expected = measured(scenario, plan, change)
        assert pricing.change_by_term(change) == pytest.approx(expected, abs=1e-9)
    assert expected["unbroken_screen"] > 0


def test_cover_is_counted_over_the_whole_team(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(
        tmp_path,
        edits={
            "  requests: {}\n": "  requests: {}\n  cover: {}\n",
            "rules:\n": "shift_kinds:\n  - {id: any, start_from: 00:00, start_to: 24:00}\nrules:\n",
        },
        files={
            "cover.csv": "days,shift_kind,agents,short_weight,over_weight\nall,any,2,3,2\n",
        },
    )
    plan = honest_plan(read_tiny_scenario(tmp_path / "plain"))
    pricing = Pricing(scenario, ServiceModel.of(scenario, plan.requirements), plan.rota)
    for allocation in allocations(scenario, plan.rota):
        change = Change(removed=(allocation.shift,))
        expected = measured(scenario, plan, change)
        assert pricing.change_by_term(change) == pytest.approx(expected, abs=1e-9)
        assert expected["cover_deviation"] != 0
