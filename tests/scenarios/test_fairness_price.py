"""What fairness cost, with the rota that it rests on, and a check that sees both."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from allocator.demand.service import ServiceModel
from allocator.justify.justify import justify, to_json
from allocator.pipeline.fairness_compared import compare
from allocator.pipeline.price_fairness import (
    Unpriced,
    time_for_fairness,
    with_fairness_price,
)
from allocator.report.render import render
from allocator.rota.limits import SearchLimits
from allocator.store.plan_folder import write_plan
from allocator.store.scenario_folder import read_scenario
from tests.command_line import run_here
from tests.honest_plan import ROTA_LINES, honest_plan
from tests.tiny_scenario import write_tiny_scenario
from tests.tiny_week import rota_of, tiny_week

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


@pytest.fixture(scope="module")
def priced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plan beside a rota in which Cleo takes sales alone on Friday."""
    parent = tmp_path_factory.mktemp("priced")
    folder = write_tiny_scenario(parent)
    scenario = read_scenario(folder)
    plan = honest_plan(scenario)
    lines = [
        line.replace("sales|help", "sales") if line.startswith("A3 fri") else line
        for line in ROTA_LINES
    ]
    service = ServiceModel.of(scenario, plan.requirements)
    other = rota_of(scenario, lines)
    found = compare(scenario, service, plan.rota, other, search_seconds=1.0, searched_on_gain=0.25)
    unpriced = Unpriced(found, other)
    plan = with_fairness_price(plan, unpriced)
    write_plan(
        parent / "plan",
        plan,
        folder,
        to_json(reasons := justify(scenario, plan)),
        render(scenario, plan, reasons),
        other_rotas=unpriced.filed,
        other_claims=unpriced.filed_claims,
    )
    return parent / "plan"


def test_price_of_fairness_is_a_claim_that_cite_finds_and_verify_works_out(priced: Path) -> None:
    """It stood in plan.json as numbers alone, which nobody could cite."""
    done = run_here("verify", priced, "--claims", "--json")
    assert json.loads(done.stdout)["claims"]["by_kind"]["reoptimised_comparison"] == 5
    assert json.loads(done.stdout)["claims"]["faults"] == []
    told = json.loads(run_here("cite", "comparisons/fairness/price", priced, "--json").stdout)
    assert (told["kind"], told["unit"], told["is_so"]) == (
        "reoptimised_comparison",
        "late contacts",
        True,
    )
    assert told["value"] != 0
    assert (told["low"], told["high"]) == (
        pytest.approx(told["value"] - 0.25),
        pytest.approx(told["value"] + 0.25),
    )
    assert told["file"] == "comparisons/fairness/claims.json"
    page = (priced / "report.html").read_text(encoding="utf-8")
    assert told["reference"] in page


@pytest.mark.parametrize(
    ("field", "lie"),
    [("value", 0.0), ("high", 99.0), ("kind", "fact"), ("source", "hearsay"), (None, None)],
)
def test_claim_on_fairness_that_was_corrupted_is_named(
    priced: Path, tmp_path: Path, field: str | None, lie: object
) -> None:
    plan = Path(shutil.copytree(priced, tmp_path / "plan"))
    file = plan / "comparisons" / "fairness" / "claims.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    if field is None:
        del content["claims"][0]
    else:
        content["claims"][0][field] = lie
    file.write_text(json.dumps(content), encoding="utf-8")
    done = run_here("verify", plan, "--claims")
    assert done.returncode == 3
    assert "comparisons/fairness/price" in done.stdout + done.stderr


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
    checked = run_here("verify", plan, "--claims")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "reoptimised_comparison" in checked.stdout
    file = plan / "plan.json"
    stated = json.loads(file.read_text(encoding="utf-8"))
    stated["fairness_price"]["other_cost_without"] -= 1
    file.write_text(json.dumps(stated), encoding="utf-8")
    failed = run_here("verify", plan)
    assert failed.returncode == 3
    assert "plan.fairness_price" in failed.stdout + failed.stderr
