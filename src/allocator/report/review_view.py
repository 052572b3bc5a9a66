"""What has been decided and said of each allocation, ready for the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from allocator.domain.record import (
    AllocationRecords,
    Decision,
    PublicationState,
    Record,
    RecordKind,
)
from allocator.justify.justification import Justification
from allocator.report.week_grid import anchor

_NONE = AllocationRecords()


@dataclass(frozen=True)
class RecordLine:
    """A record as people read it.

    Parameters
    ----------
    what
        ``Accepted``, ``Changed``, ``Response`` or ``Contest``.
    superseded
        Whether a later review has taken its place.
    is_open
        Whether it is an objection that no review has answered.
    """

    moment: str
    moment_text: str
    what: str
    css_class: str
    who: str
    text: str
    superseded: bool
    is_open: bool


@dataclass(frozen=True)
class ReviewCard:
    """Where one allocation stands, and all that was recorded of it.

    Parameters
    ----------
    state
        ``waiting``, ``accepted`` or ``changed``.
    """

    allocation_id: str
    anchor: str
    state: str
    is_contested: bool
    lines: tuple[RecordLine, ...]


@dataclass(frozen=True)
class ReviewView:
    """The state of a plan before publication.

    Parameters
    ----------
    cards
        By the anchor of the allocation.
    contested, changed
        Cards to look at first.
    """

    cards: Mapping[str, ReviewCard]
    contested: tuple[ReviewCard, ...]
    changed: tuple[ReviewCard, ...]

    @classmethod
    def of(
        cls,
        justifications: Sequence[Justification],
        records: Mapping[str, AllocationRecords],
        called: Callable[[str], str],
        shown: Callable[[str], str] = str,
    ) -> Self:
        """View of all allocations.

        Parameters
        ----------
        called
            Gives the name of whoever recorded something, by the name or id that is recorded.
        shown
            Gives the words recorded as this reader may see them.
        """
        cards: dict[str, ReviewCard] = {}
        for one in justifications:
            mine = records.get(one.id, _NONE)
            lines = tuple(_line(mine, record, called, shown) for record in mine.records)
            card = ReviewCard(one.id, anchor(one.id), str(mine.state), mine.is_contested, lines)
            cards[card.anchor] = card
        return cls(
            cards=cards,
            contested=tuple(card for card in cards.values() if card.is_contested),
            changed=tuple(
                card for card in cards.values() if card.state == PublicationState.CHANGED
            ),
        )

    def count(self, state: str) -> int:
        """How many allocations are in a state."""
        return sum(card.state == state for card in self.cards.values())

    @property
    def verbs(self) -> dict[str, str]:
        """Verb after the count of each state, and of those contested."""
        counts = {state: self.count(state) for state in ("waiting", "accepted", "changed")}
        one = {name for name, count in counts.items() if count == 1}
        is_one = {name: "is" if name in one else "are" for name in counts}
        return is_one | {
            "waiting": "waits" if "waiting" in one else "wait",
            "contested": "is" if len(self.contested) == 1 else "are",
        }


def _line(
    mine: AllocationRecords,
    record: Record,
    called: Callable[[str], str],
    shown: Callable[[str], str],
) -> RecordLine:
    what = {
        RecordKind.RESPONSE: "Response",
        RecordKind.CONTEST: "Contest",
        RecordKind.REVIEW: "Accepted" if record.decision is Decision.ACCEPTED else "To be changed",
    }[record.kind]
    at = record.recorded_at
    return RecordLine(
        moment=at.isoformat(),
        moment_text=f"{at:%a} {at.day} {at:%b %Y %H:%M}",
        what=what,
        css_class=str(record.decision or record.kind),
        who=called(record.who),
        text=shown(record.text),
        superseded=mine.is_superseded(record),
        is_open=record.kind is RecordKind.CONTEST and record in mine.since_decision,
    )
