"""The rota that stands after events, as the engine holds it: what of it is past, and what is free.

A day that is under way is a shift of its own: it begins when it did, the breaks behind it are
where they were, and those ahead cannot begin before the join. So is a shift that an event has cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from allocator.domain.paid_time import paid_minutes
from allocator.domain.rota import Block, Rota, Shift
from allocator.rota.duty import Assignment, Duty
from allocator.rota.from_rota import (
    Sessions,
    appointments_of,
    break_starts_of,
    nearest_pool,
    pool_of,
    session_of,
    sessions_in,
)
from allocator.rota.instance import Instance
from allocator.rota.shift_universe import shift_option
from allocator.rules.encoding import Appointment, BreakSlot, ShiftOption

Key = tuple[str, int]
"""Agent and number of the operating day."""


@dataclass(frozen=True)
class Standing:
    """Duties of the rota that stands, and what about them can no longer be otherwise.

    Parameters
    ----------
    join
        First interval that may be changed.
    duties
        Each with the shift option that says what is still free inside it.
    cut
        Agent-days whose shift an event has cut, or that is off the grid.
    barred
        Intervals behind the join of days under way in which an agent was in another pool.
    pauses
        Spans off the phone that are no activity of the plan, of each agent who has any; where
        one has no length, the pool may change there.
    gaps
        Intervals in the middle of a day in which somebody is away.
    """

    join: int
    duties: Assignment
    cut: frozenset[Key]
    barred: Mapping[tuple[str, str], frozenset[int]]
    pauses: Mapping[str, tuple[Appointment, ...]]
    gaps: Mapping[Key, tuple[range, ...]]

    def is_begun(self, key: Key) -> bool:
        """Whether an agent's shift of a day began before the join."""
        duty = self.duties.get(key)
        return duty is not None and duty.option.start < self.join

    def is_over(self, key: Key) -> bool:
        """Whether nothing is left of it after the join."""
        duty = self.duties.get(key)
        return duty is not None and duty.option.end <= self.join


def standing_of(instance: Instance, published: Rota, rota: Rota, join: int) -> Standing:
    """Read a rota that stands after events.

    Parameters
    ----------
    instance
        Of the scenario after the events; what shifts it admits is not asked.
    published
        As people knew it before the events: where breaks of a cut shift may lie follows from it.
    rota
        What stands of it.
    """
    duties: Assignment = {}
    cut: set[Key] = set()
    gaps: dict[Key, tuple[range, ...]] = {}
    barred: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    pauses: defaultdict[str, list[Appointment]] = defaultdict(list)
    sessions = sessions_in(instance, rota)
    for agent_id in instance.agent_ids:
        before = _by_day(instance, published, agent_id)
        for day, shifts in _by_day(instance, rota, agent_id).items():
            key = agent_id, day
            read = _DayRead(instance, key, shifts, before.get(day, ()), sessions, join)
            duties[key] = read.duty
            if read.is_cut:
                cut.add(key)
            if read.gaps:
                gaps[key] = read.gaps
            for pool, interval in read.barred():
                barred[agent_id, pool].add(interval)
            pauses[agent_id] += read.pauses()
    return Standing(
        join,
        duties,
        frozenset(cut),
        {pair: frozenset(intervals) for pair, intervals in barred.items()},
        {agent_id: tuple(sorted(mine)) for agent_id, mine in pauses.items() if mine},
        gaps,
    )


def settled(instance: Instance, duties: Assignment) -> Assignment:
    """Duties that hold the instance's activities and no others: who is left alone is on the phone.

    Parameters
    ----------
    instance
        With the activities and sessions that are held.
    """
    found: Assignment = {}
    for (agent_id, day), duty in duties.items():
        mine = instance.appointments_in(agent_id, duty.option)
        stray = [each for each in duty.appointments if each not in mine]
        if stray:
            pools = list(duty.pools)
            for each in stray:
                first = each.start - duty.option.start
                pool = nearest_pool(instance, agent_id, pools[:first])
                pools[first : each.end - duty.option.start] = [pool] * (each.end - each.start)
            kept = tuple(each for each in duty.appointments if each in mine)
            duty = replace(duty, pools=tuple(pools), appointments=kept)
        found[agent_id, day] = duty
    return found


def _by_day(instance: Instance, rota: Rota, agent_id: str) -> dict[int, tuple[Shift, ...]]:
    """Shifts of an agent by the number of the day on which they begin."""
    found: defaultdict[int, tuple[Shift, ...]] = defaultdict(tuple)
    for shift in rota.shifts(agent_id):
        day = instance.scenario.grid.day_index(shift.start)
        if day is not None:
            found[day] += (shift,)
    return found


