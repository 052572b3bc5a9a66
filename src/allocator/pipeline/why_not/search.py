"""Search on from the plan with what is asked about, and for as long without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Finding
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.pipeline.why_not.answer import PlanAsked
from allocator.pipeline.why_not.lawful import new_breaches
from allocator.rota.limits import SearchLimits
from allocator.rota.open_week import OpenWeek
from allocator.rota.polish import Incumbent
from allocator.rota.reoptimise import Reoptimiser, SideBySide


@dataclass(frozen=True)
class Searched:
    """Two rotas to compare.

    Parameters
    ----------
    rota
        With what is asked about.
    baseline
        Without it: what as long a search found, or the plan's own.
    apart
        By how much searches side by side differed, in late contacts.
    limits
        Of each of the two searches.
    """

    rota: Rota
    baseline: Rota
    apart: float
    limits: SearchLimits


@dataclass(frozen=True)
class NoWeeks:
    """Somebody concerned has no week beside the others as they are.

    Parameters
    ----------
    agent_id
        Who, of what a replan has left open.
    """

    agent_id: str | None = None


@dataclass(frozen=True)
class NoRota:
    """No rota that keeps every hard rule was found; what the best one still breaks."""

    left: tuple[Finding, ...]


class ForcedSearch:
    """The searches for one question.

    Parameters
    ----------
    forced
        The scenario with the question's pins.
    """

    def __init__(self, one: PlanAsked, forced: Scenario, service: ServiceModel) -> None:
        self._one, self._forced = one, forced
        one.clock.enter("compile")
        self._reoptimiser = Reoptimiser(one.scenario, service, one.plan.rota)

    @property
    def week(self) -> OpenWeek:
        """What may be otherwise, without what is asked about."""
        return self._reoptimiser.week

    def run(
        self, limits: SearchLimits, search_seconds: Callable[[], float]
    ) -> Searched | NoWeeks | NoRota:
        """Search with what is asked about and, where a rota has it, without.

        Parameters
        ----------
        limits
            Of finding weeks for those concerned.
        search_seconds
            Asked when all is ready: wall-clock seconds of each search.
        """
        clock, reoptimiser = self._one.clock, self._reoptimiser
        clock.enter("own weeks")
        start = reoptimiser.forced(self._forced, self._one.concerned, limits)
        if start is None:
            return NoWeeks(reoptimiser.without_week(self._forced, self._one.concerned, limits))
        clock.enter("rules")
        reoptimiser.read_rules()
        clock.enter("everybody")
        limits = replace(limits, seconds=search_seconds())
        searched = self._search("everybody", [start], limits)
        if not searched.best.is_valid:
            clock.enter("seats")
            seated = reoptimiser.seated(searched.best, limits)
            searched = reoptimiser.search([seated], limits, agent_ids=self._one.concerned)
        found = searched.best
        rota = reoptimiser.written(found)
        left = self._breaches(self._forced, rota)
        # Where events have left more people than seats, nobody need mend that for a question.
        if left or (not found.is_valid and reoptimiser.start.is_valid):
            return NoRota(tuple(left))
        clock.enter("without it")
        again = [reoptimiser.start, reoptimiser.released(found)]
        free = self._search("without it", again, limits)
        baseline = self._cheapest_sound([free.best, *again])
        return Searched(rota, baseline, max(searched.apart, free.apart), limits)

    def _search(self, stage: str, starts: list[Incumbent], limits: SearchLimits) -> SideBySide:
        report = self._one.report
        return self._reoptimiser.search(
            starts,
            limits,
            lambda cost: report(stage, f"best {cost:,.1f}"),
            self._one.concerned if stage == "everybody" else (),
        )

    def _cheapest_sound(self, found: list[Incumbent]) -> Rota:
        """Return the cheapest rota that may stand, the plan's own where it is that one or none."""
        plan, total = self._one.plan.rota, self._reoptimiser.week.total
        for each in sorted((one for one in found if one.is_valid), key=total):
            # A rota from elsewhere may not be among those that the search knows.
            rota = self._reoptimiser.written(each)
            if not self._breaches(self._one.scenario, rota):
                return plan if each is self._reoptimiser.start else rota
        return plan

    def _breaches(self, forced: Scenario, rota: Rota) -> list[Finding]:
        return new_breaches(self._one.scenario, forced, self._one.plan.rota, rota)
