"""What fairness cost, with the rota that it rests on, and a check that sees both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from allocator.pipeline.price_fairness import time_for_fairness
from allocator.rota.limits import SearchLimits
from tests.command_line import run_here
from tests.tiny_scenario import write_tiny_scenario
from tests.tiny_week import tiny_week

SUNDAYS = [{"days": ["sun"], "start": "00:00", "end": "12:00"}]


def test_nothing_is_searched_for_where_nothing_is_priced_or_there_is_no_time() -> None:
    rules = {"unsocial_fairness": {}}
    priced = tiny_week(rules=rules, unsocial=SUNDAYS)
    assert time_for_fairness(priced, SearchLimits(seconds=75)) == 3
    assert time_for_fairness(priced, SearchLimits(seconds=600)) == 5
    assert time_for_fairness(priced, SearchLimits(seconds=5)) == 0
    free = {"unsocial_hour_above_fair_share": 0}
    for other in (
        tiny_week(unsocial=SUNDAYS),
        tiny_week(rules=rules),
        tiny_week(rules=rules, unsocial=SUNDAYS, prices=free),
    ):
        assert time_for_fairness(other, SearchLimits(seconds=75)) == 0


@pytest.mark.slow
def test_plan_states_what_fairness_cost_and_verify_works_it_out(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    folder = write_tiny_scenario(tmp_path)
    options = ("--seconds", "10", "--reproducible", "--rounds", "0", "--json")
    made = run_here("plan", folder, "--out", plan, *options)
    assert made.returncode == 0, made.stderr
    price = json.loads(made.stdout)["fairness_price"]
    assert price["search_seconds"] == 0.4
    # Searched on from the plan's rota for all other terms: they can only have become less.
    assert price["other_cost_without"] <= price["other_cost"] + 1e-6
    assert "What fairness cost" in (plan / "report.html").read_text(encoding="utf-8")
    assert run_here("verify", plan).returncode == 0
    file = plan / "plan.json"
    stated = json.loads(file.read_text(encoding="utf-8"))
    stated["fairness_price"]["other_cost_without"] -= 1
    file.write_text(json.dumps(stated), encoding="utf-8")
    failed = run_here("verify", plan)
    assert failed.returncode == 3
    assert "plan.fairness_price" in failed.stdout + failed.stderr