class _DayRead:
    """One agent's day, read from blocks."""

    def __init__(
        self,
        instance: Instance,
        key: Key,
        shifts: tuple[Shift, ...],
        before: tuple[Shift, ...],
        sessions: Sessions,
        join: int,
    ) -> None:
        self._instance = instance
        self._agent_id, self._day = key
        self._join = join
        self._blocks = [block for shift in shifts for block in shift.blocks]
        grid = instance.scenario.grid
        self._on_grid = all(
            grid.on_grid(moment) for block in self._blocks for moment in (block.start, block.end)
        )
        self.start, self.end = self._span(shifts[0])[0], self._span(shifts[-1])[1]
        self.gaps = tuple(
            range(self._span(one)[1], self._span(other)[0]) for one, other in pairwise(shifts)
        )
        paid = round(sum(paid_minutes(instance.scenario, shift) for shift in shifts))
        whole = [one for one in before if self._span(one) == (self.start, self.end)]
        self.is_cut = not (whole and len(shifts) == 1 and self._on_grid)
        option, break_starts = self._option(whole or list(before), paid)
        self.duty = Duty(option, break_starts, self._pools(), self._appointments(sessions))
        if break_starts != tuple(sorted(break_starts)):  # the search keeps to their order
            self.is_cut = True

    def _span(self, what: Shift | Block) -> tuple[int, int]:
        grid = self._instance.scenario.grid
        start = grid.index(what.start)
        return start, max(start + 1, -(-_minutes_up_to(self._instance, what) // self._step))

    @property
    def _step(self) -> int:
        return self._instance.scenario.settings.interval_minutes

    def _option(self, before: list[Shift], paid: int) -> tuple[ShiftOption, tuple[int, ...]]:
        """Shift with what is free in it, and where its breaks are."""
        scenario = self._instance.scenario
        plain = shift_option(scenario, self._day, self.start, self.end)
        mine = Shift(blocks=tuple(self._blocks)) if not self.gaps else None
        starts = None
        if mine is not None and self._on_grid:
            starts = break_starts_of(self._instance, plain, mine)
        if starts is not None and not self.is_cut and self.start >= self._join:
            return plain, starts
        if starts is None:
            known = self._known_slots(before)
        else:  # breaks as the plan of the shift's own length has them must stay so
            known = {
                (start, start + slot.length, slot.activity): slot
                for slot, start in zip(plain.breaks, starts, strict=True)
            }
        slots: list[BreakSlot] = []
        for number, block in enumerate(block for block in self._blocks if block.is_rest):
            start, end = self._span(block)
            slot = known.get((start, end, str(block.activity)))
            slots.append(self._free_slot(slot, start, end, str(block.activity), number))
        option = ShiftOption(self._day, self.start, self.end, paid, tuple(slots))
        return option, tuple(self._span(b)[0] for b in self._blocks if b.is_rest)

    def _known_slots(self, before: list[Shift]) -> dict[tuple[int, int, str], BreakSlot]:
        """Windows of the breaks that the published shift has, by where they are."""
        found: dict[tuple[int, int, str], BreakSlot] = {}
        for shift in before:
            plain = shift_option(self._instance.scenario, self._day, *self._span(shift))
            starts = break_starts_of(self._instance, plain, shift)
            for slot, start in zip(plain.breaks, starts or (), strict=False):
                found[start, start + slot.length, slot.activity] = slot
        return found

    def _free_slot(
        self, slot: BreakSlot | None, start: int, end: int, activity: str, number: int
    ) -> BreakSlot:
        """Break with what is left of its window; one that has begun stays where it is."""
        length = end - start
        fixed = BreakSlot(f"kept/{number}", activity, length, start, start)
        if slot is None or start < self._join:
            return fixed
        earliest = max(slot.earliest, self._join, self.start + 1)
        latest = min(slot.latest, self.end - length - 1)
        if not earliest <= start <= latest:
            return fixed
        return BreakSlot(slot.key, activity, length, earliest, latest)

    def _pools(self) -> tuple[str | None, ...]:
        pools: list[str | None] = [None] * (self.end - self.start)
        for block in self._blocks:
            first, after = self._span(block)
            pool = pool_of(self._instance, self._agent_id, block)
            pools[first - self.start : after - self.start] = [pool] * (after - first)
        return tuple(pools)

    def _appointments(self, sessions: Sessions) -> tuple[Appointment, ...]:
        found: list[Appointment] = []
        for block in self._blocks:
            if not block.is_rest and not block.is_on_phone:
                found += session_of(self._instance, self._agent_id, block, sessions) or (
                    appointments_of(self._instance, self._agent_id, block)
                )
        return tuple(sorted(found))

    def barred(self) -> Iterator[tuple[str, int]]:
        """Yield pools that the agent was not in, interval by interval of the past of the day."""
        if self.end <= self._join:
            return
        for interval in range(self.start, min(self._join, self.end)):
            here = self.duty.pools[interval - self.start]
            for pool in self._instance.agent_pools[self._agent_id]:
                if here is not None and pool != here:
                    yield pool, interval

    def pauses(self) -> list[Appointment]:
        """Time off the phone that is settled, and moments at which the pool may change."""
        found = [Appointment(gap.start, gap.stop, "") for gap in self.gaps]
        if self.end <= self._join:
            return found
        resting = {
            interval
            for slot, begin in zip(self.duty.option.breaks, self.duty.break_starts, strict=True)
            for interval in range(begin, begin + slot.length)
        }
        busy = resting.union(
            *(range(each.start, each.end) for each in (*self.duty.appointments, *found))
        )
        pools = self.duty.pools
        for interval in range(self.start, min(self._join, self.end)):
            here = pools[interval - self.start]
            if here is None and interval not in busy:
                found.append(Appointment(interval, interval + 1, ""))
        for interval in range(self.start + 1, min(self._join, self.end - 1) + 1):
            before, here = pools[interval - 1 - self.start], pools[interval - self.start]
            if before is None or here is None:
                continue
            if before != here or interval == self._join:
                found.append(Appointment(interval, interval, ""))
        return found


def _minutes_up_to(instance: Instance, what: Shift | Block) -> int:
    """Elapsed minutes from the grid's start to an end, a part of a minute counted whole."""
    grid = instance.scenario.grid
    elapsed_s = what.end.timestamp() - grid.start.timestamp()
    return int(-(-elapsed_s // 60))
