"""Weekends worked and shifts of limited kinds so far as one state, and how a day changes it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from allocator.rota.roster.problem import KindLimit, Limits, WeekendLimit
from allocator.rota.roster.run_states import NO_STATE, Groups

_WEEKS_REMEMBERED = 6
"""Most weeks whose weekends are remembered one by one; beyond, they are counted."""


@dataclass(frozen=True)
class CounterStates:
    """States of counters and what follows from each.

    Parameters
    ----------
    following
        State after a day: day × state × (0 for a day off, else 1 + group); :data:`NO_STATE`
        where that is not allowed.
    first
        State before the first day.
    """

    following: NDArray[np.int32]
    first: int

    @property
    def count(self) -> int:
        """Number of states."""
        return self.following.shape[1]


def is_countable(limit: WeekendLimit, past: frozenset[int]) -> bool:
    """Whether a limit on weekends can be told by a state: few weeks, or more than there are."""
    return limit.weeks <= min(_WEEKS_REMEMBERED, _span(limit, past)) or not _drops(limit, past)


def _span(limit: WeekendLimit, past: frozenset[int]) -> int:
    """Weeks from the first weekend to the last."""
    numbers = {number for number in limit.of_day if number >= 0} | past
    return max(numbers) - min(numbers) + 1 if numbers else 0


def _drops(limit: WeekendLimit, past: frozenset[int]) -> bool:
    """Whether weekends drop out of sight again, so that each is remembered by its number."""
    return limit.weeks < _span(limit, past)


def states_at_most(limits: Limits, day_count: int) -> int:
    """Bound the number of states."""
    count = 1
    if limits.weekends is not None:
        count *= 2 * (limits.weekends.most + 1)
    for limit in limits.most:
        if limit.most < min(limit.days, day_count):
            count *= limit.most + 1
    return count


@dataclass(frozen=True)
class _State:
    """Weekends worked that still count, whether the present one is among them, shifts by limit."""

    weekends: tuple[int, ...] | int
    counted: bool
    shifts: tuple[int, ...]


def counter_states(limits: Limits, groups: Groups, day_count: int) -> CounterStates:
    """List the states of counters that can be reached, day by day."""
    binding = tuple(one for one in limits.most if one.most < min(one.days, day_count))
    first = _State(_weekends_before(limits), counted=False, shifts=(0,) * len(binding))
    numbers = {first: 0}
    present = [first]
    moves: list[tuple[int, int, int, int]] = []
    for day in range(day_count):
        reached: dict[_State, None] = {}
        for state in present:
            begun = _begin_day(limits, binding, state, day)
            for choice in range(len(groups) + 1):
                kind = groups[choice - 1][0] if choice else None
                then = _work(limits, binding, begun, day, kind) if kind is not None else begun
                if then is not None:
                    number = numbers.setdefault(then, len(numbers))
                    moves.append((day, numbers[state], choice, number))
                    reached[then] = None
        present = list(reached)
    following = np.full((day_count, len(numbers), len(groups) + 1), NO_STATE, dtype=np.int32)
    for day, before, choice, after in moves:
        following[day, before, choice] = after
    return CounterStates(following, 0)


def _weekends_before(limits: Limits) -> tuple[int, ...] | int:
    past = limits.past.weekends if limits.past else frozenset[int]()
    if limits.weekends is None:
        return 0
    return tuple(sorted(past)) if _drops(limits.weekends, past) else len(past)


def _begin_day(limits: Limits, binding: tuple[KindLimit, ...], state: _State, day: int) -> _State:
    """Forget what no longer counts on a day."""
    shifts = tuple(
        0 if day % limit.days == 0 else count
        for limit, count in zip(binding, state.shifts, strict=True)
    )
    state = replace(state, shifts=shifts)
    limit = limits.weekends
    if limit is None:
        return state
    weekend = limit.of_day[day]
    if day == 0 and limits.past and weekend in limits.past.weekends:
        return replace(state, counted=True)
    if weekend < 0:
        # Between weekends; the next one is a new one.
        return replace(state, counted=False)
    if day == 0 or limit.of_day[day - 1] != weekend:
        state = replace(state, counted=False)
    if isinstance(state.weekends, tuple):
        kept = tuple(one for one in state.weekends if weekend - one < limit.weeks)
        state = replace(state, weekends=kept)
    return state


def _work(
    limits: Limits, binding: tuple[KindLimit, ...], state: _State, day: int, kind: int
) -> _State | None:
    """Count a shift; ``None`` where it is one too many."""
    shifts = tuple(
        count + (kind in limit.kinds) for limit, count in zip(binding, state.shifts, strict=True)
    )
    if any(count > limit.most for limit, count in zip(binding, shifts, strict=True)):
        return None
    state = replace(state, shifts=shifts)
    limit = limits.weekends
    if limit is None or limit.of_day[day] < 0:
        return state
    worked = state.weekends
    if not state.counted:
        worked = (*worked, limit.of_day[day]) if isinstance(worked, tuple) else worked + 1
    count = len(worked) if isinstance(worked, tuple) else worked
    if count > limit.most:
        return None
    return replace(state, weekends=worked, counted=True)
