"""What people decide and say about allocations: recorded once, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator


class RecordKind(StrEnum):
    """What is recorded of an allocation."""

    REVIEW = "review"
    """The reviewer's decision before publication."""
    RESPONSE = "response"
    """What the agent says to it."""
    CONTEST = "contest"
    """The agent's objection: it asks the reviewer for another decision."""


class Decision(StrEnum):
    """What a reviewer decides."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    """Not to be published as it stands: the reason says what is to stand instead."""


class PublicationState(StrEnum):
    """Where an allocation stands before publication."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    CHANGED = "changed"


class Entry(BaseModel):
    """What somebody records of one allocation.

    Parameters
    ----------
    allocation_id
        Agent and operating date, as in ``justifications.json``.
    who
        Name of the reviewer, or id of the agent whose allocation it is.
    decision
        Of a review; nothing else has one.
    text
        Reason, response or objection; only an acceptance may do without.

    Raises
    ------
    pydantic.ValidationError
        If the parts do not belong together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    allocation_id: str = Field(min_length=1)
    kind: RecordKind
    who: str = Field(min_length=1)
    decision: Decision | None = None
    text: str = ""

    @model_validator(mode="after")
    def _check_parts(self) -> Self:
        if (self.decision is not None) != (self.kind is RecordKind.REVIEW):
            raise ValueError("a review has a decision, and nothing else has one")
        if not self.text.strip() and self.decision is not Decision.ACCEPTED:
            raise ValueError("only an acceptance may do without words")
        return self


class Record(Entry):
    """An entry with the run that it is about and the moment of its recording.

    Parameters
    ----------
    recorded_at
        By the clock of the machine, with the site's offset.
    seal
        SHA-256 over the seal before and all other fields: a line changed later does not fit it.
    """

    run_id: str
    recorded_at: AwareDatetime
    seal: str


@dataclass(frozen=True)
class AllocationRecords:
    """All records of one allocation, in the order in which they were made."""

    records: tuple[Record, ...] = ()

    @cached_property
    def decision(self) -> Record | None:
        """The review that holds: the last one."""
        reviews = [record for record in self.records if record.kind is RecordKind.REVIEW]
        return reviews[-1] if reviews else None

    @property
    def state(self) -> PublicationState:
        """Where the allocation stands."""
        if self.decision is None or self.decision.decision is None:
            return PublicationState.WAITING
        return PublicationState(self.decision.decision.value)

    @property
    def is_contested(self) -> bool:
        """Whether the agent has objected and no review has been made since."""
        return any(record.kind is RecordKind.CONTEST for record in self.since_decision)

    @property
    def since_decision(self) -> tuple[Record, ...]:
        """Records made since the review that holds; all of them where there is none."""
        return self.records[self._place_of_decision() + 1 :]

    def is_superseded(self, record: Record) -> bool:
        """Whether a review has been taken over by a later one."""
        return record.kind is RecordKind.REVIEW and record is not self.decision

    def _place_of_decision(self) -> int:
        return -1 if self.decision is None else self.records.index(self.decision)


def by_allocation(records: Iterable[Record]) -> dict[str, AllocationRecords]:
    """Sort records by allocation; one without any has no entry."""
    found = defaultdict[str, list[Record]](list)
    for record in records:
        found[record.allocation_id].append(record)
    return {name: AllocationRecords(tuple(mine)) for name, mine in found.items()}
