"""A justification as its own agent may read it: no word and no figure of anybody else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allocator.domain.practice import is_company
from allocator.domain.rota import Block
from allocator.justify.claim import Claim
from allocator.justify.justification import Comparison, Justification
from allocator.justify.wording import change_text
from allocator.report.own_share import OwnShare
from allocator.report.redaction import SOMEBODY, Redactor, met_by

_ACTIVITY_IDS = re.compile(r"activities\.csv: [^;]*")
"""An activity's id is a name that somebody gave it, and may tell of others who are at it."""


def own_reasons(
    one: Justification, redactor: Redactor, share: OwnShare, mentored: Sequence[Block] = ()
) -> Justification:
    """Justification with the texts and figures that its agent may read.

    Mentor and learner, coach and coached are named to each other in its first line and its
    blocks, and nowhere else.

    Parameters
    ----------
    mentored
        Practice of others in the shift, with its agent as mentor.
    """
    naming = redactor.naming(met_by(one.blocks, mentored))
    claims = {
        name: _own(value, one.id, redactor, share)
        for name, value in one
        if isinstance(value, tuple) and value and all(isinstance(v, Claim) for v in value)
    }
    return one.model_copy(
        update={
            **claims,
            "words": (
                naming.text(one.words[0]),
                redactor.text(one.words[1]),
                _compared(one.comparison),
            ),
            "blocks": tuple(
                block if is_company(block) else block.model_copy(update={"with_agents": ()})
                for block in one.blocks
            ),
            "bound_by": tuple(
                made.model_copy(update={"words": redactor.text(made.words)})
                for made in one.bound_by
            ),
            "comparison": one.comparison.model_copy(update={"alternatives": (), "forbidden": None}),
        }
    )


def without_ledger(one: Justification) -> Justification:
    """Justification with the shift's own unsocial hours alone: the ledger stands once a page."""
    own = tuple(made for made in one.fairness if made.id.endswith("/unsocial.shift"))
    return one.model_copy(update={"fairness": own})


def _own(
    claims: Sequence[Claim], allocation_id: str, redactor: Redactor, share: OwnShare
) -> tuple[Claim, ...]:
    """Claims without others in their texts, nor what a small team's mean would tell of them."""
    return tuple(
        claim.model_copy(
            update={
                "id": redactor.text(claim.id),
                "subject": redactor.text(claim.subject),
                "source": redactor.text(_ACTIVITY_IDS.sub("activities.csv", claim.source)),
                "value": redactor.text(claim.value)
                if isinstance(claim.value, str)
                else claim.value,
            }
        )
        for claim in claims
        if share.shows_team or not _tells_the_team(claim, allocation_id)
    )


def _tells_the_team(claim: Claim, allocation_id: str) -> bool:
    """Whether the team's mean can be worked out from a claim."""
    name = claim.id.removeprefix(f"{allocation_id}/")
    return "team" in name or name.endswith("above_fair")


def _compared(comparison: Comparison) -> str:
    """Third line of an agent's own justification; no time of a colleague, as a rota names whose."""
    if comparison.alternatives:
        return f"Best exchange found with one other person: {exchange_words(comparison)[0]}"
    if comparison.forbidden is not None:
        return "No exchange with one other person keeps the hard rules."
    return "Nobody else has a shift that could be exchanged for this one."


def exchange_words(comparison: Comparison) -> tuple[str, ...]:
    """Say what each exchange comes to in all: single terms would tell of others' wishes."""
    return tuple(
        f"{SOMEBODY.capitalize()} with the skill works this shift and you work one of theirs: "
        f"{change_text(_total(other.change))} in all."
        for other in comparison.alternatives
    )


def _total(change: Sequence[Claim]) -> float:
    value = next(made.value for made in change if made.id.endswith(".total"))
    assert isinstance(value, int | float)
    return value
