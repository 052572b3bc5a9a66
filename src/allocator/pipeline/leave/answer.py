"""The answer to a question for leave."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from allocator.domain.people_names import NamedPeople
from allocator.pipeline.leave.price import LeavePrice
from allocator.pipeline.why_not.words import cannot_be_told


@dataclass(frozen=True)
class LeaveAnswer:
    """The answer to a question for leave.

    Parameters
    ----------
    paid_hours
        Hours that count as worked, by day asked for.
    free_already
        Days asked for on which the plan has no shift for the agent.
    alone
        Price if only the agent's own week changes; ``None`` where no lawful week was found.
    together
        Price if everybody may move, by a search from there; ``None`` where there was none.
    without_leave
        Change of the plan's objective when it was searched on for just as long without the leave:
        what of the price is the search's doing.
    apart
        By how much searches side by side differed in what they found, in late contacts.
    gap_contacts
        How far at most the plan was from the best rota, in late contacts; ``None`` where nothing
        is proven, as of some replans.
    people
        Names of everybody planned, for messages.
    obstacles, ways_out
        Where it cannot be had: what stands in the way, and changes that were solved again and
        would allow it.
    looked_for_ways
        Whether such changes were looked for: they are not in a week that is under way.
    planned_first
        Whether the plan was made for this answer, as there was a scenario only.
    """

    agent_id: str
    paid_hours: dict[dt.date, float]
    free_already: tuple[dt.date, ...]
    gap_contacts: float | None
    planned_first: bool
    people: NamedPeople
    alone: LeavePrice | None = None
    together: LeavePrice | None = None
    without_leave: float = 0.0
    apart: float = 0.0
    obstacles: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()
    looked_for_ways: bool = True

    @property
    def is_off_already(self) -> bool:
        """Whether there is no shift on any of the days, and no hours are to be credited."""
        return len(self.free_already) == len(self.paid_hours) and not any(self.paid_hours.values())

    @property
    def price(self) -> float:
        """What the leave costs, in late contacts; infinite where it cannot be had.

        The plan with the leave against the one without it, both searched on for as long; but no
        more than if nobody else's week changes, which can be had for certain.
        """
        prices = [math.inf if self.alone is None else self.alone.change_total]
        if self.together is not None:
            prices.append(self.together.change_total - self.without_leave)
        return min(prices)

    @property
    def cannot_be_told(self) -> bool:
        """Whether the price is a search's, and no more than what chance does to one.

        Where only the agent's own week changes it is no search's.
        """
        by_search = self.alone is None or self.price < self.alone.change_total
        return by_search and cannot_be_told(self.price, self.apart)

    @property
    def is_possible(self) -> bool:
        """Whether a lawful rota with the leave was found."""
        return self.alone is not None or self.together is not None
