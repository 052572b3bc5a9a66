"""The bank's week in full, through the real command line: minutes, so in the slow tier."""

from __future__ import annotations

import csv
import json
import shutil
import time
from pathlib import Path

import pytest

from tests.command_line import contents, run
from tests.plan_files import PlanFiles
from tests.recomputed_claims import wrong_claims

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SCENARIO = ROOT / "scenarios" / "bank-august"
MOST_SECONDS = 120.0
MOST_REPORT_BYTES = 5_000_000
QUEUES = {"PS", "NE", "NW", "PE", "TT", "IN"}


@pytest.fixture(scope="module")
def timed_plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float, str]:
    """Plan the week as the README does; the plan's folder, its seconds and the summary printed."""
    out = tmp_path_factory.mktemp("bank") / "plan"
    begun = time.perf_counter()
    made = run("plan", SCENARIO, "--out", out, timeout_s=600)
    seconds = time.perf_counter() - begun
    assert made.returncode == 0, made.stderr
    return out, seconds, made.stdout


@pytest.fixture(scope="module")
def repeated_plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Plan twice by a fixed number of steps; the second from a copy with garbage for actuals."""
    parent = tmp_path_factory.mktemp("repeated")
    copy = parent / "bank-august"
    shutil.copytree(SCENARIO, copy)
    for file in (copy / "actuals").iterdir():
        file.write_bytes(b"\x00 nothing that anybody may read")
    plans = parent / "first", parent / "second"
    for scenario, out in zip((SCENARIO, copy), plans, strict=True):
        made = run(
            "plan", scenario, "--out", out, "--reproducible", "--seconds", "10", timeout_s=600
        )
        assert made.returncode == 0, made.stderr
    return plans


def summary_of(plan: Path) -> dict[str, object]:
    return json.loads((plan / "plan.json").read_text(encoding="utf-8"))


def test_planned_in_under_two_minutes(timed_plan: tuple[Path, float, str]) -> None:
    assert timed_plan[1] < MOST_SECONDS


def test_passes_the_check_of_its_files(timed_plan: tuple[Path, float, str]) -> None:
    shown = run("verify", SCENARIO, timed_plan[0])
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("Passed: 14 rules run")


def test_report_is_small_enough_to_send(timed_plan: tuple[Path, float, str]) -> None:
    assert (timed_plan[0] / "report.html").stat().st_size < MOST_REPORT_BYTES


def test_summary_tells_every_queue_and_the_gap(timed_plan: tuple[Path, float, str]) -> None:
    summary, printed = summary_of(timed_plan[0]), timed_plan[2]
    assert summary["verdict"] == "passed"
    for queue in QUEUES:
        assert f"│ {queue} " in printed
    assert f"({summary['gap_contacts']:,.0f} late contacts)" in printed
    assert f"{summary['gap_share']:.1%}" in printed
    assert f"{summary['requests_met']} of {summary['requests_made']}" in printed


def test_nobody_works_who_was_not_there_before_the_week(
    timed_plan: tuple[Path, float, str],
) -> None:
    """A30, A35 and A42 came back in the planned week itself: planning may not know them."""
    with (timed_plan[0] / "rota.csv").open(encoding="utf-8", newline="") as file:
        agents = {row["agent_id"] for row in csv.DictReader(file)}
    assert not agents & {"A30", "A35", "A42"}
    assert len(agents) == 28


def test_two_reproducible_runs_write_the_same_rota(repeated_plans: tuple[Path, Path]) -> None:
    first, second = map(contents, repeated_plans)
    for file in ("rota.csv", "requirements.csv", "staffing.csv"):
        assert first[file] == second[file]


def test_what_happened_in_the_planned_week_changes_nothing(
    repeated_plans: tuple[Path, Path],
) -> None:
    first, second = map(summary_of, repeated_plans)
    assert first["input_hash"] == second["input_hash"]
    assert first["objective"] == second["objective"]
    assert first["bound"] == second["bound"]
    assert not (repeated_plans[1] / "scenario" / "actuals").exists()


def test_every_claim_is_so_by_verify_and_by_the_rows_of_the_files(
    timed_plan: tuple[Path, float, str],
) -> None:
    checked = run("verify", timed_plan[0], "--claims", timeout_s=300)
    assert checked.returncode == 0, checked.stderr
    assert "all so" in checked.stdout
    assert wrong_claims(PlanFiles(timed_plan[0])) == []
