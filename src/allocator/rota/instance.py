"""The planning problem in integers: intervals instead of clock times, options instead of rules.

An :class:`Instance` is compiled once from a scenario and its service model and never changes.
Rules that concern a single shift of a single agent (patterns, availability, opening hours, pins)
act here, by deciding which options exist; rules that relate shifts act in the models.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from allocator.demand.service import ServiceModel
from allocator.domain.practice import PACE_RULE, PRACTICE_RULE, PracticeSession
from allocator.domain.scenario import Scenario
from allocator.rota.agent_pools import pools_of_agents
from allocator.rota.duty import Assignment, Duty, chosen_starts
from allocator.rota.held_practice import (
    HeldSession,
    Practice,
    barred_for_mentoring,
    held_for_mentoring,
    practice_appointments,
    practice_of,
)
from allocator.rota.room import Options, roomy_options
from allocator.rota.shift_universe import shift_universe
from allocator.rules import registry
from allocator.rules.encoding import Appointment, ShiftOption

_OF_PINS = (
    "scenario",
    "rules",
    "barred",
    "held",
    "_barred_by_rules",
    "_held_by_rules",
    "possible_starts",
    "sessions",
    "base",
)
"""What follows from pins, besides what follows from the times chosen for activities."""

_OF_CHOSEN = ("activity_starts", "appointments", "options")
"""What follows from the times chosen for activities; all else stays when others are chosen."""
_OF_PRACTICE = ("appointments", "options", "barred", "held")
"""The same of the sessions for goals that are placed."""


@dataclass(frozen=True)
class Instance:
    """A scenario compiled for the optimiser.

    Parameters
    ----------
    admitted
        Shifts that the rules on single shifts admit, see :attr:`options`.
    agent_pools
        Pools that each agent can work in, most speed first.
    rules
        The declared rules with their parameters.
    left_out
        Ids of rules that the models leave unstated: for finding out which rule stands in the
        way, and for tests of the checks.
    chosen
        Starts that the search keeps to, of activities that have more.
    practice
        Sessions for goals that have a place, by id.
    kept
        What encoders have computed from the scenario and wish to find again.
    base
        The same with fewer pins, where this one was made from it by :meth:`pinned`.
    """

    scenario: Scenario
    service: ServiceModel
    rules: tuple[tuple[str, Any], ...]
    agent_pools: dict[str, tuple[str, ...]]
    admitted: Options
    left_out: frozenset[str] = field(default_factory=frozenset)
    chosen: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    practice: Practice = field(default_factory=dict[str, HeldSession])
    kept: dict[str, Any] = field(default_factory=dict[str, Any], compare=False, repr=False)
    base: Instance | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        service: ServiceModel,
        left_out: frozenset[str] = frozenset(),
    ) -> Instance:
        """Compile a scenario."""
        rules = tuple(registry.declared(scenario.settings.rules))
        stated = [(rule_id, params) for rule_id, params in rules if rule_id not in left_out]
        filters: list[tuple[Callable[..., bool], Any]] = [
            (registry.encode_module(rule_id).admits, params)
            for rule_id, params in stated
            if hasattr(registry.encode_module(rule_id), "admits")
        ]
        universe = [shift_universe(scenario, day) for day in range(scenario.grid.day_count)]
        admitted = {
            agent.agent_id: tuple(
                tuple(
                    option
                    for option in day_options
                    if all(admits(scenario, agent.agent_id, option, p) for admits, p in filters)
                )
                for day_options in universe
            )
            for agent in scenario.agents
        }
        agent_pools = pools_of_agents(scenario, service, left_out)
        return cls(scenario, service, rules, agent_pools, admitted, left_out)

    def with_starts(self, starts: Mapping[str, tuple[int, ...]]) -> Instance:
        """Return the same with the starts of some activities narrowed down."""
        chosen = {**self.chosen, **starts}
        if chosen == self.chosen:
            return self
        return self._twin(_OF_CHOSEN, chosen=chosen)

    def with_practice(self, practice: Practice) -> Instance:
        """Return the same with other sessions for goals placed."""
        return self if practice == self.practice else self._twin(_OF_PRACTICE, practice=practice)

    def without_goal(self, agent_id: str, goal: str) -> Instance:
        """Return the same with no session of a goal, placed or not."""
        mine = agent_id, goal
        others = {n: s for n, s in self.sessions.items() if (s.agent_id, s.goal.goal) != mine}
        kept = {name: held for name, held in self.practice.items() if name in others}
        twin = self._twin(_OF_PRACTICE, practice=kept)
        twin.__dict__["sessions"] = others
        return twin

    def _twin(self, stale: tuple[str, ...], **fields: Any) -> Instance:
        """Return the same with other fields, and all that is known but what follows from them."""
        twin = replace(self, **fields)
        known = {name: value for name, value in self.__dict__.items() if name not in stale}
        twin.__dict__.update({**known, **fields})
        return twin

    def pinned(self, scenario: Scenario) -> Instance:
        """Return the same with further pins that bar no shift: cheap, as little follows from them.

        Parameters
        ----------
        scenario
            The same with further pins of the kinds ``on_phone``, ``off_phone`` and ``any_shift``.
        """
        rules = tuple(registry.declared(scenario.settings.rules))
        twin = replace(self, scenario=scenario, rules=rules, base=self)
        gone = {*_OF_PINS, *_OF_CHOSEN}
        twin.__dict__.update({n: v for n, v in self.__dict__.items() if n not in gone})
        return twin

    def priced_by(self, service: ServiceModel) -> Instance:
        """Return the same with another need of the same people and contacts."""
        return self._twin((), service=service)

    def of_rota(self, assignment: Assignment) -> Instance:
        """Return the same with the starts that activities and sessions have in a rota."""
        starts = chosen_starts(assignment)
        settled = self.with_starts({a: (starts[a],) for a in self.movable if a in starts})
        return settled.with_practice(practice_of(self, assignment))

    @property
    def stated_rules(self) -> tuple[tuple[str, Any], ...]:
        """The rules that the models state."""
        return tuple(rule for rule in self.rules if rule[0] not in self.left_out)

    @cached_property
    def agent_ids(self) -> tuple[str, ...]:
        """Agents in the scenario's order."""
        return tuple(agent.agent_id for agent in self.scenario.agents)

    @property
    def day_count(self) -> int:
        """Number of operating days."""
        return self.scenario.grid.day_count

    @cached_property
    def _usable_queues(self) -> dict[tuple[str, str], tuple[str, ...]]:
        scenario = self.scenario
        every = "skills" in self.left_out
        return {
            (agent_id, pool): (
                scenario.pool_by_id[pool].queues
                if every
                else scenario.usable_queues(agent_id, pool)
            )
            for agent_id, pools in self.agent_pools.items()
            for pool in pools
        }

    def usable_queues(self, agent_id: str, pool: str) -> tuple[str, ...]:
        """Queues that an agent in a pool is logged into, in priority order."""
        return self._usable_queues[agent_id, pool]

    @cached_property
    def barred(self) -> dict[tuple[str, str], frozenset[int]]:
        """Intervals in which a rule, or mentoring in another, keeps an agent out of a pool."""
        return barred_for_mentoring(self, self._barred_by_rules)

    @cached_property
    def _barred_by_rules(self) -> dict[tuple[str, str], frozenset[int]]:
        return {
            (agent_id, pool): frozenset(
                interval
                for rule_id, params in self.stated_rules
                if hasattr(registry.encode_module(rule_id), "barred")
                for interval in registry.encode_module(rule_id).barred(
                    self.scenario, agent_id, self.usable_queues(agent_id, pool), params
                )
            )
            for agent_id, pools in self.agent_pools.items()
            for pool in pools
        }

    @cached_property
    def held(self) -> dict[str, frozenset[int]]:
        """Intervals in which an agent may be on no break and at no activity; of those with any."""
        return held_for_mentoring(self, self._held_by_rules)

    @cached_property
    def _held_by_rules(self) -> dict[str, frozenset[int]]:
        found = {
            agent_id: frozenset(
                interval
                for throughout, params in self._hooks("on_phone_throughout")
                for interval in throughout(self.scenario, agent_id, params)
            )
            for agent_id in self.agent_ids
        }
        return {agent_id: held for agent_id, held in found.items() if held}

    def must_have(self, agent_id: str) -> list[Callable[[ShiftOption], bool]]:
        """For each shift that a rule asks of an agent, whether an option is one: some option is."""
        return [
            meets
            for must_have, params in self._hooks("must_have")
            for meets in must_have(self.scenario, agent_id, params)
        ]

    @cached_property
    def speed_percent(self) -> dict[tuple[str, str], int]:
        """Speed of each agent in each pool in whole hundredths, as the service model has it."""
        return {
            (agent_id, pool): round(100 * self.service.speed.get((agent_id, pool), 1.0))
            for agent_id, pools in self.agent_pools.items()
            for pool in pools
        }

    # What binds inside a shift.

    def _hooks(self, name: str) -> list[tuple[Callable[..., Any], Any]]:
        """Functions of this name of the stated rules' encoders, with the rules' parameters."""
        modules = ((registry.encode_module(rule_id), p) for rule_id, p in self.stated_rules)
        return [(getattr(module, name), p) for module, p in modules if hasattr(module, name)]

    def rest_due(self, agent_id: str, option: ShiftOption) -> int:
        """Intervals of rest that the rules demand in a shift in one piece; 0 for none."""
        return max((due(self.scenario, agent_id, option, p) for due, p in self._rests), default=0)

    @cached_property
    def _rests(self) -> list[tuple[Callable[..., int], Any]]:
        return self._hooks("rest_due")

    @cached_property
    def unbroken_limits(self) -> dict[str, int]:
        """Most intervals from one rest of a shift, or its end, to the next; of agents bound so."""
        step = self.scenario.settings.interval_minutes
        hooks = self._hooks("unbroken_limit")
        limits = {
            agent_id: [limit(self.scenario, agent_id, p) for limit, p in hooks]
            for agent_id in self.agent_pools
        }
        bound = {who: [most for most in mine if most is not None] for who, mine in limits.items()}
        return {who: min(mine) // step for who, mine in bound.items() if mine}

    @cached_property
    def changes_max(self) -> int | None:
        """Most changes of pool inside a shift; ``None`` where nothing limits them."""
        return min((limit(p) for limit, p in self._hooks("changes_limit")), default=None)

    @cached_property
    def stretch_costs(self) -> NDArray[np.float64] | None:
        """Price of a stretch on the phone by its length in intervals; ``None`` where all are free.

        In late contacts, for lengths up to that of the longest day.
        """
        prices = self._hooks("stretch_cost")
        bounds = self.scenario.grid.day_bounds
        step = self.scenario.settings.interval_minutes
        longest = 2 * max(b - a for a, b in pairwise(bounds))
        costs = np.array(
            [
                sum(price(self.scenario, length * step, p) for price, p in prices)
                for length in range(longest + 1)
            ]
        )
        return costs if costs.any() else None

    # Activities off the phone.

    @cached_property
    def sessions(self) -> dict[str, PracticeSession]:
        """Sessions that goals ask for, placed or not; none where their rules are not stated."""
        if {PRACTICE_RULE, PACE_RULE} & self.left_out:
            return {}
        return {session.session_id: session for session in self.scenario.practice_sessions}

    @cached_property
    def possible_starts(self) -> dict[str, tuple[int, ...]]:
        """Intervals in which each planned activity may begin, whatever the search keeps to."""
        return {
            activity_id: self._clear_starts(activity_id, starts)
            for possible_starts, p in self._hooks("possible_starts")
            for activity_id, starts in possible_starts(self.scenario, p).items()
        }

    def _clear_starts(self, activity_id: str, starts: tuple[int, ...]) -> tuple[int, ...]:
        """Keep the starts at which nobody who takes part must be on the phone, if there are any."""
        rows = self.scenario.activities
        people = next(row.participants for row in rows if row.activity_id == activity_id)
        held = frozenset[int]().union(*(self.held.get(agent_id, ()) for agent_id in people))
        if not held:
            return starts
        length = self.activity_lengths[activity_id]
        return tuple(s for s in starts if held.isdisjoint(range(s, s + length))) or starts

    @property
    def movable(self) -> tuple[str, ...]:
        """Activities whose time is to be chosen."""
        return tuple(a for a, starts in self.possible_starts.items() if len(starts) > 1)

    @cached_property
    def activity_starts(self) -> dict[str, tuple[int, ...]]:
        """Intervals in which each planned activity may begin: one, where it is settled."""
        return {**self.possible_starts, **self.chosen}

    @cached_property
    def activity_lengths(self) -> dict[str, int]:
        """Length of each activity in intervals."""
        step = self.scenario.settings.interval_minutes
        return {row.activity_id: row.minutes // step for row in self.scenario.activities}

    def activities_of(self, agent_id: str) -> tuple[str, ...]:
        """Planned activities that an agent takes part in."""
        rows = self.scenario.activities_by_agent.get(agent_id, ())
        return tuple(r.activity_id for r in rows if r.activity_id in self.activity_starts)

    @cached_property
    def appointments(self) -> dict[str, tuple[Appointment, ...]]:
        """Activities whose time is settled, in time order, of each agent who has any."""
        found: dict[str, tuple[Appointment, ...]] = {}
        practice = practice_appointments(self)
        for agent_id in self.scenario.activities_by_agent.keys() | practice.keys():
            mine = practice.get(agent_id, []) + [
                Appointment(start, start + self.activity_lengths[activity_id], activity_id)
                for activity_id in self.activities_of(agent_id)
                if len(self.activity_starts[activity_id]) == 1
                for start in self.activity_starts[activity_id]
            ]
            if mine:
                found[agent_id] = tuple(sorted(mine))
        return found

    def pauses(self, agent_id: str) -> tuple[Appointment, ...]:
        """Spans besides activities off the phone; at one of no length pools may change."""
        return ()

    def appointments_in(self, agent_id: str, option: ShiftOption) -> tuple[Appointment, ...]:
        """Settled activities inside a shift, in time order."""
        mine = self.appointments.get(agent_id, ())
        return tuple(each for each in mine if each.lies_in(option))

    def allows(self, agent_id: str, day: int, duty: Duty) -> bool:
        """Whether a duty holds the agent's activities at their times, and no others."""
        if agent_id not in self.scenario.activities_by_agent and not self.practice:
            return True
        mine = self.appointments_in(agent_id, duty.option)
        return duty.appointments == mine and duty.option in self.options[agent_id][day]

    @cached_property
    def options(self) -> Options:
        """Shift options of each agent on each day: those admitted that have room for the rest."""
        return roomy_options(self)

    def day_intervals(self, day: int) -> range:
        """Interval numbers of an operating day."""
        bounds = self.scenario.grid.day_bounds
        return range(bounds[day], bounds[day + 1])
