"""A scenario: the settings and the tables that one plan is made from."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Protocol, TypeVar

from pydantic import BaseModel, ConfigDict

from allocator.domain.clock import WEEKDAYS
from allocator.domain.demand import HistoryRow
from allocator.domain.grid import UTC, TimeGrid
from allocator.domain.people import (
    Agent,
    Availability,
    LedgerEntry,
    Pin,
    Request,
    Skill,
    WorkedShift,
)
from allocator.domain.settings import (
    BreakPlan,
    Contract,
    PoolSetting,
    QueueSetting,
    Settings,
    ShiftPattern,
)

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


class Scenario(BaseModel):
    """Everything that planning reads. Ids are unique and references resolve (see ``store``).

    Parameters
    ----------
    input_hash
        SHA-256 over the files that planning reads, in hexadecimal.
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
    input_hash: str = ""

    @cached_property
    def grid(self) -> TimeGrid:
        """Time grid of the planned days."""
        week = self.settings.week
        return TimeGrid(
            time_zone=self.settings.site.time_zone,
            first_day=week.start,
            day_count=week.days,
            day_starts_at=dt.time(*divmod(week.day_starts_at, 60)),
            interval_minutes=self.settings.interval_minutes,
        )

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
    def skills_by_agent(self) -> dict[str, dict[str, Skill]]:
        """Skills of each agent by queue."""
        skills: dict[str, dict[str, Skill]] = {agent.agent_id: {} for agent in self.agents}
        for skill in self.skills:
            skills[skill.agent_id][skill.queue] = skill
        return skills

    def usable_queues(self, agent_id: str, pool_id: str) -> tuple[str, ...]:
        """Queues of a pool that an agent may be logged into, rarest skill first.

        A learner (level 0) needs a mentor and is not counted. The order is that of the pool's
        queues by the number of agents able to take them, fewest first, so that a queue few can
        answer is first with those who can; ties keep the scenario's order.
        """
        able = self.skills_by_agent[agent_id]
        pool = self.pool_by_id[pool_id]
        usable = [queue for queue in pool.queues if queue in able and able[queue].level >= 1]
        return tuple(sorted(usable, key=lambda queue: self.able_count[queue]))

    @cached_property
    def able_count(self) -> dict[str, int]:
        """Number of agents able to take each queue without a mentor."""
        counts = {queue.id: 0 for queue in self.settings.queues}
        for skill in self.skills:
            counts[skill.queue] += skill.level >= 1
        return counts

    def opening_spans(self, day: dt.date) -> tuple[Span, ...]:
        """Open spans of one operating day in local time; empty where it is closed."""
        if day not in self._opening_spans:
            spans = self.settings.opening_hours
            dated = [span for span in spans if span.date == day]
            weekday = WEEKDAYS[day.weekday()]
            chosen = dated or [span for span in spans if weekday in span.days]
            at = self.grid.at
            self._opening_spans[day] = tuple(
                (at(day, span.open), at(day, span.close))
                for span in chosen
                if span.close > span.open
            )
        return self._opening_spans[day]

    @cached_property
    def _opening_spans(self) -> dict[dt.date, tuple[Span, ...]]:
        """Open spans of the days asked for so far."""
        return {}

    @cached_property
    def open_intervals(self) -> tuple[int, ...]:
        """Numbers of the grid's intervals in which contacts are taken, ascending."""
        grid = self.grid
        indexes = {
            index
            for day in grid.days
            for start, end in self.opening_spans(day)
            for index in range(grid.index(start), grid.index(end))
        }
        return tuple(sorted(index for index in indexes if 0 <= index < grid.interval_count))

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

    def available_spans(self, agent_id: str, day: dt.date) -> tuple[Span, ...] | None:
        """Spans in which an agent can work a shift of one operating day.

        Returns
        -------
        tuple of (start, end), or None
            ``None`` where nothing limits the agent; empty where the agent cannot work at all.
        """
        weekday = WEEKDAYS[day.weekday()]
        mine = self.availability_by_agent.get(agent_id, ())
        for wanted in (day.isoformat(), weekday, "all"):
            rows = [row for row in mine if wanted in row.days.lower().split("|")]
            if rows:
                at = self.grid.at
                return tuple(
                    (at(day, row.available_from), at(day, row.available_to))
                    for row in rows
                    if row.available_from is not None and row.available_to is not None
                )
        return None

    def break_plan(self, shift_minutes: float) -> BreakPlan | None:
        """Return the breaks of a shift of this elapsed length; ``None`` for none."""
        for plan in self.settings.break_plans:
            if plan.shift_over_minutes < shift_minutes <= plan.shift_up_to_minutes:
                return plan
        return None
