"""Places that the system leaves to people: the learner's own words, and signatures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from allocator.domain.record import AllocationRecords, Decision, RecordKind
from allocator.evidence.paper import (
    Blank,
    Heading,
    Paragraph,
    Part,
    SignaturePlace,
    Signatures,
)
from allocator.justify.justification import Justification

_PROMPTS = (
    ("objectives", "Objectives of this allocation, in your own words"),
    ("equity", "Where the allocation is equitable and where not, with the references you rely on"),
    ("development", "Development needs that you took into account, and what you left for later"),
    ("involvement", "How the team was involved, and what came of it"),
    ("situation", "Reflective account: the situation"),
    ("task", "Reflective account: your task"),
    ("action", "Reflective account: what you did"),
    ("result", "Reflective account: the result, and what you would do otherwise"),
)


def learner_places() -> list[Part]:
    """Prompts with nothing under them."""
    return [
        Heading(1, "The learner’s own words"),
        Paragraph("Typed, by the learner alone. The system writes nothing here."),
        *(Blank(name, prompt, lines=5) for name, prompt in _PROMPTS),
    ]


def signatures(
    justifications: Sequence[Justification],
    records: Mapping[str, AllocationRecords],
    made_at: dt.datetime,
) -> list[Part]:
    """Return a place for each role, with the moment that the system has of it."""
    return [
        Heading(1, "Signatures"),
        Paragraph(
            "One role’s signature never stands in for another’s. Dates are the system’s: what is "
            "recorded by allocator record has the moment of its clock and cannot be back-dated. "
            f"This version was made {made_at:%Y-%m-%d %H:%M}."
        ),
        Signatures(
            (
                SignaturePlace("Learner", "The words in the learner’s places are mine", _UNKNOWN),
                SignaturePlace(
                    "Reviewer",
                    "I have decided on the allocations",
                    _decided(justifications, records),
                ),
                SignaturePlace(
                    "Team member", "I have seen my own allocation", _said(justifications, records)
                ),
                SignaturePlace("Assessor", "I have assessed this report", _UNKNOWN),
            )
        ),
    ]


_UNKNOWN = "none recorded"


def _decided(
    justifications: Sequence[Justification], records: Mapping[str, AllocationRecords]
) -> str:
    mine = [records[one.id].decision for one in justifications if one.id in records]
    made = [record for record in mine if record is not None]
    if not made:
        return _UNKNOWN
    accepted = sum(record.decision is Decision.ACCEPTED for record in made)
    last = max(record.recorded_at for record in made)
    who = ", ".join(dict.fromkeys(record.who for record in made))
    return (
        f"{last:%Y-%m-%d %H:%M}: {who}, {accepted} of {len(justifications)} accepted, "
        f"{len(made) - accepted} to be changed"
    )


def _said(justifications: Sequence[Justification], records: Mapping[str, AllocationRecords]) -> str:
    said = [
        record
        for one in justifications
        if one.id in records
        for record in records[one.id].records
        if record.kind is not RecordKind.REVIEW
    ]
    if not said:
        return _UNKNOWN
    people = len({record.who for record in said})
    last = max(record.recorded_at for record in said)
    who = "1 agent" if people == 1 else f"{people} agents"
    return f"{last:%Y-%m-%d %H:%M}: words of {who}"
