"""A plan: the rota with the demand it answers and the figures that describe it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.domain.correction import CorrectionRound
from allocator.domain.demand import Requirement, StaffingRow
from allocator.domain.development import GoalProgress
from allocator.domain.fairness_price import FairnessPrice
from allocator.domain.findings import Excused, Finding
from allocator.domain.ledger import LedgerEntry
from allocator.domain.past_forecast import PastForecast
from allocator.domain.queue_settings import Channel
from allocator.domain.rota import Rota


class PlanStatus(StrEnum):
    """How the search for a rota ended."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    TIMED_OUT = "timed_out"
    STOPPED = "stopped"
    """Stopped by somebody before its time was up, with the best rota so far."""
    SCORED = "scored"
    """Not searched for: a rota from elsewhere, see :class:`RotaOrigin`."""
    REPLANNED = "replanned"
    """A published rota that was changed after events, see :class:`PlanReplan`."""


class QueueSummary(BaseModel):
    """A queue's week under the plan.

    Parameters
    ----------
    forecast_contacts
        Expected to come in the plan's days.
    service_level_share
        Expected in time by ``definition``: of calls and chats over those offered, of emails and
        call-backs over those due before the plan's end.
    lowest_day_share
        The same on the queue's worst day, held against ``floor_share``.
    channel, definition
        What kind of contact it holds, and when one is in time.
    backlog_contacts, left_contacts
        Of emails and call-backs: waiting when the plan begins, and when it ends.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    queue: str
    pool: str
    forecast_contacts: float
    service_level_share: float
    target_share: float
    target_s: float
    lowest_day_share: float
    floor_share: float
    channel: Channel = Channel.VOICE
    definition: str = ""
    backlog_contacts: float = 0.0
    left_contacts: float = 0.0


class PaySummary(BaseModel):
    """What the week costs in money; no part of the objective.

    Parameters
    ----------
    currency
        Code of three letters, as in ``scenario.yaml``.
    hours_pay
        Basic pay of the paid hours in the rota.
    premium_pay
        What unsocial hours earn on top.
    leave_pay
        Basic pay of the paid hours of leave in the week.
    total_pay
        Sum of the three.
    agents_without_rate
        People whose rate is not known: none of their hours is in the sums.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    currency: str
    hours_pay: float
    premium_pay: float
    leave_pay: float
    total_pay: float
    agents_without_rate: int


class RotaOrigin(BaseModel):
    """Where a rota that was not planned here comes from.

    Parameters
    ----------
    file
        Name of the file.
    sha256
        Of its bytes, in hexadecimal.
    form
        ``blocks`` as in ``rota.csv``, ``shifts`` a row each, or a ``grid`` of people by day.
    filled_in
        Whether breaks and queues were put in by allocator, since the file has none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sha256: str
    form: Literal["blocks", "shifts", "grid"]
    filled_in: bool


class LockedCell(BaseModel):
    """Somebody's day that was to stand as a draft had it.

    Parameters
    ----------
    day
        Operating day.
    start, end
        Of the shift; ``None`` for a day off.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent_id: str
    day: dt.date
    start: AwareDatetime | None = None
    end: AwareDatetime | None = None


