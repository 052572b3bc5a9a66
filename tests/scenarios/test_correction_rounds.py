"""Plans of the tiny scenario whose need was corrected by simulated drafts, by the command line."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.pipeline.check_simulation import check_simulation
from allocator.store.scenario_folder import read_scenario
from tests.command_line import contents, run_here
from tests.honest_plan import honest_plan
from tests.tiny_scenario import write_tiny_scenario

REPEATABLE = ("--reproducible", "--seconds", "3", "--rounds", "2")


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_scenario(tmp_path_factory.mktemp("rounds"))


@pytest.fixture(scope="module")
def plan(scenario: Path) -> Path:
    out = scenario.parent / "plan"
    made = run_here("plan", scenario, "--out", out, *REPEATABLE)
    assert made.returncode == 0, made.stderr
    (out.parent / "printed.txt").write_text(made.stdout, encoding="utf-8")
    return out


@pytest.fixture
def spoilt(plan: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "plan"
    shutil.copytree(plan, folder)
    return folder


def summary_of(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def corrections_in(folder: Path) -> dict[tuple[str, str], set[float]]:
    """Corrections by pool and two hours of the clock, as the table has them."""
    found: dict[tuple[str, str], set[float]] = {}
    with (folder / "requirements.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            hour = int(row["interval_start"][11:13]) // 2 * 2
            part = row["pool"], f"{hour:02}:00"
            found.setdefault(part, set()).add(float(row["load_correction"]))
    return found


def test_rounds_and_what_they_came_to_stand_in_the_plan(plan: Path) -> None:
    summary = summary_of(plan)
    *drafts, final = summary["correction_rounds"]
    assert [entry["rota"] for entry in drafts] == ["draft"] * len(drafts)
    assert 1 <= len(drafts) <= 2
    assert final["rota"] == "final"
    assert drafts[0]["corrections"] == []
    assert drafts[0]["movement_share"] > 0
    assert final["movement_share"] is None
    assert final["required_hours"] > 0
    stated = {(c["pool"], c["starts"]): {c["load_correction"]} for c in final["corrections"]}
    assert stated == corrections_in(plan)
    for queue, simulated, told in zip(
        final["queues"], summary["simulation"]["queues"], summary["queues"], strict=True
    ):
        assert queue["simulated_share"] == simulated["service_level_share"]
        assert queue["simulated_half_width"] == simulated["service_level_share_half_width"]
        assert queue["expected_share"] == pytest.approx(told["service_level_share"], abs=1e-6)
        short = max(0.0, told["target_share"] - queue["simulated_share"])
        assert queue["gap_share"] == pytest.approx(short, abs=1e-6)


def test_the_corrected_model_expects_what_is_simulated(plan: Path) -> None:
    """Of all contacts of the pool: of the draft it is 4 points off, as few are left over."""
    first, *_, final = summary_of(plan)["correction_rounds"]

    def miss(entry: dict[str, Any]) -> float:
        expected, simulated = (
            sum(queue[f"{name}_late_contacts"] for queue in entry["queues"])
            for name in ("expected", "simulated")
        )
        return abs(expected - simulated)

    assert miss(first) > 20
    assert miss(final) < miss(first) / 3


def test_printed_summary_has_simulated_beside_expected(plan: Path) -> None:
    printed = (plan.parent / "printed.txt").read_text(encoding="utf-8")
    final = summary_of(plan)["correction_rounds"][-1]
    for queue in final["queues"]:
        share, half_width = queue["simulated_share"], queue["simulated_half_width"]
        assert f"{share:.1%} ± {100 * half_width:.1f}" in printed
    first, now = (
        round(summary_of(plan)["correction_rounds"][place]["required_hours"]) for place in (0, -1)
    )
    more = f"{now - first} h more than" if now > first else "than before"
    need = " ".join(printed.split()).partition("People needed ")[2]
    assert need.startswith(f"{now} h on the phone, ")
    assert more in need.partition("(load x ")[0]
    assert "Below target  simulated, in points: sales " in printed


def test_report_says_what_the_correction_does_and_which_contacts_are_counted(plan: Path) -> None:
    page = (plan / "report.html").read_text(encoding="utf-8")
    rounds = ("one round", "two rounds")[len(summary_of(plan)["correction_rounds"]) - 2]
    assert f"Before the search, in {rounds}, a rota was simulated" in page
    assert "corrected for each pool as a whole; queues inside it can still differ." in page
    assert "Late contacts, unweighted: simulated" in page
    assert "counts each queue by its weight" in page
    assert "Then load changed on average by" in page


@pytest.mark.slow  # test_plan_small.py has a quicker one
def test_two_reproducible_runs_write_the_same_need_and_rota(plan: Path, scenario: Path) -> None:
    again = scenario.parent / "again"
    made = run_here("plan", scenario, "--out", again, *REPEATABLE)
    assert made.returncode == 0, made.stderr
    first, second = contents(plan), contents(again)
    for file in ("rota.csv", "requirements.csv", "staffing.csv"):
        assert first[file] == second[file]
    assert summary_of(plan)["correction_rounds"] == summary_of(again)["correction_rounds"]


def test_without_rounds_the_need_is_the_forecast_s(scenario: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    made = run_here("plan", scenario, "--out", out, "--seconds", "2", "--rounds", "0")
    assert made.returncode == 0, made.stderr
    (only,) = summary_of(out)["correction_rounds"]
    assert (only["rota"], only["corrections"]) == ("final", [])
    assert set.union(*corrections_in(out).values()) == {1.0}
    assert run_here("verify", out).returncode == 0


def test_verify_passes_what_was_planned(plan: Path) -> None:
    shown = run_here("verify", plan)
    assert (shown.returncode, shown.stderr) == (0, "")


def changed(
    folder: Path,
    change: Callable[[dict[str, str]], dict[str, str]],
    places: dict[int, dict[str, str]] | None = None,
) -> list[dict[str, str]]:
    """Rewrite the requirements, every row by a function and some with other values."""
    path = folder / "requirements.csv"
    with path.open(encoding="utf-8", newline="") as file:
        read = [change(row) for row in csv.DictReader(file)]
    rows = [row | (places or {}).get(number, {}) for number, row in enumerate(read)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return rows


def verdict_on(folder: Path) -> set[str]:
    shown = run_here("verify", folder, "--json")
    assert shown.returncode == 3
    return {finding["rule_id"] for finding in json.loads(shown.stdout)["findings"]}


def test_verify_finds_a_load_correction_that_was_changed(spoilt: Path) -> None:
    changed(spoilt, lambda row: row | {"load_correction": "1"})
    found = verdict_on(spoilt)
    assert found >= {"plan.service_levels", "plan.objective", "plan.correction_rounds"}


def test_verify_names_the_row_whose_correction_was_changed(spoilt: Path) -> None:
    rows = changed(spoilt, lambda row: row, {99: {"load_correction": "2.0"}})
    starts = f"{int(rows[99]['interval_start'][11:13]) // 2 * 2:02}:00"
    (stated,) = (
        part["load_correction"]
        for part in summary_of(spoilt)["correction_rounds"][-1]["corrections"]
        if part["starts"] == starts
    )
    shown = run_here("verify", spoilt)
    assert shown.returncode == 3
    assert (
        "plan.correction_rounds: requirements.csv row 101: load_correction 2.0; "
        f"plan.json says {stated:g} for main from {starts}\n"
    ) in shown.stderr
    assert re.match(r"Failed: \d+ findings; \d+ rules run\n", shown.stdout)


def test_verify_holds_every_row_to_1_without_rounds(scenario: Path) -> None:
    """A need that was corrected needs rounds that say so, all of them left out or not."""
    made = honest_plan(read_scenario(scenario))
    assert check_simulation(read_scenario(scenario), made) == ()
    rows = (made.requirements[0].model_copy(update={"load_correction": 1.2}),)
    spoilt = made.model_copy(update={"requirements": rows + made.requirements[1:]})
    (found,) = check_simulation(read_scenario(scenario), spoilt)
    assert found.message == (
        "requirements.csv row 2: load_correction 1.2; plan.json has no corrections, so it is 1"
    )


@pytest.mark.parametrize(
    ("changes", "rule_id", "words"),
    [
        ({"simulation": None}, "plan.simulation", "plan.json has no simulation"),
        ({"correction_rounds": []}, "plan.correction_rounds", "has no correction_rounds"),
        ({"forecast": {}}, "plan.forecast", "plan.json has no forecast"),
    ],
)
def test_verify_finds_what_was_left_out(
    spoilt: Path, changes: dict[str, Any], rule_id: str, words: str
) -> None:
    summary = summary_of(spoilt) | changes
    (spoilt / "plan.json").write_text(json.dumps(summary), encoding="utf-8")
    shown = run_here("verify", spoilt, "--json")
    assert shown.returncode == 3
    findings = json.loads(shown.stdout)["findings"]
    assert any(f["rule_id"] == rule_id and words in f["message"] for f in findings)
    assert {finding["rule_id"] for finding in findings} == {rule_id}


@pytest.mark.parametrize("field", ["movement_share", "required_hours"])
def test_verify_finds_a_step_that_the_corrections_do_not_give(spoilt: Path, field: str) -> None:
    summary = summary_of(spoilt)
    summary["correction_rounds"][0][field] += 0.25
    (spoilt / "plan.json").write_text(json.dumps(summary), encoding="utf-8")
    shown = run_here("verify", spoilt)
    assert shown.stdout.startswith("Failed: 1 finding; ")
    assert f"plan.json states correction_rounds.0.{field} as " in shown.stderr
    assert verdict_on(spoilt) == {"plan.correction_rounds"}


@pytest.mark.parametrize(
    ("entry", "queue", "field"),
    [
        (0, 0, "simulated_late_contacts"),  # of a draft: held against its own share
        (0, 0, "gap_share"),
        (-1, 0, "simulated_share"),  # of the plan's rota: simulated again
        (-1, 1, "expected_late_contacts"),
    ],
)
def test_verify_finds_a_round_s_figure_that_was_changed(
    spoilt: Path, entry: int, queue: int, field: str
) -> None:
    summary = summary_of(spoilt)
    summary["correction_rounds"][entry]["queues"][queue][field] += 0.01
    (spoilt / "plan.json").write_text(json.dumps(summary), encoding="utf-8")
    assert verdict_on(spoilt) == {"plan.correction_rounds"}


def test_verify_finds_a_correction_that_no_round_gives(spoilt: Path) -> None:
    summary = summary_of(spoilt)
    summary["correction_rounds"][-1]["corrections"][0]["load_correction"] = 2.5
    (spoilt / "plan.json").write_text(json.dumps(summary), encoding="utf-8")
    assert verdict_on(spoilt) == {"plan.correction_rounds"}
