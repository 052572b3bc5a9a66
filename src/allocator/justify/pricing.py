"""The objective of a rota with a few shifts changed, quickly enough to try thousands of them."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.findings import Strength
from allocator.domain.rota import Block, Rota, Shift
from allocator.domain.scenario import Scenario
from allocator.domain.view import RotaView
from allocator.justify.change import Change
from allocator.rules import registry
from allocator.rules.cover.check import amount_of, heads_of
from allocator.rules.unsocial_fairness.check import amount_of_hours, eligible_hours, week_hours
from allocator.verify.service_state import ServiceState
from allocator.verify.terms import SOFT_TERMS, prices_by_term

_SHARED_RULE = "unsocial_fairness"
"""The soft rule in which one agent's hours move everybody's share."""
_TEAM_RULE = "cover"
"""The soft rule that looks at how many there are, whoever they are."""

_OF_DAYS = frozenset({"requests", "steady_starts", "screen_breaks"})
"""Soft rules in which a shift matters on its own day and to the day before and after, at most."""

_ONE_DAY = dt.timedelta(days=1)

_Parts = tuple[tuple[float, float, str], ...]
"""Start and end of the blocks of some shifts, in POSIX seconds, with what is done in them."""


class Pricing:
    """The objective's terms before and after changes of one rota.

    Soft rules other than the fair share of unsocial hours and cover add up over agents, so that
    only those whose week changes are measured again; each week met is kept.

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
        covers = soft.pop(_TEAM_RULE, None) is not None
        self._heads = heads_of(scenario, _all_shifts(rota)) if covers else None
        self._own_rules = soft
        # What a change of some days does to other rules than these is looked at in all days.
        self._looks_at_weeks = soft.keys() <= _OF_DAYS
        self._own_amounts: dict[tuple[str, _Parts], dict[str, float]] = {}
        self._dates: dict[float, dt.date] = {}
        self._hours_of_shift: dict[tuple[float, float], float] = {}
        self._eligible = eligible_hours(scenario)
        self._hours = {
            agent_id: self._week_hours(rota.shifts(agent_id)) for agent_id in self._eligible
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
        moved = dict.fromkeys(self._own_rules, 0.0)
        for agent_id in change.agent_ids:
            dates = self._dates_around(change, agent_id)
            after = self._own(
                agent_id, self._within(change.shifts_after(self.rota, agent_id), dates)
            )
            before = self._own(agent_id, self._within(self.rota.shifts(agent_id), dates))
            for rule_id in moved:
                moved[rule_id] += after[rule_id] - before[rule_id]
        amounts = dict.fromkeys(SOFT_TERMS.values(), 0.0) | {
            SOFT_TERMS[rule_id]: amount + self._amounts_before[rule_id]
            for rule_id, amount in moved.items()
        }
        amounts[SOFT_TERMS[_SHARED_RULE]] = self._shared(change)
        amounts[SOFT_TERMS[_TEAM_RULE]] = self._cover(change)
        return self.state_after(change).service_terms() | {
            term: self._price[term] * amount for term, amount in amounts.items()
        }

    @cached_property
    def _amounts_before(self) -> dict[str, float]:
        """Amount of each soft rule that adds up, in the rota as it is."""
        every = [
            self._own(agent.agent_id, self.rota.shifts(agent.agent_id))
            for agent in self.scenario.agents
        ]
        return {rule_id: sum(own[rule_id] for own in every) for rule_id in self._own_rules}

    def _dates_around(self, change: Change, agent_id: str) -> frozenset[dt.date] | None:
        """Days by which the soft rules see what a change does to an agent; ``None`` for all.

        Of several weeks those in which shifts change, and the days beside them.
        """
        if len(self.scenario.plan_weeks) == 1 or not self._looks_at_weeks:
            return None
        date_of = self.scenario.grid.operating_date
        dates: set[dt.date] = set()
        for shift in (*change.removed, *change.added):
            if shift.agent_id == agent_id:
                week = self.scenario.week_of(date_of(shift.start))
                dates.update((week[0] - _ONE_DAY, *week, week[-1] + _ONE_DAY))
        return frozenset(dates)

    def _within(
        self, shifts: tuple[Shift, ...], dates: frozenset[dt.date] | None
    ) -> tuple[Shift, ...]:
        """Shifts of some days."""
        if dates is None:
            return shifts
        return tuple(s for s in shifts if self._date_of(s) in dates)

    def _date_of(self, shift: Shift) -> dt.date:
        start = shift.blocks[0].span_s[0]
        if start not in self._dates:
            self._dates[start] = self.scenario.grid.operating_date(shift.start)
        return self._dates[start]

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
            self._shared_amount[key] = amount_of_hours(
                self.scenario, self._eligible, hours, self._fairness_parameters
            )
        return self._shared_amount[key]

    def _cover(self, change: Change) -> float:
        """Agents missing or too many, weighted, after a change."""
        if self._heads is None:
            return 0.0
        heads = self._heads.copy()
        heads.subtract(heads_of(self.scenario, change.removed))
        heads.update(heads_of(self.scenario, change.added))
        return amount_of(self.scenario, heads)

    def _week_hours(self, shifts: tuple[Shift, ...]) -> float:
        """Weighted unsocial hours of some shifts."""
        total = 0.0
        for shift in shifts:
            key = _span_s(shift)
            if key not in self._hours_of_shift:
                self._hours_of_shift[key] = week_hours(self.scenario, [shift])
            total += self._hours_of_shift[key]
        return total


def _all_shifts(rota: Rota) -> list[Shift]:
    return [shift for agent_id in rota.agent_ids for shift in rota.shifts(agent_id)]


def _blocks(shifts: tuple[Shift, ...]) -> list[Block]:
    return [block for shift in shifts for block in shift.blocks]


def _span_s(shift: Shift) -> tuple[float, float]:
    return shift.blocks[0].span_s[0], shift.blocks[-1].span_s[1]
