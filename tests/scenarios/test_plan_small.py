"""A whole plan of the tiny scenario through the real command line."""

from __future__ import annotations

import csv
import json
import random
import shutil
from pathlib import Path

import pytest

from allocator.store.plan_folder import PLAN_FILES
from allocator.store.scenario_files import PLANNING_FILES
from tests.command_line import contents, run, run_here
from tests.tiny_scenario import append_row, default_files, write_tiny_scenario

PLAN_KEYS = {
    "run_id",
    "input_hash",
    "version",
    "seed",
    "status",
    "objective",
    "objective_total",
    "bound",
    "gap_share",
    "gap_contacts",
    "stage_seconds",
    "verdict",
    "simulation",
}
"""The keys of plan.json that stay."""

REPEATABLE = ("--reproducible", "--seconds", "1")
"""A few steps of the search, counted and not timed."""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the tiny scenario with actuals, as a real folder has them."""
    folder = write_tiny_scenario(tmp_path_factory.mktemp("small"))
    (folder / "actuals").mkdir()
    (folder / "actuals" / "contacts.csv").write_text("arrived_at,queue\n2026-03-02T09:00,sales\n")
    return folder


@pytest.fixture(scope="module")
def plan(scenario: Path) -> Path:
    """Plan by a fixed number of steps."""
    out = scenario.parent / "plan"
    made = run("plan", scenario, "--out", out, *REPEATABLE, "--json")
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout) == json.loads((out / "plan.json").read_text(encoding="utf-8"))
    return out


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plan the same once more, with garbage in ``actuals/``."""
    folder = write_tiny_scenario(tmp_path_factory.mktemp("again"))
    (folder / "actuals").mkdir()
    noise = random.Random(7).randbytes(4096)
    (folder / "actuals" / "contacts.csv").write_bytes(noise)
    (folder / "actuals" / "presence.csv").write_text("A1,A1,A1\n,,,,,\n\x00\n")
    (folder / "actuals" / "scenario.yaml").write_text("name: [")
    out = folder.parent / "plan"
    made = run_here("plan", folder, "--out", out, *REPEATABLE)
    assert made.returncode == 0, made.stderr
    return out


def test_folder_is_complete(plan: Path, scenario: Path) -> None:
    assert {path.name for path in plan.iterdir()} == set(PLAN_FILES)
    copied = contents(plan / "scenario")
    given = contents(scenario)
    assert copied == {name: given[name] for name in PLANNING_FILES if name in given}
    assert not [path for path in scenario.parent.iterdir() if path.name.startswith(".")]


def test_tables_have_the_columns_that_stay(plan: Path) -> None:
    first_lines = {
        path.name: path.read_text(encoding="utf-8").splitlines()[0] for path in plan.glob("*.csv")
    }
    assert first_lines["rota.csv"] == "agent_id,start,end,activity,queue,with_agents"
    assert first_lines["requirements.csv"].startswith(
        "interval_start,pool,queue,forecast_contacts,forecast_p10,forecast_p90,aht_s,"
        "expected_service_level"
    )
    assert first_lines["staffing.csv"] == "interval_start,pool,required_agents,scheduled_agents"
    # Five days of ten open hours in quarters; two queues, one pool.
    assert len(rows(plan / "requirements.csv")) == 5 * 10 * 4 * 2
    assert len(rows(plan / "staffing.csv")) == 5 * 10 * 4


def test_summary_in_plan_json_adds_up(plan: Path) -> None:
    summary = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    assert summary.keys() >= PLAN_KEYS
    assert summary["verdict"] == "passed"
    assert summary["findings"] == []
    assert {row["queue"] for row in summary["simulation"]["queues"]} == {"sales", "help"}
    assert summary["simulation"]["seed"] == summary["seed"]
    assert summary["objective_total"] == pytest.approx(sum(summary["objective"].values()), abs=1e-6)
    gap = summary["objective_total"] - summary["bound"]
    assert 0 <= gap == pytest.approx(summary["gap_contacts"], abs=1e-6)
    assert summary["gap_share"] == pytest.approx(gap / summary["objective_total"], abs=1e-9)
    assert summary["bound"] > 0


def test_report_is_one_file_that_needs_nothing_from_elsewhere(plan: Path) -> None:
    text = (plan / "report.html").read_text(encoding="utf-8")
    assert text.lower().startswith("<!doctype html>")
    assert "<script src" not in text
    assert '<link rel="stylesheet"' not in text
    assert 'src="http' not in text
    assert "url(http" not in text
    assert "@import" not in text


def test_every_allocation_has_a_justification(plan: Path) -> None:
    shifts = {(row["agent_id"], row["start"][:10]) for row in rows(plan / "rota.csv")}
    text = (plan / "justifications.json").read_text(encoding="utf-8")
    assert json.loads(text)
    for agent_id, day in shifts:
        assert agent_id in text
        assert day in text


def test_verify_passes_with_the_scenario_and_with_the_copy_alone(
    plan: Path, scenario: Path
) -> None:
    for arguments in ((scenario, plan), (plan,)):
        shown = run_here("verify", *arguments)
        assert (shown.returncode, shown.stderr) == (0, "")
        assert shown.stdout.startswith("Passed: 19 rules run")


