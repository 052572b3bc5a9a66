"""Rotas made elsewhere, scored through the real command line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from allocator.cli.score import command
from allocator.cli.verify import command as verify_command
from allocator.justify.justify import justify, to_json
from allocator.report.render import render
from allocator.rota_files.read_rota_file import read_rota_file
from allocator.store.plan_folder import PLAN_FILES, write_plan
from allocator.store.scenario_folder import read_scenario
from tests.command_line import contents, run, run_here
from tests.honest_plan import honest_plan
from tests.plan_files import PlanFiles
from tests.readers_plan import write_readers_plan
from tests.recomputed_figures import recomputed_figures
from tests.report_page import ReportPage
from tests.tiny_scenario import write_tiny_scenario

HAND_MADE = Path(__file__).parents[2] / "scenarios" / "bank-august" / "hand-made"

BROKEN_GRID = """\
Rota of the corner office
Name,Mon,Tue,Wed,Thu,Fri
Ada,08:00-16:00,08:00-16:00,22:00-06:00,08:10-16:10,08:00-12:00/14:00-18:00
Ben,07:00-19:00,OFF,AL,09:30-17:30,08:00-16:00
Cleo,08:00-13:00,08:00-13:00,08:00-13:00,08:00-13:00,08:00-13:00
Dev,08:00-12:00,08:00-12:00,08:00-12:00,08:00-12:00,OFF
"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_scenario(tmp_path_factory.mktemp("score"))


@pytest.fixture(scope="module")
def plan(scenario: Path) -> Path:
    """Folder of a plan with a rota written by hand, which keeps the rules."""
    out = scenario.parent / "plan"
    read = read_scenario(scenario)
    made = honest_plan(read)
    reasons = justify(read, made)
    write_plan(out, made, scenario, to_json(reasons), render(read, made, reasons))
    return out


def score(*arguments: str | Path) -> dict[str, Any]:
    """Score in this process: most of a short run is its start."""
    shown = CliRunner().invoke(command, [*map(str, arguments), "--json"], catch_exceptions=False)
    assert shown.exit_code == 0, shown.stderr
    return json.loads(shown.stdout)


def verify(folder: Path) -> tuple[int, dict[str, Any]]:
    shown = CliRunner().invoke(verify_command, [str(folder), "--json"], catch_exceptions=False)
    return shown.exit_code, json.loads(shown.stdout)


def rules_broken(scored: dict[str, Any]) -> set[str]:
    return {
        rule["rule_id"]
        for rule in scored["rules"]
        if rule["strength"] == "hard" and rule["findings"]
    }


def test_rota_of_a_plan_scores_as_the_plan_says(scenario: Path, plan: Path) -> None:
    scored = score(scenario, "--rota", plan / "rota.csv", "--no-search")
    stated = json.loads((plan / "plan.json").read_text(encoding="utf-8"))
    yours = scored["yours"]
    assert yours["objective_total"] == pytest.approx(stated["objective_total"], abs=1e-6)
    for term, cost in stated["objective"].items():
        assert yours["objective"][term] == pytest.approx(cost, abs=1e-6)
    for name in ("queues", "paid_hours", "requests_met", "short_intervals", "verdict"):
        assert yours[name] == stated[name]
    assert yours["status"] == "scored"
    assert (yours["origin"]["form"], yours["origin"]["filled_in"]) == ("blocks", False)
    assert (scored["best"], scored["bound"], scored["most_lost"]) == (None, None, [])
    assert rules_broken(scored) == set()


def test_same_shifts_as_grid_table_and_workbook_score_alike(
    scenario: Path, plan: Path, tmp_path: Path
) -> None:
    shifts: dict[tuple[str, str], list[str]] = {}
    with (plan / "rota.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            span = shifts.setdefault((row["agent_id"], row["start"][:10]), [row["start"], ""])
            span[1] = row["end"]
    days = [f"2026-03-0{n}" for n in range(2, 7)]
    table = tmp_path / "shifts.csv"
    lines = [f"{agent},{start},{end}" for (agent, _), (start, end) in shifts.items()]
    table.write_text("\n".join(["agent_id,start,end", *lines]) + "\n", encoding="utf-8")
    rows = [
        [
            agent,
            *(
                "-".join(moment[11:16] for moment in shifts.get((agent, day), [])) or "OFF"
                for day in days
            ),
        ]
        for agent in ("A1", "A2", "A3", "A4")
    ]
    grid = tmp_path / "grid.csv"
    grid.write_text(
        "\n".join(",".join(row) for row in [["agent", *days], *rows]) + "\n", encoding="utf-8"
    )
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["agent", "Mon", "Tue", "Wed", "Thu", "Fri"])
    for row in rows:
        page.append(row)
    book.save(tmp_path / "grid.xlsx")
    scored = [
        score(scenario, "--rota", file, "--no-search")["yours"]
        for file in (table, grid, tmp_path / "grid.xlsx")
    ]
    assert [each["origin"]["form"] for each in scored] == ["shifts", "grid", "grid"]
    assert all(each["origin"]["filled_in"] and each["verdict"] == "passed" for each in scored)
    assert len({each["objective_total"] for each in scored}) == 1


