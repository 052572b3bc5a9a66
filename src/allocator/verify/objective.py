"""The objective of a finished rota, recomputed from its blocks and never from the solver."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

from allocator.demand.service import ServiceModel
from allocator.domain.findings import SoftMeasure, Strength
from allocator.domain.view import RotaView
from allocator.rules import registry
from allocator.verify.service_state import QueueService, ServiceState
from allocator.verify.terms import SOFT_TERMS, prices_by_term


@dataclass(frozen=True)
class Objective:
    """What a rota costs, term by term.

    Parameters
    ----------
    amounts
        By term, in the term's own unit; 0 for a soft rule that the scenario does not declare.
    terms
        The amounts times the scenario's prices, in late contacts.
    soft_measures
        By rule, for the soft rules that the scenario declares.
    service_levels
        By queue.
    """

    amounts: dict[str, float]
    terms: dict[str, float]
    soft_measures: dict[str, SoftMeasure]
    service_levels: dict[str, QueueService]

    @property
    def total(self) -> float:
        """Sum of the terms, in late contacts."""
        return math.fsum(self.terms.values())


def soft_measures(view: RotaView) -> dict[str, SoftMeasure]:
    """Measure each soft rule that the scenario declares, for the agents of the view."""
    return {
        rule_id: cast(SoftMeasure, registry.check_module(rule_id).measure(view, parameters))
        for rule_id, parameters in registry.declared(view.scenario.settings.rules)
        if registry.card(rule_id).strength is Strength.SOFT
    }


def measure(view: RotaView, service: ServiceModel) -> Objective:
    """Recompute every term of the objective over the whole rota, whatever agents the view names."""
    scenario = view.scenario
    state = ServiceState.of(scenario, service, view.rota)
    return assemble(state, soft_measures(RotaView.whole(scenario, view.rota)))


def assemble(state: ServiceState, measures: dict[str, SoftMeasure]) -> Objective:
    """Put together an objective from its service side and its soft measures."""
    amounts = state.service_amounts() | {
        term: measures[rule_id].amount if rule_id in measures else 0.0
        for rule_id, term in SOFT_TERMS.items()
    }
    price = prices_by_term(state.scenario.settings.prices)
    return Objective(
        amounts=amounts,
        terms={term: price[term] * amount for term, amount in amounts.items()},
        soft_measures=measures,
        service_levels=state.service_levels(),
    )