class PlanStart(BaseModel):
    """The rota that the search began from.

    Parameters
    ----------
    file
        Name of the file.
    sha256
        Of its bytes, in hexadecimal.
    form
        As in :class:`RotaOrigin`.
    moved_days
        By how many days it was moved to the planned week.
    shifts, kept_shifts
        Shifts of people still there, and those of them that stand in the plan unchanged.
    left, joined
        People in it whom the scenario does not have, and those whom it says nothing of.
    locked
        What was to stand.
    findings
        What the hard rules find in it, as it was given and moved.
    objective_total
        Its own cost by the plan's need; ``None`` where it breaks a hard rule.
    is_repaired
        Whether it could be searched on from, with other weeks for those whom findings concern;
        otherwise the search began anew.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sha256: str
    form: Literal["blocks", "shifts", "grid"]
    moved_days: int
    shifts: int
    kept_shifts: int = 0
    left: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    locked: tuple[LockedCell, ...] = ()
    findings: tuple[Finding, ...] = ()
    objective_total: float | None = None
    is_repaired: bool = True


class PlanReplan(BaseModel):
    """What a published rota was replanned from, and what it became.

    Parameters
    ----------
    published_run_id
        Run of the plan before.
    now, join
        Moment of the replan, and the first moment of the grid from which the rota may be another.
    option
        Option that was chosen: ``nothing``, ``least``, ``between`` or ``best``.
    is_bounded
        Whether a bound was proven on what was still free to change; if not, ``bound`` is 0 and
        the gap says nothing.
    unbounded_because
        Then why, in words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    published_run_id: str
    now: AwareDatetime
    join: AwareDatetime
    option: str
    is_bounded: bool
    unbounded_because: str | None = None


class PlanSummary(BaseModel):
    """What ``plan.json`` holds.

    Parameters
    ----------
    objective
        Cost of each term in late contacts.
    objective_total, bound
        Sum of the terms, and a proven lower bound on it for any rota that meets the hard rules.
    gap_share, gap_contacts
        Difference of the two, over the total and in late contacts.
    verdict
        ``passed`` or ``failed``, by the independent check.
    simulation
        Result of simulating the rota; ``None`` until there is one.
    correction_rounds
        Rotas made on the way, and the plan's own last; empty for a rota from elsewhere.
    pay
        ``None`` where no agent has a rate of pay.
    origin
        ``None`` for a rota that was planned here.
    started_from
        ``None`` where the search began from nothing.
    replan
        ``None`` but for a published rota that was changed after events.
    excused
        Breaches of a replanned rota that events have caused; they do not count as findings.
    parts
        Pools of each team that was searched by itself; empty where all were searched as one.
    development
        How each goal comes on, in the order of ``goals.csv``.
    fairness_price
        What fairness costs; ``None`` where that was not searched for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    input_hash: str
    version: str
    created_at: str
    seed: int
    reproducible: bool
    status: PlanStatus
    objective: dict[str, float]
    objective_total: float
    bound: float
    gap_share: float
    gap_contacts: float
    stage_seconds: dict[str, float]
    verdict: str
    findings: tuple[Finding, ...] = ()
    simulation: dict[str, Any] | None = None
    correction_rounds: tuple[CorrectionRound, ...] = ()
    forecast: dict[str, Any] = {}
    queues: tuple[QueueSummary, ...] = ()
    paid_hours: float = 0.0
    contracted_hours: float = 0.0
    requests_made: int = 0
    requests_met: int = 0
    short_intervals: int = 0
    simulated_data: bool = False
    pay: PaySummary | None = None
    origin: RotaOrigin | None = None
    started_from: PlanStart | None = None
    parts: tuple[tuple[str, ...], ...] = ()
    development: tuple[GoalProgress, ...] = ()
    fairness_price: FairnessPrice | None = None
    replan: PlanReplan | None = None
    excused: tuple[Excused, ...] = ()

    @property
    def has_bound(self) -> bool:
        """Whether ``bound`` and the gap say anything: of a replan they may not."""
        return self.replan is None or self.replan.is_bounded


class Plan(BaseModel):
    """Everything that a plan's folder holds, but for the scenario and the report.

    Parameters
    ----------
    past
        Past weeks as they were forecast then; empty where none could be.
    ledger
        Who has borne what, the planned weeks included; ``None`` where its file is missing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    summary: PlanSummary
    rota: Rota
    requirements: tuple[Requirement, ...]
    staffing: tuple[StaffingRow, ...]
    past: tuple[PastForecast, ...] = ()
    ledger: tuple[LedgerEntry, ...] | None = None
