"""What goals ask for: sessions of practice or coaching at an even pace until their date."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from allocator.domain.people import Goal, PlannedActivity
from allocator.domain.rota import Activity, Block, Shift
from allocator.domain.scenario import Scenario

PRACTICE_RULE, PACE_RULE = "practice", "development"
"""Rules without which no goal is planned for: how a session is held, and what is missed."""

_ROUNDING_MINUTES = 1e-6


@dataclass(frozen=True)
class PracticeSession:
    """A session that a goal asks for in a week of the plan.

    Parameters
    ----------
    session_id
        Unlike any activity's id, since names in files hold no blanks.
    first_day, last_day
        Operating days in which it may lie, both among them.
    mentors
        Who may be the mentor or the coach.
    """

    session_id: str
    goal: Goal
    minutes: int
    first_day: dt.date
    last_day: dt.date
    mentors: tuple[str, ...]

    @property
    def agent_id(self) -> str:
        """Who learns."""
        return self.goal.agent_id

    @property
    def people(self) -> tuple[str, ...]:
        """All who may take part."""
        return (self.goal.agent_id, *self.mentors)


def mentors_of(scenario: Scenario, goal: Goal) -> tuple[str, ...]:
    """Who may be the mentor of a goal's practice or the coach of its sessions.

    For a queue all others who may be logged into it and are of the goal's level, of those named
    where the goal names some; for an activity those named.
    """
    named = tuple(name for name in goal.mentors if name in scenario.agent_by_id)
    if goal.queue is None:
        return tuple(name for name in named if name != goal.agent_id)
    pool = scenario.pool_of_queue.get(goal.queue)
    if pool is None:
        return ()
    return tuple(
        agent.agent_id
        for agent in scenario.agents
        if agent.agent_id != goal.agent_id
        and (not goal.mentors or agent.agent_id in named)
        and goal.queue in scenario.skills_by_agent[agent.agent_id]
        and scenario.skills_by_agent[agent.agent_id][goal.queue].level >= goal.mentor_level
        and goal.queue in scenario.usable_queues(agent.agent_id, pool)
    )


def may_learn(scenario: Scenario, goal: Goal) -> bool:
    """Whether a goal's queue is held at level 0, and no agreed limit keeps the agent off it."""
    if goal.queue is None:
        return True
    skill = scenario.skills_by_agent[goal.agent_id].get(goal.queue)
    kept_to = [
        row.queues
        for row in scenario.adjustments_by_agent.get(goal.agent_id, ())
        if row.kind == "only_queues"
    ]
    return skill is not None and skill.level == 0 and all(goal.queue in each for each in kept_to)


def minutes_left(goal: Goal) -> int:
    """Whole minutes of a goal that are still to be had when the plan begins."""
    return max(0, math.ceil(60 * (goal.hours - goal.done_hours) - _ROUNDING_MINUTES))


def days_until(scenario: Scenario, goal: Goal, first: dt.date) -> list[dt.date]:
    """Days from one on until a goal is due on which its agent is employed and not on leave."""
    agent = scenario.agent_by_id[goal.agent_id]
    since = first if agent.first_day is None else max(first, agent.first_day)
    count = (goal.due - since).days + 1
    days = (since + dt.timedelta(days=number) for number in range(count))
    return [day for day in days if scenario.leave_hours_on(goal.agent_id, day) is None]


def sessions_owed(scenario: Scenario) -> tuple[PracticeSession, ...]:
    """Work out the sessions that the planned days owe to the goals, those due first first.

    What is left of a goal is shared evenly over the days until its date; a week's share is
    rounded up to sessions of like length, one a day at most. Where the rules of practice are not
    declared, and for goals that nobody can be a mentor of, there are none.
    """
    if not {PRACTICE_RULE, PACE_RULE} <= scenario.settings.rules.keys():
        return ()
    found: list[PracticeSession] = []
    for goal in sorted(scenario.goals, key=lambda row: row.due):
        mentors = mentors_of(scenario, goal)
        if mentors and may_learn(scenario, goal):
            found += _of_goal(scenario, goal, mentors)
    return tuple(found)