def test_rule_breaking_rota_is_scored_and_written_as_a_plan_beside_the_best(
    scenario: Path, tmp_path: Path
) -> None:
    file = tmp_path / "wall.csv"
    file.write_text(BROKEN_GRID, encoding="utf-8")
    out = tmp_path / "scored"
    shown = run_here("score", scenario, "--rota", file, "--out", out, "--seconds", "2")
    assert shown.returncode == 0, shown.stderr
    assert "AL (annual leave) 1" in shown.stderr
    assert "Shifts of wall.csv; breaks and queues by allocator." in shown.stdout
    for part in ("Yours", "Best found", "Bound", "In service, most is lost against the best"):
        assert part in shown.stdout
    for part in (
        "Bound: proven that no rota that keeps the hard rules costs less",
        "Ada (A1) has",
        "(law: daily_rest): ",
        "(agreement: contracted_hours): ",
        "(structure: shift_patterns): ",
    ):
        assert part in shown.stdout
    told = CliRunner().invoke(verify_command, [str(out)], catch_exceptions=False)
    assert told.exit_code == 3
    assert "Ada (A1) has" in told.stderr
    assert shown.stdout.index("(law: ") < shown.stdout.index("(agreement: ")
    assert shown.stdout.index("(agreement: ") < shown.stdout.index("(structure: ")
    assert {path.name for path in out.iterdir()} == {*PLAN_FILES, "best"}
    assert {path.name for path in (out / "best").iterdir()} == set(PLAN_FILES)
    assert contents(out / "scenario") == contents(out / "best" / "scenario")
    summary = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    best = json.loads((out / "best" / "plan.json").read_text(encoding="utf-8"))
    assert summary["status"] == "scored"
    assert summary["verdict"] == "failed"
    assert summary["bound"] == best["bound"] > 0
    assert summary["gap_contacts"] == pytest.approx(summary["objective_total"] - summary["bound"])
    html = (out / "report.html").read_text(encoding="utf-8")
    assert "This rota was not planned here" in html
    assert "This rota was not planned here" not in (out / "best" / "report.html").read_text(
        encoding="utf-8"
    )
    reasons = json.loads((out / "justifications.json").read_text(encoding="utf-8"))
    assert {"A1/2026-03-06", "A1/2026-03-06.2"} <= {reason["id"] for reason in reasons}
    code, verdict = verify(out)
    assert code == 3
    found = {finding["rule_id"] for finding in verdict["findings"]}
    assert {
        "one_shift_a_day",
        "contracted_hours",
        "shift_patterns",
        "daily_rest",
        "opening_hours",
        "availability",
    } <= found
    # What is wrong is the rota; every figure stated about it is right.
    assert not {rule for rule in found if rule.startswith("plan.")}
    assert verify(out / "best")[0] == 0
    score(scenario, "--rota", file, "--out", out, "--no-search")
    assert {path.name for path in out.iterdir()} == set(PLAN_FILES)


