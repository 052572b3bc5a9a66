"""The search of a week: the need corrected by drafts, then the best rota for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from allocator.demand.service import ServiceModel
from allocator.domain.correction import CorrectionRound
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.pipeline.lock_words import in_words_of_draft
from allocator.pipeline.need_rounds import correct_need
from allocator.pipeline.stage_clock import Report
from allocator.pipeline.start_from import Start
from allocator.rota.draft import NoDraft
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import Optimised, no_rota, optimise
from allocator.rota.parts import parts_of

_AGAINST_LOCKS = "what is locked breaks hard rules, whatever else is planned"


@dataclass(frozen=True)
class Searched:
    """What the search came to.

    Parameters
    ----------
    found
        With the time of every stage, those of the need's correction too.
    requirements
        The need, corrected.
    rounds
        Drafts that it was corrected by.
    parts
        Pools of each team that was searched by itself; empty where all were searched as one.
    """

    found: Optimised
    requirements: tuple[Requirement, ...]
    rounds: tuple[CorrectionRound, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()


def search_week(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    limits: SearchLimits,
    rounds: int,
    report: Report,
    start: Start | None = None,
    jobs: int = 1,
) -> Searched:
    """Correct the need and search for the best rota.

    Parameters
    ----------
    requirements
        The forecast's.
    rounds
        Most drafts to simulate.
    start
        A rota to begin from.
    jobs
        How many processes may search teams that share nobody; with 1 all are searched as one.
    """
    if start is None:
        return _search(scenario, requirements, limits, rounds, report, None, jobs)
    if start.against_locks:
        none = NoDraft(ServiceModel.of(scenario, requirements), _AGAINST_LOCKS, proven=True)
        found = no_rota(start.scenario, none, limits, {}, report)
        # What diagnosing says of the whole team matters less than what was found in the locks.
        searched = Searched(replace(found, reason=_AGAINST_LOCKS), requirements)
    else:
        searched = _search(start.scenario, requirements, limits, rounds, report, start, jobs)
    found = searched.found
    if found.rota is not None:
        found = replace(found, rota=start.lasting(searched.requirements, found.rota))
    if found.diagnosis is not None:
        words = in_words_of_draft(found.diagnosis, scenario, start.record.file)
        found = replace(found, diagnosis=words)
    return replace(searched, found=found)


def _search(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    limits: SearchLimits,
    rounds: int,
    report: Report,
    start: Start | None,
    jobs: int,
) -> Searched:
    draft = None if start is None else start.draft
    parts = parts_of(scenario, requirements) if jobs > 1 else ()
    need = correct_need(scenario, requirements, limits, rounds, report, draft, parts, jobs)
    if isinstance(need, Optimised):
        return Searched(need, requirements)
    found = optimise(
        scenario,
        need.requirements,
        need.limits,
        report,
        need.draft,
        need.proven_bound,
        parts,
        jobs,
    )
    seconds = {**need.stage_seconds, **found.stage_seconds}
    found = replace(found, stage_seconds=seconds)
    return Searched(found, need.requirements, need.rounds, tuple(part.pools for part in parts))
