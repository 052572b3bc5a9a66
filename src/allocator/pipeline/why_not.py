"""Why not that one: what forbids it, or what it costs where everybody may move."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Finding
from allocator.domain.people_names import NamedPeople
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.errors import InputError
from allocator.justify.claim import Claim
from allocator.justify.measured_rota import MovedShift, moved_shifts, people_of_other_blocks
from allocator.justify.reoptimised import ComparedQuestion, FiledComparison, comparison_claims
from allocator.pipeline.direct_exchange import direct_exchange
from allocator.pipeline.filed_comparisons import Filed, filed_comparison
from allocator.pipeline.paired_late import paired_late, replications_for
from allocator.pipeline.stage_clock import Report, StageClock
from allocator.pipeline.why_not_obstacles import Obstacle, obstacle_of
from allocator.pipeline.why_not_question import (
    Asked,
    block_at,
    comparison_id,
    pins_of,
    question_of,
    with_pins,
)
from allocator.pipeline.why_not_words import other_lines, three_lines
from allocator.rota.conflict.one_shift import has_no_shift
from allocator.rota.diagnose import diagnose
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent
from allocator.rota.reoptimise import Reoptimiser, rota_of
from allocator.store.comparison_folder import (
    ComparisonPapers,
    comparison_ids,
    write_comparison,
)
from allocator.store.plan_folder import SCENARIO_FOLDER, read_plan
from allocator.store.scenario_folder import read_scenario
from allocator.verify.verifier import broken_rules

_SECONDS, _SECONDS_A_PERSON = 3.0, 0.015
"""Of both searches together, unless told otherwise."""
_DIAGNOSE_SECONDS = 8.0


class WhyNotStatus(StrEnum):
    """What the answer is.

    ``so_already``: the plan has it. ``forbidden``: no rota has it, whatever else moves.
    ``not_found``: neither a rota with it was found nor proven that there is none. ``priced``: it
    can be had, at the price given.
    """

    SO_ALREADY = "so_already"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    PRICED = "priced"


@dataclass(frozen=True)
class WhyNotAnswer:
    """The answer to a question "why not that one?".

    Parameters
    ----------
    words
        Three lines.
    obstacle
        Where it is forbidden: what forbids it.
    as_it_stands
        What the hard rules find if the two only exchange their shifts of the day, or if the agent
        gets a shift besides: where it can be had, others move for these.
    comparison
        Where it is priced: what is filed.
    moved
        Shifts that are others than in the plan.
    other_blocks
        People with the same shifts and other breaks or pools.
    folder
        Where the comparison is filed.
    was_filed
        Whether it had been asked before, and is read from there.
    stage_seconds
        Wall-clock time by stage.
    """

    status: WhyNotStatus
    question: ComparedQuestion
    people: NamedPeople
    words: tuple[str, str, str]
    obstacle: Obstacle | None = None
    as_it_stands: tuple[Finding, ...] = ()
    comparison: FiledComparison | None = None
    moved: tuple[MovedShift, ...] = ()
    other_blocks: tuple[str, ...] = ()
    folder: Path | None = None
    was_filed: bool = False
    stage_seconds: dict[str, float] | None = None

    def claim(self, name: str) -> Claim | None:
        """Claim of the comparison by the end of its id."""
        if self.comparison is None:
            return None
        full = f"comparisons/{self.comparison.id}/{name}"
        return next((claim for claim in self.comparison.claims if claim.id == full), None)


@dataclass(frozen=True)
class _Asked:
    """A question with the plan that it is about."""

    folder: Path
    scenario: Scenario
    plan: Plan
    question: ComparedQuestion
    clock: StageClock
    report: Report

    @property
    def people(self) -> NamedPeople:
        return NamedPeople(self.scenario.agents)

    @property
    def concerned(self) -> tuple[str, ...]:
        """The agent and, where there is one, the other."""
        others = (self.question.instead_of,) if self.question.instead_of else ()
        return (self.question.agent_id, *others)


def why_not(
    folder: Path,
    asked: Asked,
    *,
    seconds: float | None,
    seed: int,
    again: bool,
    report: Report,
) -> WhyNotAnswer:
    """Answer why a plan has not somebody else at a moment or on a day.

    Parameters
    ----------
    folder
        Of a finished plan; what the answer rests on is filed in it.
    seconds
        Wall-clock time in which everybody may move; half of it goes to the plan without what is
        asked for, to compare like with like. ``None``: 3, and 1.5 for every hundred people.
    seed
        Of the search and of the simulation.
    again
        Whether to search again where an answer is filed.

    Raises
    ------
    InputError
        If the folder or the question is not what it should be, or nothing can be written.
    """
    clock = StageClock(report)
    clock.enter("read")
    plan = read_plan(folder)
    scenario = read_scenario(folder / SCENARIO_FOLDER)
    question = question_of(scenario, plan.rota, asked)
    one = _Asked(folder, scenario, plan, question, clock, report)
    if _is_so(one):
        clock.leave()
        return _answer(one, WhyNotStatus.SO_ALREADY)
    if not again and (filed := _filed(one)) is not None:
        clock.leave()
        return _of_filed(one, filed, was_filed=True)
    if seconds is None:
        seconds = _SECONDS + _SECONDS_A_PERSON * len(scenario.agents)
    return _answered(one, SearchLimits(seed=seed, seconds=seconds / 2))


def _is_so(one: _Asked) -> bool:
    """Whether the plan keeps the pins of the question as it is."""
    pins = pins_of(one.question)
    # Only what the question adds is looked at: the plan may have faults of its own.
    bare = with_pins(one.scenario, ()).model_copy(update={"pins": ()})
    asked = with_pins(bare, pins)
    view = RotaView(scenario=asked, rota=one.plan.rota, agent_ids=one.concerned)
    return not any(finding.rule_id == "pins" for finding in broken_rules(view))


def _filed(one: _Asked) -> Filed | None:
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


def rota_sha256(rota: Rota) -> str:
    """SHA-256 of a rota's blocks, by which a changed plan is told from the one compared with."""
    return hashlib.sha256(rota.model_dump_json().encode()).hexdigest()


