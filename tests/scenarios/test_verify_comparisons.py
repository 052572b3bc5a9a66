"""Filed comparisons: worked out again from their rotas and their seed, whatever the file says."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from allocator.justify.allocation import allocations
from allocator.justify.change import Change
from allocator.justify.exchange import handed_over
from allocator.justify.filed_comparison import ComparedQuestion, FiledComparison
from allocator.justify.measured_rota import moved_shifts
from allocator.justify.reoptimised import comparison_claims
from allocator.pipeline.asked_since import list_in_report
from allocator.pipeline.comparison_claims import check_comparison, comparison_papers
from allocator.pipeline.paired_late import paired_late
from allocator.pipeline.why_not.filed import rota_sha256
from allocator.pipeline.why_not.words import three_lines
from allocator.store.comparison_folder import ComparisonPapers, write_comparison
from allocator.store.plan_folder import read_plan
from allocator.store.scenario_folder import read_scenario
from tests.command_line import run_here
from tests.report_page import ReportPage

NAME = "A1-at-eight"
PLACE = f"comparisons/{NAME}"
WEEKS = 10


@pytest.fixture(scope="module")
def compared(small_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """File the rota in which two people have each other's Friday, as why-not does."""
    folder = tmp_path_factory.mktemp("compared") / "plan"
    shutil.copytree(small_plan, folder)
    scenario, plan = read_scenario(folder / "scenario"), read_plan(folder)
    mine, theirs = (
        next(one for one in allocations(scenario, plan.rota) if one.id == f"{who}/2026-03-06")
        for who in ("A1", "A2")
    )
    swapped = (
        handed_over(scenario, theirs.shift, "A1")[0],
        handed_over(scenario, mine.shift, "A2")[0],
    )
    rota = Change((mine.shift, theirs.shift), swapped).rota_after(plan.rota)
    eight = theirs.start
    question = ComparedQuestion(
        agent_id="A1",
        day=theirs.day,
        start=eight,
        end=eight + dt.timedelta(minutes=15),
        is_moment=True,
        instead_of="A2",
    )
    late = paired_late(scenario, plan.requirements, plan.rota, rota, replications=WEEKS, seed=1)
    claims = comparison_claims(scenario, plan, NAME, question, rota, plan.rota, late)
    moved = moved_shifts(scenario, plan.rota, rota)
    comparison = FiledComparison(
        id=NAME,
        run_id=plan.summary.run_id,
        input_hash=plan.summary.input_hash,
        version=plan.summary.version,
        created_at=plan.summary.created_at,
        plan_sha256=rota_sha256(plan.rota),
        question=question,
        bound=plan.summary.bound,
        has_baseline=False,
        seed=1,
        replications=WEEKS,
        search_seconds=1.0,
        searches_apart=0.0,
        words=three_lines(scenario, question, claims, moved, 0.0),
        claims=tuple(claims),
    )
    papers = ComparisonPapers(NAME, comparison.model_dump(mode="json"), rota)
    write_comparison(folder, papers)
    return folder


