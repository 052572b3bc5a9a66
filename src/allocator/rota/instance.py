"""The planning problem in integers: intervals instead of clock times, options instead of rules.

An :class:`Instance` is compiled once from a scenario and its service model and never changes.
Rules that concern a single shift of a single agent (patterns, availability, opening hours, pins)
act here, by deciding which options exist; rules that relate shifts act in the models.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.scenario import Scenario
from allocator.domain.settings import BreakSetting, ShiftPattern
from allocator.rules import registry
from allocator.rules.encoding import BreakSlot, ShiftOption


@dataclass(frozen=True, slots=True)
class Duty:
    """A shift as one agent works it.

    Parameters
    ----------
    break_starts
        Interval in which each of the option's breaks begins, in the option's order.
    pools
        Pool of the agent in each interval of the shift; ``None`` while on a break.
    """

    option: ShiftOption
    break_starts: tuple[int, ...]
    pools: tuple[str | None, ...]

    @property
    def on_phone(self) -> Iterator[tuple[str, int]]:
        """Pool and interval of each interval on the phone."""
        for offset, pool in enumerate(self.pools):
            if pool is not None:
                yield pool, self.option.start + offset


Assignment = dict[tuple[str, int], Duty]
"""Duties by agent and day; days off have no entry."""


@dataclass(frozen=True)
class Instance:
    """A scenario compiled for the optimiser.

    Parameters
    ----------
    options
        Shift options of each agent on each day.
    agent_pools
        Pools that each agent can work in, most speed first.
    rules
        The declared rules with their parameters.
    left_out
        Ids of rules that the models leave unstated: for finding out which rule stands in the
        way, and for tests of the checks.
    kept
        What encoders have computed from the scenario and wish to find again.
    """

    scenario: Scenario
    service: ServiceModel
    rules: tuple[tuple[str, Any], ...]
    agent_pools: dict[str, tuple[str, ...]]
    options: dict[str, tuple[tuple[ShiftOption, ...], ...]]
    left_out: frozenset[str] = field(default_factory=frozenset)
    kept: dict[str, Any] = field(default_factory=dict[str, Any], compare=False, repr=False)

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
        universe = [_shift_universe(scenario, day) for day in range(scenario.grid.day_count)]
        options = {
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
        agent_pools = {
            agent.agent_id: _agent_pools(scenario, service, agent.agent_id, stated)
            for agent in scenario.agents
        }
        return cls(scenario, service, rules, agent_pools, options, left_out)

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
        """Intervals in which a rule on single duties keeps an agent out of a pool."""
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
    def speed_percent(self) -> dict[tuple[str, str], int]:
        """Speed of each agent in each pool in whole hundredths, as the service model has it."""
        return {
            (agent_id, pool): round(100 * self.service.speed.get((agent_id, pool), 1.0))
            for agent_id, pools in self.agent_pools.items()
            for pool in pools
        }

    def rest_due(self, option: ShiftOption) -> int:
        """Intervals of rest that the rules demand in a shift in one piece; 0 for none."""
        return max((due(self.scenario, option, p) for due, p in self._rests_due), default=0)

    @cached_property
    def _rests_due(self) -> list[tuple[Callable[..., int], Any]]:
        modules = ((registry.encode_module(rule_id), p) for rule_id, p in self.stated_rules)
        return [(module.rest_due, p) for module, p in modules if hasattr(module, "rest_due")]

    def day_intervals(self, day: int) -> range:
        """Interval numbers of an operating day."""
        bounds = self.scenario.grid.day_bounds
        return range(bounds[day], bounds[day + 1])


def _agent_pools(
    scenario: Scenario, service: ServiceModel, agent_id: str, stated: list[tuple[str, Any]]
) -> tuple[str, ...]:
    filters = [
        (registry.encode_module(rule_id).admits_pool, params)
        for rule_id, params in stated
        if hasattr(registry.encode_module(rule_id), "admits_pool")
    ]
    admitted = [
        pool
        for pool in service.pools
        if all(admits(scenario, agent_id, pool, params) for admits, params in filters)
    ]
    return tuple(sorted(admitted, key=lambda pool: -service.speed.get((agent_id, pool), 0.0)))


def _shift_universe(scenario: Scenario, day: int) -> tuple[ShiftOption, ...]:
    """Every shift that some pattern of the scenario allows on some weekday, moved to this day.

    Wider than any one contract allows, so that the rule ``shift_patterns`` has work to do and
    its absence shows.
    """
    grid = scenario.grid
    date = grid.days[day]
    today = range(grid.day_bounds[day], grid.day_bounds[day + 1])
    seen: dict[tuple[int, int], ShiftOption] = {}
    for pattern in scenario.settings.shift_patterns:
        if not _pattern_may_matter(scenario, pattern, date):
            continue
        for start_minutes in range(
            pattern.start_from, pattern.start_to + 1, pattern.start_every_minutes
        ):
            start = grid.index(grid.at(date, start_minutes))
            for minutes in range(
                pattern.shortest_minutes, pattern.longest_minutes + 1, pattern.length_every_minutes
            ):
                end = start + minutes // grid.interval_minutes
                # A start that the clocks or a pattern put on another operating day is that day's.
                if start in today and (start, end) not in seen:
                    seen[start, end] = shift_option(scenario, day, start, end)
    return tuple(seen[key] for key in sorted(seen))


def _pattern_may_matter(scenario: Scenario, pattern: ShiftPattern, date: dt.date) -> bool:
    """Whether a pattern starts inside the day's opening hours at all, whatever its weekdays."""
    spans = scenario.opening_spans(date)
    at = scenario.grid.at
    return scenario.run_as(date) in pattern.days or any(
        start <= at(date, pattern.start_from) < end for start, end in spans
    )


def shift_option(scenario: Scenario, day: int, start: int, end: int) -> ShiftOption:
    """Shift over a span of intervals, with the breaks that its length calls for."""
    step = scenario.settings.interval_minutes
    minutes = (end - start) * step
    plan = scenario.break_plan(minutes)
    breaks = plan.breaks if plan is not None else ()
    unpaid = sum(rest.minutes for rest in breaks if not rest.paid)
    return ShiftOption(
        day=day,
        start=start,
        end=end,
        paid_minutes=minutes - unpaid,
        breaks=tuple(_slot(plan.id, rest, start, step) for rest in breaks) if plan else (),
    )


def _slot(plan_id: str, rest: BreakSetting, start: int, step: int) -> BreakSlot:
    earliest, latest = rest.start_after_minutes
    return BreakSlot(
        key=f"{plan_id}/{rest.id}",
        activity=rest.activity,
        length=rest.minutes // step,
        earliest=start - (-earliest // step),
        latest=start + latest // step,
    )
