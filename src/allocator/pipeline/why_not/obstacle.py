"""Why an allocation cannot be, whatever else moves."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Obstacle:
    """Why an allocation cannot be, whatever else moves.

    Parameters
    ----------
    rule_ids
        Rules that make the facts bind.
    facts
        What holds, with its figures; together they leave no room.
    ways_out
        The smallest changes found, each solved again.
    is_complete
        Whether they were looked for to the end, and not until time ran out.
    note
        What is said instead where none were looked for.
    """

    rule_ids: tuple[str, ...]
    facts: tuple[str, ...]
    ways_out: tuple[str, ...]
    is_complete: bool = True
    note: str = ""

    @property
    def declared_rules(self) -> tuple[str, ...]:
        """Those of the rules that a scenario declares: that the past stands is none of them."""
        return tuple(rule_id for rule_id in self.rule_ids if not rule_id.startswith("replan."))

    @property
    def ways_text(self) -> str:
        """The ways out as a sentence ends with them."""
        if self.ways_out:
            return "; or ".join(self.ways_out)
        if self.note:
            return self.note
        if self.is_complete:
            return "no small change was found"
        return "no small change was found in the time"
