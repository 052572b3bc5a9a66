"""What fairness costs: a plan's rota searched on from without its price, for a short while."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.demand import Requirement
from allocator.domain.fairness_price import FairnessPrice
from allocator.domain.plan import Plan
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.fairness_claims import fairness_price_claims
from allocator.pipeline.explore_terms import with_price
from allocator.pipeline.fairness_compared import COMPARISON, TERM, compare
from allocator.rota.improve import improve
from allocator.rota.limits import SearchLimits
from allocator.verify.objective import measure
from allocator.verify.verifier import broken_rules

RULE = "unsocial_fairness"
SHARE_OF_TIME = 0.08
"""Of the search's time, for both short searches together."""

_LEAST_S, _LEAST_S_A_PERSON = 0.4, 0.01
"""Below so much for each search nothing is searched for: too little can be found."""
_MOST_S = 5.0


@dataclass(frozen=True)
class Unpriced:
    """A rota without the price of fairness, and how the plan's compares with it."""

    price: FairnessPrice
    rota: Rota

    @property
    def filed(self) -> dict[str, Rota]:
        """The rota by the name of its folder."""
        return {COMPARISON: self.rota}

    @property
    def filed_claims(self) -> dict[str, list[Any]]:
        """What is claimed by the rota, by the same name."""
        claims = fairness_price_claims(self.price)
        return {COMPARISON: [claim.model_dump(mode="json") for claim in claims]}


def time_for_fairness(scenario: Scenario, limits: SearchLimits) -> float:
    """Seconds of each of two searches; 0 where nothing is priced, or there is too little time."""
    settings = scenario.settings
    if RULE not in settings.rules or not settings.unsocial:
        return 0.0
    if not settings.prices.unsocial_hour_above_fair_share:
        return 0.0
    seconds = min(_MOST_S, SHARE_OF_TIME / 2 * limits.seconds)
    least = max(_LEAST_S, _LEAST_S_A_PERSON * len(scenario.agents))
    return seconds if seconds >= least else 0.0


def price_fairness(
    scenario: Scenario,
    requirements: tuple[Requirement, ...],
    rota: Rota,
    limits: SearchLimits,
    seconds: float,
) -> Unpriced | None:
    """Search on from a rota with fairness unpriced, and for as long with its price.

    ``None`` where the search was stopped, or no lawful rota came of it.

    Parameters
    ----------
    scenario
        As it was searched: with pins for what was locked.
    seconds
        Of each search, see :func:`time_for_fairness`.
    """
    short = replace(limits, seconds=seconds)
    service = ServiceModel.of(scenario, requirements)
    free = with_price(scenario, TERM, 0.0)
    without = improve(free, ServiceModel.of(free, requirements), rota, short, _quiet)
    searched_on = improve(scenario, service, rota, short, _quiet)
    if limits.is_stopped or broken_rules(RotaView.whole(scenario, without)):
        return None
    own, more = (
        measure(RotaView.whole(scenario, each), service).total for each in (rota, searched_on)
    )
    price = compare(
        scenario,
        service,
        rota,
        without,
        search_seconds=seconds,
        searched_on_gain=max(0.0, own - more),
    )
    return Unpriced(price, without)


def with_fairness_price(plan: Plan, unpriced: Unpriced | None) -> Plan:
    """Return a plan that states what fairness costs it."""
    price = None if unpriced is None else unpriced.price
    summary = plan.summary.model_copy(update={"fairness_price": price})
    return plan.model_copy(update={"summary": summary})


def _quiet(_cost: float) -> None:
    """Tell nothing: the plan is found already."""
