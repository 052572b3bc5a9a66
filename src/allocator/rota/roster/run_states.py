"""The present run of days as a state, and how a day's work or rest changes it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from allocator.rota.roster.problem import Limits, RosterProblem

Groups = tuple[tuple[int, ...], ...]
"""Kinds between which no limit tells, by group."""

NO_STATE = -1


@dataclass(frozen=True)
class RunStates:
    """States of runs and what follows from each.

    Parameters
    ----------
    following
        State after a day: type of day × state × (0 for a day off, else 1 + group);
        :data:`NO_STATE` where that is not allowed.
    type_of_day
        Type of each day, the first index of ``following``.
    first
        State before the first day.
    """

    following: NDArray[np.int32]
    type_of_day: NDArray[np.int32]
    first: int

    @property
    def count(self) -> int:
        """Number of states."""
        return self.following.shape[1]


def groups_of(problem: RosterProblem, limits: Limits) -> Groups:
    """Kinds of a person, those together that have equal length, successions and limits."""
    groups: dict[tuple[object, ...], list[int]] = {}
    mine = list(limits.kinds)
    for kind in mine:
        alike = (
            problem.kind_minutes[kind],
            problem.may_follow[kind, mine].tobytes(),
            problem.may_follow[mine, kind].tobytes(),
            tuple(kind in limit.kinds for limit in limits.most),
        )
        groups.setdefault(alike, []).append(kind)
    return tuple(tuple(kinds) for kinds in groups.values())


class _Numbers:
    """Numbers for states as they are first met."""

    def __init__(self) -> None:
        self.known: dict[tuple[object, ...], int] = {}
        self.waiting: list[tuple[object, ...]] = []

    def of(self, *state: object) -> int:
        if state not in self.known:
            self.known[state] = len(self.known)
            self.waiting.append(state)
        return self.known[state]


def run_states(problem: RosterProblem, limits: Limits, groups: Groups) -> RunStates:
    """List the states of runs that a person's limits tell apart.

    A state is a run of days off of some length, no more than the fewest there must be, or one
    of days on: its length, what may follow its last shift, and while it is still too short,
    whether it may end all the same.
    """
    days = range(problem.day_count)
    types = [(d in limits.leave, d in limits.idle, d - 1 in limits.idle or d == 0) for d in days]
    kinds_of_day = sorted(set(types))
    numbers = _Numbers()
    first = numbers.of(*_first(limits))
    moves: list[tuple[int, int, int, int]] = []
    while numbers.waiting:
        state = numbers.waiting.pop()
        for number, type_of_day in enumerate(kinds_of_day):
            for choice in range(len(groups) + 1):
                then = _after(problem, limits, groups, state, type_of_day, choice)
                if then is not None:
                    moves.append((number, numbers.known[state], choice, numbers.of(*then)))
    following = np.full(
        (len(kinds_of_day), len(numbers.known), len(groups) + 1), NO_STATE, dtype=np.int32
    )
    for number, before, choice, after in moves:
        following[number, before, choice] = after
    of_day = np.array([kinds_of_day.index(one) for one in types], dtype=np.int32)
    return RunStates(following, of_day, first)


def _first(limits: Limits) -> tuple[object, ...]:
    if limits.past is None:
        return ("unknown",)
    if limits.past.days_on:
        return _on(limits, limits.past.days_on, ends="at idle", after=None)
    return ("off", min(limits.past.days_off, limits.days_off_min))


def _on(
    limits: Limits, days: int, *, ends: str, after: tuple[int, ...] | None
) -> tuple[object, ...]:
    """State of a run of days on; ``ends`` tells when a short one may end."""
    if days >= limits.days_on_min:
        ends = "always"
    if limits.days_on_max >= 10**6:  # a length that no limit asks about need not be known
        days = min(days, limits.days_on_min)
    return ("on", min(days, limits.days_on_max), ends, after)


def _after(
    problem: RosterProblem,
    limits: Limits,
    groups: Groups,
    state: tuple[object, ...],
    type_of_day: tuple[bool, bool, bool],
    choice: int,
) -> tuple[object, ...] | None:
    is_leave, is_idle, follows_idle = type_of_day
    enough = limits.days_off_min
    if choice == 0:
        if state[0] == "unknown" or is_leave:
            off = enough
        elif state[0] == "off":
            off = min(enough, int(state[1]) + 1)  # type: ignore[call-overload]
        else:
            off = 1
        may_end = state[0] != "on" or state[2] == "always" or (state[2] == "at idle" and is_idle)
        return ("off", off) if may_end else None
    after = tuple(
        n for n, group in enumerate(groups) if problem.may_follow[groups[choice - 1][0], group[0]]
    )
    after_all = None if len(after) == len(groups) else after
    if state[0] == "unknown":
        return _on(limits, 1, ends="always", after=after_all)
    if state[0] == "off":
        ends = "at idle" if follows_idle else "never"
        rested = int(state[1]) >= enough  # type: ignore[call-overload]
        return _on(limits, 1, ends=ends, after=after_all) if rested else None
    days = int(state[1])  # type: ignore[call-overload]
    allowed = state[3] is None or choice - 1 in state[3]  # type: ignore[operator]
    if days >= limits.days_on_max or not allowed:
        return None
    return _on(limits, days + 1, ends=str(state[2]), after=after_all)
