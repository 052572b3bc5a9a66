"""The people of a scenario: who they are, what they can do and what they ask for."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from allocator.domain.clock import ClockMinutes, DayList, parse_clock

Identifier = Annotated[str, Field(min_length=1, pattern=r"^[^\s,|]+$")]
"""A name without spaces, commas or bars, since these separate names in files."""


def _split_names(value: Any) -> Any:
    return value.split("|") if isinstance(value, str) else value


NameList = Annotated[tuple[Identifier, ...], BeforeValidator(_split_names)]
"""Names in a file joined by ``|``, a tuple in the program."""


class Row(BaseModel):
    """A row of a scenario's table: frozen, with no other columns than those declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Agent(Row):
    """A person who can be given shifts (``agents.csv``).

    Parameters
    ----------
    contract
        Id of a contract in ``scenario.yaml``.
    weekly_hours
        Contracted paid hours in a week. A plan of seven days or fewer holds them all, a longer
        one in each of its weeks, and in what is left of a week a seventh for each day.
    team
        Team the agent belongs to, for the printed rota and for meetings.
    adult_from
        Day on which the agent turns 18; empty for an adult. Not the date of birth: nothing else
        needs to be known.
    opted_out_48h
        Whether a written agreement to work more than 48 hours a week on average is in force.
    unsocial_agreed
        Whether unsocial hours are what the contract is for: they were agreed, so that nobody owes
        the agent others in return, and the agent owes none.
    first_day
        First day of employment, for a starter: no shift before it.
    rotation, rotation_offset_weeks
        Rotation that decides which shifts the agent may have in which week, and how many weeks
        ahead of the rotation's own count the agent is.
    hourly_pay
        Basic pay of an hour, in the scenario's currency.
    """

    agent_id: Identifier
    name: str = Field(min_length=1)
    contract: Identifier
    weekly_hours: float = Field(gt=0, le=84)
    team: Identifier | None = None
    adult_from: dt.date | None = None
    opted_out_48h: bool = False
    unsocial_agreed: bool = False
    first_day: dt.date | None = None
    rotation: Identifier | None = None
    rotation_offset_weeks: int = Field(default=0, ge=0, le=520)
    hourly_pay: float | None = Field(default=None, ge=0, le=10_000)


class Skill(Row):
    """What one agent can do on one queue (``skills.csv``).

    Parameters
    ----------
    level
        0 a learner who needs a mentor, 1 able, 2 experienced, 3 expert.
    aht_factor
        The agent's handling time on this queue over the queue's mean handling time.
    """

    agent_id: Identifier
    queue: Identifier
    level: int = Field(ge=0, le=3)
    aht_factor: float = Field(default=1.0, gt=0.1, lt=10)


class Availability(Row):
    """When an agent can work on given days (``availability.csv``).

    Days without a row are free all day; several rows for one day add up. An empty
    ``available_from`` and ``available_to`` mean that the agent cannot work that day at all.
    The constraint is stored, never its cause.

    Parameters
    ----------
    days
        ``all``, a weekday (``fri``), a date (``1999-08-27``), or several joined by ``|``. A row
        for a date takes the place of rows for its weekday, and these of rows for ``all``.
    available_from, available_to
        Clock times between which the agent can work.
    """

    agent_id: Identifier
    days: DayList
    available_from: ClockMinutes | None = None
    available_to: ClockMinutes | None = None


RequestKind = Literal["day_off", "start_between", "shift_between", "no_shift_between"]


class Request(Row):
    """What an agent asks for on a day (``requests.csv``): a wish, not a right.

    Parameters
    ----------
    kind
        ``day_off``: no shift that day. ``start_between``: a shift that day, if there is one,
        begins at or after ``start_from`` and before ``start_to``. ``shift_between``: there is
        one that begins then. ``no_shift_between``: none begins then.
    weight
        How many times the price of a declined request this one counts.
    """

    agent_id: Identifier
    date: dt.date
    kind: RequestKind
    start_from: ClockMinutes | None = None
    start_to: ClockMinutes | None = None
    weight: float = Field(default=1.0, gt=0, le=100)


