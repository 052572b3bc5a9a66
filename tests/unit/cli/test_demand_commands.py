"""The commands ``erlang``, ``forecast`` and ``staff``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from allocator.cli import erlang, forecast, staff
from allocator.errors import InputError
from tests.tiny_scenario import write_tiny_scenario

HUNDRED = ["--contacts", "100", "--interval", "30", "--aht", "180"]


def _run(command: object, *arguments: str) -> Result:
    result = CliRunner().invoke(command, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_erlang_prints_the_promised_object() -> None:
    options = [*HUNDRED, "--service-level", "80/20", "--shrinkage", "0.3", "--json"]
    figures = json.loads(_run(erlang.command, *options).output)
    assert figures["model"] == "erlang_c"
    assert (figures["agents"], figures["scheduled_agents"]) == (14, 20)
    assert figures["service_level"] == pytest.approx(0.888350, abs=5e-7)
    assert figures["asa_s"] == figures["mean_wait_s"] == pytest.approx(7.836, abs=5e-4)
    assert figures["prob_abandon"] == 0
    assert set(figures) == {
        "model",
        "agents",
        "service_level",
        "asa_s",
        "mean_wait_s",
        "occupancy",
        "prob_wait",
        "prob_abandon",
        "scheduled_agents",
    }


def test_erlang_with_patience_and_agents_evaluates_erlang_a() -> None:
    options = [*HUNDRED, "--patience", "200", "--agents", "9", "--json"]
    figures = json.loads(_run(erlang.command, *options).output)
    assert (figures["model"], figures["agents"]) == ("erlang_a", 9)
    assert figures["mean_wait_s"] > figures["asa_s"]


def test_erlang_for_people_names_its_units_and_definition() -> None:
    output = _run(erlang.command, *HUNDRED, "--max-occupancy", "0.7").output
    assert "Agents on the phone" in output
    assert "15" in output
    assert "Mean wait of the answered (s)" in output
    assert "Service level in 20 s (offered)" in output


@pytest.mark.parametrize("target", ["80", "80/", "eighty/20", "0/20", "100/20", "80/-1"])
def test_erlang_refuses_a_service_level_it_cannot_read(target: str) -> None:
    result = _run(erlang.command, *HUNDRED, "--service-level", target)
    assert result.exit_code == 2
    assert "80/20" in result.output


def test_erlang_names_the_option_at_fault() -> None:
    result = CliRunner().invoke(erlang.command, [*HUNDRED, "--agents", "10"])
    assert isinstance(result.exception, InputError)
    assert [problem.file for problem in result.exception.problems] == ["--agents"]


def test_an_overload_without_patience_exits_with_two_and_says_why() -> None:
    command = [sys.executable, "-m", "allocator.cli.main", "erlang", *HUNDRED, "--agents", "10"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "grows without end" in done.stderr
    assert "at least 11 agents" in done.stderr
    assert done.stdout == ""


def test_forecast_prints_days_patience_and_backtest(tmp_path: Path) -> None:
    folder = str(write_tiny_scenario(tmp_path))
    output = _run(forecast.command, folder, "--backtest").output
    for text in ("Mon 2 Mar", "Week", "Patience per queue", "past weeks", "WAPE"):
        assert text in output


def test_forecast_as_json_has_a_row_per_interval_and_queue(tmp_path: Path) -> None:
    folder = str(write_tiny_scenario(tmp_path))
    data = json.loads(_run(forecast.command, folder, "--json").output)
    assert len(data["requirements"]) == 5 * 40 * 2
    assert set(data["requirements"][0]) == {
        "interval_start",
        "pool",
        "queue",
        "forecast_contacts",
        "forecast_p10",
        "forecast_p90",
        "aht_s",
        "patience_s",
    }
    assert "backtest" not in data


def test_staff_prints_days_and_json_prints_intervals(tmp_path: Path) -> None:
    folder = str(write_tiny_scenario(tmp_path))
    output = _run(staff.command, folder).output
    assert "Agent hours" in output
    assert "Fri 6 Mar" in output
    rows = json.loads(_run(staff.command, folder, "--json").output)["staffing"]
    assert len(rows) == 5 * 40
    assert all(row["required_agents"] >= 1 for row in rows)
