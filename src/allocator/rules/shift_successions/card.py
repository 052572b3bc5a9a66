"""No kind of shift on the day after one that it must not follow."""

from __future__ import annotations

from pydantic import Field, field_validator

from allocator.domain.findings import Strength
from allocator.rules.card import Parameters, RuleCard


class ShiftSuccessions(Parameters):
    """Which kind of shift must not follow which.

    Parameters
    ----------
    forbidden
        Pairs of kinds of ``shift_kinds``, such as ``late>early``: no shift of the second kind on
        the operating date after one of the first.
    """

    forbidden: tuple[str, ...] = Field(default=())

    @field_validator("forbidden")
    @classmethod
    def _are_pairs(cls, forbidden: tuple[str, ...]) -> tuple[str, ...]:
        for pair in forbidden:
            if len(pair.split(">")) != 2 or not all(kind.strip() for kind in pair.split(">")):
                raise ValueError(f"{pair!r} is not a pair of kinds; write it like late>early")
        return tuple(">".join(kind.strip() for kind in pair.split(">")) for pair in forbidden)

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Kind of the earlier shift and kind of the later, of each pair."""
        return tuple((before, after) for before, after in (p.split(">") for p in self.forbidden))


CARD = RuleCard[ShiftSuccessions](
    id="shift_successions",
    title="No kind of shift follows one that it must not follow",
    strength=Strength.HARD,
    parameters=ShiftSuccessions(),
    source=(
        "House rule of November 2026: some kinds of shift do not follow each other from one day "
        "to the next, the last shift of worked.csv included. The HSE's guidance on managing "
        "shiftwork (HSG256, 2006) advises against quick returns and backward rotation."
    ),
    basis="house",
    wording={
        "forbidden": (
            "{agent_id} starts a shift of the kind {shift_kind} at {start}, on the day after one "
            "of the kind {previous_kind} ({previous_start}), which it must not follow"
        ),
    },
)