class Pin(Row):
    """What must stand in the rota (``pins.csv``).

    Parameters
    ----------
    kind
        ``work``: the agent is at work (on a queue or a break) throughout, and where ``queue``
        is given, is logged into it whenever on the phone. ``shift``: the same, and the shift is
        this one, no longer and no other on its day. ``off``: the agent does not work.
        ``on_phone``: the agent is on the phone throughout, on no break and at no activity, and
        where ``queue`` is given, is logged into it. ``off_phone``: the agent is not on the phone,
        or where ``queue`` is given, not logged into it. ``any_shift``: the agent has a shift, at
        whatever times, on the operating day in which the pin begins, and where ``queue`` is
        given, is logged into it whenever on the phone while the pin lasts.
    """

    agent_id: Identifier
    start: AwareDatetime
    end: AwareDatetime
    kind: Literal["work", "shift", "off", "on_phone", "off_phone", "any_shift"]
    queue: Identifier | None = None

    @property
    def is_work(self) -> bool:
        """Whether the agent is to be at work, be it in just this shift or in a longer one."""
        return self.kind in ("work", "shift", "on_phone")

    @property
    def asks_for_shift(self) -> bool:
        """Whether the agent is to have a shift, then or at some time of the day."""
        return self.is_work or self.kind == "any_shift"


class WorkedShift(Row):
    """A shift worked before the planned week (``worked.csv``)."""

    agent_id: Identifier
    start: AwareDatetime
    end: AwareDatetime


class Leave(Row):
    """Days on which an agent is away by agreement (``leave.csv``): no shift on any of them.

    Parameters
    ----------
    paid_hours_a_day
        Hours of each day that count as worked against the contracted hours of the week.
    """

    agent_id: Identifier
    first_day: dt.date
    last_day: dt.date
    paid_hours_a_day: float = Field(default=0.0, ge=0, le=24)


AdjustmentKind = Literal[
    "start_not_before",
    "end_not_after",
    "longest_shift_minutes",
    "days_in_a_row_max",
    "days_in_week_max",
    "unbroken_work_minutes_max",
    "only_queues",
]

_CLOCK_KINDS = ("start_not_before", "end_not_after")


class Adjustment(Row):
    """An adjustment agreed with one agent (``adjustments.csv``): what holds, never why.

    Parameters
    ----------
    kind
        ``start_not_before``, ``end_not_after``: clock times of the operating day.
        ``longest_shift_minutes``: elapsed. ``days_in_a_row_max``, ``days_in_week_max``: days with
        work, the second within the planned week. ``unbroken_work_minutes_max``: longest stretch
        of work without a rest. ``only_queues``: the queues that may be logged into, by ``|``.
    value
        A clock time, a whole number from 1 or names, as the kind asks.
    """

    agent_id: Identifier
    kind: AdjustmentKind
    value: str = Field(min_length=1)

    @field_validator("value")
    @classmethod
    def _of_its_kind(cls, value: str, info: ValidationInfo) -> str:
        kind = info.data.get("kind", "only_queues")
        if kind in _CLOCK_KINDS:
            parse_clock(value)
        elif kind != "only_queues" and not (value.isdecimal() and int(value) >= 1):
            raise ValueError("is not a whole number from 1; write one, such as 360")
        return value

    @property
    def number(self) -> int:
        """The value as a number: minutes after midnight, minutes or days, as the kind says."""
        return parse_clock(self.value) if self.kind in _CLOCK_KINDS else int(self.value)

    @property
    def queues(self) -> tuple[str, ...]:
        """The value as names of queues."""
        return tuple(self.value.split("|"))


class PlannedActivity(Row):
    """An activity off the phone that must take place (``activities.csv``).

    All who take part are at it at the same time, for the whole of it.

    Parameters
    ----------
    start
        Fixed start; or else a window is given.
    earliest, latest
        Window that the whole activity lies in, where the start is free.
    """

    activity_id: Identifier
    kind: Literal["training", "coaching", "one_to_one", "briefing", "other"]
    participants: NameList = Field(min_length=1)
    minutes: int = Field(gt=0, le=480)
    start: AwareDatetime | None = None
    earliest: AwareDatetime | None = None
    latest: AwareDatetime | None = None


class Goal(Row):
    """What an agent is to practise, or to be coached in, by a date (``goals.csv``).

    Parameters
    ----------
    queue, activity
        One of the two: a queue to practise on beside a mentor, or a kind of activity to be had
        with a coach.
    hours
        Hours of it in all.
    due
        Day by which they are to be had.
    mentor_level
        Least level on the queue of the mentor who is on it at the same time.
    done_hours
        Hours of them had before the plan begins.
    mentors
        Who may be the mentor, all who are able where nobody is named; for an activity the
        coaches.
    """

    agent_id: Identifier
    goal: Identifier
    queue: Identifier | None = None
    hours: float = Field(gt=0, le=500)
    due: dt.date
    mentor_level: int = Field(default=2, ge=1, le=3)
    activity: Literal["training", "coaching", "one_to_one", "briefing", "other"] | None = None
    done_hours: float = Field(default=0.0, ge=0, le=1000)
    mentors: NameList = ()


class PublishedShift(Row):
    """A shift of the planned week that people have been told of already (``published.csv``)."""

    agent_id: Identifier
    start: AwareDatetime
    end: AwareDatetime