def test_verify_of_a_changed_rota_exits_with_3_and_says_what_is_broken(
    plan: Path, tmp_path: Path
) -> None:
    spoilt = tmp_path / "plan"
    shutil.copytree(plan, spoilt)
    lines = (spoilt / "rota.csv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("A2,")]
    (spoilt / "rota.csv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    shown = run("verify", spoilt, "--json")
    assert shown.returncode == 3
    verdict = json.loads(shown.stdout)
    assert verdict["verdict"] == "failed"
    found = {finding["rule_id"] for finding in verdict["findings"]}
    assert "contracted_hours" in found
    assert any("A2 is paid 0 min" in finding["message"] for finding in verdict["findings"])


def test_reproducible_run_writes_the_same_rota_again(plan: Path, again: Path) -> None:
    for name in ("rota.csv", "requirements.csv", "staffing.csv"):
        assert (plan / name).read_bytes() == (again / name).read_bytes(), name
    rounds, repeated = (
        json.loads((one / "plan.json").read_text(encoding="utf-8"))["correction_rounds"]
        for one in (plan, again)
    )
    assert rounds == repeated


def test_nothing_of_the_actuals_is_read_hashed_or_copied(plan: Path, again: Path) -> None:
    """Garbage in ``actuals/`` changes neither the input's hash nor one byte of the rota."""
    summaries = [
        json.loads((one / "plan.json").read_text(encoding="utf-8")) for one in (plan, again)
    ]
    assert summaries[0]["input_hash"] == summaries[1]["input_hash"]
    assert (plan / "rota.csv").read_bytes() == (again / "rota.csv").read_bytes()
    assert not (again / "scenario" / "actuals").exists()


CONTRADICTIONS: dict[str, tuple[dict[str, str], dict[str, str | bytes | None]]] = {
    # Ada has 37.5 hours to work and leave on four of the five days.
    "hours and leave": (
        {},
        {
            "availability.csv": "agent_id,days,available_from,available_to\n"
            "A1,mon|tue|wed|thu,,\nA4,2026-03-06,08:00,14:00\n"
        },
    ),
    # Everybody's hours fit into five days; of seven days three may hold work.
    "hours and days in seven": (
        {"days_in_seven: {days_max: 6}": "days_in_seven: {days_max: 3}"},
        {},
    ),
    # Fixed to work on the day that she cannot come.
    "pin and availability": (
        {},
        append_row("pins.csv", "A4,2026-03-06T15:00,2026-03-06T16:00,work,"),
    ),
}


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize(
    "contradiction",
    [
        pytest.param("hours and leave"),
        pytest.param("hours and days in seven", marks=pytest.mark.slow),
        pytest.param("pin and availability"),
    ],
)
def test_hard_rules_that_contradict_each_other_exit_with_3_and_write_nothing(
    contradiction: str, tmp_path: Path
) -> None:
    edits, files = CONTRADICTIONS[contradiction]
    folder = write_tiny_scenario(tmp_path, edits=edits, files=files)
    assert run_here("check", folder).returncode == 0
    out = tmp_path / "plan"
    shown = run_here("plan", folder, "--out", out, "--seconds", "5")
    assert (shown.returncode, shown.stdout) == (3, "")
    assert "No rota (infeasible): " in shown.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["scenario"]


@pytest.mark.usefixtures("unhurried")
def test_contradiction_leaves_an_earlier_plan_as_it_was(plan: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(plan, kept)
    before = contents(kept)
    edits, files = CONTRADICTIONS["pin and availability"]
    folder = write_tiny_scenario(tmp_path, edits=edits, files=files)
    assert run_here("plan", folder, "--out", kept, "--seconds", "5").returncode == 3
    assert contents(kept) == before


def test_too_few_people_still_give_a_rota_with_the_shortage_in_sight(tmp_path: Path) -> None:
    """One part-timer alone: most intervals have nobody, and every file says so."""
    tables = default_files()
    alone: dict[str, str | bytes | None] = {}
    for name in ("agents", "skills", "availability", "requests", "pins", "worked", "ledger"):
        text = tables[f"{name}.csv"]
        assert isinstance(text, str)
        header, *lines = text.splitlines()
        kept = [line for line in lines if line.startswith("A3,")]
        alone[f"{name}.csv"] = "\n".join([header, *kept]) + "\n" if kept else None
    folder = write_tiny_scenario(tmp_path, files=alone)
    out = tmp_path / "plan"
    shown = run_here("plan", folder, "--out", out, "--seconds", "2")
    assert shown.returncode == 0, shown.stderr
    staffing = rows(out / "staffing.csv")
    short = [row for row in staffing if int(row["required_agents"]) > int(row["scheduled_agents"])]
    empty = [row for row in staffing if row["scheduled_agents"] == "0"]
    # 25 hours of work, half an hour either way, in a week that is open for 50.
    assert len(empty) >= 200 - 25.5 * 4
    summary = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert summary["short_intervals"] == len(short) > 100
    assert summary["objective"]["uncovered_contacts"] > 0
    assert summary["objective"]["below_floor"] > 0
    assert {
        queue["queue"]: queue["lowest_day_share"] < queue["floor_share"]
        for queue in summary["queues"]
    } == {"sales": True, "help": True}
    assert f"in {len(short)} of {len(staffing)} intervals, by " in shown.stdout
    missing = sum(int(row["required_agents"]) - int(row["scheduled_agents"]) for row in short)
    assert f"{missing / 4:,.1f} hours of people" in shown.stdout
    assert "  Nobody on " in shown.stdout
    assert " contacts expected" in shown.stdout
    assert run_here("verify", folder, out).returncode == 0


def test_a_rule_that_is_not_declared_is_not_checked_and_the_check_warns(tmp_path: Path) -> None:
    folder = write_tiny_scenario(tmp_path, edits={"  daily_rest: {rest_minutes: 660}\n": ""})
    checked = run_here("check", folder)
    assert checked.returncode == 0
    assert "daily_rest" in checked.stdout.partition("Warnings:")[2]
