"""Goals from the scenario's files to the plan's, and a check that sees what is wrong in them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.pipeline.price_goals import time_for_goals
from allocator.rota.limits import SearchLimits
from tests.command_line import run_here
from tests.plan_files import PlanFiles
from tests.recomputed_figures import recomputed_figures
from tests.report_page import ReportPage
from tests.tiny_scenario import read_tiny_scenario, write_tiny_scenario

HEADER = "agent_id,goal,queue,hours,due,mentor_level,activity,done_hours,mentors\n"
GOALS = (
    f"{HEADER}A4,sales-calls,sales,6,2026-03-27,2,,1,\nA2,tone,,2,2026-03-27,,coaching,,A1\n"
    "A4,too-much,sales,90,2026-03-27,2,,,\n"
)
RULES = {"  pins: {}\n": "  pins: {}\n  meetings: {}\n  practice: {}\n  development: {}\n"}


def test_check_says_in_the_first_week_what_cannot_be_met(tmp_path: Path) -> None:
    folder = write_tiny_scenario(tmp_path, edits=RULES, files={"goals.csv": GOALS})
    done = run_here("check", folder)
    assert done.returncode == 0
    assert "Goals     3 of 2 people: 97 h left of them" in done.stdout
    assert "goals.csv, row 4, column due: the goal too-much cannot be met" in done.stdout
    assert done.stdout.count("cannot be met") == 1
    warned = json.loads(run_here("check", folder, "--json").stdout)["warnings"]
    assert [(w["file"], w["row"], w["column"]) for w in warned] == [("goals.csv", 4, "due")]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("A4,g,,6,2026-03-27,,,,", "column queue: and activity are both empty"),
        ("A4,g,sales,6,2026-03-27,,coaching,,A1", "column queue: is given with activity"),
        ("A4,g,,6,2026-03-27,,coaching,,", "column mentors: is empty"),
        ("A4,g,sales,6,2026-03-27,,,,A9", "column mentors: the agent A9 is not in agents.csv"),
        ("A4,g,slaes,6,2026-03-27,,,,", "column queue: the queue is not in scenario.yaml"),
        ("A4,g,sales,6,2026-03-27,,singing,,A1", "column activity"),
        ("A4,g,sales,6,2026-03-27,,,-1,", "column done_hours: is less than 0"),
    ],
)
def test_a_faulty_goal_is_named_by_row_and_column(tmp_path: Path, row: str, says: str) -> None:
    files: dict[str, str | bytes | None] = {"goals.csv": f"{HEADER}{row}\n"}
    done = run_here("check", write_tiny_scenario(tmp_path, edits=RULES, files=files))
    assert done.returncode == 2
    assert f"goals.csv, row 2, {says}" in done.stderr


def test_goals_that_nothing_is_planned_for_are_doubted(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"goals.csv": f"{HEADER}A1,g,sales,2,2026-03-27,,,,\n"}
    done = run_here("check", write_tiny_scenario(tmp_path, files=files))
    assert done.returncode == 0
    assert "goals.csv is there, and development is not declared" in done.stdout
    assert "is held at level 2, so no practice is planned" in done.stdout


def test_goals_are_searched_for_where_there_is_time_for_all(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {"goals.csv": GOALS}
    scenario = read_tiny_scenario(tmp_path, edits=RULES, files=files)
    assert time_for_goals(scenario, SearchLimits(seconds=100)) == 3
    assert time_for_goals(scenario, SearchLimits(seconds=5)) == 0
    none = read_tiny_scenario(tmp_path / "none")
    assert time_for_goals(none, SearchLimits(seconds=100)) == 0


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Folder of a plan with goals, and what was printed."""
    parent = tmp_path_factory.mktemp("goals")
    folder = write_tiny_scenario(parent, edits=RULES, files={"goals.csv": GOALS})
    options = ("--seconds", "15", "--reproducible", "--rounds", "0")
    made = run_here("plan", folder, "--out", parent / "plan", *options)
    assert made.returncode == 0, made.stderr
    return parent / "plan", made.stdout


@pytest.fixture
def copied(planned: tuple[Path, str], tmp_path: Path) -> Path:
    return Path(shutil.copytree(planned[0], tmp_path / "plan"))


def goals_of(plan: Path) -> dict[str, dict[str, Any]]:
    stated = json.loads((plan / "plan.json").read_text(encoding="utf-8"))["development"]
    return {goal["goal"]: goal for goal in stated}


@pytest.mark.slow
def test_the_plan_tells_goal_by_goal_what_it_gives(planned: tuple[Path, str]) -> None:
    plan, printed = planned
    goals = goals_of(plan)
    assert run_here("verify", plan).returncode == 0
    assert "Practice" in printed
    assert "too-much of Dev (A4) cannot be met by 2026-03-27" in printed.replace("\n", " ")
    practice = goals["sales-calls"]
    assert practice["done_minutes"] + practice["delivered_minutes"] > 60
    assert {session["beside"] for session in practice["sessions"]} == {"A1"}
    assert goals["tone"]["delivered_minutes"] == goals["tone"]["owed_minutes"] == 45
    assert goals["too-much"]["status"] == "cannot"
    kinds = {goal["price"]["kind"] for goal in goals.values() if goal["price"]}
    assert kinds == {"reoptimised_comparison"}


