"""The settings and the tables of a scenario, and what they hold by name."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from allocator.domain.cover import CoverRow
from allocator.domain.demand import BacklogRow, HistoryRow
from allocator.domain.disruption import Disruption
from allocator.domain.grid import UTC
from allocator.domain.ledger import LedgerEntry, balances
from allocator.domain.people import (
    Adjustment,
    Agent,
    Availability,
    Goal,
    Leave,
    Pin,
    PlannedActivity,
    PublishedShift,
    Request,
    Skill,
    WorkedShift,
)
from allocator.domain.settings import (
    Contract,
    PoolSetting,
    QueueSetting,
    Rotation,
    Settings,
    ShiftPattern,
)
from allocator.domain.special_event import SpecialEvent

Span = tuple[dt.datetime, dt.datetime]


class _OfAgent(Protocol):
    @property
    def agent_id(self) -> str: ...


RowT = TypeVar("RowT", bound=_OfAgent)


def _by_agent(rows: Iterable[RowT]) -> dict[str, tuple[RowT, ...]]:
    grouped: defaultdict[str, list[RowT]] = defaultdict(list)
    for row in rows:
        grouped[row.agent_id].append(row)
    return {agent_id: tuple(mine) for agent_id, mine in grouped.items()}


class ScenarioTables(BaseModel):
    """The settings and tables of a scenario. Ids are unique and references resolve (see ``store``).

    Parameters
    ----------
    input_hash
        SHA-256 over the files that planning reads, in hexadecimal.
    disruption
        What has happened since a rota was published; in no file of the scenario and no part of
        the hash, see :func:`allocator.domain.disrupted.disrupted`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    settings: Settings
    agents: tuple[Agent, ...]
    skills: tuple[Skill, ...]
    history: tuple[HistoryRow, ...]
    availability: tuple[Availability, ...] = ()
    requests: tuple[Request, ...] = ()
    pins: tuple[Pin, ...] = ()
    worked: tuple[WorkedShift, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    leave: tuple[Leave, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    activities: tuple[PlannedActivity, ...] = ()
    goals: tuple[Goal, ...] = ()
    published: tuple[PublishedShift, ...] = ()
    events: tuple[SpecialEvent, ...] = ()
    backlog: tuple[BacklogRow, ...] = ()
    cover: tuple[CoverRow, ...] = ()
    input_hash: str = ""
    disruption: Disruption | None = None

    @cached_property
    def agent_by_id(self) -> dict[str, Agent]:
        """Agents by id."""
        return {agent.agent_id: agent for agent in self.agents}

    @cached_property
    def queue_by_id(self) -> dict[str, QueueSetting]:
        """Queues by id."""
        return {queue.id: queue for queue in self.settings.queues}

    @cached_property
    def pool_by_id(self) -> dict[str, PoolSetting]:
        """Pools by id."""
        return {pool.id: pool for pool in self.settings.pools}

    @cached_property
    def pool_of_queue(self) -> dict[str, str]:
        """Id of the pool that each queue belongs to."""
        return {queue: pool.id for pool in self.settings.pools for queue in pool.queues}

    @cached_property
    def contract_by_id(self) -> dict[str, Contract]:
        """Contracts by id."""
        return {contract.id: contract for contract in self.settings.contracts}

    @cached_property
    def pattern_by_id(self) -> dict[str, ShiftPattern]:
        """Shift patterns by id."""
        return {pattern.id: pattern for pattern in self.settings.shift_patterns}

    @cached_property
    def rotation_by_id(self) -> dict[str, Rotation]:
        """Rotations by id."""
        return {rotation.id: rotation for rotation in self.settings.rotations}

    @cached_property
    def adjustments_by_agent(self) -> dict[str, tuple[Adjustment, ...]]:
        """Agreed adjustments of each agent who has any."""
        return _by_agent(self.adjustments)

    @cached_property
    def published_by_agent(self) -> dict[str, tuple[PublishedShift, ...]]:
        """Shifts that each agent has been told of already."""
        return _by_agent(self.published)

    @cached_property
    def activities_by_agent(self) -> dict[str, tuple[PlannedActivity, ...]]:
        """Activities that each agent takes part in."""
        taking_part: defaultdict[str, list[PlannedActivity]] = defaultdict(list)
        for activity in self.activities:
            for agent_id in activity.participants:
                taking_part[agent_id].append(activity)
        return {agent_id: tuple(rows) for agent_id, rows in taking_part.items()}

    @cached_property
    def balances(self) -> dict[str, LedgerEntry]:
        """What each agent brings into the plan by the ledger; starters are at the team's mean."""
        first_day, window_weeks = self.settings.week.start, self.settings.fairness.window_weeks
        return balances(self.ledger, self.agents, first_day, window_weeks)

    def request_weight(self, request: Request) -> float:
        """Weight of a request: more for whom more were declined in the weeks of the ledger.

        The share declined of the agent's own past requests, times
        ``fairness.declined_request_factor``, is added to 1; its own weight is multiplied by that.
        """
        past = self.balances.get(request.agent_id)
        if past is None or not past.requests_made:
            return request.weight
        declined_share = min(1.0, past.requests_declined / past.requests_made)
        return request.weight * (
            1 + self.settings.fairness.declined_request_factor * declined_share
        )

    @cached_property
    def leave_by_agent(self) -> dict[str, tuple[Leave, ...]]:
        """Leave of each agent who has any."""
        return _by_agent(self.leave)

    @cached_property
    def skills_by_agent(self) -> dict[str, dict[str, Skill]]:
        """Skills of each agent by queue."""
        skills: dict[str, dict[str, Skill]] = {agent.agent_id: {} for agent in self.agents}
        for skill in self.skills:
            skills[skill.agent_id][skill.queue] = skill
        return skills

    @cached_property
    def availability_by_agent(self) -> dict[str, tuple[Availability, ...]]:
        """Rows of availability of each agent who has any."""
        return _by_agent(self.availability)

    @cached_property
    def requests_by_agent(self) -> dict[str, tuple[Request, ...]]:
        """Requests of each agent who has any."""
        return _by_agent(self.requests)

    @cached_property
    def pins_by_agent(self) -> dict[str, tuple[Pin, ...]]:
        """Pins of each agent who has any."""
        return _by_agent(self.pins)

    @cached_property
    def worked_by_agent(self) -> dict[str, tuple[Span, ...]]:
        """Start and end of the shifts that each agent worked before the week, in time order."""
        return {
            agent_id: tuple(
                (row.start, row.end)
                for row in sorted(rows, key=lambda row: row.start.astimezone(UTC))
            )
            for agent_id, rows in _by_agent(self.worked).items()
        }
