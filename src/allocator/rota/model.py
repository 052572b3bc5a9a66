"""The CP-SAT models of named people: their shifts, and who is on the phone.

The agent-days that are not free are held at a given assignment and enter as numbers, so that the
same model serves one agent's week, a choice among several people's duties and the price of a
whole rota; and its objective is always that of the whole rota.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

from ortools.sat.python import cp_model

from allocator.domain.scenario import Scenario
from allocator.rota.activity_times import ActivityTimes
from allocator.rota.duty import Assignment
from allocator.rota.held_practice import mentoring, practice_spans
from allocator.rota.instance import Instance
from allocator.rules import registry
from allocator.rules.encoding import Appointment, Kept, Linear, ShiftOption

COST_SCALE = 1_000_000
"""Whole numbers of the objective in one late contact."""

BREACH = "breach"
BREACH_PRICE = 100.0
"""Late contacts for each unit by which a hard rule is overdrawn while the search is on."""

Choices = Mapping[tuple[str, int], Sequence[ShiftOption]]
"""Shift options of each free agent-day."""


class ShiftModel:
    """Shifts of free agent-days among held ones, under the rules that concern shifts alone.

    Parameters
    ----------
    instance
        The compiled scenario.
    choices
        The shifts that each free agent-day may have (none is always a choice of the model,
        though the rules may forbid it).
    held
        Duties of the agent-days that are not free.
    strict
        Whether every hard rule binds; if not, some may be overdrawn at ``BREACH_PRICE``.
    """

    def __init__(
        self, instance: Instance, choices: Choices, held: Assignment, strict: bool = True
    ) -> None:
        self.instance = instance
        self.choices = choices
        self.held = {key: duty for key, duty in held.items() if key not in choices}
        self.model = cp_model.CpModel()
        self._strict = strict
        self._terms: defaultdict[str, list[tuple[Linear, int]]] = defaultdict(list)
        self._shifts: dict[tuple[str, int], dict[ShiftOption, Linear]] = {
            key: {duty.option: 1} for key, duty in self.held.items()
        }
        for (agent_id, day), options in choices.items():
            self._shifts[agent_id, day] = {
                option: self.model.new_bool_var(
                    f"shift_{agent_id}_{day}_{option.start}_{option.end}"
                )
                for option in options
            }
        self._activity_times = ActivityTimes(self)
        self._declare()
        for rule_id, parameters in instance.stated_rules:
            encoder = registry.encode_module(rule_id)
            if hasattr(encoder, "encode"):
                encoder.encode(self, parameters)

    def _declare(self) -> None:
        """Declare what a richer model holds beside shifts, before the rules are stated."""

    @property
    def scenario(self) -> Scenario:
        """The scenario being planned."""
        return self.instance.scenario

    @property
    def day_count(self) -> int:
        """Number of operating days."""
        return self.instance.day_count

    @property
    def places_breaks(self) -> bool:
        """Whether breaks are variables."""
        return False

    @cached_property
    def free_agents(self) -> tuple[str, ...]:
        """Agents with at least one free day, in the scenario's order."""
        free = {agent_id for agent_id, _ in self.choices}
        return tuple(agent_id for agent_id in self.instance.agent_ids if agent_id in free)

    def is_free(self, agent_id: str, day: int) -> bool:
        """Whether the optimiser decides about this agent on this day."""
        return (agent_id, day) in self.choices

    def shifts(self, agent_id: str, day: int) -> Mapping[ShiftOption, Linear]:
        """Literal of each shift that the agent may have on the day (1 for a held one)."""
        return self._shifts.get((agent_id, day), {})

    def breaks(self, agent_id: str, day: int) -> Mapping[str, Mapping[int, Linear]]:
        """Literals "the break begins here" by slot key and interval, for a free day."""
        return {}

    def in_pool(self, agent_id: str, pool: str, interval: int) -> Linear:
        """1 where the agent is on the phone in the pool, else 0."""
        return 0

    def pools(self, agent_id: str) -> tuple[str, ...]:
        """Pools that the agent may be on the phone in."""
        return self.instance.agent_pools[agent_id]

    def phones(self, agent_id: str, day: int) -> Mapping[str, Mapping[int, Linear]]:
        """Literals "on the phone in the day's shift" by pool and interval, for a free day."""
        return {}

    def stretches(self, agent_id: str, day: int) -> Mapping[ShiftOption, tuple[int, ...]]:
        """Lengths of the stretches on the phone of each shift whose breaks are known."""
        duty = self.held.get((agent_id, day))
        return {} if duty is None else {duty.option: duty.stretches}

    def activity_starts(self) -> Mapping[str, Mapping[int, Linear]]:
        """Literals "the activity begins here" of activities of free agents; 1 where settled."""
        return self._activity_times.starts

    def appointments(self, agent_id: str, day: int) -> Mapping[Appointment, Linear]:
        """1 where the agent has the activity then, in the day's shift, else 0."""
        return self._activity_times.appointments(agent_id, day)

    def practice(self, agent_id: str) -> list[range]:
        """Spans of the sessions for goals that the agent takes part in, as they are placed."""
        return practice_spans(self.instance, agent_id)

    def mentoring(self, agent_id: str) -> list[tuple[range, str]]:
        """Spans in which the agent is a mentor, as placed, and the pool to be on the phone in."""
        return mentoring(self.instance).get(agent_id, [])

    def missing_practice_minutes(self) -> int:
        """Minutes of the sessions that goals ask for and that have no place."""
        instance = self.instance
        return sum(
            s.minutes for name, s in instance.sessions.items() if name not in instance.practice
        )

    def queues(self, agent_id: str, pool: str) -> tuple[str, ...]:
        """Queues that the agent is logged into when on the phone in a pool."""
        if pool not in self.instance.agent_pools[agent_id]:
            return ()
        return self.instance.usable_queues(agent_id, pool)

    def heads_percent(self, pool: str) -> Mapping[int, tuple[Linear, int]]:
        """Agents on the phone in hundredths: variable and constant part per interval."""
        return {}

    def add(self, constraint: Any) -> None:
        """State a linear constraint."""
        self.model.add(constraint)

    def new_amount(self, upper: int, name: str) -> Linear:
        """Return a new whole number from 0 to ``upper``."""
        return self.model.new_int_var(0, max(0, int(upper)), name)

    def new_breach(self, upper: int, name: str) -> Linear:
        """Return how far a hard rule is overdrawn: a priced number, or 0 in a strict model."""
        if self._strict:
            return 0
        amount = self.new_amount(upper, name)
        self.add_cost(BREACH, amount, BREACH_PRICE)
        return amount

    def add_cost(self, rule_id: str, amount: Linear, price_per_unit: float) -> None:
        """Add the price of an amount to the term of a rule."""
        self._terms[rule_id].append((amount, round(price_per_unit * COST_SCALE)))

    def once(self, key: str, compute: Callable[[], Kept]) -> Kept:
        """Return what depends on the scenario alone, computed for the first model only."""
        kept = self.instance.kept
        if key not in kept:
            kept[key] = compute()
        return cast("Kept", kept[key])

    @property
    def terms(self) -> dict[str, Linear]:
        """Cost of each term in units of ``1 / COST_SCALE`` late contacts."""
        return {
            name: sum(amount * price for amount, price in parts)
            for name, parts in self._terms.items()
        }

    def minimise(self) -> None:
        """Make the sum of all terms the objective."""
        self.model.minimize(sum(self.terms.values()))


class PhoneModel(ShiftModel):
    """A shift model that knows who is on the phone, and where."""

    def _declare(self) -> None:
        self._free_heads: defaultdict[tuple[str, int], list[tuple[str, Linear]]] = defaultdict(list)
        self._held_heads: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for (agent_id, _), duty in self.held.items():
            for pool, interval in duty.on_phone:
                self._held_heads[pool, interval].append(agent_id)

    def heads_percent(self, pool: str) -> Mapping[int, tuple[Linear, int]]:
        """Agents on the phone in hundredths: variable and constant part per interval."""
        return {
            interval: (
                100 * cp_model.LinearExpr.sum([literal for _, literal in members]),
                100 * len(self._held_heads.get((pool, interval), ())),
            )
            for (name, interval), members in self._free_heads.items()
            if name == pool
        }

    def on_phone(self, pool: str, interval: int) -> tuple[list[tuple[str, Linear]], list[str]]:
        """Free members (agent and literal) and held agents of a pool's interval."""
        key = pool, interval
        return self._free_heads.get(key, []), self._held_heads.get(key, [])
