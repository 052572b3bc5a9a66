"""Hold the comparisons filed beside a plan against their rotas; no solver is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from allocator.domain.plan import Plan
from allocator.domain.scenario import Scenario
from allocator.justify.check_claims import ClaimFault, compare_claims, same
from allocator.justify.claim import Claim
from allocator.justify.filed_comparison import COMPARISON_SCHEMA_VERSION, ComparedQuestion
from allocator.justify.measured_rota import moved_shifts
from allocator.justify.reoptimised import comparison_claims
from allocator.pipeline.filed_comparisons import ASK_AGAIN
from allocator.pipeline.paired_late import paired_late
from allocator.pipeline.plan_scenario import asked_about
from allocator.pipeline.why_not.lawful import breaches_with
from allocator.pipeline.why_not.question import pins_of, with_pins
from allocator.pipeline.why_not.words import three_lines
from allocator.store.comparison_folder import (
    COMPARISON_FILE,
    COMPARISONS_FOLDER,
    ComparisonPapers,
    comparison_ids,
    read_comparison,
)

_MOST_WEEKS = 1000


@dataclass(frozen=True)
class CheckedComparison:
    """A filed comparison, with what it should say.

    Parameters
    ----------
    claims
        Worked out again; empty where the file does not say what was asked.
    faults
        What is not so, in the order of reading.
    """

    claims: tuple[Claim, ...]
    faults: tuple[ClaimFault, ...]


def comparison_papers(folder: Path, scenario: Scenario) -> list[ComparisonPapers]:
    """Read the comparisons that why-not filed in a plan's folder, by name.

    Raises
    ------
    InputError
        If one cannot be read.
    """
    return [
        read_comparison(folder, name, scenario.grid.zone)
        for name in comparison_ids(folder)
        if (folder / COMPARISONS_FOLDER / name / COMPARISON_FILE).exists()
    ]


def file_of(papers: ComparisonPapers) -> str:
    """Path of a comparison's file within the plan's folder."""
    return f"{COMPARISONS_FOLDER}/{papers.id}/{COMPARISON_FILE}"


def check_comparison(scenario: Scenario, plan: Plan, papers: ComparisonPapers) -> CheckedComparison:
    """Work a comparison out again from its rotas and its seed.

    Its rota is to keep every hard rule with what the question forces, its baseline without. Beside
    a replan, neither may change what has been, and what events have broken does not count.
    """
    scenario = asked_about(scenario, plan.rota)
    file, content = file_of(papers), papers.content
    version = content.get("schema_version")
    if version != COMPARISON_SCHEMA_VERSION:
        should = f"{COMPARISON_SCHEMA_VERSION}: {ASK_AGAIN}"
        other = ClaimFault(f"{_about(papers)}/schema_version", "content", version, should, "", file)
        return CheckedComparison((), (other,))
    try:
        question = ComparedQuestion.model_validate(content.get("question"))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(["question", *map(str, fault["loc"])])
        wrong = ClaimFault(f"{_about(papers)}/{place}", "content", None, fault["msg"], "", file)
        return CheckedComparison((), (wrong,))
    seed, weeks = content.get("seed"), content.get("replications")
    if type(seed) is not int or type(weeks) is not int or not 2 <= weeks <= _MOST_WEEKS:
        told = f"seed {seed}, replications {weeks}"
        wrong = ClaimFault(f"{_about(papers)}/seed", "content", told, "two numbers", "", file)
        return CheckedComparison((), (wrong,))
    baseline = papers.baseline or plan.rota
    claims = comparison_claims(
        scenario,
        plan,
        papers.id,
        question,
        papers.rota,
        baseline,
        paired_late(
            scenario, plan.requirements, baseline, papers.rota, replications=weeks, seed=seed
        ),
    )
    recomputed = [claim.model_dump(mode="json") for claim in claims]
    faults = [
        *_kept_rules(scenario, papers, question, file),
        *compare_claims(content.get("claims"), recomputed, file, _about(papers)),
        *_stated(scenario, plan, papers, question, claims),
    ]
    return CheckedComparison(tuple(claims), tuple(faults))


def _kept_rules(
    scenario: Scenario, papers: ComparisonPapers, question: ComparedQuestion, file: str
) -> Iterator[ClaimFault]:
    forced = with_pins(scenario, pins_of(question))
    rotas = [("rota.csv", forced, papers.rota)]
    if papers.baseline is not None:
        rotas.append(("baseline.csv", scenario, papers.baseline))
    for name, lawful_by, rota in rotas:
        broken = breaches_with(scenario, lawful_by, rota)[:1]
        place = f"{_about(papers)}/{name}"
        yield from (
            ClaimFault(
                place,
                "content",
                "a rota that keeps the hard rules",
                each.message,
                each.rule_id,
                file,
            )
            for each in broken
        )


def _stated(
    scenario: Scenario,
    plan: Plan,
    papers: ComparisonPapers,
    question: ComparedQuestion,
    claims: list[Claim],
) -> Iterator[ClaimFault]:
    """Tell what else the file says and is not so: its words, and the plan that it is of."""
    moved = moved_shifts(scenario, plan.rota, papers.rota)
    # A log of the searches, which nothing but searching again could give; the words quote it.
    apart = papers.content.get("searches_apart")
    apart = float(apart) if isinstance(apart, int | float) else 0.0
    words = three_lines(scenario, question, claims, moved, apart)
    summary = plan.summary
    should: dict[str, Any] = {
        "id": papers.id,
        "run_id": summary.run_id,
        "input_hash": summary.input_hash,
        "bound": summary.bound,
        "plan_sha256": hashlib.sha256(plan.rota.model_dump_json().encode()).hexdigest(),
        "has_baseline": papers.baseline is not None,
        **{f"words.{number}": line for number, line in enumerate(words)},
    }
    filed = papers.content.get("words")
    lines = filed if isinstance(filed, list) else [filed]
    stated = papers.content | {f"words.{number}": line for number, line in enumerate(lines)}
    for field, found in should.items():
        told = stated.get(field)
        if not same(told, found):
            what = "words" if field.startswith("words") else "content"
            place, source = f"{_about(papers)}/{field}", "plan.json and the claims beside it"
            yield ClaimFault(place, what, told, found, source, file_of(papers))


def _about(papers: ComparisonPapers) -> str:
    return f"{COMPARISONS_FOLDER}/{papers.id}"
