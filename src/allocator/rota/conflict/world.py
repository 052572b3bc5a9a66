"""Scenarios with something changed or taken away: what is solved again to find a contradiction.

A copy is made field by field, so that nothing which the original has computed from its fields is
carried over: pydantic's own ``model_copy`` would take the cached values along.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from allocator.domain.scenario import Scenario
from allocator.domain.settings import Contract


@dataclass(frozen=True)
class World:
    """A scenario, and rules of it that are taken away from everybody.

    Parameters
    ----------
    left_out
        Ids of declared rules that do not bind here.
    origin
        The scenario as it was given, by which rows are numbered.
    """

    scenario: Scenario
    left_out: frozenset[str] = frozenset()
    origin: Scenario | None = None

    @property
    def as_given(self) -> Scenario:
        """The scenario before anything was changed or taken away."""
        return self.scenario if self.origin is None else self.origin

    def of(self, scenario: Scenario) -> World:
        """Return the same rules over another scenario."""
        return replace(self, scenario=scenario, origin=self.as_given)

    def without_rule(self, rule_id: str) -> World:
        """Return the world in which a rule does not bind."""
        return replace(self, left_out=self.left_out | {rule_id})

    def only(self, agent_ids: Iterable[str]) -> World:
        """Return the world in which there are no other people."""
        return self.of(only_people(self.scenario, agent_ids))


def changed(scenario: Scenario, **fields: Any) -> Scenario:
    """Copy a scenario with other values of some fields, and with no cached value."""
    kept = {name: getattr(scenario, name) for name in type(scenario).model_fields}
    return type(scenario).model_construct(**{**kept, **fields})


def only_people(scenario: Scenario, agent_ids: Iterable[str]) -> Scenario:
    """Copy a scenario with only some of its people; meetings are held by those that are left."""
    wanted = set(agent_ids)
    tables: dict[str, Any] = {}
    for name in type(scenario).model_fields:
        rows = getattr(scenario, name)
        if isinstance(rows, tuple) and rows and hasattr(rows[0], "agent_id"):
            tables[name] = tuple(row for row in rows if row.agent_id in wanted)
    tables["activities"] = tuple(
        row.model_copy(update={"participants": here})
        for row in scenario.activities
        if (here := tuple(name for name in row.participants if name in wanted))
    )
    return changed(scenario, **tables)


def with_agent(scenario: Scenario, agent_id: str, **fields: Any) -> Scenario:
    """Copy a scenario with other values of some fields of one agent."""
    return changed(
        scenario,
        agents=tuple(
            agent.model_copy(update=fields) if agent.agent_id == agent_id else agent
            for agent in scenario.agents
        ),
    )


def with_contract(scenario: Scenario, contract_id: str, **fields: Any) -> Scenario:
    """Copy a scenario with other values of some fields of one contract."""
    settings = scenario.settings
    contracts = tuple(
        contract.model_copy(update=fields) if contract.id == contract_id else contract
        for contract in settings.contracts
    )
    return changed(scenario, settings=settings.model_copy(update={"contracts": contracts}))


def with_own_contract(scenario: Scenario, agent_id: str, **fields: Any) -> Scenario:
    """Copy a scenario with other values of some fields of the contract of one agent alone."""
    contract = scenario.contract_by_id[scenario.agent_by_id[agent_id].contract]
    own_id = f"{agent_id}/own"  # no id in a file holds a bar, a comma or is made like this one
    if contract.id == own_id:
        return with_contract(scenario, own_id, **fields)
    own: Contract = contract.model_copy(update={**fields, "id": own_id})
    settings = scenario.settings
    widened = changed(
        scenario,
        settings=settings.model_copy(update={"contracts": (*settings.contracts, own)}),
    )
    return with_agent(widened, agent_id, contract=own_id)


def with_pool(scenario: Scenario, pool_id: str, **fields: Any) -> Scenario:
    """Copy a scenario with other values of some fields of one pool."""
    settings = scenario.settings
    pools = tuple(
        pool.model_copy(update=fields) if pool.id == pool_id else pool for pool in settings.pools
    )
    return changed(scenario, settings=settings.model_copy(update={"pools": pools}))


def with_pattern(scenario: Scenario, pattern_id: str, **fields: Any) -> Scenario:
    """Copy a scenario with other values of some fields of one shift pattern."""
    settings = scenario.settings
    patterns = tuple(
        pattern.model_copy(update=fields) if pattern.id == pattern_id else pattern
        for pattern in settings.shift_patterns
    )
    return changed(scenario, settings=settings.model_copy(update={"shift_patterns": patterns}))


def with_rotation_week(
    scenario: Scenario, rotation_id: str, number: int, pattern_id: str
) -> Scenario:
    """Copy a scenario in which a week of a rotation, counted from 0, gives a further pattern."""
    settings = scenario.settings
    rotations = tuple(
        rotation.model_copy(
            update={
                "weeks": tuple(
                    week.model_copy(update={"patterns": (*week.patterns, pattern_id)})
                    if place == number
                    else week
                    for place, week in enumerate(rotation.weeks)
                )
            }
        )
        if rotation.id == rotation_id
        else rotation
        for rotation in settings.rotations
    )
    return changed(scenario, settings=settings.model_copy(update={"rotations": rotations}))


def with_row(scenario: Scenario, table: str, row: Any, new: Any | None) -> Scenario:
    """Copy a scenario with one row of a table replaced, or taken out where ``new`` is ``None``.

    Of rows that say the same, only the first is meant; without such a row nothing changes.
    """
    rows = list(getattr(scenario, table))
    if row not in rows:
        return scenario
    place = rows.index(row)
    rows[place : place + 1] = [] if new is None else [new]
    return changed(scenario, **{table: tuple(rows)})