@pytest.mark.slow
def test_the_report_shows_the_goals_with_figures_that_can_be_recomputed(
    planned: tuple[Path, str],
) -> None:
    files = PlanFiles(planned[0])
    found = recomputed_figures(files)
    marks = [
        mark
        for mark in ReportPage.of(files.html).marked("data-figure")
        if mark.attributes["data-figure"].startswith("goal_")
    ]
    assert len(marks) >= 3 * 5
    for mark in marks:
        key = mark.attributes["data-figure"], mark.attributes["data-key"]
        if "delivered" in key[0] and key[1].startswith("A4"):
            continue  # two goals of one queue share its blocks
        if "remaining" in key[0] and key[1].startswith("A4"):
            continue
        assert float(mark.attributes["data-value"]) == pytest.approx(found[key]), key
    assert "cannot be met by its date" in files.html
    assert "beside Ada" in files.html


Blocks = list[dict[str, str]]


def is_practice(row: dict[str, str]) -> bool:
    return row["activity"] == "work" and bool(row["with_agents"])


def alone(rows: Blocks) -> None:
    next(row for row in rows if is_practice(row))["with_agents"] = ""


def somebody_else(rows: Blocks) -> None:
    next(row for row in rows if is_practice(row))["with_agents"] = "A2"


def on_the_phone_alone(rows: Blocks) -> None:
    row = next(row for row in rows if is_practice(row))
    row["with_agents"], row["queue"] = "", "help"


def mentor_away(rows: Blocks) -> None:
    start = next(row for row in rows if is_practice(row))["start"]
    mine = [row for row in rows if row["agent_id"] == "A1" and row["activity"] == "work"]
    beside = next(row for row in mine if row["start"] <= start < row["end"])
    beside["activity"], beside["queue"] = "training", ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (alone, "as a learner (level 0), who needs a mentor"),
        (somebody_else, "is of level 1 there; the goal asks for level 2"),
        (mentor_away, "is logged into it for only 0 min"),
        (on_the_phone_alone, "objective development_short"),
    ],
)
def test_verify_sees_practice_that_is_not_as_it_should_be(
    copied: Path, change: Callable[[Blocks], None], says: str
) -> None:
    file = copied / "rota.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    change(rows)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    done = run_here("verify", copied)
    assert done.returncode == 3
    assert says in " ".join((done.stdout + done.stderr).split())


@pytest.mark.slow
@pytest.mark.parametrize("field", ["delivered_minutes", "remaining_minutes", "owed_minutes"])
def test_verify_sees_a_goal_told_otherwise(copied: Path, field: str) -> None:
    file = copied / "plan.json"
    stated = json.loads(file.read_text(encoding="utf-8"))
    stated["development"][0][field] += 15
    file.write_text(json.dumps(stated), encoding="utf-8")
    done = run_here("verify", copied)
    assert done.returncode == 3
    assert f"{field} of sales-calls of Dev (A4)" in " ".join((done.stdout + done.stderr).split())


@pytest.mark.slow
def test_verify_works_prices_out_from_the_filed_rotas(copied: Path) -> None:
    file = copied / "plan.json"
    stated = json.loads(file.read_text(encoding="utf-8"))
    stated["development"][0]["price"]["late_contacts"] += 1
    file.write_text(json.dumps(stated), encoding="utf-8")
    done = run_here("verify", copied)
    assert done.returncode == 3
    assert "price of sales-calls of Dev (A4)" in " ".join((done.stdout + done.stderr).split())
    (copied / "comparisons" / "goal-1" / "rota.csv").unlink()
    assert run_here("verify", copied).returncode == 2


@pytest.mark.slow
def test_the_next_week_has_what_is_left(planned: tuple[Path, str], tmp_path: Path) -> None:
    plan, _ = planned
    goals = goals_of(plan)
    done = run_here("init", tmp_path / "next", "--next-week-of", plan)
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "next" / "goals.csv").read_text(encoding="utf-8")
    rows = {row["goal"]: row for row in csv.DictReader(io.StringIO(text))}
    assert rows.keys() == goals.keys()
    for name, row in rows.items():
        had = goals[name]["done_minutes"] + goals[name]["delivered_minutes"]
        assert float(row["done_hours"]) == pytest.approx(had / 60, abs=1e-3)


@pytest.mark.slow
def test_a_plan_begun_from_one_with_goals_keeps_to_the_rules(
    planned: tuple[Path, str], tmp_path: Path
) -> None:
    plan, _ = planned
    options = ("--seconds", "3", "--reproducible", "--rounds", "0", "--from", plan)
    done = run_here("plan", plan / "scenario", "--out", tmp_path / "again", *options)
    assert done.returncode == 0, done.stderr
    assert run_here("verify", tmp_path / "again").returncode == 0
    assert goals_of(tmp_path / "again")["tone"]["delivered_minutes"] == 45
