"""A shift as one agent works it, and a rota made of such shifts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from allocator.rules.encoding import Appointment, ShiftOption


@dataclass(frozen=True)
class Duty:
    """A shift as one agent works it.

    Parameters
    ----------
    break_starts
        Interval in which each of the option's breaks begins, in the option's order.
    pools
        Pool of the agent in each interval of the shift; ``None`` while on a break or at an
        activity off the phone.
    appointments
        Activities off the phone in it, in time order.
    """

    option: ShiftOption
    break_starts: tuple[int, ...]
    pools: tuple[str | None, ...]
    appointments: tuple[Appointment, ...] = ()

    @property
    def on_phone(self) -> Iterator[tuple[str, int]]:
        """Pool and interval of each interval on the phone."""
        for offset, pool in enumerate(self.pools):
            if pool is not None:
                yield pool, self.option.start + offset

    @cached_property
    def stretches(self) -> tuple[int, ...]:
        """Lengths, in intervals, of the stretches on the phone between rests and activities."""
        return tuple(
            sum(1 for _ in members)
            for at_work, members in groupby(pool is not None for pool in self.pools)
            if at_work
        )


Assignment = dict[tuple[str, int], Duty]
"""Duties by agent and day; days off have no entry."""


def chosen_starts(assignment: Assignment) -> dict[str, int]:
    """Interval in which each activity of a rota begins."""
    return {
        each.activity_id: each.start for duty in assignment.values() for each in duty.appointments
    }
