"""Paid time of a shift in a rota, which the rules of working-time law take for its working time."""

from __future__ import annotations

from collections import Counter

from allocator.domain.rota import Shift
from allocator.domain.scenario import Scenario


def paid_minutes(scenario: Scenario, shift: Shift) -> float:
    """Elapsed minutes of a shift without the unpaid breaks that its plan has, if it has them too.

    A break is known as one of the plan's by its activity and its length. A paid break counts as
    working time as well: the law does not ask it to, and nobody is the worse for it.
    """
    plan = scenario.break_plan(shift.minutes)
    planned = plan.breaks if plan else ()
    unpaid = Counter((str(rest.activity), rest.minutes) for rest in planned if not rest.paid)
    taken = Counter((str(block.activity), block.minutes) for block in shift.breaks)
    return shift.minutes - sum(
        minutes * min(count, taken[activity, minutes])
        for (activity, minutes), count in unpaid.items()
    )
