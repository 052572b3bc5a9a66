"""Several weeks planned at once through the real command line, over a change of the clocks."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.command_line import run
from tests.tiny_scenario import history_csv, write_tiny_scenario

pytestmark = pytest.mark.slow

STEPS = ("--reproducible", "--seconds", "1", "--rounds", "0")
AGENTS = """\
agent_id,name,contract,weekly_hours,first_day
A1,Ada,full,37.5,
A2,Ben,full,37.5,
A3,Cleo,part,25,
A4,Dev,part,20,2026-10-26
"""
"""Dev starts on the Monday of the second week, on the day after that of the change."""

SKILLS = """\
agent_id,queue,level,aht_factor
A1,sales,2,0.9
A1,help,1,1.1
A2,sales,1,
A3,sales,1,
A3,help,2,
A4,help,1,
"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """From 19 October 2026: the clocks go back on Sunday 25, between the two weeks."""
    return write_tiny_scenario(
        tmp_path_factory.mktemp("weeks"),
        edits={"  start: 2026-03-02": "  start: 2026-10-19"},
        files={
            "agents.csv": AGENTS,
            "skills.csv": SKILLS,
            "history.csv": history_csv(dt.date(2026, 9, 7), 6),
            **dict.fromkeys(
                ("availability.csv", "requests.csv", "pins.csv", "worked.csv", "ledger.csv")
            ),
        },
    )


@pytest.fixture(scope="module")
def plan(scenario: Path) -> Path:
    out = scenario.parent / "plan"
    made = run("plan", scenario, "--weeks", "2", "--out", out, *STEPS)
    assert made.returncode == 0, made.stderr
    return out


def test_the_plan_holds_what_was_planned_and_the_scenario_stays(scenario: Path, plan: Path) -> None:
    assert "days: 7" in (scenario / "scenario.yaml").read_text()
    copy = (plan / "scenario" / "scenario.yaml").read_text()
    assert "  days: 14\n" in copy
    assert copy.endswith("# week.days is 14 by --weeks 2; in the scenario given it is 7.\n")
    checked = run("verify", plan)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_everybody_has_the_hours_of_each_week(plan: Path) -> None:
    hours: defaultdict[tuple[str, int], float] = defaultdict(float)
    with (plan / "rota.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            start, end = (dt.datetime.fromisoformat(row[name]) for name in ("start", "end"))
            if row["activity"] != "lunch":
                week = (start.date() - dt.date(2026, 10, 19)).days // 7
                hours[row["agent_id"], week] += (end - start).total_seconds() / 3600
    due = {"A1": 37.5, "A2": 37.5, "A3": 25, "A4": 20}
    assert ("A4", 0) not in hours
    for (agent_id, _), worked in hours.items():
        assert abs(worked - due[agent_id]) <= 0.5
    assert len(hours) == 7


def test_each_week_stands_in_its_figures(plan: Path) -> None:
    made = json.loads((plan / "plan.json").read_text())
    assert made["verdict"] == "passed"
    assert made["contracted_hours"] == 2 * (37.5 + 37.5 + 25) + 20
    assert [week["first_day"] for week in made["forecast"]["weeks"]] == ["2026-10-19", "2026-10-26"]
    assert {row["first_day"] for row in made["simulation"]["by_week"]} == {
        "2026-10-19",
        "2026-10-26",
    }
    assert 'id="week-2"' in (plan / "report.html").read_text()


def test_the_next_two_weeks_follow(plan: Path) -> None:
    after = plan.parent / "after"
    made = run("init", after, "--next-week-of", plan)
    assert made.returncode == 0, made.stderr
    text = (after / "scenario.yaml").read_text()
    assert "start: 2026-11-02" in text
    assert "days: 14" in text