def _of_goal(scenario: Scenario, goal: Goal, mentors: tuple[str, ...]) -> list[PracticeSession]:
    step = scenario.grid.interval_minutes
    setting = scenario.settings.development
    longest = max(step, setting.session_minutes // step * step)
    shortest = min(longest, -(-setting.shortest_minutes // step) * step)
    left = minutes_left(goal)
    found: list[PracticeSession] = []
    for number, week in enumerate(scenario.plan_weeks):
        to_come = days_until(scenario, goal, week[0])
        here = [day for day in to_come if day <= week[-1]]
        if not here or left <= 0:
            continue
        pace = left * len(here) / len(to_come)
        count = min(len(here), math.ceil(pace / longest - _ROUNDING_MINUTES))
        even = math.ceil(pace / count / step - _ROUNDING_MINUTES) * step
        minutes = min(longest, max(even, min(shortest, -(-left // step) * step)))
        found += [
            PracticeSession(
                f"{goal.agent_id} {goal.goal} {number}.{each}",
                goal,
                minutes,
                here[0],
                here[-1],
                mentors,
            )
            for each in range(count)
        ]
        left -= count * minutes
    return found


def is_session_of(goal: Goal, block: Block) -> bool:
    """Whether a block is practice or coaching that counts for a goal, in company."""
    if block.agent_id != goal.agent_id or not block.with_agents:
        return False
    if goal.queue is not None:
        return block.activity is Activity.WORK and block.queues == (goal.queue,)
    return str(block.activity) == goal.activity and set(block.with_agents) <= set(goal.mentors)


def goals_of(scenario: Scenario, block: Block) -> list[Goal]:
    """Goals that a block is a session of, not past their date on its day."""
    if not block.with_agents:
        return []
    day = scenario.grid.operating_date(block.start)
    return [goal for goal in scenario.goals if is_session_of(goal, block) and day <= goal.due]


def practice_by_mentor(blocks: Iterable[Block]) -> dict[str, tuple[Block, ...]]:
    """Practice of others by the mentor beside whom it is, in the order of the blocks."""
    found: dict[str, tuple[Block, ...]] = {}
    for block in blocks:
        if block.is_practice:
            for mentor in block.with_agents:
                found[mentor] = (*found.get(mentor, ()), block)
    return found


def practice_within(shift: Shift, by_mentor: Mapping[str, Sequence[Block]]) -> tuple[Block, ...]:
    """Practice of others that begins in a shift of their mentor, in time order."""
    begin_s, end_s = shift.start.timestamp(), shift.end.timestamp()
    mine = [
        block for block in by_mentor.get(shift.agent_id, ()) if begin_s <= block.span_s[0] < end_s
    ]
    return tuple(sorted(mine, key=lambda block: block.span_s))


def is_company(block: Block) -> bool:
    """Whether a block is practice, coaching or a one-to-one, in which both know the other."""
    return block.is_practice or block.activity in (Activity.COACHING, Activity.ONE_TO_ONE)


def as_learner(block: Block, agent_id: str) -> Block:
    """Return what a block of a coach is for one of those with them."""
    return block.model_copy(update={"agent_id": agent_id, "with_agents": (block.agent_id,)})


def is_for_a_goal(scenario: Scenario, block: Block) -> bool:
    """Whether an activity is coaching for a goal, of the one who learns or of the coach."""
    if block.activity is Activity.WORK:
        return False
    sides = (block, *(as_learner(block, other) for other in block.with_agents))
    return any(goals_of(scenario, side) for side in sides)


def had_minutes(scenario: Scenario, blocks: Iterable[Block]) -> dict[tuple[str, str], float]:
    """Minutes of each goal, by agent and name, that blocks of agents hold.

    No more than the planned days owe to a goal. Where several goals of an agent ask for the same,
    the one due first is filled first; a block like one that ``activities.csv`` asks for is that
    one, and no session.
    """
    owed = owed_minutes(scenario)
    had = dict.fromkeys(owed, 0.0)
    meetings = {
        goal.agent_id: Counter(map(_sort, scenario.activities_by_agent.get(goal.agent_id, ())))
        for goal in scenario.goals
    }
    for block in blocks:
        if block.agent_id not in meetings or not block.with_agents:
            continue
        sort = str(block.activity), block.minutes, frozenset({block.agent_id, *block.with_agents})
        if meetings[block.agent_id][sort] > 0:
            meetings[block.agent_id][sort] -= 1
            continue
        left = block.minutes
        for goal in sorted(goals_of(scenario, block), key=lambda row: row.due):
            key = goal.agent_id, goal.goal
            if key in had:
                part = min(left, owed[key] - had[key])
                had[key] += part
                left -= part
    return had


def owed_minutes(scenario: Scenario) -> dict[tuple[str, str], float]:
    """Minutes that the planned days owe to each goal, by agent and name."""
    owed: dict[tuple[str, str], float] = {}
    for session in scenario.practice_sessions:
        key = session.goal.agent_id, session.goal.goal
        owed[key] = owed.get(key, 0.0) + session.minutes
    return owed


def _sort(activity: PlannedActivity) -> tuple[str, float, frozenset[str]]:
    return activity.kind, float(activity.minutes), frozenset(activity.participants)
