"""How the goals come on under a plan, in lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allocator.domain.development import GoalProgress
    from allocator.domain.plan import PlanSummary

_MOST = 8


def goal_lines(summary: PlanSummary, said: Callable[[str], str]) -> list[str]:
    """One line for all goals, and one for each that is not on its way.

    Parameters
    ----------
    said
        Puts names of people in the place of their ids.
    """
    goals = summary.development
    if not goals:
        return []
    owed = sum(goal.owed_minutes for goal in goals) / 60
    had = sum(goal.delivered_minutes for goal in goals) / 60
    left = sum(goal.remaining_minutes for goal in goals) / 60
    prices = [goal.price for goal in goals if goal.price is not None]
    priced = ""
    if prices:
        together = sum(price.late_contacts for price in prices)
        local = any(price.kind == "local_comparison" for price in prices)
        how = "nothing else moved" if local else "each searched again without it"
        priced = f", at {together:.1f} late contacts ({how})"
    many = "1 goal" if len(goals) == 1 else f"{len(goals)} goals"
    lines = [f"Practice      {had:g} h of the {owed:g} h due for {many}{priced}; {left:g} h left"]
    told = [line for goal in goals if (line := _doubt(goal))]
    lines += [f"  {said(line)}" for line in told[:_MOST]]
    if len(told) > _MOST:
        lines.append(f"  and {len(told) - _MOST} more goals; see the report")
    return lines


def _doubt(goal: GoalProgress) -> str:
    name = f"{goal.goal} of {goal.agent_id}"
    if goal.status == "cannot":
        return f"{name} cannot be met by {goal.due}: {goal.reason}"
    if goal.status == "behind":
        short = (goal.owed_minutes - goal.delivered_minutes) / 60
        return f"{name}: {short:g} h less than its pace asks for; no better place was found"
    return ""
