"""References: what they resolve to, that each figure is worked out again, and what is unknown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from allocator.justify.reference import reference
from allocator.pipeline.cite import citables
from tests.command_line import run_here

CLAIM = "A2/2026-03-06/rest.before"


def cited(*arguments: str | Path, cwd: Path | None = None) -> dict[str, Any]:
    done = run_here("cite", *arguments, "--json", cwd=cwd)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def copied(small_plan: Path, tmp_path: Path) -> Path:
    shutil.copytree(small_plan, tmp_path / "plan")
    return tmp_path / "plan"


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        (CLAIM, 870.0, "fact"),
        ("A2/2026-03-06/exchanges", 3, "fact"),
        ("plan.json/requests_met", 1, "fact"),
        ("plan.json/queues/sales/forecast_contacts", 545.0016, "fact"),
        ("requirements.csv/2026-03-02T08:00:00+00:00/sales/forecast_contacts", 3.5556, "estimate"),
        ("staffing.csv/2026-03-02T08:00:00+00:00/main/scheduled_agents", 2, "fact"),
    ],
)
def test_figure_of_every_file_is_cited_by_its_name(
    small_plan: Path, name: str, value: float, kind: str
) -> None:
    told = cited(name, small_plan)
    assert (told["value"], told["kind"]) == (value, kind)
    assert told["is_so"]
    assert told["recomputed"] == {k: told[k] for k in told["recomputed"]}


@pytest.mark.parametrize(
    "name", ["A2/2026-03-06/late.main", "plan.json/simulation/sales/service_level_share"]
)
def test_what_was_drawn_is_drawn_again_from_its_seed(small_plan: Path, name: str) -> None:
    told = cited(name, small_plan)
    assert told["kind"] == "estimate"
    assert told["seed"] == 1
    assert told["low"] < told["value"] < told["high"]
    assert told["is_so"]


def test_reference_is_found_below_the_current_folder_as_it_was_typed(copied: Path) -> None:
    run_id = json.loads((copied / "plan.json").read_text(encoding="utf-8"))["run_id"]
    short = reference(run_id, CLAIM)
    told = cited(short, cwd=copied.parent)
    assert (told["reference"], told["id"], told["run_id"]) == (short, CLAIM, run_id)
    as_typed = f"{short[:4]}-{short[4:]}".lower().replace("0", "o").replace("1", "l")
    assert cited(as_typed, copied)["id"] == CLAIM


def test_three_lines_say_value_verdict_and_citation(small_plan: Path) -> None:
    done = run_here("cite", CLAIM, small_plan)
    first, second, third = done.stdout.splitlines()[:3]
    assert first == "A2, 2026-03-06: Rest before the shift: 870 min (fact)."
    assert second == "Recomputed just now from the scenario and the written files: it is so."
    assert third.startswith("Cite as: A2, 2026-03-06: rest before the shift, 870 min (fact).")
    assert third.endswith("; made-up data.")
    assert f"allocator verify {small_plan} --claims" in done.stdout


def test_references_of_a_plan_are_its_own(small_plan: Path) -> None:
    found = list(citables(small_plan))
    assert len({one.reference for one in found}) == len(found)
    assert len({one.claim.id for one in found}) == len(found)


def test_figure_that_is_not_so_is_told_with_what_it_is(copied: Path) -> None:
    path = copied / "justifications.json"
    text = path.read_text(encoding="utf-8")
    filed = json.loads(text)
    (claim,) = [c for one in filed for c in one["eligibility"] if c["id"] == CLAIM]
    claim["value"] = 900.0
    path.write_text(json.dumps(filed), encoding="utf-8")
    done = run_here("cite", CLAIM, copied)
    assert done.returncode == 3
    assert "Not so: recomputed just now it is 870 min." in done.stdout


def test_headline_figure_that_is_not_so_is_told(copied: Path) -> None:
    path = copied / "plan.json"
    summary = json.loads(path.read_text(encoding="utf-8"))
    summary["objective"]["late_contacts"] -= 1
    path.write_text(json.dumps(summary), encoding="utf-8")
    assert run_here("cite", "plan.json/objective/late_contacts", copied).returncode == 3
    assert run_here("cite", "plan.json/objective_total", copied).returncode == 0


def test_claim_that_nothing_gives_is_told(copied: Path) -> None:
    path = copied / "justifications.json"
    filed = json.loads(path.read_text(encoding="utf-8"))
    filed[0]["service"].append({**filed[0]["service"][0], "id": f"{filed[0]['id']}/without.me"})
    path.write_text(json.dumps(filed), encoding="utf-8")
    done = run_here("cite", f"{filed[0]['id']}/without.me", copied)
    assert done.returncode == 3
    assert "nothing in the plan's scenario and rota gives this claim" in done.stdout


def test_bound_is_said_to_be_proven_and_not_made_again(small_plan: Path) -> None:
    done = run_here("cite", "plan.json/bound", small_plan)
    assert done.returncode == 0
    assert "Not recomputed" in done.stdout


def test_unknown_reference_is_answered_with_what_to_give(small_plan: Path) -> None:
    done = run_here("cite", "00000000", small_plan)
    assert done.returncode == 2
    assert "allocator cite --list PLAN" in done.stderr
    near = run_here("cite", "A2/2026-03-06/rest.befor", small_plan)
    assert near.returncode == 2
    assert f"Is {CLAIM} meant?" in near.stderr


def test_name_in_two_plans_asks_which(copied: Path) -> None:
    """The copies are of one run, so that even the whole reference is the same."""
    shutil.copytree(copied, copied.parent / "other")
    done = run_here("cite", CLAIM, cwd=copied.parent)
    assert done.returncode == 2
    assert "means 2 figures" in done.stderr
    assert "the folder of one plan" in done.stderr


def test_folder_without_a_plan_and_no_reference_are_answered(tmp_path: Path) -> None:
    assert run_here("cite", "00000000", cwd=tmp_path).returncode == 2
    assert run_here("cite", "00000000", tmp_path).returncode == 2
    assert run_here("cite", cwd=tmp_path).returncode == 2


def test_list_names_the_references_of_the_headlines(small_plan: Path) -> None:
    lines = run_here("cite", "--list", small_plan).stdout.splitlines()
    by_name = {line.partition("  ")[2]: line.partition("  ")[0] for line in lines}
    assert cited(by_name["Requests met, of 2 made: 1 request"], small_plan)["value"] == 1
    listed = json.loads(run_here("cite", "--list", small_plan, "--json").stdout)
    assert len(listed) == len(lines)
