"""What a plan states of its forecast and of past weeks, forecast again from the history."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allocator.domain.plan import Plan, PlanStatus
from allocator.domain.scenario import Scenario
from allocator.forecast.forecast import forecast_week
from allocator.pipeline.forecast_notes import forecast_notes
from allocator.pipeline.past_forecasts import check_forecast, past_forecasts
from allocator.store.plan_folder import read_plan, write_plan
from allocator.store.scenario_folder import read_scenario
from tests.honest_plan import honest_plan
from tests.tiny_scenario import write_tiny_scenario


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_scenario(tmp_path_factory.mktemp("past"))


@pytest.fixture(scope="module")
def scenario(folder: Path) -> Scenario:
    return read_scenario(folder)


@pytest.fixture(scope="module")
def plan(scenario: Scenario) -> Plan:
    made = forecast_week(scenario)
    honest = honest_plan(scenario)
    summary = honest.summary.model_copy(update={"forecast": forecast_notes(made)})
    past = past_forecasts(scenario, made)
    return honest.model_copy(update={"summary": summary, "past": past})


def test_past_weeks_hold_what_the_history_holds(scenario: Scenario, plan: Plan) -> None:
    recorded = {
        (row.interval_start.replace(tzinfo=None), row.queue): row.contacts
        for row in scenario.history
    }
    assert plan.past
    for row in plan.past:
        clock = row.interval_start.replace(tzinfo=None)
        assert row.contacts == recorded[clock, row.queue]
        assert row.forecast_p10 <= row.forecast_p50 <= row.forecast_p90


def test_what_is_stated_comes_out_again_from_the_files(
    folder: Path, scenario: Scenario, plan: Plan, tmp_path: Path
) -> None:
    write_plan(tmp_path / "plan", plan, folder, [], "")
    read = read_plan(tmp_path / "plan")
    assert read.past == plan.past
    assert check_forecast(scenario, plan) == check_forecast(scenario, read) == ()


def test_figure_and_row_that_were_changed_are_found(scenario: Scenario, plan: Plan) -> None:
    notes = json.loads(json.dumps(plan.summary.forecast))
    notes["days"][0]["forecast_p90"] += 1
    summary = plan.summary.model_copy(update={"forecast": notes})
    came = plan.past[3].contacts + 1
    past = (*plan.past[:3], plan.past[3].model_copy(update={"contacts": came}), *plan.past[4:])
    first, second = check_forecast(
        scenario, plan.model_copy(update={"summary": summary, "past": past})
    )
    assert first.rule_id == second.rule_id == "plan.forecast"
    assert "days.0.forecast_p90" in first.message
    row = plan.past[3]
    assert f"contacts of {row.queue} at {row.interval_start.isoformat()}" in second.message
    (left_out,) = check_forecast(scenario, plan.model_copy(update={"past": plan.past[1:]}))
    assert "rows in place of" in left_out.message


def test_planned_rota_states_its_forecast_and_a_scored_one_may_not(
    scenario: Scenario, plan: Plan
) -> None:
    silent = honest_plan(scenario)
    (found,) = check_forecast(scenario, silent)
    assert "plan.json has no forecast" in found.message
    summary = silent.summary.model_copy(update={"status": PlanStatus.SCORED})
    assert check_forecast(scenario, silent.model_copy(update={"summary": summary})) == ()
    (found,) = check_forecast(scenario, plan.model_copy(update={"past": ()}))
    assert "backtest.csv" in found.message
