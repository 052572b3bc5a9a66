"""A priced answer as it is filed beside the plan, and found again when asked again."""

from __future__ import annotations

import datetime as dt
import hashlib

from allocator.domain.rota import Rota
from allocator.errors import InputError
from allocator.justify.filed_comparison import FiledComparison
from allocator.justify.measured_rota import moved_shifts
from allocator.justify.reoptimised import comparison_claims
from allocator.pipeline.asked_since import list_in_report
from allocator.pipeline.filed_comparisons import Filed, filed_comparison
from allocator.pipeline.paired_late import paired_late, replications_for
from allocator.pipeline.why_not.answer import PlanAsked
from allocator.pipeline.why_not.question import comparison_id
from allocator.pipeline.why_not.search import Searched
from allocator.pipeline.why_not.words import three_lines
from allocator.store.comparison_folder import (
    ComparisonPapers,
    comparison_ids,
    write_comparison,
)


def rota_sha256(rota: Rota) -> str:
    """SHA-256 of a rota's blocks, by which a changed plan is told from the one compared with."""
    return hashlib.sha256(rota.model_dump_json().encode()).hexdigest()


def filed_before(one: PlanAsked) -> Filed | None:
    """Answer filed for the same question about the same plan; ``None`` where there is none."""
    name = comparison_id(one.question)
    if name not in comparison_ids(one.folder):
        return None
    try:
        filed = filed_comparison(one.folder, name, one.scenario, one.plan)
    except InputError:
        return None  # is written anew
    same = filed.comparison.run_id == one.plan.summary.run_id
    return filed if same and filed.comparison.plan_sha256 == rota_sha256(one.plan.rota) else None


def file_answer(one: PlanAsked, found: Searched) -> Filed:
    """Work out what the two rotas say, and write it into the plan's folder.

    Raises
    ------
    InputError
        If nothing can be written there.
    """
    scenario, plan, question = one.scenario, one.plan, one.question
    rota, baseline = found.rota, found.baseline
    one.clock.enter("simulate")
    late = paired_late(
        scenario,
        plan.requirements,
        baseline,
        rota,
        replications=replications_for(scenario),
        seed=found.limits.seed,
    )
    one.clock.enter("compare")
    name = comparison_id(question)
    claims = comparison_claims(scenario, plan, name, question, rota, baseline, late)
    moved = moved_shifts(scenario, plan.rota, rota)
    comparison = FiledComparison(
        id=name,
        run_id=plan.summary.run_id,
        input_hash=plan.summary.input_hash,
        version=plan.summary.version,
        created_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        plan_sha256=rota_sha256(plan.rota),
        question=question,
        bound=plan.summary.bound,
        has_baseline=baseline != plan.rota,
        seed=found.limits.seed,
        replications=late.replications,
        search_seconds=found.limits.seconds,
        searches_apart=found.apart,
        words=three_lines(scenario, question, claims, moved, found.apart),
        claims=tuple(claims),
    )
    one.clock.enter("file")
    write_comparison(
        one.folder,
        ComparisonPapers(
            name,
            comparison.model_dump(mode="json"),
            rota,
            baseline if comparison.has_baseline else None,
        ),
    )
    list_in_report(one.folder, plan)
    return Filed(comparison, rota, baseline)
