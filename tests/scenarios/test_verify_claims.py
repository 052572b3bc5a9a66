"""Claims that are not so, one of each kind and in each way, and what verify says of them."""

from __future__ import annotations

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.justify.check_claims import ClaimFault, check_claims
from allocator.justify.day_claims import day_claims
from allocator.justify.target_claims import week_claims
from allocator.store.plan_folder import SCENARIO_FOLDER, read_plan
from allocator.store.scenario_folder import read_scenario
from tests.command_line import contents, run_here

Filed = list[dict[str, Any]]
ALLOCATION = "A2/2026-03-06"


@pytest.fixture(scope="module")
def filed(small_plan: Path) -> Filed:
    return json.loads((small_plan / "justifications.json").read_text(encoding="utf-8"))


def of(filed: Filed, allocation: str = ALLOCATION) -> dict[str, Any]:
    (found,) = [one for one in filed if one["id"] == allocation]
    return found


def claim_of(filed: Filed, section: str, name: str) -> dict[str, Any]:
    (found,) = [one for one in of(filed)[section] if one["id"] == f"{ALLOCATION}/{name}"]
    return found


def verified(small_plan: Path, tmp_path: Path, filed: Filed) -> subprocess.CompletedProcess[str]:
    """Verify a copy of the plan with other justifications."""
    folder = tmp_path / "plan"
    shutil.copytree(small_plan, folder)
    (folder / "justifications.json").write_text(json.dumps(filed), encoding="utf-8")
    return run_here("verify", folder, "--claims")


def test_plan_as_it_was_written_passes(small_plan: Path) -> None:
    before = contents(small_plan)
    done = run_here("verify", small_plan, "--claims")
    assert done.returncode == 0, done.stderr
    assert "all so" in done.stdout
    assert contents(small_plan) == before


def test_json_counts_the_claims_by_kind(small_plan: Path, filed: Filed) -> None:
    done = run_here("verify", small_plan, "--claims", "--json")
    told = json.loads(done.stdout)["claims"]
    scenario, plan = read_scenario(small_plan / SCENARIO_FOLDER), read_plan(small_plan)
    week = [*day_claims(scenario, plan), *week_claims(scenario, plan)]
    text = json.dumps([*filed, *(claim.model_dump(mode="json") for claim in week)])
    assert len(week) > 50
    assert told["by_kind"] == {
        kind: text.count(f'"kind": "{kind}"') for kind in ("fact", "local_comparison", "estimate")
    }
    assert told["recomputed"] == sum(told["by_kind"].values())
    assert told["faults"] == []


