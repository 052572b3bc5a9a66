"""The objective of a rota with a few shifts changed, quickly enough to try thousands of them."""

from __future__ import annotations

from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Strength
from allocator.domain.rota import Block, Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.change import Change
from allocator.rules import registry
from allocator.rules.unsocial_fairness.check import eligible_agents, measure_hours, week_hours
from allocator.verify.service_state import ServiceState
from allocator.verify.terms import SOFT_TERMS, prices_by_term

_SHARED_RULE = "unsocial_fairness"
"""The soft rule in which one agent's hours move everybody's share."""

_Parts = tuple[tuple[float, float, str], ...]
"""Start and end of the blocks of some shifts, in POSIX seconds, with what is done in them."""


class Pricing:
    """The objective's terms before and after changes of one rota.

    Soft rules other than the fair share of unsocial hours add up over agents, so that only those
    whose week changes are measured again; each week met is kept.

    Parameters
    ----------
    service
        Service model of the plan's requirements.
    """

    def __init__(self, scenario: Scenario, service: ServiceModel, rota: Rota) -> None:
        self.scenario = scenario
        self.rota = rota
        self.state = ServiceState.of(scenario, service, rota)
        self._price = prices_by_term(scenario.settings.prices)
        soft = {
            rule_id: parameters
            for rule_id, parameters in registry.declared(scenario.settings.rules)
            if registry.card(rule_id).strength is Strength.SOFT
        }
        self._fairness_parameters: Any = soft.pop(_SHARED_RULE, None)
        self._own_rules = soft
        self._own_amounts: dict[tuple[str, _Parts], dict[str, float]] = {}
        self._hours_of_shift: dict[tuple[float, float], float] = {}
        self._hours = {
            agent_id: self._week_hours(rota.shifts(agent_id))
            for agent_id in eligible_agents(scenario)
        }
        self._shared_amount: dict[tuple[tuple[str, float], ...], float] = {}
        self.terms = self._priced(Change(removed=()))

    def change_by_term(self, change: Change) -> dict[str, float]:
        """Difference that a change makes to each term of the objective, in late contacts."""
        after = self._priced(change)
        return {term: after[term] - before for term, before in self.terms.items()}

    def state_after(self, change: Change) -> ServiceState:
        """Service side of the rota after a change."""
        return self.state.with_change(_blocks(change.removed), _blocks(change.added))

    def _priced(self, change: Change) -> dict[str, float]:
        soft = {
            SOFT_TERMS[rule_id]: sum(
                self._own(agent_id, change.shifts_after(self.rota, agent_id))[rule_id]
                - self._own(agent_id, self.rota.shifts(agent_id))[rule_id]
                for agent_id in change.agent_ids
            )
            + self._amount_before(rule_id)
            for rule_id in self._own_rules
        }
        amounts = dict.fromkeys(SOFT_TERMS.values(), 0.0) | soft
        amounts[SOFT_TERMS[_SHARED_RULE]] = self._shared(change)
        return self.state_after(change).service_terms() | {
            term: self._price[term] * amount for term, amount in amounts.items()
        }

    def _amount_before(self, rule_id: str) -> float:
        return sum(
            self._own(agent.agent_id, self.rota.shifts(agent.agent_id))[rule_id]
            for agent in self.scenario.agents
        )

    def _own(self, agent_id: str, shifts: tuple[Shift, ...]) -> dict[str, float]:
        """Amount of each soft rule that an agent's week adds, for the rules that add up."""
        # Not by the spans of shifts alone: of two that look alike one may have other breaks.
        key = agent_id, tuple((*b.span_s, b.activity) for s in shifts for b in s.blocks)
        if key not in self._own_amounts:
            view = RotaView(
                scenario=self.scenario,
                rota=Rota(blocks=tuple(_blocks(shifts))),
                agent_ids=(agent_id,),
            )
            self._own_amounts[key] = {
                rule_id: registry.check_module(rule_id).measure(view, parameters).amount
                for rule_id, parameters in self._own_rules.items()
            }
        return self._own_amounts[key]

    def _shared(self, change: Change) -> float:
        """Tiered unsocial hours above the fair share after a change."""
        if self._fairness_parameters is None:
            return 0.0
        new_hours = {
            agent_id: hours
            for agent_id in change.agent_ids
            if agent_id in self._hours
            and (hours := self._week_hours(change.shifts_after(self.rota, agent_id)))
            != self._hours[agent_id]
        }
        key = tuple(sorted(new_hours.items()))
        if key not in self._shared_amount:
            hours = self._hours | new_hours
            measure = measure_hours(self.scenario, hours, self._fairness_parameters)
            self._shared_amount[key] = measure.amount
        return self._shared_amount[key]

    def _week_hours(self, shifts: tuple[Shift, ...]) -> float:
        """Weighted unsocial hours of some shifts."""
        total = 0.0
        for shift in shifts:
            key = _span_s(shift)
            if key not in self._hours_of_shift:
                self._hours_of_shift[key] = week_hours(self.scenario, [shift])
            total += self._hours_of_shift[key]
        return total


def _blocks(shifts: tuple[Shift, ...]) -> list[Block]:
    return [block for shift in shifts for block in shift.blocks]


def _span_s(shift: Shift) -> tuple[float, float]:
    return shift.blocks[0].span_s[0], shift.blocks[-1].span_s[1]
