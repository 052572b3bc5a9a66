"""What why-not files of an answer: the question, what it rests on, its words and its claims."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.justify.claim import Claim

COMPARISON_SCHEMA_VERSION = 2


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class ComparedQuestion(_Part):
    """What was asked: somebody on the phone at a moment, or at work on a day.

    Parameters
    ----------
    day
        Operating day.
    start, end
        The interval of the moment, or the whole day.
    is_moment
        Whether it is about that interval and not about the day.
    instead_of
        Who is not to be on the phone then.
    queue
        Queue that the agent is to be logged into; ``None`` for any.
    displaced_queue
        Queue that the other is not to be logged into.
    """

    agent_id: str
    day: dt.date
    start: AwareDatetime
    end: AwareDatetime
    is_moment: bool
    instead_of: str | None = None
    queue: str | None = None
    displaced_queue: str | None = None


class FiledComparison(_Part):
    """Content of ``comparison.json``.

    Parameters
    ----------
    id
        Name of its folder; claims begin with it.
    run_id, input_hash
        Of the plan that it is about.
    plan_sha256
        Of the plan's rota then.
    bound
        Proven lower bound on the cost of any rota that meets the hard rules, with what the
        question forces or without: the plan's own.
    has_baseline
        Whether the search without the question found a better rota than the plan's, which is
        then filed as ``baseline.csv``; if not, the plan's is compared with.
    seed, replications
        Of the simulation by which late contacts are estimated.
    search_seconds
        Wall-clock time of the search with what is asked for, and of that without.
    searches_apart
        By how much searches side by side differed in what they found, in late contacts.
    words
        Three lines.
    claims
        In plain JSON types.
    """

    schema_version: Literal[2] = COMPARISON_SCHEMA_VERSION
    id: str
    run_id: str
    input_hash: str
    version: str
    created_at: str
    plan_sha256: str
    question: ComparedQuestion
    bound: float
    has_baseline: bool
    seed: int
    replications: int
    search_seconds: float
    searches_apart: float
    words: tuple[str, str, str]
    claims: tuple[Claim, ...]
