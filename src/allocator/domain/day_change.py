"""How two rotas differ, one person's day at a time."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from allocator.domain.grid import UTC, TimeGrid
from allocator.domain.rota import Activity, Block, Rota, minutes_between


class ChangeKind(StrEnum):
    """What of a person's day is otherwise, the greatest of it."""

    NEW_SHIFT = "new_shift"
    NO_SHIFT = "no_shift"
    TIMES = "times"
    BREAKS = "breaks"
    ACTIVITIES = "activities"
    QUEUES = "queues"

    @property
    def moves_shift(self) -> bool:
        """Whether the person comes or goes at other times."""
        return self in (ChangeKind.NEW_SHIFT, ChangeKind.NO_SHIFT, ChangeKind.TIMES)


@dataclass(frozen=True)
class DayChange:
    """One person's operating day before and after; at least one of them has blocks.

    Parameters
    ----------
    day
        Operating day.
    before, after
        Blocks in time order; empty for a day without a shift.
    """

    agent_id: str
    day: dt.date
    before: tuple[Block, ...]
    after: tuple[Block, ...]

    @property
    def id(self) -> str:
        """Agent and operating date, as an allocation is known by."""
        return f"{self.agent_id}/{self.day}"

    @cached_property
    def kind(self) -> ChangeKind:
        """The greatest of what is otherwise."""
        if not self.before:
            return ChangeKind.NEW_SHIFT
        if not self.after:
            return ChangeKind.NO_SHIFT
        if _spans(self.before) != _spans(self.after):
            return ChangeKind.TIMES
        if _only(self.before, rest=True) != _only(self.after, rest=True):
            return ChangeKind.BREAKS
        if _only(self.before, rest=False) != _only(self.after, rest=False):
            return ChangeKind.ACTIVITIES
        return ChangeKind.QUEUES

    @cached_property
    def from_moment(self) -> dt.datetime:
        """First moment at which the person is to do something else."""
        edges = {
            moment for blocks in (self.before, self.after) for b in blocks for moment in _utc(b)
        }
        for edge in sorted(edges):
            if _doing(self.before, edge) != _doing(self.after, edge):
                return edge.astimezone(self._zone)
        raise ValueError(f"{self.id} is the same before and after")

    @cached_property
    def hours_moved(self) -> float:
        """Hours at work that are new or gone, whichever are more; breaks count as at work."""
        before, after = _minutes_at_work(self.before), _minutes_at_work(self.after)
        both = _minutes_shared(self.before, self.after)
        return max(before - both, after - both) / 60

    @property
    def with_agents(self) -> frozenset[str]:
        """Others who take part in what is otherwise."""
        same = {_plain(block) for block in self.before} & {_plain(block) for block in self.after}
        return frozenset(
            other
            for block in (*self.before, *self.after)
            if _plain(block) not in same
            for other in block.with_agents
        )

    @property
    def _zone(self) -> dt.tzinfo | None:
        return (self.before or self.after)[0].start.tzinfo


def day_changes(
    grid: TimeGrid, agent_ids: Sequence[str], before: Rota, after: Rota
) -> tuple[DayChange, ...]:
    """Every person's day that differs between two rotas, day by day in the order of the people."""
    days = [(_by_day(grid, before, who), _by_day(grid, after, who)) for who in agent_ids]
    changes: list[DayChange] = []
    for day in grid.days:
        for agent_id, (was, is_now) in zip(agent_ids, days, strict=True):
            mine = DayChange(agent_id, day, was.get(day, ()), is_now.get(day, ()))
            if _all(mine.before) != _all(mine.after):
                changes.append(mine)
    return tuple(changes)


def put_back(rota: Rota, changes: Sequence[DayChange]) -> Rota:
    """Return a rota with some people's days as they were before."""
    who = {change.agent_id for change in changes}
    gone = {_plain(block) for change in changes for block in change.after}
    kept = [b for agent_id in who for b in rota.agent_blocks(agent_id) if _plain(b) not in gone]
    return rota.replaced(who, [*kept, *(b for change in changes for b in change.before)])


def _by_day(grid: TimeGrid, rota: Rota, agent_id: str) -> dict[dt.date, tuple[Block, ...]]:
    """Blocks of a person by the operating day on which their shift starts."""
    found: defaultdict[dt.date, tuple[Block, ...]] = defaultdict(tuple)
    for shift in rota.shifts(agent_id):
        found[grid.operating_date(shift.start)] += shift.blocks
    return found


def _utc(block: Block) -> tuple[dt.datetime, dt.datetime]:
    return block.start.astimezone(UTC), block.end.astimezone(UTC)


OF_MANY = (Activity.BRIEFING, Activity.TRAINING, Activity.OTHER)
"""Activities that somebody takes part in whoever else comes."""


def _plain(block: Block) -> tuple[object, ...]:
    """Block without the zone that its moments are told in, and without who else comes."""
    beside = () if block.activity in OF_MANY else frozenset(block.with_agents)
    return (block.agent_id, *block.span_s, block.activity, block.queues, beside)


def _all(blocks: Sequence[Block]) -> list[tuple[object, ...]]:
    return [_plain(block) for block in blocks]


def _only(blocks: Sequence[Block], *, rest: bool) -> list[tuple[object, ...]]:
    """Return breaks alone, or the activities that are neither break nor work on the phone."""
    return [
        _plain(block)
        for block in blocks
        if (block.is_rest if rest else not block.is_rest and not block.is_on_phone)
    ]


def _spans(blocks: Sequence[Block]) -> list[tuple[float, float]]:
    """Return start and end of the runs of blocks that touch."""
    runs: list[tuple[float, float]] = []
    for block in blocks:
        start, end = block.span_s
        if runs and runs[-1][1] == start:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
    return runs


def _doing(blocks: Sequence[Block], moment: dt.datetime) -> tuple[object, ...] | None:
    at_s = moment.timestamp()
    for block in blocks:
        if block.span_s[0] <= at_s < block.span_s[1]:
            return _plain(block)[3:]
    return None


def _minutes_at_work(blocks: Sequence[Block]) -> float:
    return sum(minutes_between(block.start, block.end) for block in blocks)


def _minutes_shared(one: Sequence[Block], other: Sequence[Block]) -> float:
    return sum(
        max(0.0, min(a[1], b[1]) - max(a[0], b[0])) / 60 for a in _spans(one) for b in _spans(other)
    )
