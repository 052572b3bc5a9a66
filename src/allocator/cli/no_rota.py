"""What is said where there is no rota: what cannot hold together, and what would cure it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from allocator.pipeline.plan_week import PlanOutcome

_LINE_LENGTH = 100


def no_rota_lines(outcome: PlanOutcome) -> list[str]:
    """Lines for people: each conflict with its parts and its cures, then what is not known."""
    found = outcome.diagnosis
    if found is None or not found.conflicts:
        remarks = [] if found is None else [_sentence(remark) for remark in found.remarks]
        return [f"No rota ({outcome.status}): {outcome.reason}.", *remarks]
    lines = [f"No rota ({outcome.status}): the hard rules contradict each other."]
    for number, conflict in enumerate(found.conflicts, 1):
        lines += ["", f"{number}. {conflict.headline}:"]
        lines += [f"   - {element.words}" for element in conflict.elements]
        if not conflict.is_minimal:
            lines.append("   (Perhaps some of these do not matter: time ran out.)")
        if conflict.cures:
            lines.append("   What would cure it, each tried:")
            lines += [
                line for cure in conflict.cures for line in _cure_lines(cure.words, cure.place)
            ]
        else:
            lines.append("   No single change that cures it was found.")
    if len(found.conflicts) > 1:
        lines += ["", "Each cure was tried together with the first cure of the others."]
    if found.remarks:
        lines += ["", *(_sentence(remark) for remark in found.remarks)]
    return lines


def no_rota_json(outcome: PlanOutcome) -> dict[str, Any]:
    """Return the same for programs."""
    found = outcome.diagnosis
    parts = {"conflicts": [], "remarks": []} if found is None else found.as_json()
    locked = [finding.model_dump(mode="json") for finding in outcome.against_locks]
    return {
        "status": str(outcome.status),
        "reason": outcome.reason,
        "against_locks": locked,
        **parts,
    }


def _cure_lines(words: str, place: str) -> list[str]:
    """Say a cure and where it is made, on lines of their own where one does not hold both."""
    line = f"   + {words} [{place}]"
    return [line] if len(line) <= _LINE_LENGTH else [f"   + {words}", f"     [{place}]"]


def _sentence(remark: str) -> str:
    return f"{remark[:1].upper()}{remark[1:]}."