def _answered(one: _Asked, limits: SearchLimits) -> WhyNotAnswer:
    scenario, plan, clock = one.scenario, one.plan, one.clock
    pins = pins_of(one.question)
    forced = with_pins(scenario, pins)
    service = ServiceModel.of(scenario, plan.requirements)
    clock.enter("obstacles")
    if _lacks_skill(one) or has_no_shift(service, forced, one.question.agent_id):
        obstacle = obstacle_of(forced, service, one.question.agent_id, pins)
        clock.leave()
        return _answer(one, WhyNotStatus.FORBIDDEN, obstacle=obstacle)
    clock.enter("compile")
    reoptimiser = Reoptimiser(scenario, service, plan.rota)
    clock.enter("own weeks")
    start = reoptimiser.forced(forced, one.concerned, limits)
    if start is None:
        return _without_weeks(one, forced, service)
    clock.enter("rules")
    reoptimiser.read_rules()
    clock.enter("everybody")
    searched = reoptimiser.search(
        [start], limits, lambda cost: one.report("everybody", f"best {cost:,.1f}")
    )
    if not searched.best.is_valid:
        clock.enter("seats")
        seated = reoptimiser.seated(searched.best, limits)
        searched = reoptimiser.search([seated], limits)
    found = searched.best
    if not found.is_valid or _breaches(forced, found, plan.rota):
        return _without_rota(one, forced, service, found)
    clock.enter("without it")
    again = [reoptimiser.start, reoptimiser.released(found)]
    best = reoptimiser.search(
        again, limits, lambda cost: one.report("without it", f"best {cost:,.1f}")
    )
    sound = [rota for rota in (best.best, *again) if _may_stand(one, rota)]
    # A rota from elsewhere may not be among those that the search knows: it is held against then.
    cheapest = min(sound, key=lambda rota: rota.cost, default=reoptimiser.start)
    baseline = plan.rota if cheapest is reoptimiser.start else rota_of(cheapest)
    apart = max(searched.apart, best.apart)
    return _priced(one, rota_of(found), baseline, limits, apart)


def _may_stand(one: _Asked, rota: Incumbent) -> bool:
    return rota.is_valid and not _breaches(one.scenario, rota, one.plan.rota)


def _lacks_skill(one: _Asked) -> bool:
    queue = one.question.queue
    if queue is None:
        return False
    pool = one.scenario.pool_of_queue[queue]
    return queue not in one.scenario.usable_queues(one.question.agent_id, pool)


