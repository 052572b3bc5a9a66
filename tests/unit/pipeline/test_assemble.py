"""The figures that a plan states are those that its check finds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from allocator.domain.people import Request
from allocator.domain.plan import Plan, PlanStatus
from allocator.domain.scenario import Scenario
from allocator.pipeline.assemble import assemble_plan
from allocator.verify.verifier import verify
from tests.honest_plan import honest_plan
from tests.tiny_scenario import read_tiny_scenario


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """Read once: forecasting is the slow part of each test."""
    return read_tiny_scenario(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def honest(scenario: Scenario) -> Plan:
    """Plan with a lawful rota that declines one of two requests."""
    return honest_plan(scenario)


def assembled(
    scenario: Scenario,
    honest: Plan,
    bound: float = 0.0,
    status: PlanStatus = PlanStatus.FEASIBLE,
) -> Plan:
    return assemble_plan(
        scenario,
        honest.requirements,
        honest.rota,
        run_id="1",
        created_at="2026-02-20T09:00:00+00:00",
        seed=1,
        reproducible=True,
        status=status,
        bound=bound,
        stage_seconds={},
        forecast={},
    )


def changed(scenario: Scenario, **fields: Any) -> Scenario:
    # A new one: a copy keeps what the old one has worked out from its tables.
    return Scenario(**{name: getattr(scenario, name) for name in Scenario.model_fields} | fields)


def test_declined_requests_are_counted_where_the_rule_on_them_is_not_declared(
    scenario: Scenario, honest: Plan
) -> None:
    rules = {name: dict(p) for name, p in scenario.settings.rules.items() if name != "requests"}
    settings = scenario.settings.model_copy(update={"rules": rules})
    unpriced = changed(scenario, settings=settings)
    plan = assembled(unpriced, honest)
    assert (plan.summary.requests_met, plan.summary.requests_made) == (1, 2)
    assert verify(unpriced, plan).passed


def test_a_request_for_a_day_that_is_not_planned_is_not_one_that_is_met(
    scenario: Scenario, honest: Plan
) -> None:
    later = Request(agent_id="A1", date=dt.date(2027, 1, 1), kind="day_off")
    asked = changed(scenario, requests=(*scenario.requests, later))
    plan = assembled(asked, honest)
    assert (plan.summary.requests_met, plan.summary.requests_made) == (1, 2)
    assert verify(asked, plan).passed


def test_a_bound_above_the_price_by_arithmetic_alone_is_the_price(
    scenario: Scenario, honest: Plan
) -> None:
    total = honest.summary.objective_total
    plan = assembled(scenario, honest, bound=total * 1.00001)
    assert plan.summary.bound == plan.summary.objective_total
    assert verify(scenario, plan).passed


def test_a_bound_that_the_rota_beats_is_not_hidden(scenario: Scenario, honest: Plan) -> None:
    plan = assembled(scenario, honest, bound=honest.summary.objective_total * 1.01)
    assert {finding.rule_id for finding in verify(scenario, plan).findings} == {"plan.gap"}


def test_a_rota_from_elsewhere_may_beat_the_bound_of_the_shifts_searched(
    scenario: Scenario, honest: Plan
) -> None:
    bound = honest.summary.objective_total * 1.01
    plan = assembled(scenario, honest, bound, PlanStatus.SCORED)
    assert plan.summary.bound == plan.summary.objective_total
