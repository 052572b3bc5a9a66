"""Paid time of a shift in a rota, which the rules of working-time law take for its working time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from allocator.domain.rota import Shift
from allocator.domain.scenario import Scenario
from allocator.domain.settings import BreakPlan


def paid_minutes(scenario: Scenario, shift: Shift) -> float:
    """Elapsed minutes of a shift without the unpaid breaks that its plan has, if it has them too.

    A break is known as one of the plan's by its activity and its length. A paid break counts as
    working time as well: the law does not ask it to, and nobody is the worse for it. What events
    have left of a shift has the unpaid breaks of the whole.
    """
    return minutes_beside(scenario.meant_breaks(shift.agent_id, shift.start, shift.minutes), shift)


def minutes_beside(plan: BreakPlan | None, shift: Shift) -> float:
    """Elapsed minutes of a shift without the unpaid breaks of a plan that it has."""
    planned = plan.breaks if plan else ()
    unpaid = Counter((str(rest.activity), rest.minutes) for rest in planned if not rest.paid)
    taken = Counter((str(block.activity), block.minutes) for block in shift.breaks)
    return shift.minutes - sum(
        minutes * min(count, taken[activity, minutes])
        for (activity, minutes), count in unpaid.items()
    )


def lost_hours(scenario: Scenario, agent_id: str, days: Iterable[dt.date]) -> float:
    """Paid hours of some days that an agent was away from, after the rota was told."""
    return sum(scenario.lost_hours_on(agent_id, day) for day in days)


def leave_hours(scenario: Scenario, agent_id: str, days: Iterable[dt.date]) -> float:
    """Paid hours of leave that an agent has on some days."""
    return sum(scenario.leave_hours_on(agent_id, day) or 0.0 for day in days)
