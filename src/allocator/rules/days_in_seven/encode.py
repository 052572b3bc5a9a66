"""Days in seven, for the optimiser."""

from __future__ import annotations

from allocator.rules.day_runs import days_before, worked_on
from allocator.rules.days_in_seven.card import DaysInSeven
from allocator.rules.encoding import NamesFace


def days_left(last: int, before: frozenset[int], days_max: int) -> int:
    """Days of the week that may hold work in the seven up to a day; none where past days use all.

    Past days may even be too many, which nothing can mend: then a day off is all that is left.
    """
    return max(0, days_max - len(before.intersection(range(last - 6, last + 1))))


def encode(model: NamesFace, parameters: DaysInSeven) -> None:
    """Allow at most ``days_max`` days with a shift in any seven that follow one another."""
    for agent_id in model.free_agents:
        before = days_before(model, agent_id)
        worked = worked_on(model, agent_id)
        for last in range(model.day_count):
            first = max(0, last - 6)
            if any(model.is_free(agent_id, day) for day in range(first, last + 1)):
                left = days_left(last, before, parameters.days_max)
                model.add(sum(worked[first : last + 1]) <= left)
