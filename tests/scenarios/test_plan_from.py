"""Plans that start from a rota: of the same week, of last week's, of a draft with locked cells."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import run_here
from tests.tiny_scenario import append_row, write_tiny_scenario

pytestmark = pytest.mark.usefixtures("unhurried")

QUICK = ("--reproducible", "--seconds", "1", "--rounds", "0")

LAST_WEEK = """\
name,Mon 23/2,Tue 24/2,Wed 25/2,Thu 26/2,Fri 27/2
Ada,08:00-16:00*,08:00-16:00,08:00-16:00,08:00-16:00,09:00-17:00
Ben,06:00-16:00,09:00-17:00,09:00-17:00,09:00-17:00,09:00-17:00
Dev,08:00-13:00,off*,12:00-17:00,08:00-13:00,08:00-13:00
Zoe,08:00-13:00,,,,
"""
"""Ben's Monday is no shift of his contract; Cleo is not in it, and Zoe is with us no more."""

NOT_TO_BE = """\
name,Mon,Tue,Wed,Thu,Fri
Ben,06:00-16:00*,09:00-17:00,09:00-17:00,09:00-17:00,09:00-17:00
"""


def planned(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run_here("plan", *arguments, *QUICK)


def summary(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


def shifts(folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Clock times of the shifts by person and date."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    with (folder / "rota.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["agent_id"], row["start"][:10]
            start = found[key][0] if key in found else row["start"][11:16]
            found[key] = start, row["end"][11:16]
    return found


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_scenario(tmp_path_factory.mktemp("from"))


@pytest.fixture(scope="module")
def base(scenario: Path) -> Path:
    out = scenario.parent / "base"
    made = planned(scenario, "--out", out)
    assert made.returncode == 0, made.stderr
    assert summary(out)["started_from"] is None
    return out


def test_from_a_plan_of_the_same_week_it_is_never_worse(scenario: Path, base: Path) -> None:
    out = scenario.parent / "again"
    made = planned(scenario, "--out", out, "--from", base)
    assert made.returncode == 0, made.stderr
    start, before, after = summary(out)["started_from"], summary(base), summary(out)
    assert (start["file"], start["form"], start["moved_days"]) == ("rota.csv", "blocks", 0)
    assert start["objective_total"] == pytest.approx(before["objective_total"], rel=1e-9)
    assert after["objective_total"] <= before["objective_total"]
    assert (start["findings"], start["left"], start["joined"]) == ([], [], [])
    kept = shifts(base).items() & shifts(out).items()
    assert (start["kept_shifts"], start["shifts"]) == (len(kept), len(shifts(base)))


def test_with_lock_every_shift_stands(scenario: Path, base: Path) -> None:
    out = scenario.parent / "locked"
    made = planned(scenario, "--out", out, "--from", base / "rota.csv", "--lock")
    assert made.returncode == 0, made.stderr
    assert shifts(out) == shifts(base)
    assert len(summary(out)["started_from"]["locked"]) == len(shifts(base))
    assert f"Locked        {len(shifts(base))} days" in made.stdout
    assert run_here("verify", out).returncode == 0
    text = (out / "plan.json").read_text(encoding="utf-8")
    held = summary(out)
    cell = held["started_from"]["locked"][0]
    cell["start"], cell["end"] = None, None
    (out / "plan.json").write_text(json.dumps(held), encoding="utf-8")
    tampered = run_here("verify", out)
    assert tampered.returncode == 3
    assert "plan.locked: " in tampered.stderr
    assert "where a day off was locked" in tampered.stderr
    (out / "plan.json").write_text(text, encoding="utf-8")


def test_last_weeks_rota_is_moved_and_repaired_and_its_marks_stand(scenario: Path) -> None:
    grid = scenario.parent / "last week.csv"
    grid.write_text(LAST_WEEK, encoding="utf-8")
    out = scenario.parent / "moved"
    made = planned(scenario, "--out", out, "--from", grid)
    assert made.returncode == 0, made.stderr
    assert summary(out)["verdict"] == "passed"
    start = summary(out)["started_from"]
    assert (start["form"], start["moved_days"], start["is_repaired"]) == ("grid", 7, True)
    assert (start["left"], start["joined"]) == (["Zoe"], ["A3"])
    assert start["objective_total"] is None
    assert {
        (finding["rule_id"], finding["agent_id"])
        for finding in start["findings"]
        if finding["agent_id"] == "A2"
    } >= {("shift_patterns", "A2"), ("opening_hours", "A2")}
    assert shifts(out)["A1", "2026-03-02"] == ("08:00", "16:00")
    assert ("A4", "2026-03-03") not in shifts(out)
    assert shifts(out)["A2", "2026-03-02"] != ("06:00", "16:00")
    assert "not in the scenario, left out: Zoe" in made.stdout
    assert "Ben (A2) has a shift from Mon 2 Mar 06:00" in made.stdout


def test_locked_cells_against_hard_rules_are_named_and_nothing_is_written(scenario: Path) -> None:
    draft = scenario.parent / "draft.csv"
    draft.write_text(NOT_TO_BE, encoding="utf-8")
    out = scenario.parent / "nothing"
    made = planned(scenario, "--out", out, "--from", draft)
    assert made.returncode == 3
    assert not out.exists()
    assert "What is locked breaks hard rules, whatever else is planned:" in made.stderr
    assert "opening_hours: Ben (A2) works from Mon 2 Mar 06:00 to Mon 2 Mar 16:00" in made.stderr
    assert "Ben (A2) is locked to the shift Mon 2 Mar 06:00–16:00 (in draft.csv)" in made.stderr
    assert "+ unlock the day of Ben (A2) (Mon 2 Mar 06:00–16:00) [draft.csv]" in made.stderr
    told = json.loads(planned(scenario, "--out", out, "--from", draft, "--json").stdout)
    assert {row["rule_id"] for row in told["against_locks"]} >= {"opening_hours", "shift_patterns"}


def test_locked_days_off_that_leave_too_few_hours_are_named_with_what_cures_it(
    scenario: Path,
) -> None:
    draft = scenario.parent / "days off.csv"
    draft.write_text("name,Thu,Fri\nAda,08:00-16:00,off*\n", encoding="utf-8")
    made = planned(scenario, "--out", scenario.parent / "nothing", "--from", draft)
    assert made.returncode == 3
    assert "Ada (A1) is due 37.5 h in the week" in made.stderr
    assert "Ada (A1) is locked off Fri 6 Mar 00:00–Sat 7 Mar 00:00 (in days off.csv)" in made.stderr
    assert "+ unlock the day of Ada (A1)" in made.stderr
    assert "lock Ada (A1) to" not in made.stderr, "half a day off is none"


def test_pins_of_the_scenario_hold_beside_those_of_the_draft(tmp_path: Path, base: Path) -> None:
    pinned = append_row("pins.csv", "A2,2026-03-03T09:30,2026-03-03T17:30,shift,")
    scenario = write_tiny_scenario(tmp_path, files=pinned)
    out = tmp_path / "plan"
    made = planned(scenario, "--out", out, "--from", base)
    assert made.returncode == 0, made.stderr
    assert shifts(out)["A2", "2026-03-03"] == ("09:30", "17:30")


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("gone.csv", None, "is not there"),
        ("notes.csv", "a,b\n1,2\n", "no rota of a known form"),
        ("grid.csv", "name,Mon,Tue\nAda,08:07-16:00*,\n", "not on the grid of 15 minutes"),
        ("who.csv", "name,Mon,Tue\nZoe,08:00-16:00,\n", "holds no shift"),
    ],
)
def test_a_draft_that_cannot_be_read_is_said_to_be_so(
    scenario: Path, name: str, text: str | None, says: str
) -> None:
    file = scenario.parent / name
    if text is not None:
        file.write_text(text, encoding="utf-8")
    made = planned(scenario, "--out", scenario.parent / "none", "--from", file)
    assert made.returncode == 2
    assert says in made.stderr


def test_lock_without_a_rota_to_start_from_is_no_usage(scenario: Path) -> None:
    made = planned(scenario, "--out", scenario.parent / "none", "--lock")
    assert made.returncode == 2
    assert "--lock needs --from" in made.stderr
