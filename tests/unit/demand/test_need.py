"""The calls behind the commands."""

from __future__ import annotations

import json

import pytest

from allocator.demand.need import erlang_answer, forecast_json, staffing_json, staffing_need
from allocator.errors import InputError
from tests.unit.demand.demand_scenario import FIRST_DAY, demand_scenario, history, weeks_before


def test_erlang_answer_has_exactly_the_promised_keys() -> None:
    answer = erlang_answer(100, 30, 180, 0.8, 20, shrinkage_share=0.3).as_json()
    assert list(answer) == [
        "model",
        "agents",
        "service_level",
        "asa_s",
        "mean_wait_s",
        "occupancy",
        "prob_wait",
        "prob_abandon",
        "scheduled_agents",
    ]
    assert (answer["model"], answer["agents"], answer["scheduled_agents"]) == ("erlang_c", 14, 20)


def test_agents_given_are_evaluated_and_not_replaced() -> None:
    answer = erlang_answer(100, 30, 180, 0.8, 20, patience_s=200, agents=9)
    assert answer.queue.model == "erlang_a"
    assert answer.queue.agents == 9
    assert answer.queue.service_level < 0.8


def test_a_load_above_the_agents_is_refused_without_patience_only() -> None:
    with pytest.raises(InputError, match="grows without end"):
        erlang_answer(100, 30, 180, 0.8, 20, agents=10)
    assert erlang_answer(100, 30, 180, 0.8, 20, agents=10, patience_s=120).queue.agents == 10


@pytest.mark.parametrize("contacts", [0.0, -3.0, float("nan")])
def test_contacts_must_be_a_positive_number(contacts: float) -> None:
    with pytest.raises(InputError, match="contacts"):
        erlang_answer(contacts, 30, 180, 0.8, 20)


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
    forecast = json.loads(json.dumps(forecast_json(need.forecast, with_backtest=True)))
    assert len(forecast["requirements"]) == len(need.forecast.requirements)
    assert forecast["requirements"][0]["interval_start"] == "2026-03-02T08:00:00Z"
    assert forecast["patience"][0] == {
        "queue": "a",
        "patience_s": 180.0,
        "source": "default",
        "abandoned": 0.0,
        "abandoned_with_wait": 0.0,
    }
    assert len(forecast["backtest"]["weeks"]) == 2
    assert forecast["backtest"]["accuracy"][-1]["queue"] == "all"
    assert "backtest" not in forecast_json(need.forecast)
    staffing = json.loads(json.dumps(staffing_json(need)))["staffing"]
    assert set(staffing[0]) == {"interval_start", "pool", "required_agents"}
