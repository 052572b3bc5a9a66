"""Ctrl-C while a week is planned: a real process, a real signal to all that it started."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.command_line import contents, run_here
from tests.interrupted_run import interrupted
from tests.tiny_scenario import write_tiny_scenario

LONG = ("--seconds", "3600", "--rounds", "0")
"""Far longer than any of these runs is waited for."""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_scenario(tmp_path_factory.mktemp("stopped"))


@pytest.fixture(scope="module")
def stopped(scenario: Path) -> Path:
    """Stop in the middle of the search."""
    out = scenario.parent / "plan"
    run = interrupted("plan", scenario, "--out", out, *LONG, after_stage="polish", pause_s=1.0)
    assert run.code == 0, run.err
    assert "STOPPED EARLY" in run.out
    assert "stopping   with the best rota so far" in run.err
    assert "Traceback" not in run.err + run.out
    assert not run.left
    return out


def test_first_one_writes_the_best_rota_so_far_checked_and_with_its_gap(stopped: Path) -> None:
    summary = json.loads((stopped / "plan.json").read_text(encoding="utf-8"))
    assert summary["status"] == "stopped"
    assert summary["verdict"] == "passed"
    assert 0 < summary["bound"] <= summary["objective_total"]
    assert summary["gap_contacts"] == summary["objective_total"] - summary["bound"]
    assert summary["simulation"] is not None
    checked = run_here("verify", stopped)
    assert checked.returncode == 0, checked.stdout
    assert "stopped early" in (stopped / "report.html").read_text(encoding="utf-8")


def test_second_one_leaves_everything_as_it_was(scenario: Path, stopped: Path) -> None:
    before = contents(scenario.parent)
    run = interrupted(
        "plan", scenario, "--out", stopped, *LONG, after_stage="polish", pause_s=0.1, times=2
    )
    assert run.code == 1
    assert "Interrupted: nothing was written." in run.err
    assert "Traceback" not in run.err
    assert run.out == ""
    assert not run.left
    assert contents(scenario.parent) == before


def test_while_the_need_is_corrected_the_draft_is_what_is_written(scenario: Path) -> None:
    out = scenario.parent / "draft"
    run = interrupted("plan", scenario, "--out", out, "--seconds", "3600", after_stage="rounds")
    assert run.code == 0, run.err
    summary = json.loads((out / "plan.json").read_text(encoding="utf-8"))
    assert (summary["status"], summary["verdict"]) == ("stopped", "passed")
    assert 0 < summary["gap_share"] < 1


def test_before_there_is_a_rota_it_says_so_and_writes_nothing(scenario: Path) -> None:
    before = contents(scenario.parent)
    out = scenario.parent / "none"
    for _ in range(5):
        run = interrupted("plan", scenario, "--out", out, *LONG, after_stage="forecast")
        if run.code == 1:
            break
        # This process was not given its turn, so that the signal came after the first rota.
        assert "STOPPED EARLY" in run.out
        shutil.rmtree(out)
    assert run.code == 1
    assert "Stopped before there was a rota: nothing was written." in run.err
    assert "Traceback" not in run.err
    assert run.out == ""
    assert not run.left
    assert contents(scenario.parent) == before
