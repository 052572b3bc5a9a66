"""The week's need, day by day and as plain data."""

from __future__ import annotations

import json

import pytest

from allocator.forecast.as_json import forecast_json
from allocator.pipeline.staffing_need import staffing_json, staffing_need
from tests.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before


def test_need_of_a_week_adds_up_by_day_and_pool() -> None:
    rows = history(weeks_before(3), FIRST_DAY, lambda *_: 12.0, abandoned=1, mean_wait_s=20)
    need = staffing_need(demand_scenario(rows))
    assert [day.day.weekday() for day in need.by_day] == [0, 1, 2, 3, 4]
    hours = sum(row.required_agents for row in need.staffing) / 4
    assert sum(day.agent_hours for day in need.by_day) == pytest.approx(hours)
    first = need.by_day[0]
    monday = [row for row in need.staffing if row.interval_start.date() == FIRST_DAY]
    assert first.most_agents == max(row.required_agents for row in monday)
    assert first.most_at in {row.interval_start for row in monday}


def test_plain_data_survives_json() -> None:
    rows = history(weeks_before(3), FIRST_DAY, lambda *_: 12.0)
    need = staffing_need(demand_scenario(rows))
    forecast = json.loads(json.dumps(forecast_json(need.forecast, need.forecast.backtest)))
    assert len(forecast["requirements"]) == len(need.forecast.requirements)
    assert forecast["requirements"][0]["interval_start"] == "2026-03-02T08:00:00Z"
    assert forecast["patience"][0] == {
        "queue": "a",
        "patience_s": 180.0,
        "patience_low_s": None,
        "patience_high_s": None,
        "source": "default",
        "abandoned": 0.0,
        "abandoned_with_wait": 0.0,
    }
    assert len(forecast["backtest"]["weeks"]) == 1  # the first of two teaches the second
    assert forecast["backtest"]["accuracy"][-1]["queue"] == "all"
    assert "backtest" not in forecast_json(need.forecast)
    staffing = json.loads(json.dumps(staffing_json(need)))["staffing"]
    assert set(staffing[0]) == {"interval_start", "pool", "required_agents"}
