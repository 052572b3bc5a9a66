"""Working time of a shift in a rota, as the rules of working-time law count it."""

from __future__ import annotations

from collections import Counter

from allocator.domain.rota import Shift
from allocator.domain.scenario import Scenario


def working_minutes(scenario: Scenario, shift: Shift) -> float:
    """Elapsed minutes of a shift without the unpaid breaks of its plan, as far as it has them.

    A paid break counts as working time: the law does not ask it to, and nobody is the worse for
    it. A break is known as one of the plan's by its activity and its length.
    """
    plan = scenario.break_plan(shift.minutes)
    taken = Counter((str(block.activity), block.minutes) for block in shift.breaks)
    minutes = shift.minutes
    for rest in plan.breaks if plan else ():
        if not rest.paid and taken[rest.activity, rest.minutes] > 0:
            taken[rest.activity, rest.minutes] -= 1
            minutes -= rest.minutes
    return minutes