def claim_of(content: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [one for one in content["claims"] if one["id"] == f"{PLACE}/{name}"]
    return found


def first_fault(compared: Path, change: Callable[[dict[str, Any]], object]) -> str:
    """Check the comparison with another content, and say what is named first."""
    scenario, plan = read_scenario(compared / "scenario"), read_plan(compared)
    (papers,) = comparison_papers(compared, scenario)
    change(papers.content)
    return check_comparison(scenario, plan, papers).faults[0].words


def test_comparison_as_it_was_filed_is_so(compared: Path) -> None:
    done = run_here("verify", compared, "--claims", "--json")
    assert done.returncode == 0, done.stdout
    told = json.loads(done.stdout)["claims"]["by_kind"]
    content = json.loads((compared / PLACE / "comparison.json").read_text(encoding="utf-8"))
    kinds = [claim["kind"] for claim in content["claims"]]
    assert told["reoptimised_comparison"] == kinds.count("reoptimised_comparison") > 10


def test_report_lists_the_answer_and_a_figure_changed_in_it_is_named(
    compared: Path, tmp_path: Path
) -> None:
    """An answer lay in a folder, and nothing that people read said so."""
    plan = Path(shutil.copytree(compared, tmp_path / "plan"))
    page = plan / "report.html"
    before = page.read_text(encoding="utf-8")
    assert 'id="asked"' not in before
    for _ in range(2):  # it is put in anew, not once more
        list_in_report(plan, read_plan(plan))
    text = page.read_text(encoding="utf-8")
    content = json.loads((plan / PLACE / "comparison.json").read_text(encoding="utf-8"))
    (section,) = [
        one for one in ReportPage.of(text).elements if one.attributes.get("id") == "asked"
    ]
    for line in content["words"]:
        assert " ".join(line.split()) in " ".join(section.text.split())
    assert text.count(f'data-claim="{PLACE}/change.total"') == 1
    assert run_here("verify", plan, "--claims").returncode == 0
    value = claim_of(content, "change.total")["value"]
    shown = f'data-claim="{PLACE}/change.total" data-value="{value}"'
    assert shown in text
    page.write_text(text.replace(shown, shown.replace(str(value), "0.5")), encoding="utf-8")
    done = run_here("verify", plan, "--claims")
    assert done.returncode == 3
    assert f"{PLACE}/change.total is filed as 0.5" in done.stdout + done.stderr
    assert run_here("export", plan, "--for", "reviewer").returncode == 0
    assert 'id="asked"' in (tmp_path / "plan-review.html").read_text(encoding="utf-8")


def test_explain_names_the_answers_about_the_person_and_day(compared: Path) -> None:
    def asked(agent: str, day: int) -> list[str]:
        at = f"2026-03-{day:02d}T10:00"
        done = run_here("explain", compared, "--agent", agent, "--at", at, "--json")
        return [one["comparison"] for one in json.loads(done.stdout)["asked"]]

    assert [asked(who, 6) for who in ("A1", "A2", "A3")] == [[NAME], [NAME], []]
    assert asked("A1", 5) == []
    shown = run_here("explain", compared, "--agent", "A2", "--at", "2026-03-06T10:00").stdout
    assert f"comparisons/{NAME}: every figure" in shown


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (
            lambda content: content.update(schema_version=1),
            f"{PLACE}/schema_version is filed as 1; recomputed it is “2: Ask allocator why-not",
        ),
        (
            lambda content: claim_of(content, "late_cost.sales").update(value=-9.0),
            f"{PLACE}/late_cost.sales is filed as -9.0; recomputed it is",
        ),
        (
            lambda content: claim_of(content, "simulated.priced").update(low=-99.0),
            f"{PLACE}/simulated.priced's low is filed as -99.0; recomputed it is",
        ),
        (
            lambda content: claim_of(content, "change.total").update(value=-9.0),
            f"{PLACE}/change.total is filed as -9.0; recomputed it is",
        ),
        (
            lambda content: claim_of(content, "simulated.total").update(high=99.0),
            f"{PLACE}/simulated.total's high is filed as 99.0; recomputed it is",
        ),
        (
            lambda content: content.update(seed=2),
            f"{PLACE}/simulated.sales is filed as",
        ),
        (
            lambda content: content["claims"].remove(claim_of(content, "moved.people")),
            f"{PLACE}/moved.people is not in {PLACE}/comparison.json; recomputed it is “2 people”",
        ),
        (
            lambda content: content["words"].__setitem__(0, "It costs nothing."),
            f"{PLACE}/words.0 is filed as “It costs nothing.”",
        ),
        (
            lambda content: content.update(bound=0.0),
            f"{PLACE}/bound is filed as 0.0",
        ),
        (
            lambda content: content["question"].pop("agent_id"),
            f"{PLACE}/question.agent_id",
        ),
    ],
    ids=[
        "an older version",
        "a queue's part",
        "a simulated interval",
        "reoptimised",
        "estimate",
        "seed",
        "deleted",
        "words",
        "bound",
        "question",
    ],
)
def test_whatever_is_changed_is_named(
    compared: Path, change: Callable[[dict[str, Any]], object], named: str
) -> None:
    assert named in first_fault(compared, change)


def test_verify_names_it_and_fails(compared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plan"
    shutil.copytree(compared, folder)
    path = folder / PLACE / "comparison.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    claim_of(content, "change.total")["value"] = -9.0
    path.write_text(json.dumps(content), encoding="utf-8")
    done = run_here("verify", folder, "--claims")
    assert done.returncode == 3
    assert f"{PLACE}/change.total is filed as -9.0; recomputed it is" in done.stderr


def test_question_that_the_rota_does_not_answer_is_named(compared: Path) -> None:
    """The rota is held against the hard rules with what the question forces."""

    def ask_of_another(content: dict[str, Any]) -> None:
        content["question"]["agent_id"] = "A3"

    assert f"{PLACE}/rota.csv" in first_fault(compared, ask_of_another)


def test_claim_of_a_comparison_is_cited(compared: Path) -> None:
    done = run_here("cite", f"{PLACE}/change.total", compared, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["kind"], told["is_so"]) == ("reoptimised_comparison", True)
