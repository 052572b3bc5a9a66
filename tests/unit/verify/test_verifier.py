"""An honest plan passes; whatever is changed in it, in the rota or in a figure, is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.verify.verifier import verify
from tests.honest_plan import ROTA_LINES, honest_plan, plan_of
from tests.tiny_scenario import read_tiny_scenario


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    """Read once: forecasting is the slow part of each test."""
    return read_tiny_scenario(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def plan(scenario: Scenario) -> Plan:
    """Plan that every test of this module changes in one place."""
    return honest_plan(scenario)


def found_in(scenario: Scenario, plan: Plan) -> set[str]:
    return {finding.rule_id for finding in verify(scenario, plan).findings}


def test_an_honest_plan_passes_with_every_declared_rule_run(scenario: Scenario, plan: Plan) -> None:
    verdict = verify(scenario, plan)
    assert verdict.findings == ()
    assert verdict.passed
    assert str(verdict) == "passed"
    assert verdict.rule_ids == tuple(scenario.settings.rules)
    assert verdict.objective.terms == plan.summary.objective


def test_a_plan_without_a_verdict_yet_passes(scenario: Scenario, plan: Plan) -> None:
    unjudged = plan.model_copy(update={"summary": plan.summary.model_copy(update={"verdict": ""})})
    assert verify(scenario, unjudged).passed


def change_summary(**fields: Any) -> Callable[[Plan], Plan]:
    def changed(plan: Plan) -> Plan:
        return plan.model_copy(update={"summary": plan.summary.model_copy(update=fields)})

    return changed


def change_term(term: str, by: float) -> Callable[[Plan], Plan]:
    def changed(plan: Plan) -> Plan:
        objective = plan.summary.objective | {term: plan.summary.objective[term] + by}
        return change_summary(objective=objective)(plan)

    return changed


def change_figure(name: str, by: float) -> Callable[[Plan], Plan]:
    def changed(plan: Plan) -> Plan:
        return change_summary(**{name: getattr(plan.summary, name) + by})(plan)

    return changed


def change_queue(name: str, by: float | None = None, to: object = None) -> Callable[[Plan], Plan]:
    def changed(plan: Plan) -> Plan:
        first, *others = plan.summary.queues
        value = to if by is None else getattr(first, name) + by
        return change_summary(queues=(first.model_copy(update={name: value}), *others))(plan)

    return changed


def change_row(table: str, row: int, name: str, by: float) -> Callable[[Plan], Plan]:
    def changed(plan: Plan) -> Plan:
        rows = list(getattr(plan, table))
        rows[row] = rows[row].model_copy(update={name: getattr(rows[row], name) + by})
        return plan.model_copy(update={table: tuple(rows)})

    return changed


def drop_row(table: str) -> Callable[[Plan], Plan]:
    return lambda plan: plan.model_copy(update={table: getattr(plan, table)[1:]})


def drop_term(plan: Plan) -> Plan:
    objective = {t: v for t, v in plan.summary.objective.items() if t != "backward_starts"}
    return change_summary(objective=objective)(plan)


def strange_term(plan: Plan) -> Plan:
    return change_summary(objective=plan.summary.objective | {"goodwill": -10.0})(plan)


def requirement_of_another_pool(plan: Plan) -> Plan:
    first, *others = plan.requirements
    return plan.model_copy(
        update={"requirements": (first.model_copy(update={"pool": "other"}), *others)}
    )


def bound_above_the_total(plan: Plan) -> Plan:
    total = plan.summary.objective_total
    return change_summary(bound=total + 1, gap_contacts=-1.0, gap_share=-1 / total)(plan)


def not_as_simulated(plan: Plan) -> Plan:
    return change_summary(simulated_data=not plan.summary.simulated_data)(plan)


LIES: dict[str, tuple[Callable[[Plan], Plan], set[str]]] = {
    "a term too small": (change_term("late_contacts", -0.01), {"plan.objective"}),
    "another term too small": (change_term("declined_requests", -3), {"plan.objective"}),
    "a term left out": (drop_term, {"plan.objective"}),
    "a term that does not exist": (strange_term, {"plan.objective"}),
    "the total": (change_figure("objective_total", -0.01), {"plan.objective"}),
    "the gap in contacts": (change_figure("gap_contacts", -0.01), {"plan.gap"}),
    "the gap's share": (change_figure("gap_share", -0.0001), {"plan.gap"}),
    "the bound": (change_figure("bound", 0.5), {"plan.gap"}),
    "a bound that the rota beats": (bound_above_the_total, {"plan.gap"}),
    "no number for a gap": (change_summary(gap_share=float("nan")), {"plan.gap"}),
    "paid hours": (change_figure("paid_hours", 0.25), {"plan.hours"}),
    "contracted hours": (change_figure("contracted_hours", 1), {"plan.hours"}),
    "requests met": (change_figure("requests_met", 1), {"plan.requests"}),
    "requests made": (change_figure("requests_made", -1), {"plan.requests"}),
    "short intervals": (change_figure("short_intervals", -1), {"plan.staffing"}),
    "input hash": (change_summary(input_hash="0" * 64), {"plan.input_hash"}),
    "version": (change_summary(version="0.0.1"), {"plan.version"}),
    "whether the data is made up": (not_as_simulated, {"plan.simulated_data"}),
    "verdict": (change_summary(verdict="failed"), {"plan.verdict"}),
    "a queue's service level": (change_queue("service_level_share", 0.0001), {"plan.queues"}),
    "a queue's lowest day": (change_queue("lowest_day_share", 0.0001), {"plan.queues"}),
    "a queue's contacts": (change_queue("forecast_contacts", 1), {"plan.queues"}),
    "a queue's target": (change_queue("target_share", -0.1), {"plan.queues"}),
    "a queue's floor": (change_queue("floor_share", -0.1), {"plan.queues"}),
    "a queue's pool": (change_queue("pool", to="other"), {"plan.queues"}),
    "a queue left out": (change_summary(queues=()), {"plan.queues"}),
    "required agents": (change_row("staffing", 9, "required_agents", -1), {"plan.staffing"}),
    "scheduled agents": (change_row("staffing", 9, "scheduled_agents", 1), {"plan.staffing"}),
    "a row of staffing left out": (drop_row("staffing"), {"plan.staffing"}),
    "an interval's service level": (
        change_row("requirements", 9, "expected_service_level", -0.0001),
        {"plan.service_levels"},
    ),
    "the range of a forecast": (
        change_row("requirements", 9, "forecast_p90", 2),
        {"plan.requirements"},
    ),
    "the lower end of it": (
        change_row("requirements", 9, "forecast_p10", 2),
        {"plan.requirements"},
    ),
    "a requirement of another pool": (requirement_of_another_pool, {"plan.requirements"}),
    "a row of requirements left out": (drop_row("requirements"), {"plan.requirements"}),
}


@pytest.mark.parametrize(("lie", "told"), LIES.values(), ids=LIES)
def test_a_wrong_figure_is_found(
    scenario: Scenario, plan: Plan, lie: Callable[[Plan], Plan], told: set[str]
) -> None:
    changed = lie(plan)
    # The plan says "passed", which is then wrong too.
    wrong_verdict = set() if told == {"plan.verdict"} else {"plan.verdict"}
    assert found_in(scenario, changed) == told | wrong_verdict


def test_demand_made_smaller_is_found_though_every_figure_follows_it(
    scenario: Scenario, plan: Plan
) -> None:
    less = tuple(
        row.model_copy(update={"forecast_contacts": row.forecast_contacts / 2})
        for row in plan.requirements
    )
    lying = plan_of(scenario, plan.rota, less)
    assert lying.summary.objective_total < plan.summary.objective_total
    found = found_in(scenario, lying)
    assert {"plan.requirements", "plan.staffing", "plan.objective", "plan.queues"} <= found


def test_a_difference_in_the_last_digit_of_the_forecast_is_another_machines_rounding(
    scenario: Scenario, plan: Plan
) -> None:
    changed = change_row("requirements", 8, "forecast_contacts", 1e-4)(plan)
    assert "plan.requirements" not in found_in(scenario, changed)


def test_the_message_gives_both_figures(scenario: Scenario, plan: Plan) -> None:
    finding, *_ = verify(scenario, change_figure("paid_hours", 0.5)(plan)).findings
    assert finding.message == "plan.json states paid_hours as 120; recomputed it is 119.5"
    assert finding.figures == {"stated": 120.0, "recomputed": 119.5}


def test_a_broken_rule_is_found_even_where_every_figure_follows_the_rota(
    scenario: Scenario,
) -> None:
    lines = [line for line in ROTA_LINES if not line.startswith("A4 wed")]
    broken = honest_plan(scenario, [*lines, "A4 wed 09:45 work:help 13:45"])
    assert {"pins"} <= found_in(scenario, broken) <= {"pins", "shift_patterns", "plan.verdict"}


def test_a_rule_that_the_scenario_does_not_declare_is_not_run(tmp_path: Path) -> None:
    scenario = read_tiny_scenario(tmp_path, edits={"  pins: {}\n": ""})
    lines = [line for line in ROTA_LINES if not line.startswith("A4 wed")]
    assert verify(scenario, honest_plan(scenario, [*lines, "A4 wed 09:30 work:help 13:30"])).passed


def test_an_empty_rota_is_short_of_hours(scenario: Scenario, plan: Plan) -> None:
    empty = plan.model_copy(update={"rota": Rota(blocks=())})
    hours = [f for f in verify(scenario, empty).findings if f.rule_id == "contracted_hours"]
    assert [finding.agent_id for finding in hours] == ["A1", "A2", "A3", "A4"]
