"""Search on from the plan with what is asked about, and for as long without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Finding
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.pipeline.why_not.answer import PlanAsked
from allocator.rota.limits import SearchLimits
from allocator.rota.polish import Incumbent
from allocator.rota.reoptimise import Reoptimiser, SideBySide, rota_of
from allocator.verify.verifier import broken_rules


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
    """Somebody concerned has no week beside the others as they are."""


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
            return NoWeeks()
        clock.enter("rules")
        reoptimiser.read_rules()
        clock.enter("everybody")
        limits = replace(limits, seconds=search_seconds())
        searched = self._search("everybody", [start], limits)
        if not searched.best.is_valid:
            clock.enter("seats")
            seated = reoptimiser.seated(searched.best, limits)
            searched = reoptimiser.search([seated], limits)
        found = searched.best
        rota = rota_of(found)
        left = self._breaches(self._forced, rota)
        if not found.is_valid or left:
            return NoRota(tuple(left))
        clock.enter("without it")
        again = [reoptimiser.start, reoptimiser.released(found)]
        free = self._search("without it", again, limits)
        baseline = self._cheapest_sound([free.best, *again])
        return Searched(rota, baseline, max(searched.apart, free.apart), limits)

    def _search(self, stage: str, starts: list[Incumbent], limits: SearchLimits) -> SideBySide:
        report = self._one.report
        return self._reoptimiser.search(
            starts, limits, lambda cost: report(stage, f"best {cost:,.1f}")
        )

    def _cheapest_sound(self, found: list[Incumbent]) -> Rota:
        """Return the cheapest rota that may stand, the plan's own where it is that one or none."""
        plan = self._one.plan.rota
        for each in sorted((one for one in found if one.is_valid), key=lambda one: one.cost):
            # A rota from elsewhere may not be among those that the search knows.
            rota = rota_of(each)
            if not self._breaches(self._one.scenario, rota):
                return plan if each is self._reoptimiser.start else rota
        return plan

    def _breaches(self, scenario: Scenario, rota: Rota) -> list[Finding]:
        """Breaches of hard rules that the plan does not have as well, pins asked about included."""
        broken = broken_rules(RotaView.whole(scenario, rota))
        if not broken:
            return []
        known = {
            (each.rule_id, each.agent_id, each.message)
            for each in broken_rules(RotaView.whole(scenario, self._one.plan.rota))
            if each.rule_id != "pins"
        }
        return [each for each in broken if (each.rule_id, each.agent_id, each.message) not in known]
