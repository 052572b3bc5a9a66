"""What all justifications of one plan draw on, worked out once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from allocator.demand.service import ServiceModel
from allocator.domain.plan import Plan
from allocator.domain.rota import Activity, Block
from allocator.domain.scenario import Scenario
from allocator.justify.allocation import Allocation, allocations
from allocator.justify.exchange import Exchanges
from allocator.justify.ledger import FairnessLedger
from allocator.justify.pricing import Pricing
from allocator.rules import registry


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
    """

    scenario: Scenario
    plan: Plan
    parameters: dict[str, Any]
    pricing: Pricing
    allocations: tuple[Allocation, ...]
    exchanges: Exchanges
    ledger: FairnessLedger
    contacts: dict[tuple[str, int], ContactRange]

    @classmethod
    def of(cls, scenario: Scenario, plan: Plan) -> Grounds:
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
        )

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
    if block.activity is not Activity.WORK or not block.queues:
        return None
    return scenario.pool_of_queue[block.queues[0]]