def test_sum_over_a_day_is_not_so_where_a_table_is_not(small_plan: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(small_plan, tmp_path / "plan"))
    rows = (folder / "staffing.csv").read_text(encoding="utf-8").splitlines()
    start, pool, required, scheduled = rows[1].split(",")
    rows[1] = f"{start},{pool},{int(required) + 4},{scheduled}"
    (folder / "staffing.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = run_here("verify", folder, "--claims", "--json")
    assert done.returncode == 3
    faults = {fault["claim_id"]: fault for fault in json.loads(done.stdout)["claims"]["faults"]}
    told = faults[f"staffing.csv/{start[:10]}/{pool}/required_hours"]
    assert told["filed"] == pytest.approx(told["recomputed"] + 1)


@pytest.mark.parametrize(
    ("section", "name", "field", "value"),
    [
        ("eligibility", "rest.before", "value", 960.5),
        ("service", "without.total", "value", -3.0),
        ("uncertainty", "late.main", "value", 0.25),
        ("uncertainty", "late.main", "high", 10_000.0),
        ("uncertainty", "late.main", "seed", 2),
    ],
    ids=["fact", "local_comparison", "estimate", "interval", "seed"],
)
def test_claim_of_each_kind_that_is_not_so_is_named(
    small_plan: Path, tmp_path: Path, filed: Filed, section: str, name: str, field: str, value: Any
) -> None:
    spoilt = copy.deepcopy(filed)
    claim = claim_of(spoilt, section, name)
    true, claim[field] = claim[field], value
    done = verified(small_plan, tmp_path, spoilt)
    assert done.returncode == 3
    for part in (f"{ALLOCATION}/{name}", f"filed as {value}", f"it is {true}", claim["source"]):
        assert part in done.stderr


def test_claims_follow_the_rota_and_not_the_file(
    small_plan: Path, tmp_path: Path, filed: Filed
) -> None:
    """A rota changed by hand takes its claims with it: the file tells of the one that was."""
    folder = tmp_path / "plan"
    shutil.copytree(small_plan, folder)
    rota = (folder / "rota.csv").read_text(encoding="utf-8")
    first = next(line for line in rota.splitlines() if line.startswith("A4,2026-03-02T08:00"))
    changed = rota.replace(first, first.replace("T08:00", "T08:15"))
    assert changed != rota
    (folder / "rota.csv").write_text(changed, encoding="utf-8")
    done = run_here("verify", folder, "--claims", "--json")
    assert done.returncode == 3
    (told,) = [
        fault
        for fault in json.loads(done.stdout)["claims"]["faults"]
        if fault["claim_id"] == "A4/2026-03-02/hours.shift" and fault["file"] != "report.html"
    ]
    assert (told["filed"], told["recomputed"]) == (4, 3.75)


def _lower(claims: list[dict[str, Any]]) -> None:
    claims[0]["value"] = 0.5


def _alternative(filed: Filed) -> dict[str, Any]:
    return of(filed)["comparison"]["alternatives"][0]


CORRUPTIONS: dict[str, tuple[Callable[[Filed], object], str, str]] = {
    "fact": (
        lambda filed: claim_of(filed, "fairness", "burden.after").update(value=9.0),
        "burden.after",
        "value",
    ),
    "counted people": (
        lambda filed: _lower(of(filed)["comparison"]["counts"]),
        "exchanges",
        "value",
    ),
    "change with somebody else": (
        lambda filed: _lower(_alternative(filed)["change"]),
        "alternative.1.late_contacts",
        "value",
    ),
    "low end": (
        lambda filed: claim_of(filed, "uncertainty", "contacts.main").update(low=0.0),
        "contacts.main",
        "low",
    ),
    "value by less than is shown": (
        lambda filed: claim_of(filed, "service", "without.total").update(
            value=claim_of(filed, "service", "without.total")["value"] + 1e-4
        ),
        "without.total",
        "value",
    ),
    "text for a number": (
        lambda filed: claim_of(filed, "eligibility", "rest.before").update(value="840.0"),
        "rest.before",
        "value",
    ),
    "kind": (
        lambda filed: claim_of(filed, "service", "without.total").update(kind="fact"),
        "without.total",
        "kind",
    ),
    "unit": (
        lambda filed: claim_of(filed, "eligibility", "rest.due").update(unit="h"),
        "rest.due",
        "unit",
    ),
    "source": (
        lambda filed: claim_of(filed, "eligibility", "rest.due").update(source="somewhere"),
        "rest.due",
        "source",
    ),
    "subject": (
        lambda filed: claim_of(filed, "eligibility", "rest.due").update(subject="rest had"),
        "rest.due",
        "subject",
    ),
    "field too many": (
        lambda filed: claim_of(filed, "eligibility", "rest.due").update(reason="none"),
        "rest.due",
        "reason",
    ),
    "field too few": (
        lambda filed: claim_of(filed, "eligibility", "rest.due").pop("unit"),
        "rest.due",
        "unit",
    ),
    "claim deleted": (
        lambda filed: of(filed)["eligibility"].remove(
            claim_of(filed, "eligibility", "days.in_seven")
        ),
        "days.in_seven",
        "missing",
    ),
    "claim added": (
        lambda filed: of(filed)["service"].append(
            {**claim_of(filed, "service", "without.total"), "id": f"{ALLOCATION}/without.me"}
        ),
        "without.me",
        "invented",
    ),
    "claim added where there is none": (
        lambda filed: of(filed)["development"].append(
            {**claim_of(filed, "service", "without.total"), "id": f"{ALLOCATION}/development.all"}
        ),
        "development.all",
        "invented",
    ),
    "claim twice": (
        lambda filed: of(filed)["service"].append(of(filed)["service"][0]),
        "without.pool.main",
        "invented",
    ),
    "words": (
        lambda filed: of(filed)["words"].__setitem__(1, "Nothing would be lost without it."),
        "words.1",
        "words",
    ),
    "words of another person": (
        lambda filed: _alternative(filed).update(words="Nobody else could have it."),
        "comparison.alternatives.0.words",
        "words",
    ),
    "what bound it": (
        lambda filed: of(filed).update(bound_by=[]),
        "bound_by.0",
        "content",
    ),
    "other person": (
        lambda filed: _alternative(filed).update(agent_id="A4"),
        "comparison.alternatives.0.agent_id",
        "content",
    ),
    "end of the shift": (
        lambda filed: of(filed).update(end="2026-03-06T15:00:00Z"),
        "end",
        "content",
    ),
    "run": (
        lambda filed: of(filed)["plan"].update(run_id="another"),
        "plan.run_id",
        "content",
    ),
    "decision that nobody can take": (
        lambda filed: of(filed)["review"].update(decision="perhaps"),
        "review.decision",
        "content",
    ),
}


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_whatever_is_changed_is_the_first_that_is_not_so(filed: Filed, name: str) -> None:
    change, place, what = CORRUPTIONS[name]
    spoilt = copy.deepcopy(filed)
    change(spoilt)
    fault = check_claims(spoilt, filed)[0]
    assert (fault.claim_id, fault.what) == (f"{ALLOCATION}/{place}", what)
    assert fault.claim_id in fault.words


def test_justification_deleted_or_added_is_named(filed: Filed) -> None:
    without = [one for one in filed if one["id"] != ALLOCATION]
    (missing,) = check_claims(without, filed)
    assert (missing.claim_id, missing.what) == (ALLOCATION, "missing")
    (invented,) = check_claims(filed, without)
    assert (invented.claim_id, invented.what) == (ALLOCATION, "invented")


def test_what_people_filled_in_is_theirs(filed: Filed) -> None:
    decided = copy.deepcopy(filed)
    of(decided)["review"] = {
        "reviewer": "Mo",
        "decision": "accepted",
        "reason": "as agreed",
        "decided_at": "2026-02-27T12:00:00Z",
    }
    of(decided)["response"] = {"text": "Fine.", "given_at": "2026-02-27T13:00:00Z"}
    assert check_claims(decided, filed) == []


@pytest.mark.parametrize("content", [{}, None, 3, [1], [{"id": None}], [[]]])
def test_whatever_the_file_holds_is_answered(filed: Filed, content: Any) -> None:
    assert all(isinstance(fault, ClaimFault) for fault in check_claims(content, filed))
    assert check_claims(content, filed)


def test_claim_that_the_report_shows_otherwise_is_named(small_plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(small_plan, folder)
    page = (folder / "report.html").read_text(encoding="utf-8")
    told = f'data-claim="{ALLOCATION}/hours.shift" data-value="7.5"'
    assert told in page
    spoilt = page.replace(told, told.replace("7.5", "8.5"))
    (folder / "report.html").write_text(spoilt, encoding="utf-8")
    done = run_here("verify", folder, "--claims")
    assert done.returncode == 3
    assert f"{ALLOCATION}/hours.shift is filed as 8.5; recomputed it is 7.5" in done.stderr


def test_file_of_another_schema_is_bad_input(
    small_plan: Path, tmp_path: Path, filed: Filed
) -> None:
    older = [{**one, "schema_version": 1} for one in filed]
    done = verified(small_plan, tmp_path, older)
    assert done.returncode == 2
    assert "schema version 1" in done.stderr


def test_file_that_is_no_json_is_bad_input(small_plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(small_plan, folder)
    (folder / "justifications.json").write_text("[", encoding="utf-8")
    assert run_here("verify", folder, "--claims").returncode == 2
    assert run_here("verify", folder).returncode == 0
    (folder / "justifications.json").unlink()
    assert run_here("verify", folder, "--claims").returncode == 2


def test_demand_without_a_row_is_told_and_nothing_is_made_up(
    small_plan: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(small_plan, folder)
    lines = (folder / "requirements.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "requirements.csv").write_text("".join([*lines[:4], *lines[5:]]), encoding="utf-8")
    done = run_here("verify", folder, "--claims")
    assert done.returncode == 3
    assert "requirements.csv lacks 1 rows" in done.stderr
    assert "Claims" not in done.stdout


def test_no_solver_is_loaded(small_plan: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from allocator.pipeline.verify_plan import verify_plan\n"
        "print(verify_plan(Path(sys.argv[1]), claims=True).passed)\n"
        "print({'ortools', 'highspy'} & {name.split('.')[0] for name in sys.modules})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(small_plan)], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["True", "set()"]
