"""Rounds in which the need is corrected: a quick rota, simulated, and what it teaches."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from allocator.demand.service import ServiceModel
from allocator.domain.correction import CorrectionRound
from allocator.domain.demand import Requirement
from allocator.domain.scenario import Scenario
from allocator.pipeline.correction import (
    averaged,
    corrected,
    corrections_of,
    fitted,
    movement_share,
)
from allocator.pipeline.round_figures import round_of
from allocator.pipeline.simulate_plan import simulate_rota
from allocator.rota.draft import Draft, NoDraft, make_draft
from allocator.rota.limits import SearchLimits
from allocator.rota.optimise import Optimised, no_rota
from allocator.rota.parts import Part
from allocator.rota.reached import Reached
from allocator.rota.side_by_side import drafts_side_by_side

DEFAULT_ROUNDS = 1

STILL_SHARE = 0.02
"""A mean change of the corrections below which a further round is not worth its time."""

_LEAST_LEFT_SHARE = 0.4
"""Share of the time that the search keeps, however long the rounds take."""

Report = Callable[[str, str], None]
"""Called with the name of the running stage and with what it has reached."""


@dataclass(frozen=True)
class CorrectedNeed:
    """What the search goes on from.

    Parameters
    ----------
    requirements
        With their corrections.
    draft
        The last rota made; ``None`` where there were no rounds.
    limits
        What is left of the search's.
    rounds
        Without the final rota's.
    """

    requirements: tuple[Requirement, ...]
    draft: Draft | None
    limits: SearchLimits
    rounds: tuple[CorrectionRound, ...]
    stage_seconds: dict[str, float]

    @property
    def proven_bound(self) -> float:
        """Proven lower bound on the objective by this need; 0 where nothing is proven yet."""
        return 0.0 if self.draft is None else self.draft.bound


def correct_need(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    limits: SearchLimits,
    rounds: int,
    report: Report,
    draft: Draft | None = None,
    parts: Sequence[Part] = (),
    jobs: int = 1,
) -> CorrectedNeed | Optimised:
    """Correct the need by what simulated drafts show.

    The first draft is made as the search would begin; in each further one everybody has chosen
    again under the corrected need. It ends early where the corrections stand still, or where the
    simulated service meets every target.

    Parameters
    ----------
    requirements
        The forecast's.
    rounds
        At most; 0 leaves everything as it is.
    draft
        The first draft, where there is one already.
    parts
        Where there are several, the first draft is made of theirs, side by side.
    jobs
        How many of them at a time.

    Returns
    -------
    CorrectedNeed or Optimised
        The latter, without a rota, where no draft can be made.
    """
    if not rounds:
        return CorrectedNeed(requirements, draft, limits, (), {})
    begun = time.perf_counter()
    seconds: dict[str, float] = {}
    service = ServiceModel.of(scenario, requirements)
    if draft is not None:
        made = draft
    elif len(parts) > 1:
        reached = Reached(report)
        made = drafts_side_by_side(scenario, service, parts, jobs, limits, reached, seconds)
    else:
        made = make_draft(scenario, service, limits, report, seconds)
    if isinstance(made, NoDraft):
        return no_rota(scenario, made, limits, seconds, report)
    since = time.perf_counter()
    log: list[CorrectionRound] = []
    for number in range(1, rounds + 1):
        if limits.is_stopped:
            break
        report("rounds", f"round {number}: simulating a draft")
        rota, before = made.rota, corrections_of(scenario, requirements)
        simulation = simulate_rota(scenario, requirements, rota, limits.seed)
        after = averaged(before, fitted(simulation, rota), number)
        moved = movement_share(requirements, before, after)
        log.append(round_of(simulation, rota, "draft", moved))
        requirements = corrected(scenario, requirements, after)
        made = made.priced_by(ServiceModel.of(scenario, requirements))
        if moved < STILL_SHARE or all(queue.gap_share == 0 for queue in log[-1].queues):
            break
        if number < rounds:
            made = made.settled(limits)
    seconds["rounds"] = time.perf_counter() - since
    left = limits.seconds - (time.perf_counter() - begun)
    if not limits.reproducible:
        limits = replace(limits, seconds=max(left, _LEAST_LEFT_SHARE * limits.seconds))
    return CorrectedNeed(requirements, made, limits, tuple(log), seconds)