def _breaches(scenario: Scenario, found: Incumbent, plan: Rota) -> list[Finding]:
    """Breaches of hard rules that the plan does not have as well, pins asked about included."""
    known = {
        (each.rule_id, each.agent_id, each.message)
        for each in broken_rules(RotaView.whole(scenario, plan))
        if each.rule_id != "pins"
    }
    return [
        each
        for each in broken_rules(RotaView.whole(scenario, rota_of(found)))
        if (each.rule_id, each.agent_id, each.message) not in known
    ]


def _without_weeks(one: _Asked, forced: Scenario, service: ServiceModel) -> WhyNotAnswer:
    """Answer where somebody concerned has no week beside the others as they are."""
    one.clock.enter("obstacles")
    pins = pins_of(one.question)
    obstacle = None
    for agent_id in one.concerned:
        obstacle = obstacle or obstacle_of(forced, service, agent_id, pins)
    one.clock.leave()
    if obstacle is None:
        return _answer(one, WhyNotStatus.NOT_FOUND)
    return _answer(one, WhyNotStatus.FORBIDDEN, obstacle=obstacle)


def _without_rota(
    one: _Asked, forced: Scenario, service: ServiceModel, found: Incumbent
) -> WhyNotAnswer:
    """Answer where the search found no rota that keeps all hard rules."""
    one.clock.enter("obstacles")
    diagnosis = diagnose(forced, service, one.report, _DIAGNOSE_SECONDS)
    one.clock.leave()
    if not diagnosis.conflicts:
        left = tuple(_breaches(forced, found, one.plan.rota))
        return _answer(one, WhyNotStatus.NOT_FOUND, as_it_stands=left)
    obstacle = Obstacle(
        tuple(dict.fromkeys(e.rule_id for c in diagnosis.conflicts for e in c.elements)),
        tuple(e.words for c in diagnosis.conflicts for e in c.elements),
        tuple(cure.words for c in diagnosis.conflicts for cure in c.cures if cure.kind != "pin"),
    )
    return _answer(one, WhyNotStatus.FORBIDDEN, obstacle=obstacle)


def _priced(
    one: _Asked, rota: Rota, baseline: Rota, limits: SearchLimits, apart: float
) -> WhyNotAnswer:
    scenario, plan, question = one.scenario, one.plan, one.question
    one.clock.enter("simulate")
    late = paired_late(
        scenario,
        plan.requirements,
        baseline,
        rota,
        replications=replications_for(scenario),
        seed=limits.seed,
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
        seed=limits.seed,
        replications=late.replications,
        search_seconds=limits.seconds,
        searches_apart=apart,
        words=three_lines(scenario, question, claims, moved, apart),
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
    one.clock.leave()
    return _of_filed(one, Filed(comparison, rota, baseline), was_filed=False)


def _of_filed(one: _Asked, filed: Filed, *, was_filed: bool) -> WhyNotAnswer:
    comparison = filed.comparison
    return WhyNotAnswer(
        WhyNotStatus.PRICED,
        one.question,
        one.people,
        comparison.words,
        as_it_stands=direct_exchange(one.scenario, one.plan.rota, one.question),
        comparison=comparison,
        moved=moved_shifts(one.scenario, one.plan.rota, filed.rota),
        other_blocks=people_of_other_blocks(one.scenario, one.plan.rota, filed.rota),
        folder=one.folder / "comparisons" / comparison.id,
        was_filed=was_filed,
        stage_seconds=dict(one.clock.seconds),
    )


def _answer(
    one: _Asked,
    status: WhyNotStatus,
    *,
    obstacle: Obstacle | None = None,
    as_it_stands: tuple[Finding, ...] = (),
) -> WhyNotAnswer:
    stands = None
    if status is WhyNotStatus.SO_ALREADY and one.question.is_moment:
        stands = block_at(one.plan.rota, one.question.agent_id, one.question.start)
    return WhyNotAnswer(
        status,
        one.question,
        one.people,
        other_lines(one.scenario, one.question, str(status), obstacle, stands),
        obstacle=obstacle,
        as_it_stands=as_it_stands,
        stage_seconds=dict(one.clock.seconds),
    )
