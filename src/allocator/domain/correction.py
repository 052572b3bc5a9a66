"""What the rounds came to in which the need was corrected by simulation."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class QueueRound(BaseModel):
    """One queue's week under a round's rota.

    Parameters
    ----------
    expected_share
        Answered in time over offered by the staffing model, with the round's corrections.
    simulated_share, simulated_half_width
        The same as simulated, and half of its 95% confidence interval; ``None`` where no contact
        came.
    expected_late_contacts, simulated_late_contacts
        What the shares leave of the contacts forecast.
    gap_share
        How much the simulated share falls short of the queue's target; 0 where it meets it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    queue: str
    expected_share: float
    simulated_share: float | None
    simulated_half_width: float | None
    target_share: float
    gap_share: float | None
    expected_late_contacts: float
    simulated_late_contacts: float | None


class PartCorrection(BaseModel):
    """What the load of a pool is multiplied by in a part of every day.

    Parameters
    ----------
    starts
        Clock time at which the part begins, as ``08:00``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pool: str
    starts: str
    load_correction: float


class CorrectionRound(BaseModel):
    """One rota of a plan's making, with what was expected of it and what was simulated.

    Parameters
    ----------
    rota
        ``draft`` for those made on the way, ``final`` for the plan's own, the last.
    corrections
        Those that the round's need was computed with: none in the first.
    movement_share
        Mean change of the corrections after this round, weighted by contacts; ``None`` for the
        last.
    required_hours
        Hours of people on the phone that the need asks for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rota: Literal["draft", "final"]
    queues: tuple[QueueRound, ...]
    corrections: tuple[PartCorrection, ...]
    movement_share: float | None = None
    required_hours: float
