"""What a check finds in a finished rota."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Strength(StrEnum):
    """Whether a rule may be bought off."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True)
class Place:
    """Whom and when a finding concerns, in local time."""

    agent_id: str
    start: dt.datetime
    end: dt.datetime


class Finding(BaseModel):
    """One breach of one rule.

    Parameters
    ----------
    rule_id
        The rule that was broken.
    message
        What is so, in plain words with its figures.
    agent_id, at
        Whom and when it concerns; ``None`` where it is nobody in particular.
    figures
        The numbers in the message by name, units in the names.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule_id: str
    message: str
    agent_id: str | None = None
    at: AwareDatetime | None = None
    figures: dict[str, float | str] = {}


class Excused(BaseModel):
    """A breach that is no fault of a replanned rota: what has happened is the cause of it.

    Parameters
    ----------
    because
        What has happened, in plain words.
    event
        Place of the event among those of the replan, from 0; ``None`` where the breach stood in
        the published rota before it was replanned.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: Finding
    because: str
    event: int | None = None


class SoftMeasure(BaseModel):
    """How much of a soft rule's evil a rota holds, before any price.

    Parameters
    ----------
    rule_id
        The soft rule.
    amount
        Total in the rule's unit; the objective's term is this times the scenario's price.
    unit
        Unit of the amount.
    by_agent
        The part of the amount that belongs to each agent, agents with none left out.
    findings
        The cases behind the amount, in plain words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule_id: str
    amount: float
    unit: str
    by_agent: dict[str, float] = {}
    findings: tuple[Finding, ...] = ()


def local_text(moment: dt.datetime) -> str:
    """Moment as messages show it: ``Sun 22 Aug 07:00``."""
    return f"{moment:%a} {moment.day} {moment:%b %H:%M}"


def day_text(day: dt.date) -> str:
    """Date as messages show it: ``Sun 22 Aug``."""
    return f"{day:%a} {day.day} {day:%b}"


def duration_text(minutes: float) -> str:
    """Elapsed time as messages show it: ``9 h 30 min``, ``11 h``, ``45 min``."""
    sign = "-" if minutes < 0 else ""
    hours, rest = divmod(abs(minutes), 60)
    parts = [f"{hours:g} h"] if hours else []
    if rest or not hours:
        parts.append(f"{rest:g} min")
    return sign + " ".join(parts)
