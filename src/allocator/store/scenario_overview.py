"""What a scenario holds, in a few figures."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict

from allocator.domain.findings import Strength
from allocator.domain.scenario import Scenario
from allocator.rules import registry
from allocator.store.agreed_overview import AgreedOverview, agreed_overview


class PoolOverview(BaseModel):
    """A pool in figures.

    Parameters
    ----------
    agents
        Agents with a level of 1 or more on one of its queues.
    history_contacts
        Contacts of the whole history.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pool: str
    queues: tuple[str, ...]
    seats: int | None
    agents: int
    history_contacts: float


class ScenarioOverview(BaseModel):
    """A scenario in figures.

    Parameters
    ----------
    open_hours
        Hours in which contacts are taken in the planned days.
    history_days
        Operating days with a row in the history.
    waiting
        Contacts of deferred queues that wait when the week begins, by queue.
    agreed
        What is agreed with people beside their contracts.
    hard_rules, soft_rules
        Ids of the declared rules.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    site: str
    time_zone: str
    first_day: dt.date
    last_day: dt.date
    open_hours: float
    agents: int
    contracted_hours: float
    pools: tuple[PoolOverview, ...]
    history_rows: int
    history_first: dt.datetime
    history_last: dt.datetime
    history_days: int
    waiting: dict[str, float]
    requests: int
    pins: int
    agreed: AgreedOverview
    hard_rules: tuple[str, ...]
    soft_rules: tuple[str, ...]
    input_hash: str


def scenario_overview(scenario: Scenario) -> ScenarioOverview:
    """Count what a scenario holds."""
    settings, grid = scenario.settings, scenario.grid
    starts = [row.interval_start for row in scenario.history]
    strength = {rule_id: registry.card(rule_id).strength for rule_id in settings.rules}
    return ScenarioOverview(
        name=settings.name,
        site=settings.site.name,
        time_zone=settings.site.time_zone,
        first_day=grid.days[0],
        last_day=grid.days[-1],
        open_hours=len(scenario.open_intervals) * grid.interval_minutes / 60,
        agents=len(scenario.agents),
        contracted_hours=sum(agent.weekly_hours for agent in scenario.agents) * scenario.weeks,
        pools=tuple(_pool_overview(scenario, pool.id) for pool in settings.pools),
        history_rows=len(starts),
        history_first=min(starts),
        history_last=max(starts),
        history_days=len(
            {grid.operating_date(start.replace(tzinfo=grid.zone)) for start in starts}
        ),
        waiting={
            queue.id: sum(row.contacts for row in scenario.backlog if row.queue == queue.id)
            for queue in settings.queues
            if any(row.queue == queue.id for row in scenario.backlog)
        },
        requests=len(scenario.requests),
        pins=len(scenario.pins),
        agreed=agreed_overview(scenario),
        hard_rules=tuple(name for name in strength if strength[name] is Strength.HARD),
        soft_rules=tuple(name for name in strength if strength[name] is Strength.SOFT),
        input_hash=scenario.input_hash,
    )


def _pool_overview(scenario: Scenario, pool_id: str) -> PoolOverview:
    pool = scenario.pool_by_id[pool_id]
    return PoolOverview(
        pool=pool.id,
        queues=pool.queues,
        seats=pool.seats,
        agents=sum(
            bool(scenario.usable_queues(agent.agent_id, pool_id)) for agent in scenario.agents
        ),
        history_contacts=sum(row.contacts for row in scenario.history if row.queue in pool.queues),
    )
