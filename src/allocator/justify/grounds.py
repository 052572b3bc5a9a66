"""What all justifications of one plan draw on, worked out once."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.development import GoalProgress, goal_progress
from allocator.domain.plan import Plan
from allocator.domain.practice import practice_by_mentor, practice_within
from allocator.domain.rota import Block
from allocator.domain.scenario import Scenario
from allocator.justify.allocation import Allocation, allocations
from allocator.justify.burdens import OrderedLedger, ordered_ledgers
from allocator.justify.demand_ends import states_at_ends
from allocator.justify.exchange import Exchanges
from allocator.justify.ledger import FairnessLedger
from allocator.justify.pricing import Pricing
from allocator.justify.simulated_late import SimulatedLate
from allocator.rules import registry
from allocator.verify.service_state import ServiceState


@dataclass(frozen=True)
class ContactRange:
    """Expected contacts with their range."""

    expected: float
    p10: float
    p90: float

    def __add__(self, other: ContactRange) -> ContactRange:
        return ContactRange(
            self.expected + other.expected, self.p10 + other.p10, self.p90 + other.p90
        )


@dataclass(frozen=True)
class Grounds:
    """A plan with its objective, exchanges and ledger.

    Parameters
    ----------
    parameters
        Of each rule that the scenario declares, by id.
    contacts
        By pool and open interval, summed over the pool's queues.
    simulated
        What the plan's simulation counted; ``None`` where it has none.
    """

    scenario: Scenario
    plan: Plan
    parameters: dict[str, Any]
    pricing: Pricing
    allocations: tuple[Allocation, ...]
    exchanges: Exchanges
    ledger: FairnessLedger
    contacts: dict[tuple[str, int], ContactRange]
    simulated: SimulatedLate | None = None

    @classmethod
    def of(cls, scenario: Scenario, plan: Plan, simulated: SimulatedLate | None = None) -> Grounds:
        """Work out everything that depends on the whole plan."""
        service = ServiceModel.of(scenario, plan.requirements)
        pricing = Pricing(scenario, service, plan.rota)
        given = allocations(scenario, plan.rota)
        contacts = defaultdict[tuple[str, int], ContactRange](lambda: ContactRange(0, 0, 0))
        for row in plan.requirements:
            contacts[row.pool, scenario.grid.index(row.interval_start)] += ContactRange(
                row.forecast_contacts, row.forecast_p10, row.forecast_p90
            )
        return cls(
            scenario=scenario,
            plan=plan,
            parameters=dict(registry.declared(scenario.settings.rules)),
            pricing=pricing,
            allocations=given,
            exchanges=Exchanges(pricing, given),
            ledger=FairnessLedger.of(scenario, plan.rota),
            contacts=dict(contacts),
            simulated=simulated,
        )

    @cached_property
    def states_at_ends(self) -> tuple[ServiceState, ServiceState]:
        """Service side of the rota with few contacts and with many."""
        return states_at_ends(self.scenario, self.plan)

    @cached_property
    def ledgers(self) -> tuple[OrderedLedger, ...]:
        """Everything that the ledger shares out, before and after the plan."""
        return ordered_ledgers(self.scenario, self.plan.rota)

    @cached_property
    def goals(self) -> tuple[GoalProgress, ...]:
        """How each goal comes on under the rota."""
        return goal_progress(self.scenario, self.plan.rota)

    @cached_property
    def _by_mentor(self) -> dict[str, tuple[Block, ...]]:
        return practice_by_mentor(self.plan.rota.blocks)

    def mentored(self, allocation: Allocation) -> tuple[Block, ...]:
        """Practice of others in an allocation's shift, with its agent as mentor."""
        return practice_within(allocation.shift, self._by_mentor)

    @cached_property
    def objective_total(self) -> float:
        """Objective of the rota, added up again."""
        return math.fsum(self.pricing.terms.values())

    def on_phone(self, allocation: Allocation, pool_id: str) -> list[int]:
        """Open intervals in which the allocation is on the phone in a pool."""
        scenario = self.scenario
        intervals = {
            interval
            for block in allocation.shift.blocks
            if _pool(scenario, block) == pool_id
            for interval in range(scenario.grid.index(block.start), scenario.grid.index(block.end))
        }
        return sorted(intervals & set(scenario.open_intervals))


def _pool(scenario: Scenario, block: Block) -> str | None:
    if not block.is_on_phone or not block.queues:
        return None
    return scenario.pool_of_queue[block.queues[0]]
