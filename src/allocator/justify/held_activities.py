"""Where in a rota the planned activities off the phone take place."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from allocator.domain.people import PlannedActivity
from allocator.domain.rota import Activity, Rota, minutes_between
from allocator.domain.scenario import Scenario

Sort = tuple[str, float, frozenset[str]]
"""Kind, minutes and participants."""


@dataclass(frozen=True)
class HeldActivity:
    """A planned activity at the time at which the rota has it."""

    activity_id: str
    participants: frozenset[str]
    start: dt.datetime
    end: dt.datetime

    def meets(self, start: dt.datetime, end: dt.datetime) -> bool:
        """Whether some of it lies in a span."""
        return minutes_between(start, self.end) > 0 and minutes_between(self.start, end) > 0

    def takes_from(self, scenario: Scenario, pool_id: str) -> int:
        """How many people it takes who could be on the phone in a pool."""
        return sum(
            bool(scenario.usable_queues(agent_id, pool_id)) for agent_id in self.participants
        )


def held_activities(scenario: Scenario, rota: Rota) -> tuple[HeldActivity, ...]:
    """Planned activities that take place, in the scenario's order.

    Of activities of the same kind, length and people each is given a time of its own.
    """
    times: defaultdict[Sort, list[dt.datetime]] = defaultdict(list)
    for block in rota.blocks:
        if block.activity is Activity.WORK or block.is_rest:
            continue
        sort = str(block.activity), block.minutes, frozenset({block.agent_id, *block.with_agents})
        if block.start not in times[sort]:
            times[sort].append(block.start)
    held: dict[str, HeldActivity] = {}
    # Fixed starts first: an activity with a window must not take the time of one without.
    for activity in sorted(scenario.activities, key=lambda activity: activity.start is None):
        participants = frozenset(activity.participants)
        mine = times[activity.kind, float(activity.minutes), participants]
        start = next((start for start in sorted(mine) if _suits(activity, start)), None)
        if start is not None:
            mine.remove(start)
            end = start + dt.timedelta(minutes=activity.minutes)
            held[activity.activity_id] = HeldActivity(
                activity.activity_id, participants, start, end
            )
    return tuple(held[a.activity_id] for a in scenario.activities if a.activity_id in held)


def _suits(activity: PlannedActivity, start: dt.datetime) -> bool:
    if activity.start is not None:
        return minutes_between(activity.start, start) == 0
    assert activity.earliest is not None
    assert activity.latest is not None
    return (
        minutes_between(activity.earliest, start) >= 0
        and minutes_between(start, activity.latest) >= activity.minutes
    )
