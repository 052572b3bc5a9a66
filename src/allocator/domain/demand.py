"""Contacts: what was recorded, what is expected, and how many agents it needs."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from allocator.domain.people import Identifier, Row

NonNegative = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class HistoryRow(Row):
    """Contacts recorded in one interval of one queue (``history.csv``).

    Parameters
    ----------
    interval_start
        Local start of the interval, without offset as ACDs write it.
    contacts
        Contacts offered to the queue.
    aht_s
        Mean handling time of those answered; empty where none was.
    abandoned
        Of the contacts, those who left before an answer; empty where not known.
    mean_wait_s
        Mean time in queue over all contacts offered, abandoned ones included; empty where not
        known. With ``abandoned`` it gives the mean patience.
    """

    interval_start: dt.datetime
    queue: Identifier
    contacts: NonNegative
    aht_s: Annotated[float, Field(gt=0, le=86_400)] | None = None
    abandoned: NonNegative | None = None
    mean_wait_s: NonNegative | None = None


class BacklogRow(Row):
    """Contacts of a deferred queue that wait when the week opens (``backlog.csv``).

    Parameters
    ----------
    contacts
        Number of contacts due at the moment.
    due
        When they are to be done by; before the week they are late already.
    """

    queue: Identifier
    contacts: NonNegative
    due: AwareDatetime


class Requirement(BaseModel):
    """The demand of one queue in one interval (``requirements.csv``).

    Parameters
    ----------
    forecast_contacts, forecast_p10, forecast_p90
        Expected contacts and the range that holds eight in ten outcomes.
    aht_s
        Expected handling time.
    patience_s
        Mean patience, by which late contacts are priced.
    load_correction
        What the staffing model multiplies the load by, so that it expects what simulating the
        rota showed; 1 without.
    planned_contacts
        Contacts to be dealt with in the interval; of deferred channels those put off until then,
        of others the contacts forecast. ``None`` stands for the latter.
    expected_service_level
        Share answered in the queue's target time over offered under the planned rota; ``None``
        before there is one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    interval_start: AwareDatetime
    pool: str
    queue: str
    forecast_contacts: NonNegative
    forecast_p10: NonNegative
    forecast_p90: NonNegative
    aht_s: Annotated[float, Field(gt=0)]
    patience_s: Annotated[float, Field(gt=0)]
    load_correction: Annotated[float, Field(gt=0)] = 1.0
    planned_contacts: NonNegative | None = None
    expected_service_level: Share | None = None


class StaffingRow(BaseModel):
    """Agents needed and planned for one pool in one interval (``staffing.csv``).

    Parameters
    ----------
    required_agents
        Fewest agents of mean speed to schedule on the phone with whom the expected service meets
        the targets of the pool, shrinkage taken off.
    scheduled_agents
        Agents on the phone in the rota; ``None`` before there is one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    interval_start: AwareDatetime
    pool: str
    required_agents: int = Field(ge=0)
    scheduled_agents: int | None = None
