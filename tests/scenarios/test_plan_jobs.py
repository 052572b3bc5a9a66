"""Two sites that share nobody, planned side by side in processes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import contents, run_here
from tests.interrupted_run import interrupted
from tests.two_sites import write_two_sites

QUICK = ("--reproducible", "--seconds", "1", "--rounds", "0")


def summary(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "plan.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("fairness", [False, True])
def test_both_sites_have_their_rota_in_one_plan(tmp_path: Path, fairness: bool) -> None:
    scenario = write_two_sites(tmp_path, fairness=fairness)
    whole, apart, again = (tmp_path / name for name in ("whole", "apart", "again"))
    assert run_here("plan", scenario, "--out", whole, *QUICK).returncode == 0
    # Once more for one of the two: it takes long.
    for out in (apart,) if fairness else (apart, again):
        made = run_here("plan", scenario, "--out", out, *QUICK, "--jobs", "2")
        assert made.returncode == 0, made.stderr
    one, two = summary(whole), summary(apart)
    assert (one["parts"], two["parts"]) == ([], [["main"], ["second"]])
    assert two["verdict"] == "passed"
    # The bound is the same, as far as it is proven: of the whole, or of two that nothing ties.
    assert two["bound"] == pytest.approx(one["bound"], rel=1e-3)
    assert two["bound"] <= two["objective_total"] < 1.1 * one["objective_total"]
    assert fairness or contents(again)["rota.csv"] == contents(apart)["rota.csv"]
    assert run_here("verify", apart).returncode == 0


def test_stopped_early_it_writes_the_best_of_each_site(tmp_path: Path) -> None:
    scenario, out = write_two_sites(tmp_path, fairness=False), tmp_path / "plan"
    run = interrupted(
        "plan", scenario, "--out", out, "--seconds", "3600", "--rounds", "1", "--jobs", "2",
        after_stage="parts", pause_s=1.0,
    )  # fmt: skip
    assert run.code == 0, run.err
    assert (summary(out)["status"], summary(out)["verdict"]) == ("stopped", "passed")
    assert summary(out)["bound"] > 0
    assert not run.left
    assert "Traceback" not in run.err


@pytest.mark.usefixtures("unhurried")
def test_a_site_without_a_rota_is_named(tmp_path: Path) -> None:
    scenario = write_two_sites(tmp_path, fairness=False)
    with (scenario / "availability.csv").open("a", encoding="utf-8") as file:
        file.write("B1,all,,\n")
    made = run_here("plan", scenario, "--out", tmp_path / "plan", *QUICK, "--jobs", "2")
    assert made.returncode == 3
    assert "No week of Ada2 (B1) can hold all of these" in made.stderr
    assert not (tmp_path / "plan").exists()
