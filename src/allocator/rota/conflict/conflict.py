"""What a diagnosis says: conflicts, each with its cures, and how far it could look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allocator.domain.scenario import Scenario
from allocator.rota.conflict.elements import Element


@dataclass(frozen=True)
class Cure:
    """A change of the scenario that was solved again and does away with a conflict.

    Parameters
    ----------
    kind
        ``pin``, ``hours``, ``tolerance``, ``leave``, ``rule``, ``pattern``, ``seats``,
        ``activity`` or ``availability``.
    words
        The change in plain words.
    place
        Where in the scenario it is made: a file, with row and column, or a setting.
    rank, amount
        Order in which to consider it: how much it touches, and by how much of its own unit.
    apply
        Makes the change.
    """

    kind: str
    words: str
    place: str
    rank: int
    amount: float
    apply: Callable[[Scenario], Scenario] = field(compare=False, repr=False)

    @property
    def file(self) -> str:
        """File of the scenario that it is made in."""
        return self.place.partition(" ")[0].rstrip(",")

    def as_json(self) -> dict[str, Any]:
        """Return what a program may read of it."""
        return {"kind": self.kind, "words": self.words, "file": self.file, "place": self.place}


@dataclass(frozen=True)
class Conflict:
    """Rules and facts that admit no rota together.

    Parameters
    ----------
    agent_ids
        People of whom no rota can hold all the elements.
    headline
        Whom it concerns, in a sentence that the elements follow.
    is_minimal
        Whether it was shown that without any one element there is a rota. Where it was not, time
        ran out first.
    cures
        Each solved again: with the first cures of the other conflicts it gives these people a
        rota. Cheapest first; empty where none was found.
    """

    agent_ids: tuple[str, ...]
    headline: str
    elements: tuple[Element, ...]
    is_minimal: bool
    cures: tuple[Cure, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Keys of the elements."""
        return frozenset(element.key for element in self.elements)

    def as_json(self) -> dict[str, Any]:
        """Return what a program may read of it."""
        return {
            "agent_ids": list(self.agent_ids),
            "headline": self.headline,
            "is_minimal": self.is_minimal,
            "elements": [
                {
                    "key": element.key,
                    "rule_id": element.rule_id,
                    "agent_ids": list(element.agent_ids),
                    "words": element.words,
                }
                for element in self.elements
            ],
            "cures": [cure.as_json() for cure in self.cures],
        }


@dataclass(frozen=True)
class Diagnosis:
    """Why there is no rota.

    Parameters
    ----------
    conflicts
        Each proven to admit no rota. Empty where nothing was proven.
    remarks
        What could not be decided, and what was not looked at.
    """

    conflicts: tuple[Conflict, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The conflicts and remarks in one line."""
        parts = [
            f"{conflict.headline}: {'; '.join(element.words for element in conflict.elements)}"
            for conflict in self.conflicts
        ]
        return ". ".join([*parts, *self.remarks])

    def as_json(self) -> dict[str, Any]:
        """Return what a program may read of it."""
        return {
            "conflicts": [conflict.as_json() for conflict in self.conflicts],
            "remarks": list(self.remarks),
        }
