"""The people of a scenario: who they are, what they can do and what they ask for."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from allocator.domain.clock import ClockMinutes, DayList

Identifier = Annotated[str, Field(min_length=1, pattern=r"^[^\s,|]+$")]
"""A name without spaces, commas or bars, since these separate names in files."""


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
        Contracted paid hours in the planned week.
    """

    agent_id: Identifier
    name: str = Field(min_length=1)
    contract: Identifier
    weekly_hours: float = Field(gt=0, le=84)


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


class Request(Row):
    """What an agent asks for on a day (``requests.csv``): a wish, not a right.

    Parameters
    ----------
    kind
        ``day_off``: no shift that day. ``start_between``: a shift that day, if there is one,
        begins at or after ``start_from`` and before ``start_to``.
    weight
        How many times the price of a declined request this one counts.
    """

    agent_id: Identifier
    date: dt.date
    kind: Literal["day_off", "start_between"]
    start_from: ClockMinutes | None = None
    start_to: ClockMinutes | None = None
    weight: float = Field(default=1.0, gt=0, le=100)


class Pin(Row):
    """What must stand in the rota (``pins.csv``).

    Parameters
    ----------
    kind
        ``work``: the agent is at work (on a queue or a break) throughout, and where ``queue``
        is given, is logged into it whenever on the phone. ``off``: the agent does not work.
    """

    agent_id: Identifier
    start: AwareDatetime
    end: AwareDatetime
    kind: Literal["work", "off"]
    queue: Identifier | None = None


class WorkedShift(Row):
    """A shift worked before the planned week (``worked.csv``)."""

    agent_id: Identifier
    start: AwareDatetime
    end: AwareDatetime


class LedgerEntry(Row):
    """What an agent brings into the week (``ledger.csv``).

    Parameters
    ----------
    unsocial_hours
        Weighted unsocial hours worked in the weeks that the ledger covers.
    contracted_hours
        Eligible contracted hours of the same weeks.
    """

    agent_id: Identifier
    unsocial_hours: float = Field(ge=0)
    contracted_hours: float = Field(gt=0)
