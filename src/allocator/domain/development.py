"""How the goals of a scenario come on under a rota: what they get, and what is left until when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.domain.findings import day_text, duration_text
from allocator.domain.people import Goal
from allocator.domain.practice import (
    days_until,
    goals_of,
    had_minutes,
    may_learn,
    mentors_of,
    minutes_left,
    owed_minutes,
)
from allocator.domain.rota import Rota
from allocator.domain.scenario import Scenario

GoalStatus = Literal["reached", "on_track", "behind", "cannot"]

_MOST_DAYS_A_WEEK = 6


class GoalSession(BaseModel):
    """A session of a goal in the rota, and who is beside the learner."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: AwareDatetime
    end: AwareDatetime
    beside: str


class GoalPrice(BaseModel):
    """What the sessions of a goal cost, in late contacts.

    Parameters
    ----------
    kind
        ``reoptimised_comparison``: the plan's objective less that of a plan searched for without
        the goal, by the same effort from the same rota, what is missing of goals in neither.
        ``local_comparison``: nothing moved but the learner, who serves instead.
    late_contacts
        The price; below 0 where the search found less without the goal.
    noise_contacts
        By how much two searches of the same plan differ that differ in their seed alone; ``None``
        for a local comparison, which has none.
    comparison
        Folder below ``comparisons`` with the rota without the goal; empty for a local comparison.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["reoptimised_comparison", "local_comparison"]
    late_contacts: float
    noise_contacts: float | None = None
    comparison: str = ""


class GoalProgress(BaseModel):
    """What a goal gets in the planned days, and what is left of it.

    Parameters
    ----------
    done_minutes, owed_minutes, delivered_minutes, remaining_minutes
        Had before the plan; asked for in its days at an even pace; had in them; left after them.
    status
        ``reached``: nothing is left. ``cannot``: what is left has no room until the date.
        ``behind``: the days gave less than they owe. Otherwise ``on_track``.
    reason
        Why it cannot be met, in a sentence; empty otherwise.
    local_price_contacts
        Late contacts saved if the learner served instead and nothing else moved.
    price
        ``None`` where there is no session to price.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent_id: str
    goal: str
    queue: str | None
    activity: str | None
    due: dt.date
    goal_minutes: int
    done_minutes: int
    owed_minutes: int
    delivered_minutes: int
    remaining_minutes: int
    sessions: tuple[GoalSession, ...]
    status: GoalStatus
    reason: str = ""
    local_price_contacts: float = 0.0
    price: GoalPrice | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Agent and goal."""
        return self.agent_id, self.goal


def goal_progress(scenario: Scenario, rota: Rota) -> tuple[GoalProgress, ...]:
    """Work out how each goal comes on, without prices."""
    had = had_minutes(scenario, rota.blocks)
    owed = owed_minutes(scenario)
    left = {
        (goal.agent_id, goal.goal): max(0, minutes_left(goal) - round(had.get(_key(goal), 0.0)))
        for goal in scenario.goals
    }
    return tuple(_progress(scenario, rota, goal, had, owed, left) for goal in scenario.goals)


def goals_without_room(scenario: Scenario) -> tuple[tuple[int, str], ...]:
    """Place in the table and reason of each goal that cannot be met, seen before any plan."""
    left = {_key(goal): minutes_left(goal) for goal in scenario.goals}
    first = scenario.grid.first_day
    return tuple(
        (place, reason)
        for place, goal in enumerate(scenario.goals)
        if left[_key(goal)]
        for reason in (why_impossible(scenario, goal, left, first),)
        if reason
    )


def _key(goal: Goal) -> tuple[str, str]:
    return goal.agent_id, goal.goal


def _progress(
    scenario: Scenario,
    rota: Rota,
    goal: Goal,
    had: dict[tuple[str, str], float],
    owed: dict[tuple[str, str], float],
    left: Mapping[tuple[str, str], int],
) -> GoalProgress:
    key = _key(goal)
    delivered = round(had.get(key, 0.0))
    after = scenario.grid.days[-1] + dt.timedelta(days=1)
    reason = why_impossible(scenario, goal, left, after) if left[key] else ""
    if not left[key]:
        status: GoalStatus = "reached"
    elif reason:
        status = "cannot"
    else:
        status = "behind" if delivered < owed.get(key, 0.0) else "on_track"
    zone = scenario.grid.zone
    return GoalProgress(
        agent_id=goal.agent_id,
        goal=goal.goal,
        queue=goal.queue,
        activity=goal.activity,
        due=goal.due,
        goal_minutes=round(60 * goal.hours),
        done_minutes=round(60 * goal.done_hours),
        owed_minutes=round(owed.get(key, 0.0)),
        delivered_minutes=delivered,
        remaining_minutes=left[key],
        sessions=tuple(
            GoalSession(
                start=block.start.astimezone(zone),
                end=block.end.astimezone(zone),
                beside=" and ".join(block.with_agents),
            )
            for block in rota.agent_blocks(goal.agent_id)
            if goal in goals_of(scenario, block)
        )
        if delivered
        else (),
        status=status,
        reason=reason,
    )


def why_impossible(
    scenario: Scenario, goal: Goal, left: Mapping[tuple[str, str], int], first: dt.date
) -> str:
    """Why what is left of a goal has no room from a day on until its date; empty if it has.

    Room is one session a day at most, on six days of any week at most, each no longer than
    ``development.session_minutes``, and no more than the contracted hours until the date, which
    goals of the agent that are due first take from, of one date those that stand first. A goal
    that this lets pass may still prove too much.

    Parameters
    ----------
    left
        Minutes left of every goal, by agent and name.
    """
    left_minutes = left[_key(goal)]
    if not mentors_of(scenario, goal):
        if goal.queue is None:
            return "nobody else of those named as coaches is among the agents"
        return f"nobody else on {goal.queue} is of level {goal.mentor_level}"
    if not may_learn(scenario, goal):
        return f"{goal.queue} is not held at level 0, or is kept from {goal.agent_id} by agreement"
    days = days_until(scenario, goal, first)
    if not days:
        return f"nothing can be had from {day_text(first)} until {day_text(goal.due)}"
    longest = scenario.settings.development.session_minutes
    week_count, rest = divmod(len(days), 7)
    room = longest * (week_count * _MOST_DAYS_A_WEEK + min(rest, _MOST_DAYS_A_WEEK))
    if left_minutes > room:
        return (
            f"{duration_text(left_minutes)} are left from {day_text(first)} until "
            f"{day_text(goal.due)}, which have room for {duration_text(room)} in sessions of "
            f"{duration_text(longest)}"
        )
    contracted = 60 * scenario.agent_by_id[goal.agent_id].weekly_hours * len(days) / 7
    place = scenario.goals.index(goal)
    due_first = sum(
        left[_key(other)]
        for number, other in enumerate(scenario.goals)
        if other.agent_id == goal.agent_id and (other.due, number) < (goal.due, place)
    )
    if left_minutes + due_first > contracted:
        return (
            f"{duration_text(left_minutes + due_first)} of goals are left until "
            f"{day_text(goal.due)}, and {duration_text(round(contracted))} of contracted time"
        )
    return ""
