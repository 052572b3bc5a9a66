"""How near the hours of an agent's plan come to those of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from allocator.rules.contracted_hours.encode import PaidLimit
from allocator.rules.encoding import ShiftOption


@dataclass(frozen=True)
class Nearest:
    """The nearest plan of an agent that can be had.

    Parameters
    ----------
    off_minutes
        Paid minutes by which it misses what the contract allows, in the planned days or in that
        of their weeks where it misses most; negative where they are too few.
    paid_minutes
        Paid minutes of the planned days.
    """

    off_minutes: int
    paid_minutes: int

    @classmethod
    def of(
        cls,
        limits: Sequence[PaidLimit],
        agent_id: str,
        shifts: Mapping[tuple[str, int], ShiftOption],
    ) -> Nearest:
        """Hold an agent's shifts, by agent and day, against the limits."""
        paid_on = {
            day: shift.paid_minutes for (who, day), shift in shifts.items() if who == agent_id
        }

        def off(limit: PaidLimit) -> int:
            days, least, most = limit
            paid = sum(paid_on.get(day, 0) for day in days)
            return min(0, paid - least) + max(0, paid - most)

        return cls(max(map(off, limits), key=abs), sum(paid_on.values()))
