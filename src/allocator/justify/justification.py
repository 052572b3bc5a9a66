"""The justification of one allocation, as it is filed (see ``docs/justifications.md``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from allocator.domain.findings import Finding
from allocator.domain.rota import Block
from allocator.justify.claim import Claim

SCHEMA_VERSION = 2


class Part(BaseModel):
    """Part of a justification: frozen, with no other fields than those declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Binding(Part):
    """A rule or request that left this allocation no room, or that it was weighed against.

    Parameters
    ----------
    claim_ids
        The claims in which it can be seen.
    """

    rule_id: str
    words: str
    claim_ids: tuple[str, ...]


class Alternative(Part):
    """Another person for this shift, by an exchange of two shifts: a local comparison.

    Parameters
    ----------
    agent_id
        Who would work this shift instead.
    received_day, received_start, received_end
        The shift that the agent of the allocation would work in return.
    change
        What the exchange does to each term of the objective and, last, to their total; more is
        worse.
    broken
        Hard rules that forbid it; empty where it is allowed.
    """

    agent_id: str
    received_day: dt.date
    received_start: AwareDatetime
    received_end: AwareDatetime
    change: tuple[Claim, ...]
    broken: tuple[Finding, ...] = ()
    words: str


class Comparison(Part):
    """What exchanges with one other person would change, nothing else moved.

    Parameters
    ----------
    counts
        How many exchanges were priced, and with how many people.
    alternatives
        The best exchange that breaks no hard rule with each of the three best people, the best
        first.
    forbidden
        Where no exchange is allowed, the one that would cost least, with what forbids it.
    """

    strength: Literal["local"] = "local"
    counts: tuple[Claim, ...]
    alternatives: tuple[Alternative, ...] = ()
    forbidden: Alternative | None = None


class PlanReference(Part):
    """The plan that the allocation belongs to."""

    run_id: str
    input_hash: str
    version: str
    created_at: str


class Review(Part):
    """Place for the named reviewer's decision, before publication; nobody fills it but they."""

    reviewer: str | None = None
    decision: Literal["accepted", "changed", "rejected"] | None = None
    reason: str | None = None
    decided_at: AwareDatetime | None = None


class Response(Part):
    """Place for the agent's own response; nobody fills it but they."""

    text: str | None = None
    given_at: AwareDatetime | None = None


class Justification(Part):
    """Why one agent has one shift, each part of it a claim that can be computed again.

    Parameters
    ----------
    id
        Agent and operating date, ``A01/1999-08-22``.
    words
        Three plain lines, in the same words for the same facts; they claim no cause.
    eligibility
        Skills, hours, availability and the room left to each hard rule.
    service
        What taking the shift away would change, nothing else moved.
    bound_by
        Hard rules with no room left, pins, and requests.
    fairness
        Unsocial hours and burdens before and after the week.
    development
        Practice, coaching, training and meetings in the shift, and the agent's goals.
    uncertainty
        Contacts expected over the shift and late ones, with ranges, and the plan's optimality gap.
    """

    schema_version: Literal[2] = SCHEMA_VERSION
    id: str
    agent_id: str
    day: dt.date
    start: AwareDatetime
    end: AwareDatetime
    pools: tuple[str, ...]
    blocks: tuple[Block, ...]
    words: tuple[str, str, str]
    eligibility: tuple[Claim, ...]
    service: tuple[Claim, ...]
    bound_by: tuple[Binding, ...]
    comparison: Comparison
    fairness: tuple[Claim, ...]
    development: tuple[Claim, ...]
    uncertainty: tuple[Claim, ...]
    plan: PlanReference
    review: Review = Review()
    response: Response = Response()

    def claims(self) -> Iterator[Claim]:
        """Every claim of the justification, in the order in which it is read."""
        yield from self.eligibility
        yield from self.service
        yield from self.comparison.counts
        forbidden = self.comparison.forbidden
        for other in (*self.comparison.alternatives, *((forbidden,) if forbidden else ())):
            yield from other.change
        yield from self.fairness
        yield from self.development
        yield from self.uncertainty
