"""What a scenario holds of people's leave, agreed limits, activities, rotations and goals."""

from __future__ import annotations

import datetime as dt

from pydantic import BaseModel, ConfigDict

from allocator.domain.people_names import called
from allocator.domain.practice import minutes_left, owed_minutes
from allocator.domain.scenario import Scenario


class Overview(BaseModel):
    """Base of figures that are printed: frozen, with no other fields than those declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class LeaveOverview(Overview):
    """Leave of somebody, as far as it touches the planned days."""

    person: str
    first_day: dt.date
    last_day: dt.date
    paid_hours_a_day: float


class AdjustmentOverview(Overview):
    """An adjustment agreed with somebody."""

    person: str
    kind: str
    value: str


class ActivityOverview(Overview):
    """An activity off the phone and how many take part."""

    activity_id: str
    people: int


class RotationOverview(Overview):
    """A rotation and who is in it, by name and id."""

    rotation: str
    people: tuple[str, ...]


class AgreedOverview(Overview):
    """Everything agreed with people beside their contracts.

    Parameters
    ----------
    available_rows, available_people
        Rows of ``availability.csv`` and the people that they are of.
    goals, goal_people
        Goals and the people who have any.
    goal_hours, goal_hours_owed
        Hours left of them, and those that the planned days owe them.
    published_shifts, published_people
        Shifts that people were told of already, and those people.
    """

    available_rows: int
    available_people: int
    leave: tuple[LeaveOverview, ...]
    adjustments: tuple[AdjustmentOverview, ...]
    rotations: tuple[RotationOverview, ...]
    activities: tuple[ActivityOverview, ...]
    goals: int
    goal_people: int
    goal_hours: float
    goal_hours_owed: float
    published_shifts: int
    published_people: int


def agreed_overview(scenario: Scenario) -> AgreedOverview:
    """Gather what is agreed with people."""
    name = {agent.agent_id: called(agent) for agent in scenario.agents}
    first, last = scenario.grid.days[0], scenario.grid.days[-1]
    in_rotation = {
        rotation.id: tuple(called(a) for a in scenario.agents if a.rotation == rotation.id)
        for rotation in scenario.settings.rotations
    }
    return AgreedOverview(
        available_rows=len(scenario.availability),
        available_people=len({row.agent_id for row in scenario.availability}),
        leave=tuple(
            LeaveOverview(
                person=name[row.agent_id],
                first_day=row.first_day,
                last_day=row.last_day,
                paid_hours_a_day=row.paid_hours_a_day,
            )
            for row in scenario.leave
            if row.first_day <= last and row.last_day >= first
        ),
        adjustments=tuple(
            AdjustmentOverview(person=name[row.agent_id], kind=row.kind, value=row.value)
            for row in scenario.adjustments
        ),
        rotations=tuple(
            RotationOverview(rotation=rotation, people=people)
            for rotation, people in in_rotation.items()
        ),
        activities=tuple(
            ActivityOverview(activity_id=row.activity_id, people=len(row.participants))
            for row in scenario.activities
        ),
        goals=len(scenario.goals),
        goal_people=len({row.agent_id for row in scenario.goals}),
        goal_hours=sum(map(minutes_left, scenario.goals)) / 60,
        goal_hours_owed=sum(owed_minutes(scenario).values()) / 60,
        published_shifts=len(scenario.published),
        published_people=len({row.agent_id for row in scenario.published}),
    )
