"""A draft: a rota made quickly, which shows what its need is worth and where to search on from."""

from __future__ import annotations

import time
from dataclasses import dataclass

from allocator.demand.service import ServiceModel
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.rota.blocks import to_rota
from allocator.rota.bound import solve_counts
from allocator.rota.choose_times import NoTimes
from allocator.rota.construct import construct
from allocator.rota.duty import Assignment
from allocator.rota.instance import Instance
from allocator.rota.limits import SearchLimits
from allocator.rota.place_activities import place_activities
from allocator.rota.polish import Incumbent, settle
from allocator.rota.reached import Report, reached_text

COARSE_SPEED_STEP = 0.5

NOT_THERE = "it is proven that there is no rota; what stands in the way was not found in time"
_NOT_FOUND = "a week was not found for everybody in the time given"


@dataclass(frozen=True)
class Draft:
    """Everybody's week, chosen once in sight of the fractional team.

    Parameters
    ----------
    instance
        The compiled scenario, with the need that it is priced by.
    bound
        Proven lower bound on the objective by this need; 0 where the need is another by now.
    """

    instance: Instance
    assignment: Assignment
    bound: float

    @property
    def rota(self) -> Rota:
        """The same in blocks with clock times."""
        return to_rota(self.instance, self.assignment)

    def priced_by(self, service: ServiceModel) -> Draft:
        """Return the same rota under another need."""
        return Draft(self.instance.priced_by(service), self.assignment, 0.0)

    def settled(self, limits: SearchLimits) -> Draft:
        """Return a draft in which everybody has chosen once more, by the need as it is now."""
        found = settle(Incumbent(self.instance, self.assignment), limits)
        return Draft(found.instance, found.assignment, self.bound)


@dataclass(frozen=True)
class NoDraft:
    """There is no rota to begin with.

    Parameters
    ----------
    reason
        What is known about why, in a line.
    proven
        Whether it is known that there is none.
    scenario
        The part of the scenario that it is known of; ``None`` for the whole.
    """

    service: ServiceModel
    reason: str
    proven: bool
    scenario: Scenario | None = None


def make_draft(
    scenario: Scenario,
    service: ServiceModel,
    limits: SearchLimits,
    report: Report,
    stage_seconds: dict[str, float],
    speed_step: float = COARSE_SPEED_STEP,
) -> Draft | NoDraft:
    """Make a rota by the coarse linear model and by names, without searching on.

    Parameters
    ----------
    stage_seconds
        Filled with the wall-clock time of each stage.
    speed_step
        Width of the linear model's classes of speed: narrower ones take longer and prove more.
    """
    begun = time.perf_counter()
    report("counts", "")
    instance = Instance.of(scenario, service)
    counts = solve_counts(
        instance,
        speed_step,
        lambda bound: report("counts", reached_text(None, bound)),
        limits.stop,
    )
    stage_seconds["counts"] = time.perf_counter() - begun
    if not counts.feasible:
        return NoDraft(service, NOT_THERE, proven=True)
    if limits.is_stopped:
        return NoDraft(service, _NOT_FOUND, proven=False)
    begun = time.perf_counter()
    placed = place_activities(instance, counts, limits)
    if instance.possible_starts:
        stage_seconds["activities"] = time.perf_counter() - begun
    if isinstance(placed, NoTimes):
        return NoDraft(service, placed.reason, placed.proven)
    report("names", reached_text(None, counts.bound))
    begun = time.perf_counter()
    first = construct(placed, counts, limits)
    stage_seconds["names"] = time.perf_counter() - begun
    if first is None:
        return NoDraft(service, _NOT_FOUND, proven=False)
    return Draft(placed, first, counts.bound)
