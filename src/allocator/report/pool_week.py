"""A pool's week in numbers: contacts, need and cover by day, and where cover falls short."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from allocator.domain.demand import Requirement, StaffingRow
from allocator.domain.plan import Plan
from allocator.domain.rota import minutes_between
from allocator.domain.scenario import Scenario
from allocator.justify.held_activities import HeldActivity, held_activities


@dataclass(frozen=True)
class PoolInterval:
    """One open interval of a pool, contacts summed over its queues.

    Parameters
    ----------
    activities
        Ids of planned activities that take at least as many of the pool's people off the phone
        as are missing, or leave nobody on it.
    """

    start: dt.datetime
    end: dt.datetime
    contacts: float
    p10: float
    p90: float
    required: int
    scheduled: int
    activities: tuple[str, ...] = ()

    @property
    def short(self) -> int:
        """Agents missing; 0 where there are enough."""
        return max(0, self.required - self.scheduled)


@dataclass(frozen=True)
class ShortSpan:
    """Intervals in a row in which cover falls short.

    Parameters
    ----------
    worst
        Most agents missing in any of them.
    activities
        Ids of planned activities in it without which there would be enough agents for an
        interval, or any at all.
    """

    start: dt.datetime
    end: dt.datetime
    worst: int
    activities: tuple[str, ...] = ()


@dataclass(frozen=True)
class PoolDay:
    """A pool's open intervals of one operating day, in time order."""

    pool_id: str
    day: dt.date
    intervals: tuple[PoolInterval, ...]

    @property
    def contacts(self) -> float:
        """Expected contacts of the day."""
        return sum(interval.contacts for interval in self.intervals)

    @property
    def short_intervals(self) -> int:
        """Number of intervals in which cover falls short."""
        return sum(interval.short > 0 for interval in self.intervals)

    @property
    def short_hours(self) -> float:
        """Hours of agents missing."""
        return sum(
            interval.short * minutes_between(interval.start, interval.end) / 60
            for interval in self.intervals
        )

    @property
    def short_spans(self) -> tuple[ShortSpan, ...]:
        """Runs of intervals in which cover falls short."""
        spans: list[ShortSpan] = []
        for interval in self.intervals:
            if not interval.short:
                continue
            if spans and minutes_between(spans[-1].end, interval.start) == 0:
                worst = max(spans[-1].worst, interval.short)
                named = tuple(dict.fromkeys((*spans[-1].activities, *interval.activities)))
                spans[-1] = ShortSpan(spans[-1].start, interval.end, worst, named)
            else:
                alone = interval.start, interval.end, interval.short, interval.activities
                spans.append(ShortSpan(*alone))
        return tuple(spans)


@dataclass(frozen=True)
class PoolWeek:
    """A pool's days that are open, in time order."""

    pool_id: str
    days: tuple[PoolDay, ...]

    @property
    def intervals(self) -> int:
        """Number of open intervals."""
        return sum(len(day.intervals) for day in self.days)

    @property
    def short_intervals(self) -> int:
        """Number of intervals in which cover falls short."""
        return sum(day.short_intervals for day in self.days)

    @property
    def short_hours(self) -> float:
        """Hours of agents missing."""
        return sum(day.short_hours for day in self.days)


def pool_weeks(scenario: Scenario, plan: Plan) -> tuple[PoolWeek, ...]:
    """Week of each pool, in the scenario's order, from the plan's tables."""
    grid = scenario.grid
    demand = defaultdict[tuple[str, int], list[Requirement]](list)
    for row in plan.requirements:
        demand[row.pool, grid.index(row.interval_start)].append(row)
    held = held_activities(scenario, plan.rota)
    by_day = defaultdict[tuple[str, dt.date], list[PoolInterval]](list)
    for row in sorted(plan.staffing, key=lambda row: grid.index(row.interval_start)):
        interval = _interval(scenario, row, demand, held)
        by_day[row.pool, grid.operating_date(interval.start)].append(interval)
    return tuple(
        PoolWeek(
            pool.id,
            tuple(
                PoolDay(pool.id, day, tuple(by_day[pool.id, day]))
                for day in grid.days
                if (pool.id, day) in by_day
            ),
        )
        for pool in scenario.settings.pools
    )


def _interval(
    scenario: Scenario,
    row: StaffingRow,
    demand: dict[tuple[str, int], list[Requirement]],
    held: tuple[HeldActivity, ...],
) -> PoolInterval:
    index = scenario.grid.index(row.interval_start)
    start, end = scenario.grid.moment(index), scenario.grid.moment(index + 1)
    scheduled = row.scheduled_agents or 0
    missing = row.required_agents - scheduled
    queues = demand[row.pool, index]
    return PoolInterval(
        start=start,
        end=end,
        contacts=sum(queue.forecast_contacts for queue in queues),
        p10=sum(queue.forecast_p10 for queue in queues),
        p90=sum(queue.forecast_p90 for queue in queues),
        required=row.required_agents,
        scheduled=scheduled,
        activities=tuple(
            one.activity_id
            for one in held
            if missing > 0
            and one.meets(start, end)
            and (taken := one.takes_from(scenario, row.pool))
            and (taken >= missing or not scheduled)
        ),
    )