def test_blocks_without_skill_or_queue_are_findings_and_no_crash(
    scenario: Path, plan: Path, tmp_path: Path
) -> None:
    file = tmp_path / "rota.csv"
    text = (plan / "rota.csv").read_text(encoding="utf-8")
    lines = text.splitlines()
    spoilt = [
        line.replace(",work,sales,", ",work,help,") if line.startswith("A2,") else line
        for line in lines
    ]
    spoilt = [
        line.replace(",work,help,", ",work,,", 1) if line.startswith("A4,") else line
        for line in spoilt
    ]
    file.write_text("\n".join(spoilt) + "\n", encoding="utf-8")
    out = tmp_path / "scored"
    scored = score(scenario, "--rota", file, "--no-search", "--out", out)
    assert "skills" in rules_broken(scored)
    assert verify(out)[0] == 3
    reasons = json.loads((out / "justifications.json").read_text(encoding="utf-8"))
    level = {claim["id"]: claim["value"] for reason in reasons for claim in reason["eligibility"]}
    assert level["A2/2026-03-02/skill.help.level"] is None
    assert level["A1/2026-03-02/skill.help.level"] == 1


def test_break_without_a_place_is_told_apart_from_breaches_of_the_rota(
    tmp_path: Path,
) -> None:
    text = (
        "activity_id,kind,participants,minutes,start,earliest,latest\n"
        "first_day,training,A1,120,2026-03-02T10:00,,\n"
    )
    folder = write_tiny_scenario(tmp_path, files={"activities.csv": text})
    file = tmp_path / "wall.csv"
    file.write_text("Name,Mon,Tue\nAda,9-17,8-16.30\nBen,8-16.30,8-16.30\n", encoding="utf-8")
    scored = score(folder, "--rota", file, "--no-search")
    assert scored["breaks_left_out"] == [
        {
            "agent_id": "A1",
            "start": "2026-03-02T09:00:00+00:00",
            "end": "2026-03-02T17:00:00+00:00",
            "break_id": "morning",
            "minutes": 15,
        }
    ]
    ours = {
        (rule["rule_id"], finding["figures"].get("break_id"))
        for rule in scored["rules"]
        for finding in rule["findings"]
        if finding["from_fill_in"]
    }
    assert ours == {("breaks", "morning")}
    shown = CliRunner().invoke(
        command, [str(folder), "--rota", str(file), "--no-search"], catch_exceptions=False
    )
    assert (
        "Breaks that could not be placed in this shift: Ada (A1), Mon 2 Mar 09:00–17:00: morning "
        "(15 min, to begin 10:15–11:30)"
    ) in shown.stdout
    assert "(law: breaks)" not in shown.stdout
    theirs = sum(len(rule["findings"]) for rule in scored["rules"] if rule["strength"] == "hard")
    (told,) = [line for line in shown.stdout.splitlines() if "breaches of hard rules" in line]
    assert told.split()[-2] == str(theirs - 1)


def test_faults_of_the_file_exit_with_2_and_write_nothing(scenario: Path, tmp_path: Path) -> None:
    file = tmp_path / "wall.csv"
    file.write_text("Name,Mon,Tue\nAdda,8-16,\nBen,WFH,8-8\n", encoding="utf-8")
    shown = run_here("score", scenario, "--rota", file, "--out", tmp_path / "scored", "--no-search")
    assert (shown.returncode, shown.stdout) == (2, "")
    assert len(shown.stderr.splitlines()) >= 3
    for words in (
        "wall.csv, row 2, column name: is nobody in agents.csv (value: 'Adda'). Is Ada meant?",
        "wall.csv, row 3, column Mon: is neither a shift nor a known code (value: 'WFH').",
        "wall.csv, row 3, column Tue: starts and ends at the same time (value: '8-8').",
    ):
        assert words in shown.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["wall.csv"]


def test_file_that_is_not_there(scenario: Path, tmp_path: Path) -> None:
    shown = run("score", scenario, "--rota", tmp_path / "no.csv", "--no-search")
    assert shown.returncode == 2
    assert "no.csv" in shown.stderr


def test_pay_is_filed_verified_and_shown(tmp_path: Path, plan: Path) -> None:
    """Two of four have a rate: 37.5 h at 12.00, 24.5 h at 10.50, premium after five and Fridays."""
    folder = write_tiny_scenario(
        tmp_path,
        edits={
            "    end: 18:00\n    weight: 1\n": (
                "    end: 18:00\n    weight: 1\n    pay_premium_share: 0.25\n"
            )
        },
        files={
            "agents.csv": (
                "agent_id,name,contract,weekly_hours,hourly_pay\nA1,Ada,full,37.5,12\n"
                "A2,Ben,full,37.5,\nA3,Cleo,part,25,10.50\nA4,Dev,part,20,\n"
            )
        },
    )
    out = tmp_path / "scored"
    scored = score(folder, "--rota", plan / "rota.csv", "--no-search", "--out", out)
    pay = scored["yours"]["pay"]
    # From 17:00 on Monday to Thursday: A1 half an hour on Wednesday, A3 an hour on three days.
    assert pay == {
        "currency": "GBP",
        "hours_pay": pytest.approx(37.5 * 12 + 24.5 * 10.5),
        "premium_pay": pytest.approx(0.25 * (0.5 * 12 + 3 * 10.5)),
        "leave_pay": 0.0,
        "total_pay": pytest.approx(37.5 * 12 + 24.5 * 10.5 + 0.25 * (0.5 * 12 + 3 * 10.5)),
        "agents_without_rate": 2,
    }
    assert verify(out)[0] == 0
    assert "Pay of the week" in (out / "report.html").read_text(encoding="utf-8")
    page = ReportPage.of((out / "report.html").read_text(encoding="utf-8"))
    recomputed = recomputed_figures(PlanFiles(out))
    shown = {
        mark.attributes["data-figure"]: float(mark.attributes["data-value"])
        for mark in page.marked("data-figure")
        if mark.attributes["data-figure"] in {*pay, "hours_pay"}
    }
    assert shown == {
        name: pytest.approx(recomputed[name, ""])
        for name in ("hours_pay", "premium_pay", "leave_pay", "total_pay", "agents_without_rate")
    }
    file = out / "plan.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"leave_pay": 0.0', '"leave_pay": 80.0'),
        encoding="utf-8",
    )
    code, verdict = verify(out)
    assert code == 3
    assert [finding["message"] for finding in verdict["findings"]] == [
        "plan.json states pay leave_pay as 80; recomputed it is 0",
        "plan.json states verdict as passed; recomputed it is failed",
    ]


def test_hand_made_rotas_are_those_that_their_script_writes(tmp_path: Path) -> None:
    before = contents(HAND_MADE)
    script = HAND_MADE / "make.py"
    code = (
        "import runpy, sys, pathlib\n"
        "made = runpy.run_path(sys.argv[1])\n"
        "for file, make in made['ROTAS'].items():\n"
        "    path = pathlib.Path(sys.argv[2], file)\n"
        "    path.write_text(made['text_of'](make()), encoding='utf-8', newline='\\n')\n"
    )
    subprocess.run([sys.executable, "-c", code, script, tmp_path], check=True)
    made = contents(tmp_path)
    assert len(made) == 3
    assert made == {name: before[name] for name in made}


@pytest.mark.parametrize("file", ["last-week.csv", "nine-to-five.csv", "early-and-late.csv"])
def test_hand_made_rotas_of_the_bank_are_read_without_a_fault(file: str) -> None:
    scenario = read_scenario(HAND_MADE.parent)
    read = read_rota_file(HAND_MADE / file, scenario)
    assert read.warnings == ()
    assert len({shift.agent_id for shift in read.shifts}) >= 24
    assert all(scenario.grid.on_grid(shift.start) for shift in read.shifts)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "broken"),
    [
        ("last-week.csv", {"contracted_hours", "shift_patterns", "days_in_seven"}),
        ("nine-to-five.csv", {"contracted_hours", "daily_rest", "seats"}),
        ("early-and-late.csv", {"contracted_hours", "shift_patterns", "daily_rest"}),
    ],
)
def test_hand_made_rotas_of_the_bank_break_the_rules_that_they_should(
    file: str, broken: set[str]
) -> None:
    scored = score(HAND_MADE.parent, "--rota", HAND_MADE / file, "--no-search")
    assert broken <= rules_broken(scored)


def test_rota_with_practice_for_a_goal_is_scored_with_claims_that_are_so(tmp_path: Path) -> None:
    """Goals of a rota from elsewhere get their local prices, and every claim is recomputed."""
    plan = write_readers_plan(tmp_path)
    out = tmp_path / "scored"
    files = ("--rota", plan / "rota.csv", "--no-search", "--out", out)
    scored = run_here("score", plan / "scenario", *files)
    assert scored.returncode == 0, scored.stdout + scored.stderr
    (goal,) = json.loads((out / "plan.json").read_text(encoding="utf-8"))["development"]
    assert goal["delivered_minutes"] == 30  # of the hour no more than the week owes
    assert goal["price"]["kind"] == "local_comparison"
    done = run_here("verify", out, "--claims")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "all so" in done.stdout
